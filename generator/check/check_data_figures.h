// Texts of site.yaml and the data files that stand in several languages: their figures must be the same in each, as
// those of pages must.
#pragma once

#include "generator/model/site.h"
#include "generator/shared/diagnostics.h"

namespace charter {

// Code: translation-differs. Files that cannot be read whole were reported, and are left out.
void check_data_figures(const Site& site, Diagnostics& diagnostics);

}  // namespace charter
