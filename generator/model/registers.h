// The registers of a site, data/*.yaml: offices, regions, categories, declared holidays, synonyms, kept editions. Other
// files that belong there (indicators, terms, samples) are only checked to be YAML here. Codes: yaml-syntax,
// unknown-file (a warning), missing-field, unknown-field, bad-field, bad-id, bad-date, duplicate-id,
// missing-translation, unknown-language.
#pragma once

#include <vector>

#include "generator/model/references.h"
#include "generator/model/site.h"
#include "generator/shared/diagnostics.h"
#include "generator/shared/source.h"

namespace charter {

// Fills regions, categories, declared days, offices (in the order of the file) and what is known of them. The site's
// languages must be known.
void read_registers(const std::vector<Source>& files, Site& site, References& references, Diagnostics& diagnostics);

}  // namespace charter
