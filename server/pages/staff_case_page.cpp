#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "generator/shared/text.h"
#include "server/cases/deadline.h"
#include "server/cases/escalation.h"
#include "server/cases/scope.h"
#include "server/forms/correction_form.h"
#include "server/pages/case_timeline.h"
#include "server/pages/case_words.h"
#include "server/pages/correction_words.h"
#include "server/pages/day_strip.h"
#include "server/pages/file_views.h"
#include "server/pages/form_fields.h"
#include "server/pages/related_cases.h"
#include "server/pages/service_views.h"
#include "server/pages/staff_pages.h"
#include "server/pages/step_form.h"

namespace charter {
namespace {

View step_link(const PageContext& context, const CaseReference& reference, Step step, const StepEntry& entry) {
    View view = titled_link("", fmt::format("{}?step={}", staff_case_url(reference), key_of(step)));
    view.set("label", context.words().text(fmt::format("step.{}", key_of(step)))).flag("current", entry.chosen == step);
    return view;
}

// What is owed first: to the person of the case, or to one whose case follows it.
std::optional<ClockStatus> first_due(const Case& now, const RelatedCases& related, Instant at) {
    auto first = running_promise(now, at);
    for (const FollowingCase& one : related.following)
        if (one.due && (!first || one.due->due.late_from < first->due.late_from)) first = one.due;
    return first;
}

void put_due(View& view, const PageContext& context, const Case& now, const RelatedCases& related) {
    const auto promise = first_due(now, related, context.now);
    const auto window = open_window(now, context.now);
    const auto& shown = promise ? promise : window;
    if (!shown) return;
    const bool late = shown->timeliness == Timeliness::Overdue || shown->timeliness == Timeliness::LongOverdue;
    view.set("due_iso", to_iso(shown->due.date))
        .set("due_label", context.words().text(fmt::format("desk.due.{}", key_of(shown->clock))))
        .set("due_text", due_text(context.words(), *shown, now.terms->calendar))
        .set("left_text", timeliness_text(context.words(), *shown))
        .flag("late", late);
}

void put_desk_strip(View& view, const PageContext& context, const Case& now) {
    for (const Clock clock : {Clock::Review, Clock::Resolve, Clock::Acknowledge}) {
        const auto status = clock_status(now, clock, context.now);
        if (!status) continue;
        if (auto strip = day_strip_view(*status, now.terms->calendar, context.words(), context.now))
            view.object("strip", std::move(*strip));
        return;
    }
}

// The step that ends the clock which runs.
std::optional<Step> owed_step(const Case& now, Instant at) {
    const auto promise = running_promise(now, at);
    if (!promise) return std::nullopt;
    switch (promise->clock) {
        case Clock::Acknowledge:
            return Step::Acknowledge;
        case Clock::Resolve:
            return Step::Answer;
        case Clock::Review:
            return Step::Decide;
        case Clock::Refer:
            return Step::ReferralConfirmed;
        case Clock::Question:
        case Clock::Objection:
        case Clock::Measured:
            break;
    }
    return std::nullopt;
}

std::vector<LodgedRow> fact_rows(const PageContext& context, const Case& now, const StaffNames& names) {
    const Words& words = context.words();
    std::vector<LodgedRow> rows;
    rows.push_back({words.text("staff.fact.received"), received_text(words, now)});
    rows.push_back({words.text("staff.fact.with"), office_name(context, working_office(now, context.catalogue))});
    rows.push_back(
        {words.text("staff.fact.officer"), now.assignee ? names(*now.assignee) : words.text("staff.not-named")});
    // Asked on the lodging page; the officer answers in it.
    const std::string language = fmt::format("language.{}", now.lodging.language);
    rows.push_back(
        {words.text("staff.fact.language"), words.has(language) ? words.text(language) : now.lodging.language});
    if (now.referral) {
        const Referral& referral = *now.referral;
        if (!referral.body.empty()) rows.push_back({words.text("staff.fact.referred-to"), referral.body});
        if (!referral.body_reference.empty())
            rows.push_back({words.text("staff.fact.their-reference"), referral.body_reference});
        rows.push_back({words.text("staff.fact.accepted"),
                        referral.confirmed_at ? date_and_time(words, now.terms->calendar, *referral.confirmed_at)
                                              : words.text("staff.fact.not-accepted")});
        if (referral.body_due)
            rows.push_back({words.text("staff.fact.their-due"), words.long_date(*referral.body_due)});
    }
    std::string complained_of;
    for (const StaffId id : now.complained_of) complained_of += (complained_of.empty() ? "" : ", ") + names(id);
    if (!complained_of.empty()) rows.push_back({words.text("staff.fact.about"), complained_of});
    if (now.escalation) {
        const Escalation& up = *now.escalation;
        const std::string role = words.text(fmt::format("role.{}", key_of(up.role.value_or(Role::Supervisor))));
        rows.push_back({words.text("staff.fact.escalated"),
                        words.format("staff.fact.level-with", {{"level", std::to_string(up.level)},
                                                               {"name", up.officer ? names(*up.officer) : role}})});
    }
    if (now.reopenings > 0) rows.push_back({words.text("staff.fact.reopened"), std::to_string(now.reopenings)});
    if (!now.lodging.source_reference.empty())
        rows.push_back({words.text("staff.fact.source-reference"), now.lodging.source_reference});
    if (const auto day = parse_date(now.lodging.source_date))
        rows.push_back({words.text("staff.fact.source-date"), words.date(*day)});
    Lodging shown = now.lodging;
    shown.description.clear();
    shown.contact = {};
    for (LodgedRow& row : lodged_rows(context, shown, Reader::Staff)) rows.push_back(std::move(row));
    return rows;
}

// Our promises, and beside them the date by which the other body means to answer.
std::vector<View> clock_views(const PageContext& context, const Case& now) {
    std::vector<View> views = promise_views(context, now);
    if (!now.referral || !now.referral->body_due) return views;
    const Words& words = context.words();
    const bool is_over = *now.referral->body_due < now.terms->calendar.local_date(context.now);
    views.emplace_back()
        .set("title", now.referral->body.empty() ? words.text("staff.fact.their-due") : now.referral->body)
        .set("url", "")
        .set("limit", words.text("desk.their-date"))
        .set("due", words.long_date(*now.referral->body_due))
        .set("state", words.text(is_over ? "desk.their-date-over" : "desk.their-date-ahead"))
        .set("class", is_over ? "overdue" : "on-time")
        .flag("example", false);
    return views;
}

void put_files(View& view, const PageContext& context, const Case& now, bool may_remove, const StaffNames& names) {
    const Words& words = context.words();
    std::vector<View> files;
    for (const AddedFile& file : now.files) {
        View shown = file_view(words, file);
        const std::string url = case_file_url(now.reference, file.id);
        shown.set("url", url)
            .set("picture_url", is_photo(file.kind) ? url : "")
            .set("added", words.format("file.added", {{"when", date_and_time(words, now.terms->calendar, file.at)},
                                                      {"who", actor_text(context, file.by, names)}}))
            .set("remove_url", may_remove ? fmt::format("{}?step={}&file={}", staff_case_url(now.reference),
                                                        key_of(Step::RemoveFile), file.id)
                                          : "");
        files.push_back(std::move(shown));
    }
    view.list("files", std::move(files));
}

// What was typed for a step that cannot be taken any more, so that nobody has to write it again.
std::vector<View> typed_texts(const Words& words, const StaffStepFields& fields) {
    std::vector<View> typed;
    const auto add = [&](std::string_view name, const std::string& text) {
        if (!text.empty())
            typed.emplace_back().set("label", words.text(fmt::format("field.{}.label", name))).set("text", text);
    };
    add("public_note", fields.public_note);
    add("evidence", fields.evidence);
    add("internal_note", fields.internal_note);
    return typed;
}

std::string first_field_of(const View& form) {
    return form.items().at("fields").views.front().items().at("id").text;
}

std::string_view conflict_word(const StepEntry& entry, bool has_form) {
    if (entry.conflict.empty()) return "error.step.not-now";
    if (entry.is_repeat) return "staff.stored-before";
    if (!has_form && !entry.is_kept) return "staff.conflict-over";
    return entry.is_kept ? "staff.meanwhile" : "staff.conflict";
}

void put_conflict(View& view, const PageContext& context, const CaseFile& file, const StepEntry& entry,
                  const StaffNames& names) {
    const auto form = view.items().find("form");
    const bool has_form = form != view.items().end();
    // A mistake stands at its field, but what cannot be taken has no form.
    if (entry.conflict.empty() && (has_form || entry.errors.empty())) return;
    std::vector<View> events;
    for (const CaseEvent& event : entry.conflict)
        events.emplace_back()
            .set("when", date_and_time(context.words(), file.now.terms->calendar, event.at))
            .set("what", step_done_text(context.words(), event))
            .set("who", actor_text(context, event.by, names));
    View conflict;
    conflict.set("title", context.words().text(conflict_word(entry, has_form))).list("events", std::move(events));
    if (has_form)
        conflict.set("form_url", "#" + first_field_of(form->second.views.front()));
    else
        conflict.list("typed", typed_texts(context.words(), entry.fields));
    // A summary of mistakes stands before it and is read first.
    conflict.flag("focused", entry.errors.empty() || !has_form);
    view.object("conflict", std::move(conflict));
}

std::string_view sealed_word(const Case& now) {
    if (now.lodging.about_official) return "staff.sealed-note";
    return is_withheld(now) ? "staff.sensitive-withheld" : "staff.sensitive-note";
}

void put_sight(View& view, const PageContext& context, const Case& now, Sight sight) {
    const Words& words = context.words();
    if (now.erased) view.set("erased_note", words.text(now.deleted_at ? "staff.deleted-note" : "staff.erased-note"));
    if (is_sealed(now)) view.set("sealed_note", words.text(sealed_word(now)));
    if (sight == Sight::WithoutIdentity) view.set("identity_note", words.text("staff.identity-note"));
    if (sight != Sight::WithoutWords) return;
    view.set("words_note", words.text("staff.words-note")).set("reason_url", reason_url(now.reference));
}

// A case that the person closed shortly after an officer made a new code for it.
void put_renewal(View& view, const PageContext& context, const CaseFile& file, const StaffNames& names) {
    constexpr std::chrono::days shortly{30};
    for (const CaseEvent& event : file.events) {
        const CaseEvent* renewal = event.step == Step::Agree ? renewal_before(file, event) : nullptr;
        if (renewal == nullptr || event.at - renewal->at > shortly) continue;
        view.set("renewal_note", renewal_text(context, file, *renewal, "staff.agreed-after-renewal", names));
    }
}

// What the case is about, for who answers it: the service in a few words, and every promise that is made of it.
void put_service(View& view, const PageContext& context, const Case& now) {
    const Service* service = find_service(context.catalogue, now.lodging.service);
    if (service != nullptr) view.object("service", service_view(context, *service));
}

// What became of what was sent. Of several files the note goes with the first that can be kept.
void put_notice(View& view, const Words& words, const StepEntry& entry) {
    if (entry.done) view.set("notice", words.text("staff.done"));
    if (entry.added.empty()) return;
    const std::string names = fmt::format("{}", fmt::join(entry.added, ", "));
    view.set("notice",
             words.format(entry.is_note_added ? "staff.note-added" : "staff.files-added", {{"names", names}}));
}

std::vector<std::string> working_lines(const Case& now, Instant at) {
    std::vector<std::string> lines;
    std::string_view text;
    const std::string whole = working_text(now, at);
    for (text = whole; !text.empty();) {
        const auto end = text.find('\n');
        lines.emplace_back(text.substr(0, end));
        text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    }
    return lines;
}

}  // namespace

std::string staff_case_url(const CaseReference& reference) {
    return fmt::format("/staff/cases/{}", reference.text());
}

std::string reason_url(const CaseReference& reference) {
    return fmt::format("/staff/cases/{}/open", reference.text());
}

std::string case_file_url(const CaseReference& reference, std::string_view id) {
    return fmt::format("{}/files{}{}", staff_case_url(reference), id.empty() ? "" : "/", id);
}

std::string ticket_url(const CaseReference& reference) {
    return fmt::format("/staff/tickets/{}", reference.text());
}

std::string staff_case_page(const PageContext& context, const CaseFile& file, const Actor& actor,
                            const StepEntry& entry, const std::vector<StaffMember>& colleagues,
                            const StaffNames& names) {
    const Words& words = context.words();
    const Case& now = file.now;
    View view;
    view.set("title", now.reference.in_groups())
        .set("reference", now.reference.in_groups())
        .set("back_url", "/staff/")
        .set("status", std::string(key_of(now.state)))
        .set("word", words.text(fmt::format("state.{}", key_of(now.state))))
        .set("description", now.lodging.description)
        .set("description_language", now.lodging.language)
        .set("kind", kind_text(words, now.lodging.kind))
        .set("channel", words.text(fmt::format("channel.{}", key_of(now.lodging.channel))))
        .list("facts", row_views(fact_rows(context, now, names), "value"))
        .list("contact", row_views(contact_rows(context, now.lodging.contact, Reader::Staff), "value"))
        .list("events", event_views(context, file, names))
        .list("promises", clock_views(context, now))
        .flag("anonymous", now.lodging.anonymous);
    put_due(view, context, now, entry.related);
    put_desk_strip(view, context, now);
    put_service(view, context, now);
    if (const auto answer = latest_answer(file)) view.object("answer", answer_view(context, now, *answer));
    std::vector<View> steps;
    put_sight(view, context, now, entry.sight);
    put_renewal(view, context, file, names);
    if (entry.nobody_decides) view.set("review_note", words.text("staff.nobody-decides"));
    std::vector<Step> allowed =
        entry.sight == Sight::WithoutWords ? std::vector<Step>() : allowed_steps(now, actor, context.now);
    if (!may_correct(entry.sight)) std::erase(allowed, Step::Correct);
    if (actor.role && !has_someone_above(*actor.role)) std::erase(allowed, Step::Escalate);
    const bool may_join = std::find(allowed.begin(), allowed.end(), Step::MarkDuplicate) != allowed.end();
    put_related(view, context, now, entry.related, may_join ? Joining::Offered : Joining::NotNow);
    steps.reserve(allowed.size());
    put_files(view, context, now, std::find(allowed.begin(), allowed.end(), Step::RemoveFile) != allowed.end(), names);
    const std::optional<Step> owed = owed_step(now, context.now);
    for (const Step step : allowed) {
        // A file is removed from where it stands.
        if (step == Step::RemoveFile) continue;
        View link = step_link(context, now.reference, step, entry);
        if (step == owed && entry.chosen != step)
            view.object("owed", std::move(link));
        else
            steps.push_back(std::move(link));
    }
    view.list("steps", std::move(steps));
    put_step_form(view, context, file, entry, actor, colleagues);
    put_conflict(view, context, file, entry, names);
    put_notice(view, words, entry);
    if (entry.with_working) view.list("working_lines", text_views(working_lines(now, context.now)));
    PageFrame frame{.title = now.reference.in_groups(),
                    .path = "/staff/",
                    .current_menu = "",
                    .error = !entry.errors.empty(),
                    .one_language = true};
    return draw_page(context, "staff_case", frame, std::move(view));
}

}  // namespace charter
