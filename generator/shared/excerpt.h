// The part of a line that is shown below a finding: a long line is cut around the place. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "generator/shared/diagnostics.h"

namespace charter {

struct Excerpt {
    std::string line;        // with "…" where it was cut
    std::size_t column = 1;  // of the place in `line`, in characters
    std::size_t width = 1;   // characters to underline
};

// The byte at which the character number `characters`, from 0, begins; the end if there are fewer.
[[nodiscard]] std::size_t byte_of(std::string_view text, std::size_t characters);

// The finding must have a place in its file.
[[nodiscard]] Excerpt excerpt_of(const Diagnostic& found);

}  // namespace charter
