#include "server/pages/case_words.h"

#include <fmt/format.h>

#include <algorithm>

#include "generator/shared/text.h"
#include "server/cases/history.h"

namespace charter {
namespace {

bool in_days(const Limit& limit) {
    return limit.unit == LimitUnit::WorkingDays || limit.unit == LimitUnit::Days;
}

std::string redress_text(const Words& words, Redress redress) {
    return words.text(fmt::format("redress.{}", key_of(redress)));
}

// The local day and minute of the last moment at which the promise is still kept.
std::string moment_text(const Words& words, const ClockStatus& status, const Calendar& calendar) {
    return date_and_time(words, calendar, status.due.late_from);
}

View promise_view(const PageContext& context, const Case& now, const ClockStatus& status) {
    const Words& words = context.words();
    const Calendar& calendar = now.terms->calendar;
    View view;
    view.set("title", text_in(status.promise.title, context.language))
        .set("url", text_in(status.promise.url, context.language))
        .set("limit", words.limit(status.promise.within))
        .set("due", due_text(words, status, calendar))
        .set("state", timeliness_text(words, status))
        .set("class", std::string(key_of(status.timeliness)))
        .flag("example", status.promise.status == PromiseStatus::Example);
    return view;
}

// The question as it was asked; staff read it in the words of their own form, where that has it.
std::string question_label(const Words& words, std::string_view question, Reader reader) {
    const std::string own = fmt::format("capture.{}.label", question);
    return words.text(reader == Reader::Staff && words.has(own) ? own : fmt::format("field.{}.label", question));
}

}  // namespace

std::string public_word_text(const Words& words, State state) {
    return words.text(fmt::format("word.{}", key_of(public_word(state))));
}

bool ends_joining(const CaseEvent& event) {
    return event.step == Step::TakeBack && event.from == State::Duplicate;
}

std::string step_done_text(const Words& words, const CaseEvent& event) {
    if (ends_joining(event)) return words.text("step-done.take-back.joined");
    if (!fact_of(event, FactName::date_moved).empty()) return words.text("step-done.join.moved");
    return words.text(fmt::format("step-done.{}", key_of(event.step)));
}

std::string date_and_time(const Words& words, const Calendar& calendar, Instant instant) {
    return words.format("date.with-time", {{"date", words.long_date(calendar.local_date(instant))},
                                           {"time", clock_time(calendar, instant)}});
}

std::string received_text(const Words& words, const Case& now) {
    const Calendar& calendar = now.terms->calendar;
    return now.only_day ? words.long_date(calendar.local_date(now.received_at))
                        : date_and_time(words, calendar, now.received_at);
}

std::string event_time(const Words& words, const Case& now, const CaseEvent& event) {
    const Calendar& calendar = now.terms->calendar;
    return fact_of(event, FactName::only_day) == "yes" ? words.long_date(calendar.local_date(event.at))
                                                       : date_and_time(words, calendar, event.at);
}

std::string due_text(const Words& words, const ClockStatus& status, const Calendar& calendar) {
    return in_days(status.promise.within) ? words.long_date(status.due.date) : moment_text(words, status, calendar);
}

std::string due_html(const Words& words, const ClockStatus& status, const Calendar& calendar) {
    return fmt::format("<time datetime=\"{}\">{}</time>", to_iso(status.due.date),
                       escape_html(due_text(words, status, calendar)));
}

std::string clock_word(const Words& words, std::string_view prefix, Clock clock, CaseKind kind) {
    const std::string usual = fmt::format("{}.{}", prefix, key_of(clock));
    const std::string own = fmt::format("{}.{}", usual, key_of(kind));
    return words.has(own) ? own : usual;
}

std::string timeliness_text(const Words& words, const ClockStatus& status) {
    const std::string key = fmt::format("timeliness.{}", key_of(status.timeliness));
    const bool counts_days = in_days(status.promise.within);
    const std::string days = status.promise.within.unit == LimitUnit::WorkingDays ? key + "-working" : key;
    switch (status.timeliness) {
        case Timeliness::OnTime:
        case Timeliness::DueSoon:
            if (counts_days && status.left == 0) return words.text("timeliness.due-today");
            return counts_days ? words.plural(days, status.left) : words.text(key + "-hours");
        case Timeliness::Overdue:
        case Timeliness::LongOverdue:
        case Timeliness::TooLate:
            return counts_days ? words.plural(days, status.late) : words.text(key + "-hours");
        case Timeliness::InTime:
            if (counts_days && status.used == 0) return words.text("timeliness.same-day");
            return counts_days ? words.format(days, {{"n", std::to_string(status.used)}}) : words.text(key + "-hours");
        case Timeliness::Paused:
        case Timeliness::NoLongerCounted:
            break;
    }
    return words.text(key);
}

std::string clock_timeliness_text(const Words& words, const ClockStatus& status) {
    return fmt::format("{}: {}", words.text(fmt::format("moved.{}", key_of(status.clock))),
                       timeliness_text(words, status));
}

std::vector<View> promise_views(const PageContext& context, const Case& now) {
    std::vector<View> views;
    for (const ClockStatus& status : clock_statuses(now, context.now))
        views.push_back(promise_view(context, now, status));
    return views;
}

std::optional<CaseAnswer> latest_answer(const CaseFile& file) {
    if (file.now.decision) return file.now.decision;
    if (file.now.answer) return file.now.answer;
    const auto given = std::find_if(file.events.rbegin(), file.events.rend(),
                                    [](const CaseEvent& event) { return event.step == Step::Answer; });
    return given == file.events.rend() ? std::nullopt : std::optional(answer_of(*given));
}

std::string answer_text(const Words& words, const CaseEvent& event) {
    if (event.step != Step::Answer && event.step != Step::Decide) return "";
    const CaseAnswer answer = answer_of(event);
    std::string redress;
    for (const Redress one : answer.redress) redress += (redress.empty() ? "" : ", ") + redress_text(words, one);
    return words.format("answer.given", {{"finding", words.text(fmt::format("finding.{}", key_of(answer.finding)))},
                                         {"redress", redress}});
}

View answer_view(const PageContext& context, const Case& now, const CaseAnswer& answer) {
    const Words& words = context.words();
    std::vector<std::string> redress;
    for (const Redress one : answer.redress) redress.push_back(redress_text(words, one));
    View view;
    view.set("finding", words.text(fmt::format("finding.{}", key_of(answer.finding))))
        .set("reason", answer.reason)
        .list("redress", text_views(redress))
        .set("date", words.long_date(now.terms->calendar.local_date(answer.at)))
        .flag("disputed", !now.answer && !now.decision)
        .set("next_body", answer.next_body);
    return view;
}

std::vector<LodgedRow> contact_rows(const PageContext& context, const Contact& contact, Reader reader) {
    const Words& words = context.words();
    std::vector<LodgedRow> rows;
    const auto add = [&](std::string_view question, const std::string& answer) {
        if (!answer.empty()) rows.push_back({question_label(words, question, reader), answer});
    };
    add("name", contact.name);
    add("phone", contact.phone);
    add("email", contact.email);
    if (contact.by != ContactBy::NotAtAll)
        add("contact_by", words.text(fmt::format("contact-by.{}", key_of(contact.by))));
    return rows;
}

std::vector<LodgedRow> lodged_rows(const PageContext& context, const Lodging& lodging, Reader reader) {
    const Words& words = context.words();
    std::vector<LodgedRow> rows;
    const auto add = [&](std::string_view question, const std::string& answer) {
        if (!answer.empty()) rows.push_back({question_label(words, question, reader), answer});
    };
    const auto add_yes = [&](std::string_view question, bool is_so) {
        if (is_so) add(question, words.text("ui.yes"));
    };
    add("kind", kind_text(words, lodging.kind));
    if (!lodging.service.empty()) add("service", service_name(context, lodging.service));
    if (!lodging.standard.empty()) add("standard", standard_name(context, lodging.standard));
    if (!lodging.office.empty()) add("office", office_name(context, lodging.office));
    add("description", lodging.description);
    add("place", lodging.place);
    add("when", lodging.when);
    add_yes("about_official", lodging.about_official);
    add_yes("office_consent", lodging.office_consent);
    add("on_behalf", lodging.on_behalf_of);
    add_yes("anonymous", lodging.anonymous);
    for (LodgedRow& row : contact_rows(context, lodging.contact, reader)) rows.push_back(std::move(row));
    return rows;
}

std::vector<View> row_views(const std::vector<LodgedRow>& rows, std::string_view value) {
    std::vector<View> views;
    for (const LodgedRow& row : rows) views.emplace_back().set("label", row.label).set(value, row.answer);
    return views;
}

std::string kind_text(const Words& words, CaseKind kind) {
    return words.text(fmt::format("kind.{}", key_of(kind)));
}

std::string escalation_url(const PageContext& context) {
    const auto& footer = context.settings.footer;
    const auto found = std::find_if(footer.begin(), footer.end(),
                                    [](const MenuEntry& entry) { return entry.id == "rights/escalation"; });
    return found == footer.end() ? "" : text_in(found->url, context.language);
}

}  // namespace charter
