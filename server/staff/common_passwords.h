// Passwords that many people use, known by how they are made rather than by a list of each: runs of the keyboard or of
// numbers, a piece said again and again, one or two everyday words with signs around or in place of letters. Pure.
#pragma once

#include <string_view>

namespace charter {

[[nodiscard]] bool is_common_password(std::string_view password);

}  // namespace charter
