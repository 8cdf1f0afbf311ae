// What the writer and the reader of the search index agree on, besides its tables (write_search_index.cpp). Used by
// these two alone.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace charter {

inline constexpr int search_application_id = 0x43684678;  // "ChFx"
inline constexpr int search_format = 2;
// The oldest that is read: it has no words of danger.
inline constexpr int oldest_search_format = 1;

[[nodiscard]] inline std::string words_table(std::size_t scope) {
    return "words_" + std::to_string(scope);
}
[[nodiscard]] inline std::string places_table(std::size_t scope) {
    return "places_" + std::to_string(scope);
}

// The stems of the words that tell something, with a blank between; of all words if none does.
[[nodiscard]] std::string telling_stems(std::string_view language, std::string_view text);

}  // namespace charter
