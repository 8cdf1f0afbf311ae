// Blanks and hyphens that word processors set and that look like plain ones: what steers the site is written with plain
// ones. Pure; any bytes.
#pragma once

#include <string>
#include <string_view>

namespace charter {

// What to do about the first of them in the text; empty if there is none.
[[nodiscard]] std::string hint_of_special_sign(std::string_view text);

[[nodiscard]] bool begins_with_special_blank(std::string_view text);

// The text with a blank for each special blank, a hyphen for each special hyphen, and without what nobody sees.
[[nodiscard]] std::string with_plain_signs(std::string_view text);

}  // namespace charter
