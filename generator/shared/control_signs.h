// Signs in a text that steer a machine and that no reader sees.
#pragma once

#include <optional>
#include <string_view>

#include "generator/shared/source.h"

namespace charter {

// The first sign that steers a machine and no reader sees: U+0000 to U+001F but tab and line ends, U+007F to U+009F,
// those that part lines and paragraphs and turn the direction of the text around (U+2028 to U+202E, U+2066 to U+2069).
// `text` is UTF-8.
[[nodiscard]] std::optional<Span> find_control_sign(std::string_view text);

}  // namespace charter
