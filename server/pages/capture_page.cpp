#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "server/forms/capture_form.h"
#include "server/pages/choices.h"
#include "server/pages/service_views.h"
#include "server/pages/staff_pages.h"

namespace charter {
namespace {

constexpr std::string_view capture_url = "/staff/capture";
constexpr std::size_t most_keys = 9;

// The first nine ways have a key of their own.
std::vector<Option> channel_options(const Words& words) {
    std::vector<Option> options;
    for (const CaseChannel channel : capture_channels()) {
        const std::string key = options.size() < most_keys ? std::to_string(options.size() + 1) : "";
        options.push_back(
            {std::string(key_of(channel)), words.text(fmt::format("channel.{}", key_of(channel))), "", key});
    }
    return options;
}

void add_receipt(FormFields& form, const Answers& answers) {
    form.text("received_date", answer_of(answers, "received_date"), Asked::Optional,
              {.inputmode = "numeric", .no_spellcheck = true, .short_field = true})
        .text("received_time", answer_of(answers, "received_time"), Asked::Optional,
              {.inputmode = "numeric", .no_spellcheck = true, .short_field = true})
        .text("later_reason", answer_of(answers, "later_reason"), Asked::Optional)
        .text("source_reference", answer_of(answers, "source_reference"), Asked::Optional,
              {.no_spellcheck = true, .short_field = true})
        .text("source_date", answer_of(answers, "source_date"), Asked::Optional,
              {.inputmode = "numeric", .no_spellcheck = true, .short_field = true});
}

void add_subject(FormFields& form, const PageContext& context, const Answers& answers) {
    std::vector<Option> kinds = {{"", context.words().text("staff.choose"), ""}};
    for (Option& kind : kind_options(context.words())) kinds.push_back(std::move(kind));
    form.select("kind", answer_of(answers, "kind"), Asked::Needed, kinds)
        .focused()
        .textarea("description", answer_of(answers, "description"), Asked::Needed, 8)
        .select("service", answer_of(answers, "service"), Asked::Optional, {unknown_option(context)},
                service_groups(context))
        .select("standard", answer_of(answers, "standard"), Asked::Optional, standard_options(context))
        .select("office", answer_of(answers, "office"), Asked::Optional, {unknown_option(context)},
                office_groups(context))
        .text("place", answer_of(answers, "place"), Asked::Optional)
        .text("when", answer_of(answers, "when"), Asked::Optional);
}

void add_person(FormFields& form, const PageContext& context, const Answers& answers) {
    const Words& words = context.words();
    const std::string language = answer_of(answers, "language");
    form.checkbox("anonymous", is_ticked(answers, "anonymous"))
        .text("name", answer_of(answers, "name"), Asked::Optional, {.autocomplete = "off", .no_spellcheck = true})
        .text("phone", answer_of(answers, "phone"), Asked::Optional,
              {.type = "tel", .autocomplete = "off", .inputmode = "tel", .short_field = true})
        .text("email", answer_of(answers, "email"), Asked::Optional,
              {.type = "email", .autocomplete = "off", .inputmode = "email", .no_spellcheck = true})
        .radios("contact_by", answer_of(answers, "contact_by"), Asked::Optional, contact_options(words))
        .radios("language", language.empty() ? context.language : language, Asked::Needed, language_options(context))
        .text("on_behalf", answer_of(answers, "on_behalf"), Asked::Optional,
              {.autocomplete = "off", .no_spellcheck = true})
        .radios("about_official", answer_of(answers, "about_official"), Asked::Optional,
                {{"yes", words.text("ui.yes"), ""}, {"no", words.text("ui.no"), ""}})
        .checkbox("office_consent", is_ticked(answers, "office_consent"))
        .checkbox("consent", is_ticked(answers, "consent"));
}

std::vector<View> hidden_fields(const PageContext& context, const CaptureEntry& entry) {
    std::vector<View> hidden = {hidden_field("csrf", context.staff->csrf),
                                hidden_field("form_token", entry.form_token)};
    if (!entry.call.empty()) hidden.push_back(hidden_field("call", entry.call));
    return hidden;
}

View fieldset(const PageContext& context, std::string_view word, FormFields& fields) {
    View holder;
    fields.put_into(holder);
    View view;
    view.set("title", context.words().text(word)).list("fields", holder.items().at("fields").views);
    return view;
}

}  // namespace

std::string capture_page(const PageContext& context, const CaptureEntry& entry) {
    const Words& words = context.words();
    View view;
    view.set("title", words.text("staff.capture"))
        .set("lead", words.text("staff.capture-lead"))
        .set("action", std::string(capture_url))
        .set("notice", entry.notice)
        .set("submit_label", words.text("staff.capture-send"))
        .list("services", services_by_category(context, answer_of(entry.answers, "service")))
        .list("every_case", promises_of_every_case(context))
        .list("hidden", hidden_fields(context, entry));
    FormFields channel(context, entry.errors, "capture");
    channel.radios("channel", answer_of(entry.answers, "channel"), Asked::Needed, channel_options(words));
    FormFields receipt(context, entry.errors, "capture");
    FormFields subject(context, entry.errors, "capture");
    FormFields person(context, entry.errors, "capture");
    add_receipt(receipt, entry.answers);
    add_subject(subject, context, entry.answers);
    add_person(person, context, entry.answers);
    View channel_view;
    channel.put_into(channel_view);
    view.list("channel", channel_view.items().at("fields").views);
    View summary;
    FormFields(context, entry.errors, "capture").put_into(summary);
    if (const auto found = summary.items().find("error_summary"); found != summary.items().end())
        view.object("error_summary", found->second.views.front());
    view.list("groups",
              {fieldset(context, "staff.capture.subject", subject), fieldset(context, "staff.capture.person", person),
               fieldset(context, "staff.capture.receipt", receipt)});
    return draw_page(context, "staff_capture",
                     {.title = words.text("staff.capture"),
                      .path = std::string(capture_url),
                      .current_menu = "",
                      .error = !entry.errors.empty(),
                      .one_language = true},
                     std::move(view));
}

}  // namespace charter
