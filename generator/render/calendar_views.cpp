#include "generator/render/calendar_views.h"

#include <algorithm>
#include <utility>

#include "generator/model/read_calendar.h"
#include "generator/render/addresses.h"
#include "generator/render/part_views.h"
#include "generator/shared/text.h"

namespace charter {
namespace {

std::string month_name(const Words& words, MonthNumber month) {
    return words.text("date.month." + std::to_string(month));
}

std::string stretch_text(const Words& words, const Stretch& stretch) {
    if (stretch.first == stretch.last) return month_name(words, stretch.first);
    return words.format("calendar.months",
                        {{"first", month_name(words, stretch.first)}, {"last", month_name(words, stretch.last)}});
}

// "March to April", "every quarter".
std::string when_text(const Scope& scope, const CalendarTask& task, const Stretch& stretch) {
    if (task.every == Rhythm::Year) return stretch_text(scope.words, stretch);
    return scope.words.text("calendar.every." + std::string(key_in(rhythm_keys, task.every)));
}

View task_view(const Scope& scope, const CalendarTask& task) {
    View view;
    view.set("title", text_in(task.title, scope.language()));
    const Page* page = find_page(scope.site, scope.language(), task.page);
    if (page == nullptr && !task.page.empty()) page = find_page(scope.site, source_language(scope.site), task.page);
    if (page != nullptr) view.object("about", link_view(scope, *page));
    return view;
}

// "about/calendar/index" and "about/calendar/may" -> "about/calendar/september"
const Page* month_page(const Scope& scope, const Page& page, MonthNumber month) {
    const std::string folder = page.path.substr(0, page.path.rfind('/') + 1);
    return find_page(scope.site, page.language, folder + std::string(key_in(month_keys, month)));
}

// "20260930"
std::string compact(Date day) {
    std::string text = to_iso(day);
    std::erase(text, '-');
    return text;
}

// RFC 5545, 3.3.11.
std::string escape_ics(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '\\' || c == ';' || c == ',') out += '\\';
        if (c == '\n')
            out += "\\n";
        else if (c != '\r')
            out += c;
    }
    return out;
}

// RFC 5545, 3.1: no line is longer than 75 bytes, and none is cut inside a character.
void append_line(std::string& out, std::string_view line) {
    constexpr std::size_t longest = 75;
    std::size_t room = longest;
    const auto is_inside = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; };
    while (line.size() > room) {
        std::size_t cut = room;
        while (cut > 1 && is_inside(line[cut])) --cut;
        out.append(line.substr(0, cut)).append("\r\n ");
        line.remove_prefix(cut);
        room = longest - 1;  // the blank at the beginning counts
    }
    out.append(line).append("\r\n");
}

std::string host_of(std::string_view base_url) {
    const std::string address = printed_address(base_url, "");
    return address.substr(0, address.find('/'));
}

std::string rule_of(const CalendarTask& task) {
    if (task.every == Rhythm::Month) return "RRULE:FREQ=MONTHLY";
    if (task.every == Rhythm::Quarter) return "RRULE:FREQ=MONTHLY;INTERVAL=3";
    return "RRULE:FREQ=YEARLY";
}

void append_event(std::string& out, const Scope& scope, int first_year, const CalendarTask& task,
                  const Stretch& stretch) {
    const StretchDays days = days_of(scope.site, first_year, stretch);
    const std::string stamp = compact(first_day_of(scope.site, first_year, months_of_year(scope.site).front()));
    append_line(out, "BEGIN:VEVENT");
    append_line(out, "UID:" + task.id + "-" + std::string(key_in(month_keys, stretch.first)) + "-" + scope.language() +
                         "@" + host_of(scope.settings.base_url));
    append_line(out, "DTSTAMP:" + stamp + "T000000Z");
    append_line(out, "DTSTART;VALUE=DATE:" + compact(days.begin));
    append_line(out, "DTEND;VALUE=DATE:" + compact(days.end));  // the first day after it
    append_line(out, rule_of(task));
    append_line(out, "SUMMARY:" + escape_ics(text_in(task.title, scope.language())));
    append_line(out, "DESCRIPTION:" + escape_ics(when_text(scope, task, stretch)));
    append_line(out, "TRANSP:TRANSPARENT");
    const View view = task_view(scope, task);
    if (const auto about = view.items().find("about"); about != view.items().end())
        append_line(out, "URL:" + absolute_url(scope.settings.base_url,
                                               about->second.views.front().items().find("url")->second.text));
    append_line(out, "END:VEVENT");
}

