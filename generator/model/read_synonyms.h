// data/synonyms.yaml: what people type and what the pages call it, for the search. Used by registers.cpp.
#pragma once

#include "generator/model/site.h"
#include "generator/shared/diagnostics.h"
#include "generator/shared/source.h"
#include "generator/shared/yaml.h"

namespace charter {

// Fills the site's synonyms. Codes: bad-field, missing-field, unknown-field, unknown-language.
void read_synonyms(const Source& source, const YamlValue& yaml, Site& site, Diagnostics& diagnostics);

}  // namespace charter
