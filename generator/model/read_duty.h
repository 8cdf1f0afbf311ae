// data/duty.yaml: who takes what cannot wait while the offices are closed. Used by registers.cpp, which tells what is
// wrong, and where the server's files are written.
#pragma once

#include <vector>

#include "generator/model/references.h"
#include "generator/model/site.h"
#include "generator/shared/diagnostics.h"
#include "generator/shared/duty_roster.h"
#include "generator/shared/yaml.h"

namespace charter {

// The office of each post is added to `references` where it is not nullptr. Codes: bad-field, bad-id, missing-field,
// unknown-field, duplicate-id, missing-translation, unknown-language.
[[nodiscard]] std::vector<DutyPost> read_duty_roster(const Source& source, const YamlValue& yaml,
                                                     const std::vector<std::string>& languages, References* references,
                                                     Diagnostics& diagnostics);
// Of a site that has been read; what is wrong was told then.
[[nodiscard]] std::vector<DutyPost> duty_roster_of(const Site& site);

}  // namespace charter
