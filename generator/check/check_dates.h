// What the passing of time makes wrong: reviews that are due, editions whose year is over; and charters that nobody
// approved.
#pragma once

#include "generator/check/profile.h"
#include "generator/model/site.h"

namespace charter {

// Codes: review-due, edition-old, not-approved. Without a day in `aim` only the last.
void check_dates(const Site& site, const CheckAim& aim, Diagnostics& diagnostics);

}  // namespace charter
