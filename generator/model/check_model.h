// Rules that need nothing but the finished Site: a home in every language, one page at an address, no page forgotten
// in a language.
#pragma once

#include "generator/model/site.h"
#include "generator/shared/diagnostics.h"

namespace charter {

// Codes: no-home, missing-translation, needless-pending, duplicate-address, office-cycle.
void check_model(const Site& site, Diagnostics& diagnostics);

}  // namespace charter
