// Reads data/indicators.yaml, what a body's plan counts, into Site::plan.
#pragma once

#include "generator/model/site.h"
#include "generator/shared/diagnostics.h"
#include "generator/shared/yaml.h"

namespace charter {

// Codes: bad-field, missing-field, unknown-field, duplicate-id, bad-id, missing-translation.
void read_indicators(const Source& source, const YamlValue& yaml, Site& site, Diagnostics& diagnostics);

}  // namespace charter