// What is at hand in a month; in the list of the whole year what begins in it, but for what is done every month.
std::vector<View> month_tasks(const Scope& scope, MonthNumber month, bool is_alone) {
    const std::optional<int> first_year = first_year_of(scope.site.catalogue.edition);
    const Calendar calendar = calendar_of(scope.site.catalogue);
    std::vector<View> views;
    for (const CalendarTask& task : scope.site.tasks) {
        for (const Stretch& stretch : stretches_of(scope.site, task)) {
            const bool begins = stretch.first == month && task.every != Rhythm::Month;
            if (is_alone ? !covers(stretch, month) : !begins) continue;
            View view = task_view(scope, task);
            if (task.every != Rhythm::Year || stretch.first != stretch.last)
                view.set("when", when_text(scope, task, stretch));
            if (first_year) {
                const Date by = last_working_day(calendar, days_of(scope.site, *first_year, stretch));
                view.set("by", scope.words.format("calendar.by", {{"date", scope.words.date(by)}}));
            }
            views.push_back(std::move(view));
        }
    }
    return views;
}

// What is done every month, or in no certain one.
std::vector<View> other_tasks(const Scope& scope) {
    std::vector<View> views;
    for (const CalendarTask& task : scope.site.tasks) {
        const bool every_month = task.every == Rhythm::Month;
        if (!every_month && (task.every != Rhythm::Year || !task.months.empty())) continue;
        views.push_back(task_view(scope, task)
                            .set("when", scope.words.text(every_month ? "calendar.every.month" : "calendar.any")));
    }
    return views;
}

}  // namespace

bool has_calendar(const Site& site) {
    return !site.tasks.empty() && first_year_of(site.catalogue.edition);
}

std::string calendar_url(std::string_view language) {
    return "/" + std::string(language) + "/calendar.ics";
}

View calendar_view(const Scope& scope, const Page& page, std::optional<MonthNumber> month) {
    std::vector<View> months;
    for (const MonthNumber each : months_of_year(scope.site)) {
        if (month && *month != each) continue;
        View own;
        own.set("title", month_name(scope.words, each)).flag("alone", month.has_value());
        const Page* own_page = month ? nullptr : month_page(scope, page, each);
        if (own_page != nullptr) own.set("url", own_page->url);
        std::vector<View> tasks = month_tasks(scope, each, month.has_value());
        if (tasks.empty() && !month && own_page == nullptr) continue;
        months.push_back(own.list("tasks", std::move(tasks)));
    }
    View view;
    view.list("months", std::move(months));
    if (month) return view;
    view.list("others", other_tasks(scope));
    if (has_calendar(scope.site)) view.set("file_url", calendar_url(scope.language()));
    return view;
}

std::string calendar_file(const Scope& scope) {
    if (!has_calendar(scope.site)) return {};
    const int first_year = *first_year_of(scope.site.catalogue.edition);
    std::string out;
    append_line(out, "BEGIN:VCALENDAR");
    append_line(out, "VERSION:2.0");
    append_line(out, "PRODID:-//Charter//Publication calendar//" + scope.language());
    append_line(out, "CALSCALE:GREGORIAN");
    append_line(out, "METHOD:PUBLISH");
    append_line(out, "X-WR-CALNAME:" + escape_ics(scope.words.text("calendar.title")));
    for (const CalendarTask& task : scope.site.tasks) {
        const std::vector<Stretch> stretches = stretches_of(scope.site, task);
        // The rule of a task of every month or quarter repeats its first stretch.
        for (std::size_t at = 0; at < stretches.size(); ++at)
            if (at == 0 || task.every == Rhythm::Year) append_event(out, scope, first_year, task, stretches[at]);
    }
    append_line(out, "END:VCALENDAR");
    return out;
}

}  // namespace charter
