// A promise as a row of squares: one square is one day, a week stands together, a round dot is the promised day. Pure.
#pragma once

#include <optional>
#include <string>

#include "generator/shared/service.h"

namespace charter {

// Measures of one drawing, in its own units: 9 high, the line through the middle.
struct Tape {
    std::string width;  // of the whole drawing
    std::string path;   // of the squares: a line 7 wide, drawn as one dashed path; empty if there is only the dot
    std::string end;    // where the middle of the dot stands
};

// Nothing for limits in hours and minutes. Over 40 days one square is a week.
[[nodiscard]] std::optional<Tape> tape_of(const Limit& limit);

}  // namespace charter
