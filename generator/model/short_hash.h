// How content names a text by its hash: a translation the page it was made from (`source:`), a signature what was
// signed (`hash:`), a kept edition what was promised. Short enough to be typed.
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

[[nodiscard]] inline bool is_short_hash(std::string_view text) {
    return text.size() == 16 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

// A text without what only an editor's program puts there: no byte order mark, lines that end in a line feed alone, and
// one at the end.
[[nodiscard]] std::string normal_text(std::string_view text);

// The hash of a text as people read it: the same for every way in which a program saves it.
[[nodiscard]] std::string text_hash(std::string_view text);

}  // namespace charter
