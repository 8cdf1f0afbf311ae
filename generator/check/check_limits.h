// Whether a standard's title promises the time that its clock counts.
#pragma once

#include "generator/check/profile.h"
#include "generator/model/site.h"
#include "generator/shared/diagnostics.h"

namespace charter {

// A title without a number promises none. A number is compared, not its unit: that stands in words of any language.
// Only what may still be edited, in the first language: translations are compared with that. Code: limit-differs, an
// error in the publish profile.
void check_limits(const Site& site, const CheckAim& aim, Diagnostics& diagnostics);

}  // namespace charter
