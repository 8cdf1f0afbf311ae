// The part of a line that is kept with a finding, and of that the part that is shown below it: a long line is cut
// around the place. Pure.
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

// What Diagnostic::line keeps of the line of `text` in which the byte `at` is, for a finding there: the whole line, or
// of a long one no more around the place than excerpt_of() needs.
[[nodiscard]] std::string_view kept_of_line(std::string_view text, std::size_t at);
// The column of the line at which Diagnostic::line begins.
[[nodiscard]] std::size_t first_kept_column(const Diagnostic& found);

// The finding must have a place in its file.
[[nodiscard]] Excerpt excerpt_of(const Diagnostic& found);

}  // namespace charter
