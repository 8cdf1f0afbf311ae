// Reads data/calendar.yaml, the yearly cycle of what a body publishes, into Site::tasks, and says which tasks a month
// holds.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "generator/model/site.h"
#include "generator/shared/diagnostics.h"
#include "generator/shared/yaml.h"

namespace charter {

// Codes: bad-field, missing-field, unknown-field, duplicate-id, bad-id, missing-translation.
void read_calendar(const Source& source, const YamlValue& yaml, Site& site, Diagnostics& diagnostics);

// Code: dead-link, for a task about a page that the site does not have.
void check_calendar(const Site& site, Diagnostics& diagnostics);

// The months of the financial year, first to last: 4, 5, .. 3.
[[nodiscard]] std::vector<MonthNumber> months_of_year(const Site& site);
// The first day of that month in the financial year that begins in `first_year`.
[[nodiscard]] Date first_day_of(const Site& site, int first_year, MonthNumber month);
// The year in which an edition begins: "2026-27" -> 2026; nothing if it is not called by a year.
[[nodiscard]] std::optional<int> first_year_of(std::string_view edition);

// Months in a row that a task takes: it begins in the first and is done by the end of the last.
struct Stretch {
    MonthNumber first = 1;
    MonthNumber last = 1;
    bool operator==(const Stretch&) const = default;
};
// Its days: the first, and the first one after it.
struct StretchDays {
    Date begin;
    Date end;
};
// In the financial year that begins in `first_year`.
[[nodiscard]] StretchDays days_of(const Site& site, int first_year, const Stretch& stretch);
// Those that hold `day`, if one of its months does.
[[nodiscard]] StretchDays days_around(const Stretch& stretch, Date day);
[[nodiscard]] Date last_working_day(const Calendar& calendar, const StretchDays& days);

// In the order of the financial year; none for a task of no certain month. Of a task of every month: twelve.
[[nodiscard]] std::vector<Stretch> stretches_of(const Site& site, const CalendarTask& task);
[[nodiscard]] bool covers(const Stretch& stretch, MonthNumber month);

}  // namespace charter
