#include "server/pages/after_hours_page.h"

#include <fmt/format.h>

#include <algorithm>

#include "generator/shared/text.h"
#include "server/pages/case_words.h"
#include "server/pages/form_fields.h"

namespace charter {
namespace {

std::vector<Option> topic_options(const Words& words) {
    std::vector<Option> options = {{"", words.text("staff.choose"), ""}};
    for (const CallTopic topic : all_call_topics())
        options.push_back({std::string(key_of(topic)), words.text(fmt::format("call-topic.{}", key_of(topic))), ""});
    return options;
}

// Those on duty now before the others, else as they stand in the roster.
std::vector<DutyPost> on_duty_first(const PageContext& context, std::vector<DutyPost> roster) {
    const Calendar calendar = calendar_of(context.catalogue);
    std::stable_partition(roster.begin(), roster.end(),
                          [&](const DutyPost& post) { return is_on_duty(post, calendar, context.now); });
    return roster;
}

// Whoever cannot wait is handed to who is on duty; the others can be chosen all the same, should the roster be wrong.
std::vector<Option> post_options(const PageContext& context, const std::vector<DutyPost>& roster) {
    const Words& words = context.words();
    const Calendar calendar = calendar_of(context.catalogue);
    std::vector<Option> options = {{"", words.text("after-hours.can-wait"), ""}};
    for (const DutyPost& post : roster) {
        const std::string& title = text_in(post.title, context.language);
        const bool is_now = is_on_duty(post, calendar, context.now);
        options.push_back({post.id, is_now ? words.format("after-hours.title-now", {{"title", title}}) : title, ""});
    }
    return options;
}

std::vector<View> post_views(const PageContext& context, const std::vector<DutyPost>& roster) {
    const Calendar calendar = calendar_of(context.catalogue);
    std::vector<View> views;
    for (const DutyPost& post : roster)
        views.emplace_back()
            .flag("now", is_on_duty(post, calendar, context.now))
            .set("title", text_in(post.title, context.language))
            .set("when", text_in(post.when, context.language))
            .set("office", office_name(context, post.office))
            .set("phone", post.phone)
            .set("phone_link", telephone_link(post.phone));
    return views;
}

// Opens the capture form with what the log holds of the call.
std::string record_url(const AfterHoursCall& call) {
    return fmt::format("/staff/capture?channel=after-hours-line&call={}", call.id);
}

View call_view(const PageContext& context, const AfterHoursEntry& entry, const AfterHoursCall& call,
               const StaffNames& names) {
    const Words& words = context.words();
    const Calendar calendar = calendar_of(context.catalogue);
    View view;
    view.set("when", date_and_time(words, calendar, call.taken_at))
        .set("topic", words.text(fmt::format("call-topic.{}", key_of(call.topic))))
        .set("words", is_erased(call) ? words.text("after-hours.erased") : call.words)
        .set("place", call.place)
        .set("caller", call.caller)
        .set("done", call.done)
        .set("by", names(call.taken_by))
        .flag("urgent", is_urgent(call.topic));
    if (const DutyPost* post = find_post(entry.roster, call.post))
        view.set("post", text_in(post->title, context.language));
    if (call.confirmed_at && call.confirmed_by)
        view.set("taken_over", words.format("after-hours.taken-over",
                                            {{"name", names(*call.confirmed_by)},
                                             {"when", date_and_time(words, calendar, *call.confirmed_at)}}));
    else if (!call.post.empty())
        view.flag("waiting", true);
    if (may_confirm(entry, call)) view.set("confirm_action", fmt::format("{}/{}", after_hours_url, call.id));
    if (call.made_case) {
        const bool may_open =
            std::find(entry.within.begin(), entry.within.end(), *call.made_case) != entry.within.end();
        view.set("case_url", may_open ? staff_case_url(*call.made_case) : "")
            .set("case_reference", call.made_case->in_groups());
    } else if (!is_erased(call))
        view.set("record_url", record_url(call));
    return view;
}

void put_fields(View& view, const PageContext& context, const AfterHoursEntry& entry) {
    const Words& words = context.words();
    const auto typed = [&](std::string_view field) -> const std::string& { return answer_of(entry.answers, field); };
    FormFields form(context, entry.errors, "after-hours");
    form.select("topic", typed("topic"), Asked::Needed, topic_options(words))
        .focused()
        .text("call_time", typed("call_time"), Asked::Optional,
              {.inputmode = "numeric", .no_spellcheck = true, .short_field = true})
        .textarea("words", typed("words"), Asked::Needed, 4)
        .text("place", typed("place"), Asked::Optional)
        .text("caller", typed("caller"), Asked::Optional, {.autocomplete = "off", .no_spellcheck = true})
        .textarea("done", typed("done"), Asked::Optional, 2);
    if (!entry.roster.empty())
        form.select("post", typed("post"), Asked::Optional,
                    post_options(context, on_duty_first(context, entry.roster)));
    form.put_into(view);
}

}  // namespace

bool may_confirm(const AfterHoursEntry& entry, const AfterHoursCall& call) {
    return !call.post.empty() && !call.confirmed_at && (entry.confirms_all || call.office == entry.own_office);
}

std::string after_hours_page(const PageContext& context, const AfterHoursEntry& entry, const StaffNames& names) {
    const Words& words = context.words();
    std::vector<View> calls;
    for (const AfterHoursCall& call : entry.calls) calls.push_back(call_view(context, entry, call, names));
    View view;
    view.set("title", words.text("staff.after-hours"))
        .set("lead", words.text("after-hours.lead"))
        .set("note_title", words.text("after-hours.note-call"))
        .set("action", std::string(after_hours_url))
        .set("submit_label", words.text("after-hours.send"))
        .set("today", date_and_time(words, calendar_of(context.catalogue), context.now))
        .set("csrf", context.staff->csrf)
        .set("empty_text", calls.empty() ? words.text("after-hours.empty") : "")
        .list("hidden", {hidden_field("csrf", context.staff->csrf), hidden_field("form_token", entry.form_token)})
        .list("posts", post_views(context, on_duty_first(context, entry.roster)))
        .list("calls", std::move(calls));
    if (entry.done) view.set("notice", words.text("after-hours.done"));
    put_fields(view, context, entry);
    return draw_page(context, "staff_after_hours",
                     {.title = words.text("staff.after-hours"),
                      .path = std::string(after_hours_url),
                      .current_menu = "",
                      .error = !entry.errors.empty(),
                      .one_language = true},
                     std::move(view));
}

}  // namespace charter
