// The yearly cycle of what a body publishes: the block [[calendar]], and calendar.ics (RFC 5545) in each language. Its
// days are those of the edition of the site, never of the build. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "generator/render/scope.h"
#include "generator/shared/view.h"

namespace charter {

// True if the site has tasks and its edition says for which year.
[[nodiscard]] bool has_calendar(const Site& site);

// "/en/calendar.ics"
[[nodiscard]] std::string calendar_url(std::string_view language);

// Shape block_calendar: the tasks of one month; without one those of the whole year, each month with a link to the page
// of its name beside or below `page`.
[[nodiscard]] View calendar_view(const Scope& scope, const Page& page, std::optional<MonthNumber> month);

// Every stretch of work as an event that comes again each year; "" if the site has no calendar.
[[nodiscard]] std::string calendar_file(const Scope& scope);

}  // namespace charter
