// The part of a text that says most about what was looked for, with the words that fit marked. Pure; any thread.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace charter {

// Plain text, to be escaped by whoever shows it.
struct ExcerptPart {
    std::string text;
    bool marked = false;
};

// At most about `most` bytes of `text`, cut between words, "…" where something is left out. Words of `language` are
// marked whose stem is one of `stems`. Without any such word: the beginning.
[[nodiscard]] std::vector<ExcerptPart> excerpt_of(std::string_view text, std::string_view language,
                                                  const std::set<std::string, std::less<>>& stems, std::size_t most);

}  // namespace charter
