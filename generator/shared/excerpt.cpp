#include "generator/shared/excerpt.h"

#include <algorithm>
#include <string_view>

#include "generator/shared/text.h"

namespace charter {
namespace {

constexpr std::size_t most_shown = 160;  // characters of a line that is shown whole
constexpr std::size_t shown_before = 60;
constexpr std::size_t shown_from = 100;
// Kept on both sides of the place; a line that was cut is thereby known by its length.
constexpr std::size_t most_kept = most_shown + 1;
constexpr std::string_view cut_mark = "…";

bool continues_character(char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

bool is_whole(std::string_view kept) {
    return kept.size() <= most_shown || count_characters(kept) <= most_shown;
}

std::size_t column_of(const Diagnostic& found) {
    return std::max<std::size_t>(1, found.place.column);
}

}  // namespace

std::size_t byte_of(std::string_view text, std::size_t characters) {
    std::size_t at = 0;
    for (; characters > 0 && at < text.size(); --characters) {
        ++at;
        while (at < text.size() && continues_character(text[at])) ++at;
    }
    return at;
}

std::string_view kept_of_line(std::string_view text, std::size_t at) {
    const auto begins_line = [text](std::size_t byte) { return byte == 0 || text[byte - 1] == '\n'; };
    std::size_t from = at;
    for (std::size_t characters = 0; characters < most_kept && !begins_line(from); ++characters) {
        --from;
        while (from > 0 && continues_character(text[from])) --from;
    }
    const std::string_view behind = text.substr(at);
    const std::size_t to = at + byte_of(behind.substr(0, behind.find('\n')), most_kept);
    std::string_view kept = text.substr(from, to - from);
    const bool ends_line = to == text.size() || text[to] == '\n';
    if (ends_line && kept.ends_with('\r')) kept.remove_suffix(1);
    return kept;
}

std::size_t first_kept_column(const Diagnostic& found) {
    const std::size_t column = column_of(found);
    return is_whole(found.line) ? 1 : column - std::min(column - 1, most_kept);
}

Excerpt excerpt_of(const Diagnostic& found) {
    const std::string_view line = found.line;
    const std::size_t width = std::max<std::size_t>(1, found.width);
    const std::size_t column = column_of(found);
    if (is_whole(line)) return {std::string(line), column, width};
    const std::size_t before = column - first_kept_column(found);
    const std::size_t skipped = before > shown_before ? before - shown_before : 0;
    const std::size_t begin = byte_of(line, skipped);
    const std::size_t end = begin + byte_of(line.substr(begin), before - skipped + shown_from);
    Excerpt excerpt{std::string(line.substr(begin, end - begin)), before - skipped + 1, std::min(width, shown_from)};
    if (skipped > 0) {
        excerpt.line.insert(0, cut_mark);
        ++excerpt.column;
    }
    if (end < line.size()) excerpt.line += cut_mark;
    return excerpt;
}

}  // namespace charter
