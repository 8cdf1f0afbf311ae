#include "generator/editions/due_work.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "generator/model/read_calendar.h"

namespace charter {
namespace {

using std::chrono::year_month;
using std::chrono::year_month_day;

year_month month_of(Date day) {
    const year_month_day date{day};
    return date.year() / date.month();
}

Date first_of(const year_month& month) {
    return Date{month / std::chrono::day{1}};
}

const std::string& title_of(const Site& site, const CalendarTask& task) {
    return text_in(task.title, source_language(site));
}

std::string list_of(const Site& site, std::string_view heading, const std::vector<DueTask>& tasks) {
    if (tasks.empty()) return {};
    std::string text = fmt::format("{}\n", heading);
    for (const DueTask& due : tasks)
        text += fmt::format("  by {}  {}{}\n", to_iso(due.by), title_of(site, *due.task),
                            due.task->page.empty() ? std::string() : " (" + due.task->page + ")");
    return text;
}

std::string path_of(const Site& site, const Page& page) {
    return page.source ? site.sources[*page.source].path : page.path;
}

nlohmann::ordered_json json_of(const Site& site, const std::vector<DueTask>& tasks) {
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const DueTask& due : tasks) {
        nlohmann::ordered_json entry = {
            {"id", due.task->id}, {"title", title_of(site, *due.task)}, {"by", to_iso(due.by)}};
        if (!due.task->page.empty()) entry["page"] = due.task->page;
        list.push_back(std::move(entry));
    }
    return list;
}

}  // namespace

DueWork due_work(const Site& site, Date today) {
    const Calendar calendar = calendar_of(site.catalogue);
    const year_month month = month_of(today);
    const Date next_month = first_of(month + std::chrono::months{1});
    DueWork due;
    for (const CalendarTask& task : site.tasks) {
        for (const Stretch& stretch : stretches_of(site, task)) {
            const auto number = static_cast<MonthNumber>(month.month());
            if (covers(stretch, number))
                due.now.push_back({&task, last_working_day(calendar, days_around(stretch, today))});
            else if (task.every != Rhythm::Month &&
                     stretch.first == static_cast<MonthNumber>(month_of(next_month).month()))
                due.next.push_back({&task, last_working_day(calendar, days_around(stretch, next_month))});
        }
    }
    for (const Page& page : site.pages)
        if (page.language == source_language(site) && page.review_by && *page.review_by < next_month &&
            is_worked_on(site, page))
            due.reviews.push_back(&page);
    const auto by_day = [](const DueTask& a, const DueTask& b) { return a.by < b.by; };
    std::stable_sort(due.now.begin(), due.now.end(), by_day);
    std::stable_sort(due.next.begin(), due.next.end(), by_day);
    std::stable_sort(due.reviews.begin(), due.reviews.end(),
                     [](const Page* a, const Page* b) { return *a->review_by < *b->review_by; });
    return due;
}

std::string to_text(const Site& site, const DueWork& due, Date today) {
    std::string text = list_of(site, fmt::format("Due on {}:", to_iso(today)), due.now);
    if (!due.reviews.empty()) text += "Pages to review:\n";
    for (const Page* page : due.reviews)
        text += fmt::format("  by {}  {}: {}{}\n", to_iso(*page->review_by), path_of(site, *page), page->title,
                            *page->review_by < today ? " (late)" : "");
    text += list_of(site, "Begins next month:", due.next);
    return text.empty() ? fmt::format("Nothing is due on {}.\n", to_iso(today)) : text;
}

std::string how_to_note_reviews(const DueWork& due, std::optional<Date> day) {
    if (due.reviews.empty()) return {};
    std::string paths;
    for (const Page* page : due.reviews) paths += " " + page->path;
    return fmt::format("When each was read and still holds:\n  charter reviewed{}{}\n", paths,
                       day ? " --today " + to_iso(*day) : std::string());
}

std::string to_json(const Site& site, const DueWork& due, Date today) {
    nlohmann::ordered_json reviews = nlohmann::ordered_json::array();
    for (const Page* page : due.reviews)
        reviews.push_back({{"path", path_of(site, *page)},
                           {"title", page->title},
                           {"by", to_iso(*page->review_by)},
                           {"late", *page->review_by < today}});
    const nlohmann::ordered_json all = {{"today", to_iso(today)},
                                        {"now", json_of(site, due.now)},
                                        {"reviews", std::move(reviews)},
                                        {"next", json_of(site, due.next)}};
    return all.dump(1) + "\n";
}

}  // namespace charter
