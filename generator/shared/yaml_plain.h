// The header block that most pages have: fields of one level, each a few plain words on one line. Such a block is the
// same in every version of YAML, and is read here without yaml-cpp, which takes a quarter of a build after one edit
// for the headers of all pages. Whatever is not quite so plain is left to it: quotes, lists, signs that YAML gives a
// meaning, letters beyond ASCII, remarks, empty lines, blanks at an end, a field twice. Used by yaml.cpp. Pure; any
// thread.
#pragma once

#include <optional>

#include "generator/shared/source.h"
#include "generator/shared/yaml.h"

namespace charter {

// The tree as yaml-cpp would make it; nothing if a line of the part is not plain.
[[nodiscard]] std::optional<YamlValue> read_plain_fields(std::string_view text, Span part);

}  // namespace charter
