// Slips that only the lines of a text show, not its words: lists whose marks have no blank behind them, tables that are
// none, lists and tables of other programs (pasted_lines.h), and cells that a table has no column for. Pure; any
// thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "generator/content/source_lines.h"
#include "generator/shared/source.h"

namespace charter {

struct MarkdownSlip {
    Span span;
    std::string message;
    std::string hint;
};

// "a blank is missing behind ##", or that the one there is a special one; `behind`: what follows the mark.
[[nodiscard]] std::string blank_fault(std::string_view mark, std::string_view behind);

// Of a paragraph that stands in the lines `first` to `last` and begins at the byte `begin`. One line alone may begin
// with any sign.
[[nodiscard]] std::vector<MarkdownSlip> find_line_slips(std::string_view text, const SourceLines& lines,
                                                        std::size_t first, std::size_t last, std::size_t begin);
// In a row of a table with so many columns.
[[nodiscard]] std::optional<MarkdownSlip> find_surplus_cells(std::string_view text, Span row, std::size_t columns);

}  // namespace charter
