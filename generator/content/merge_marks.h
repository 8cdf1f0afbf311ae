// What a merge of two versions leaves in a text where somebody has to choose: lines of seven <, |, = and >.
// Pure; any bytes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "generator/shared/source.h"

namespace charter {

// The first line of a text that begins or ends two versions: seven of < or >, alone or before a blank.
[[nodiscard]] std::optional<Span> find_merge_mark(std::string_view text);

// The text with the first version of each place alone: the marks and what else stood there are blanks, so that all
// other places stay where they are.
[[nodiscard]] std::string with_first_versions(std::string text);

}  // namespace charter
