#include <fmt/format.h>

#include <algorithm>

#include "generator/shared/text.h"
#include "server/cases/deadline.h"
#include "server/cases/scope.h"
#include "server/pages/case_words.h"
#include "server/pages/file_views.h"
#include "server/pages/lodge_pages.h"
#include "server/pages/staff_pages.h"

namespace charter {
namespace {

const Channel* main_channel(const SiteSettings& settings) {
    const auto found =
        std::find_if(settings.channels.begin(), settings.channels.end(), [](const Channel& one) { return one.main; });
    return found == settings.channels.end() ? nullptr : &*found;
}

// "charter.example.org/", "en/track/": the address as a person says it, in the parts that stay on one line.
std::vector<std::string> spoken_address(const PageContext& context) {
    std::string_view address = context.settings.base_url;
    if (const auto scheme = address.find("://"); scheme != std::string_view::npos) address.remove_prefix(scheme + 3);
    return {fmt::format("{}/", address), fmt::format("{}/track/", context.language)};
}

View ticket_view(const PageContext& context, const Case& now, const std::optional<CaseCode>& code) {
    const Words& words = context.words();
    View view;
    view.set("reference", now.reference.text())
        .list("reference_groups", group_views(now.reference.in_groups()))
        .set("received", received_text(words, now))
        .set("office", office_name(context, working_office(now, context.catalogue)))
        .list("track_address", text_views(spoken_address(context)))
        .flag("no_code", !code);
    if (code) view.set("code", code->text()).list("code_groups", group_views(code->in_groups()));
    if (const auto answer = clock_status(now, Clock::Resolve, context.now)) {
        const bool is_late = answer->late > 0;
        view.set("promised", due_text(words, *answer, now.terms->calendar))
            .set("promised_label", words.text(clock_word(words, is_late ? "ticket.late" : "ticket.promised",
                                                         Clock::Resolve, now.lodging.kind)))
            .set("promised_iso", to_iso(answer->due.date))
            .set("promised_late", is_late ? timeliness_text(words, *answer) : "");
    }
    if (const Channel* channel = main_channel(context.settings))
        view.set("phone", channel->value)
            .set("phone_link", telephone_link(channel->value))
            .set("cost", text_in(channel->cost, context.language));
    return view;
}

View step_view(std::string date, std::string text, bool signal) {
    View view;
    view.set("date", std::move(date)).set("text", std::move(text)).flag("signal", signal);
    return view;
}

bool is_over(const ClockStatus& status) {
    return status.run.stopped || status.late > 0;
}

std::vector<View> next_steps(const PageContext& context, const Case& now) {
    const Words& words = context.words();
    const Calendar& calendar = now.terms->calendar;
    std::vector<View> steps;
    steps.push_back(
        step_view(words.long_date(calendar.local_date(now.received_at)), words.text("sent.step.stored"), false));
    for (const Clock clock : {Clock::Acknowledge, Clock::Resolve}) {
        const auto status = clock_status(now, clock, context.now);
        if (!status || is_over(*status)) continue;
        steps.push_back(step_view(words.format("sent.by", {{"date", due_text(words, *status, calendar)}}),
                                  words.text(clock_word(words, "sent.step", clock, now.lodging.kind)),
                                  clock == Clock::Resolve));
    }
    return steps;
}

// The holidays that stand between receipt and the promised day, by name.
std::string holidays_text(const PageContext& context, const Case& now) {
    const auto status = clock_status(now, Clock::Resolve, context.now);
    if (!status || status->promise.within.unit != LimitUnit::WorkingDays) return "";
    const Words& words = context.words();
    std::string names;
    for (const CountedDay& day : day_by_day(*status, now.terms->calendar, context.now)) {
        if (day.mark != DayMark::Holiday) continue;
        for (const Holiday& holiday : day.holidays)
            names += fmt::format("{}{} ({})", names.empty() ? "" : ", ", words.short_date(day.date),
                                 words.holiday_name(holiday));
    }
    return names.empty() ? "" : words.format("sent.holidays", {{"names", names}});
}

std::vector<View> term_views(const PageContext& context, const Case& now) {
    std::vector<View> views;
    for (const ClockStatus& status : clock_statuses(now, context.now)) {
        View view;
        view.set("title", text_in(status.promise.title, context.language))
            .set("limit", context.words().limit(status.promise.within))
            .set("date", due_text(context.words(), status, now.terms->calendar))
            .flag("example", status.promise.status == PromiseStatus::Example)
            .set("url", text_in(status.promise.url, context.language));
        views.push_back(std::move(view));
    }
    return views;
}

std::vector<LodgedRow> told_rows(const PageContext& context, const Case& now) {
    std::vector<LodgedRow> rows = lodged_rows(context, now.lodging, Reader::Citizen);
    if (!now.files.empty())
        rows.push_back({context.words().text("field.photo.label"), file_names(context.words(), now.files)});
    return rows;
}

// Where an officer goes from the ticket, in the officer's language.
std::vector<View> desk_links(const PageContext& context, const Case& now) {
    const Words& words = context.words(context.catalogue.languages.front());
    return {titled_link(words.text("staff.ticket.back"), staff_case_url(now.reference)),
            titled_link(words.text("staff.capture"), "/staff/capture")};
}

}  // namespace

std::string sent_page(const PageContext& context, const Case& now, const std::optional<CaseCode>& code) {
    const Words& words = context.words();
    const bool is_renewed = context.staff && code && now.code_renewed;
    const std::string title =
        words.text(fmt::format("sent.title.{}", is_renewed ? "renewed" : key_of(now.lodging.kind)));
    const Date today = now.terms->calendar.local_date(context.now);
    View view;
    view.set("title", title)
        .set("lead", words.text(is_renewed ? "sent.lead-renewed"
                                : code     ? "sent.lead"
                                           : "sent.lead-no-code"))
        .object("ticket", ticket_view(context, now, code))
        .list("steps", next_steps(context, now))
        .set("holidays_text", holidays_text(context, now))
        .list("rows", row_views(told_rows(context, now)))
        .list("terms", term_views(context, now))
        .set("escalation_url", escalation_url(context))
        .set("printed", words.long_date(today));
    if (context.staff) view.list("desk", desk_links(context, now));
    if (const CharterEdition* charter = charter_in_force(context.catalogue, now.office, today))
        view.set("charter_url", text_in(charter->url, context.language));
    PageFrame frame;
    frame.title = title;
    frame.path = "lodge/sent/";
    frame.current_menu = "lodge";
    frame.one_language = context.staff.has_value();  // the case desk's ticket has no other
    return draw_page(context, "lodge_sent", frame, std::move(view));
}

}  // namespace charter
