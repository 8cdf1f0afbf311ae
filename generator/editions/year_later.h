// The same day of the next year. Pure.
#pragma once

#include "generator/shared/calendar.h"

namespace charter {

[[nodiscard]] inline Date year_later(Date day) {
    const auto later = std::chrono::year_month_day(day) + std::chrono::years{1};
    // Only 29 February has no day of its name a year later.
    return Date(later.ok() ? later : later.year() / later.month() / std::chrono::last);
}

}  // namespace charter
