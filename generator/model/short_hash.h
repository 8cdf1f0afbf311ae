// How content names a text by its hash: a translation the page it was made from (`source:`), a signature what was
// signed (`hash:`). Short enough to be typed.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "generator/shared/files.h"

namespace charter {

// The first 16 digits of content_hash().
[[nodiscard]] inline std::string short_hash(std::string_view text) {
    constexpr std::size_t digits = 16;
    return content_hash(text).substr(0, digits);
}

}  // namespace charter
