#include "generator/content/line_slips.h"

#include <fmt/format.h>

#include <algorithm>

#include "generator/content/pasted_lines.h"
#include "generator/content/table_lines.h"
#include "generator/shared/special_signs.h"
#include "generator/shared/text.h"

namespace charter {
namespace {

bool is_letter_of_others(char c) {
    return (static_cast<unsigned char>(c) & 0x80U) != 0;
}

bool begins_words(std::string_view text) {
    if (text.empty()) return false;
    const char c = text.front();
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '[' || is_letter_of_others(c) ||
           text.starts_with("**");
}

// The mark of a list that words follow at once: "-", "*" or "12."; empty if the line has none. Two stars are bold
// words, and so may be one that another follows.
std::string_view mark_without_blank(std::string_view line) {
    constexpr std::size_t most_digits = 3;
    const bool is_star = line.starts_with('*');
    if (line.starts_with('-') || (is_star && line.find('*', 1) == nowhere))
        return begins_words(line.substr(1)) ? line.substr(0, 1) : std::string_view();
    const std::size_t digits = std::min(line.find_first_not_of("0123456789"), line.size());
    const bool is_number = digits > 0 && digits <= most_digits && digits < line.size() && line[digits] == '.';
    return is_number && begins_words(line.substr(digits + 1)) ? line.substr(0, digits + 1) : std::string_view();
}

bool is_row(std::string_view line) {
    return line.starts_with('|') && line.find('|', 1) != nowhere;
}

class Paragraph {
  public:
    Paragraph(std::string_view text, const SourceLines& lines, std::size_t first, std::size_t begin)
        : text_(text), lines_(lines), first_(first), begin_(begin) {}

    [[nodiscard]] std::string_view line(std::size_t number) const {
        Span span = lines_.line(number);
        if (number == first_) span.begin = std::clamp(begin_, span.begin, span.end);
        return inside_of(text_.substr(span.begin, span.end - span.begin));
    }
    [[nodiscard]] Span place(std::string_view part) const {
        const auto begin = static_cast<std::size_t>(part.data() - text_.data());
        return {begin, begin + part.size()};
    }

  private:
    std::string_view text_;
    const SourceLines& lines_;
    std::size_t first_;
    std::size_t begin_;
};

MarkdownSlip list_slip(const Paragraph& paragraph, std::string_view line, std::string_view mark) {
    const std::string words = with_plain_signs(line.substr(mark.size()));
    return {paragraph.place(line),
            fmt::format("{}, here and in the lines below, so that this is no list",
                        blank_fault(mark, line.substr(mark.size()))),
            fmt::format("write {} {}", mark, trim(words))};
}

// A row of hyphens that has other columns than the line above.
MarkdownSlip uneven_slip(const Paragraph& paragraph, std::string_view above, std::string_view hyphens) {
    const std::size_t columns = cells_of(above).size();
    return {paragraph.place(hyphens),
            fmt::format("this is no table: the row of hyphens has {} columns, the head above it {}",
                        cells_of(hyphens).size(), columns),
            fmt::format("write {}", row_of_hyphens(columns))};
}

MarkdownSlip table_slip(const Paragraph& paragraph, std::string_view line) {
    if (is_row_of_hyphens(line))
        return {paragraph.place(line), "this is no table: its head is missing above the row of hyphens",
                "write the heads of the columns right above it, for example | Service | Time |"};
    return {paragraph.place(line), "this is no table: the row of hyphens is missing below its head",
            fmt::format("write {} on a line of its own below this one; for mere signs \\|",
                        row_of_hyphens(cells_of(line).size()))};
}

}  // namespace

std::string blank_fault(std::string_view mark, std::string_view behind) {
    return begins_with_special_blank(behind)
               ? fmt::format("the blank behind {} is a special one, as word processors set it", mark)
               : fmt::format("a blank is missing behind {}", mark);
}

std::vector<MarkdownSlip> find_line_slips(std::string_view text, const SourceLines& lines, std::size_t first,
                                          std::size_t last, std::size_t begin) {
    std::vector<MarkdownSlip> slips;
    const Paragraph paragraph(text, lines, first, begin);
    bool is_told = false;      // of the lines that follow each other up to this one
    std::ptrdiff_t ticks = 0;  // before the line above: code may go over several lines
    for (std::size_t number = first + 1; number <= last; ++number) {
        const std::string_view above = paragraph.line(number - 1);
        const std::string_view line = paragraph.line(number);
        const std::string_view mark = mark_without_blank(above);
        const bool is_list = !mark.empty() && !mark_without_blank(line).empty();
        const bool is_uneven = is_row_of_hyphens(line) && !is_row_of_hyphens(above) && above.find('|') != nowhere &&
                               cells_of(line).size() != cells_of(above).size();
        const bool is_table = is_uneven || (is_row(above) && is_row(line) && !is_row_of_hyphens(line));
        if ((is_list || is_table) && !is_told && ticks % 2 == 0) {
            if (is_list)
                slips.push_back(list_slip(paragraph, above, mark));
            else if (is_uneven)
                slips.push_back(uneven_slip(paragraph, above, line));
            else
                slips.push_back(table_slip(paragraph, above));
        }
        is_told = is_list || is_table;
        ticks += std::count(above.begin(), above.end(), '`');
    }
    const std::string_view top = paragraph.line(first);
    const std::string_view bottom = paragraph.line(last);
    if (!may_be_pasted({top.data(), static_cast<std::size_t>(bottom.data() + bottom.size() - top.data())}))
        return slips;
    std::vector<std::string_view> whole;
    for (std::size_t number = first; number <= last; ++number) whole.push_back(paragraph.line(number));
    for (MarkdownSlip& slip : find_pasted_lines(text, whole)) slips.push_back(std::move(slip));
    return slips;
}

std::optional<MarkdownSlip> find_surplus_cells(std::string_view text, Span row, std::size_t columns) {
    const std::vector<std::string_view> cells = cells_of(text.substr(row.begin, row.end - row.begin));
    std::string lost;
    std::size_t begin = 0;
    for (std::size_t at = columns; at < cells.size(); ++at) {
        if (cells[at].empty()) continue;
        if (lost.empty()) begin = static_cast<std::size_t>(cells[at].data() - text.data());
        lost += (lost.empty() ? "" : " | ") + std::string(cells[at]);
    }
    if (lost.empty()) return std::nullopt;
    return MarkdownSlip{{begin, begin + lost.size()},
                        fmt::format("the row has {} cells, its table {} columns: \"{}\" is left out of the page",
                                    cells.size(), columns, lost),
                        "give the head and the row of hyphens one more column, or write \\| for a mere sign"};
}

}  // namespace charter
