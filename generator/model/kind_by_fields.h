// The kind of a page whose header block does not say it, or says it wrongly: told by the fields it has, so that one
// mistake is one finding. A part of read_page.cpp.
#pragma once

#include <optional>

#include "generator/model/site.h"
#include "generator/shared/yaml.h"

namespace charter {

// The kind that most of the fields speak for, if at least two do.
[[nodiscard]] std::optional<PageKind> kind_by_fields(const YamlValue& map);

}  // namespace charter
