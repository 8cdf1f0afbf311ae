#include "server/pages/case_words.h"

#include <fmt/format.h>

#include <algorithm>

#include "generator/shared/text.h"

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

}  // namespace

std::string public_word_text(const Words& words, State state) {
    return words.text(fmt::format("word.{}", key_of(public_word(state))));
}

std::string date_and_time(const Words& words, const Calendar& calendar, Instant instant) {
    return words.format("date.with-time", {{"date", words.long_date(calendar.local_date(instant))},
                                           {"time", clock_time(calendar, instant)}});
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
    switch (status.timeliness) {
        case Timeliness::OnTime:
        case Timeliness::DueSoon:
            if (counts_days && status.left == 0) return words.text("timeliness.due-today");
            return counts_days ? words.plural(key, status.left) : words.text(key + "-hours");
        case Timeliness::Overdue:
        case Timeliness::LongOverdue:
        case Timeliness::TooLate:
            return counts_days ? words.plural(key, status.late) : words.text(key + "-hours");
        case Timeliness::InTime:
            if (counts_days && status.used == 0) return words.text("timeliness.same-day");
            return counts_days ? words.format(key, {{"n", std::to_string(status.used)}}) : words.text(key + "-hours");
        case Timeliness::Paused:
        case Timeliness::NoLongerCounted:
            break;
    }
    return words.text(key);
}

std::vector<View> promise_views(const PageContext& context, const Case& now) {
    std::vector<View> views;
    for (const ClockStatus& status : clock_statuses(now, context.now))
        views.push_back(promise_view(context, now, status));
    return views;
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
        .set("next_body", answer.next_body);
    return view;
}

std::vector<LodgedRow> contact_rows(const PageContext& context, const Contact& contact) {
    const Words& words = context.words();
    std::vector<LodgedRow> rows;
    const auto add = [&](std::string_view key, const std::string& answer) {
        if (!answer.empty()) rows.push_back({words.text(key), answer});
    };
    add("field.name.label", contact.name);
    add("field.phone.label", contact.phone);
    add("field.email.label", contact.email);
    if (contact.by != ContactBy::NotAtAll)
        add("field.contact_by.label", words.text(fmt::format("contact-by.{}", key_of(contact.by))));
    return rows;
}

std::vector<LodgedRow> lodged_rows(const PageContext& context, const Lodging& lodging) {
    const Words& words = context.words();
    std::vector<LodgedRow> rows;
    const auto add = [&](std::string_view key, const std::string& answer) {
        if (!answer.empty()) rows.push_back({words.text(key), answer});
    };
    add("field.kind.label", kind_text(words, lodging.kind));
    if (!lodging.service.empty()) add("field.service.label", service_name(context, lodging.service));
    if (!lodging.standard.empty()) add("field.standard.label", standard_name(context, lodging.standard));
    if (!lodging.office.empty()) add("field.office.label", office_name(context, lodging.office));
    add("field.description.label", lodging.description);
    add("field.place.label", lodging.place);
    add("field.when.label", lodging.when);
    if (lodging.about_official) add("field.about_official.label", words.text("ui.yes"));
    if (lodging.office_consent) add("field.office_consent.label", words.text("ui.yes"));
    add("field.on_behalf.label", lodging.on_behalf_of);
    if (lodging.anonymous) add("field.anonymous.label", words.text("ui.yes"));
    for (LodgedRow& row : contact_rows(context, lodging.contact)) rows.push_back(std::move(row));
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
