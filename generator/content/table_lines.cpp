#include "generator/content/table_lines.h"

#include <fmt/format.h>

#include <algorithm>

#include "generator/content/source_lines.h"
#include "generator/shared/text.h"

namespace charter {
namespace {

std::size_t next_border(std::string_view row, std::size_t from) {
    std::size_t at = row.find('|', from);
    while (at != nowhere && at > 0 && row[at - 1] == '\\') at = row.find('|', at + 1);
    return at;
}

// What stands between the first | and the last.
std::string_view row_in(std::string_view line) {
    std::string_view row = inside_of(line);
    if (row.starts_with('|')) row.remove_prefix(1);
    if (row.ends_with('|') && !row.ends_with("\\|")) row.remove_suffix(1);
    return row;
}

std::size_t count_cells(std::string_view line) {
    const std::string_view row = row_in(line);
    std::size_t count = 1;
    for (std::size_t at = next_border(row, 0); at != nowhere; at = next_border(row, at + 1)) ++count;
    return count;
}

}  // namespace

std::string_view inside_of(std::string_view line) {
    line.remove_prefix(std::min(line.find_first_not_of(" \t>"), line.size()));
    return trim(line);
}

std::vector<std::string_view> cells_of(std::string_view line) {
    const std::string_view row = row_in(line);
    std::vector<std::string_view> cells;
    std::size_t begin = 0;
    for (std::size_t at = next_border(row, 0); at != nowhere; at = next_border(row, begin)) {
        cells.push_back(trim(row.substr(begin, at - begin)));
        begin = at + 1;
    }
    cells.push_back(trim(row.substr(begin)));
    return cells;
}

bool is_row_of_hyphens(std::string_view line) {
    const std::string_view row = inside_of(line);
    return row.find_first_not_of("|-: \t") == nowhere && row.find('|') != nowhere && row.find('-') != nowhere;
}

std::string row_of_hyphens(std::size_t columns) {
    constexpr std::size_t most_written = 12;
    if (columns > most_written) return fmt::format("|---| with {} cells", columns);
    std::string row = "|";
    for (std::size_t i = 0; i < columns; ++i) row += "---|";
    return row;
}

std::optional<PaddedTable> find_padded_table(std::string_view text, std::size_t begin) {
    if (text.find('|', begin) == nowhere) return std::nullopt;
    const SourceLines lines(text, begin);
    const auto line = [&](std::size_t number) {
        const Span span = lines.line(number);
        return text.substr(span.begin, span.end - span.begin);
    };
    std::size_t missing = 0;
    for (std::size_t number = 2; number <= lines.count(); ++number) {
        if (!is_row_of_hyphens(line(number))) continue;
        const PaddedTable table{lines.line(number - 1), count_cells(line(number))};
        for (++number; number <= lines.count() && !inside_of(line(number)).empty(); ++number) {
            missing += table.columns - std::min(table.columns, count_cells(line(number)));
            if (missing > most_missing_cells) return table;
        }
    }
    return std::nullopt;
}

}  // namespace charter
