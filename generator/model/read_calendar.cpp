// The file:
//   - id: review-charters
//     title: {en: Ask for comments on the charters, af: ...}
//     months: [april]               months that follow each other are one stretch of work
//     page: charters/index          optional
//   - id: monitor-agreement
//     title: ...
//     every: month                  or quarter: in the last month of each quarter of the financial year
#include "generator/model/read_calendar.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "generator/model/fields.h"

namespace charter {
namespace {

constexpr MonthNumber months_in_year = 12;
constexpr MonthNumber months_in_quarter = 3;

MonthNumber after(MonthNumber month) {
    return month % months_in_year + 1;
}

// The month in which the financial year begins.
MonthNumber first_month(const Site& site) {
    constexpr MonthNumber usual = 4;
    MonthNumber month = 0;
    const std::string& starts = site.year_starts;  // "04-01"
    std::from_chars(starts.data(), starts.data() + std::min<std::size_t>(starts.size(), 2), month);
    return month >= 1 && month <= months_in_year ? month : usual;
}

void read_task(Fields& fields, Site& site, std::set<std::string>& ids) {
    fields.require("id", "give every task an id of its own");
    fields.require("title", "write what is to be done, for example title: Review the charters");
    CalendarTask task;
    const std::optional<TextAt> id = fields.id("id");
    task.title = fields.localized("title", site.catalogue.languages);
    task.every = fields.choice("every", rhythm_keys).value_or(Rhythm::Year);
    task.months = fields.choices("months", month_keys);
    if (task.every != Rhythm::Year && !task.months.empty())
        fields.error(fields.key_span("months"), "bad-field",
                     fmt::format("a task of every {} has no months of its own", key_in(rhythm_keys, task.every)),
                     "leave months out, or every");
    if (const std::optional<TextAt> page = fields.text_at("page")) {
        task.page = page->text;
        task.page_span = page->span;
    }
    fields.report_unknown();
    if (!id) return;
    if (!ids.insert(id->text).second) {
        fields.error(id->span, "duplicate-id", fmt::format("the id \"{}\" is used twice", id->text),
                     "give one of the two another id");
        return;
    }
    task.id = id->text;
    site.tasks.push_back(std::move(task));
}

StretchDays days_from(Date begin, const Stretch& stretch) {
    const std::chrono::year_month_day first{begin};
    const MonthNumber length = (stretch.last + months_in_year - stretch.first) % months_in_year + 1;
    return {begin, Date{(first.year() / first.month() + std::chrono::months{length}) / std::chrono::day{1}}};
}

const Source* find_calendar(const Site& site) {
    const auto found = std::find_if(site.data.begin(), site.data.end(), [](const Source& source) {
        return source.path.ends_with("calendar.yaml") || source.path.ends_with("calendar.yml");
    });
    return found == site.data.end() ? nullptr : &*found;
}

}  // namespace

void read_calendar(const Source& source, const YamlValue& yaml, Site& site, Diagnostics& diagnostics) {
    if (yaml.type == YamlValue::Type::Null) return;
    if (yaml.type != YamlValue::Type::List) {
        diagnostics.error(source, yaml.span, "bad-field", fmt::format("{} must be a list", source.path),
                          "begin each task with a hyphen");
        return;
    }
    std::set<std::string> ids;
    for (const YamlValue& item : yaml.items) {
        if (item.type != YamlValue::Type::Map) {
            diagnostics.error(source, item.span, "bad-field", "a task must hold fields",
                              "write for example - id: review-charters");
            continue;
        }
        Fields fields(source, item, diagnostics);
        read_task(fields, site, ids);
    }
}

void check_calendar(const Site& site, Diagnostics& diagnostics) {
    const Source* source = find_calendar(site);
    if (source == nullptr) return;
    for (const CalendarTask& task : site.tasks) {
        if (task.page.empty() || find_page(site, source_language(site), task.page) != nullptr) continue;
        diagnostics.error(*source, task.page_span, "dead-link",
                          fmt::format("the task \"{}\" is about a page that is not there: {}", task.id, task.page),
                          "write the page's path without language and .md, for example page: charters/index");
    }
}

std::vector<MonthNumber> months_of_year(const Site& site) {
    std::vector<MonthNumber> months = {first_month(site)};
    while (months.size() < months_in_year) months.push_back(after(months.back()));
    return months;
}

Date first_day_of(const Site& site, int first_year, MonthNumber month) {
    const int year = month >= first_month(site) ? first_year : first_year + 1;
    return Date{std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{1}};
}

std::optional<int> first_year_of(std::string_view edition) {
    int year = 0;
    const auto [rest, fault] = std::from_chars(edition.data(), edition.data() + edition.size(), year);
    constexpr int earliest = 1900;
    constexpr int latest = 9998;
    if (fault != std::errc() || year < earliest || year > latest) return std::nullopt;
    return year;
}

std::vector<Stretch> stretches_of(const Site& site, const CalendarTask& task) {
    const std::vector<MonthNumber> year = months_of_year(site);
    std::vector<Stretch> stretches;
    if (task.every != Rhythm::Year) {
        const MonthNumber step = task.every == Rhythm::Month ? 1 : months_in_quarter;
        for (std::size_t at = step - 1; at < year.size(); at += step) stretches.push_back({year[at], year[at]});
        return stretches;
    }
    for (const MonthNumber month : task.months) {
        if (!stretches.empty() && month == after(stretches.back().last))
            stretches.back().last = month;
        else
            stretches.push_back({month, month});
    }
    const auto place = [&](const Stretch& each) { return std::find(year.begin(), year.end(), each.first); };
    std::stable_sort(stretches.begin(), stretches.end(),
                     [&](const Stretch& a, const Stretch& b) { return place(a) < place(b); });
    return stretches;
}

bool covers(const Stretch& stretch, MonthNumber month) {
    for (MonthNumber each = stretch.first;; each = after(each)) {
        if (each == month) return true;
        if (each == stretch.last) return false;
    }
}

StretchDays days_of(const Site& site, int first_year, const Stretch& stretch) {
    return days_from(first_day_of(site, first_year, stretch.first), stretch);
}

StretchDays days_around(const Stretch& stretch, Date day) {
    const std::chrono::year_month_day today{day};
    const bool began_last_year = stretch.first > static_cast<MonthNumber>(today.month());
    const std::chrono::year year = began_last_year ? today.year() - std::chrono::years{1} : today.year();
    return days_from(Date{year / std::chrono::month{stretch.first} / std::chrono::day{1}}, stretch);
}

Date last_working_day(const Calendar& calendar, const StretchDays& days) {
    Date day = days.end - std::chrono::days{1};
    while (!calendar.is_working_day(day)) day -= std::chrono::days{1};
    return day;
}

}  // namespace charter
