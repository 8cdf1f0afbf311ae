#include "generator/content/pasted_lines.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "generator/content/table_lines.h"
#include "generator/shared/special_signs.h"
#include "generator/shared/text.h"

namespace charter {
namespace {

constexpr auto signs = std::to_array<char>({'\t', ';', '\xE2', '\xC2'});

enum class PastedAs { Words, Bullet, Dash, Tabs, Semicolons };

struct PastedLine {
    PastedAs as = PastedAs::Words;
    std::string_view mark;           // of a list
    std::vector<std::string> cells;  // of a table
};

std::string_view bullet_of(std::string_view line) {
    constexpr auto bullets = std::to_array<std::string_view>({"•", "●", "▪", "■", "◦", "‣", "·"});
    const auto found = std::find_if(bullets.begin(), bullets.end(), [&](auto each) { return line.starts_with(each); });
    return found == bullets.end() || trim(line.substr(found->size())).empty() ? std::string_view() : *found;
}

std::string_view dash_of(std::string_view line) {
    const bool is_dash = line.starts_with("– ") || line.starts_with("— ");
    return is_dash ? line.substr(0, line.find(' ')) : std::string_view();
}

// Short texts between semicolons, and no sentence.
bool are_cells(std::string_view line, const std::vector<std::string>& parts) {
    constexpr std::size_t longest = 60;
    constexpr std::size_t fewest = 3;
    const auto is_cell = [](const std::string& part) { return !trim(part).empty() && part.size() <= longest; };
    return parts.size() >= fewest && !line.ends_with('.') && !line.ends_with(':') &&
           std::all_of(parts.begin(), parts.end(), is_cell);
}

PastedLine pasted(std::string_view line) {
    if (const std::string_view bullet = bullet_of(line); !bullet.empty()) return {PastedAs::Bullet, bullet, {}};
    if (const std::string_view dash = dash_of(line); !dash.empty()) return {PastedAs::Dash, dash, {}};
    if (line.find('\t') != nowhere) return {PastedAs::Tabs, {}, split(line, '\t')};
    if (line.find(';') == nowhere) return {};
    std::vector<std::string> parts = split(line, ';');
    return are_cells(line, parts) ? PastedLine{PastedAs::Semicolons, {}, std::move(parts)} : PastedLine();
}

Span place_in(std::string_view text, std::string_view line) {
    const auto begin = static_cast<std::size_t>(line.data() - text.data());
    return {begin, begin + line.size()};
}

MarkdownSlip list_slip_of(std::string_view text, std::string_view line, std::string_view mark) {
    const std::string words = with_plain_signs(line.substr(mark.size()));
    return {place_in(text, line), fmt::format("the sign {} makes no list, here and in the lines below", mark),
            fmt::format("write - {}", trim(words))};
}

MarkdownSlip table_slip_of(std::string_view text, std::string_view line, const PastedLine& row) {
    std::string cells = "|";
    for (const std::string& cell : row.cells) cells += fmt::format(" {} |", trim(cell));
    return {
        place_in(text, line),
        fmt::format("{} make no table, here and in the lines below", row.as == PastedAs::Tabs ? "tabs" : "semicolons"),
        fmt::format("write {} and, below the first row, {}", cells, row_of_hyphens(row.cells.size()))};
}

}  // namespace

bool may_be_pasted(std::string_view paragraph) {
    // A bullet or a dash begins with one of the two bytes beyond ASCII.
    return std::any_of(signs.begin(), signs.end(), [&](char sign) { return paragraph.find(sign) != nowhere; });
}

std::vector<MarkdownSlip> find_pasted_lines(std::string_view text, const std::vector<std::string_view>& lines) {
    std::vector<MarkdownSlip> slips;
    PastedLine before;
    bool is_told = false;  // of the line before
    for (std::size_t i = 0; i < lines.size(); ++i) {
        PastedLine line = pasted(lines[i]);
        // One line may hold any sign but a bullet; two that are alike are a list or a table.
        const bool goes_on = i > 0 && line.as == before.as && line.cells.size() == before.cells.size();
        const bool is_bullet = line.as == PastedAs::Bullet && !goes_on;
        const bool is_second = line.as != PastedAs::Words && line.as != PastedAs::Bullet && goes_on && !is_told;
        if (is_bullet) slips.push_back(list_slip_of(text, lines[i], line.mark));
        if (is_second && line.as == PastedAs::Dash) slips.push_back(list_slip_of(text, lines[i - 1], before.mark));
        if (is_second && line.as != PastedAs::Dash) slips.push_back(table_slip_of(text, lines[i - 1], before));
        is_told = goes_on && (is_told || is_second);
        before = std::move(line);
    }
    return slips;
}

}  // namespace charter
