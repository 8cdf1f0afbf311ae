// data/responses.yaml: texts that staff begin an answer with. Used by registers.cpp, which tells what is wrong, and
// where the server's files are written.
#pragma once

#include <vector>

#include "generator/model/site.h"
#include "generator/shared/diagnostics.h"
#include "generator/shared/response_template.h"
#include "generator/shared/yaml.h"

namespace charter {

// Codes: bad-field, bad-id, missing-field, unknown-field, duplicate-id, missing-translation, unknown-language,
// unknown-placeholder.
[[nodiscard]] std::vector<ResponseTemplate> read_responses(const Source& source, const YamlValue& yaml,
                                                           const std::vector<std::string>& languages,
                                                           Diagnostics& diagnostics);
// Of a site that has been read; what is wrong was told then.
[[nodiscard]] std::vector<ResponseTemplate> responses_of(const Site& site);

}  // namespace charter
