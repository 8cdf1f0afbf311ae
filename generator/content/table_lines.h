// The lines of tables as the Markdown library counts their cells, for what it does without a word: it fills up rows
// that are shorter than the head, and drops what a row has behind the last column. Pure; any thread.
//
//   | Service | Time |      the head
//   |---------|------|      the row of hyphens: as many cells as the head, or it is no table
//   | Foster care | a \| b |
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "generator/shared/source.h"

namespace charter {

// A line without blanks at its ends and without the > of quotes before it.
[[nodiscard]] std::string_view inside_of(std::string_view line);
// The cells of a line, of which the first | and the last may be missing.
[[nodiscard]] std::vector<std::string_view> cells_of(std::string_view line);
// True for hyphens in at least one cell that a | ends.
[[nodiscard]] bool is_row_of_hyphens(std::string_view line);

// "|---|---|", to be shown in a hint.
[[nodiscard]] std::string row_of_hyphens(std::size_t columns);

// The rows of a text may lack so many cells that their heads have: a thousand columns with a thousand short rows are
// written in few signs, and would fill the memory.
constexpr std::size_t most_missing_cells = 50'000;

struct PaddedTable {
    Span head;
    std::size_t columns = 0;
};

// The table with which the text, from its byte `begin` on, goes beyond that; nothing if none does.
[[nodiscard]] std::optional<PaddedTable> find_padded_table(std::string_view text, std::size_t begin);

}  // namespace charter
