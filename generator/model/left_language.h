// A language taken out of `languages` in site.yaml while its pages are still there. Part of the model only.
#pragma once

#include "generator/model/site.h"
#include "generator/shared/diagnostics.h"

namespace charter {

// Tells it once for each such language, in place of a finding at every page, word and published address of it that
// `findings`, all that reading and checking this site found, hold. Code: unknown-language.
void settle_left_languages(const Site& site, Diagnostics& findings);

}  // namespace charter
