// The counts of days, hours and so on that a text gives in words: "five working days", "vyf werksdae". Pure.
#pragma once

#include <string_view>
#include <vector>

#include "generator/shared/source.h"

namespace charter {

struct CountInWords {
    int count = 0;  // 1 to 90
    Span span;      // of its words
};

// In the order of the text: a number word that a unit of time follows, at once or behind one more word. English and
// Afrikaans; none for another language, whose number words change with what they count.
[[nodiscard]] std::vector<CountInWords> counts_in_words(std::string_view text, std::string_view language);

}  // namespace charter
