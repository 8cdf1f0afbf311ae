// What the passing of time makes wrong: reviews that are due, editions whose year is over.
#pragma once

#include "generator/check/profile.h"
#include "generator/model/site.h"

namespace charter {

// Codes: review-due, edition-old. Without a day in `aim` none.
void check_dates(const Site& site, const CheckAim& aim, Diagnostics& diagnostics);

}  // namespace charter
