// What a body plans, as plain values: the work of each year on what it publishes (data/calendar.yaml), and what its
// plan counts (data/indicators.yaml). Read by read_calendar() and read_indicators(), part of Site.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "generator/shared/keys.h"
#include "generator/shared/service.h"
#include "generator/shared/source.h"

namespace charter {

// 1 to 12.
using MonthNumber = unsigned;
constexpr Keys<MonthNumber, 12> month_keys = {{{1, "january"},
                                               {2, "february"},
                                               {3, "march"},
                                               {4, "april"},
                                               {5, "may"},
                                               {6, "june"},
                                               {7, "july"},
                                               {8, "august"},
                                               {9, "september"},
                                               {10, "october"},
                                               {11, "november"},
                                               {12, "december"}}};

// Month: in every month. Quarter: in the last month of each quarter of the financial year. Year: in the months named.
enum class Rhythm { Year, Quarter, Month };
constexpr Keys<Rhythm, 3> rhythm_keys = {
    {{Rhythm::Year, "year"}, {Rhythm::Quarter, "quarter"}, {Rhythm::Month, "month"}}};

// One task of the yearly cycle.
struct CalendarTask {
    std::string id;
    Localized title;
    Rhythm every = Rhythm::Year;
    std::vector<MonthNumber> months;  // in the order written; those that follow each other are one stretch
    std::string page;                 // path of the page it is about, in the first language; may be empty
    Span page_span;                   // in data/calendar.yaml
};

enum class Reporting { Annually, Quarterly, TwiceAYear };
constexpr Keys<Reporting, 3> reporting_keys = {
    {{Reporting::Annually, "annually"}, {Reporting::Quarterly, "quarterly"}, {Reporting::TwiceAYear, "twice-a-year"}}};

struct Indicator {
    std::string id;
    Localized title;
    Reporting reported = Reporting::Annually;
    // One for each year of the plan. Actuals: what was reached; nothing where it is not known.
    std::vector<int> targets;
    std::vector<std::optional<int>> actuals;
};

struct Objective {
    std::string id;
    Localized title;
    std::vector<Indicator> indicators;
};

struct IndicatorPlan {
    std::string source;  // where the figures are from
    std::vector<std::string> years;
    std::vector<Objective> objectives;
};

}  // namespace charter
