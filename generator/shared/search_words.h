// The words of a text as the search sees them: small letters, no accents, no signs; and how far apart two of them are.
// Used when the index is written, when a question is asked and when words are marked in an excerpt. Pure; any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "generator/shared/source.h"

namespace charter {

struct SearchWord {
    std::string text;  // "kliente" for "Kliënte"
    Span span;         // of the word as it stands, in bytes
};

// Letters and digits in a row are a word; an apostrophe inside one is left out, and so is an ending 's. Any bytes.
[[nodiscard]] std::vector<SearchWord> search_words(std::string_view text);

// The stems of every word, with a blank between: what stands in the index.
[[nodiscard]] std::string stem_line(std::string_view language, std::string_view text);

// Letters to add, take away, change or swap with their neighbour; `most` + 1 if it is more than `most`.
[[nodiscard]] std::size_t letters_apart(std::string_view one, std::string_view other, std::size_t most);

}  // namespace charter
