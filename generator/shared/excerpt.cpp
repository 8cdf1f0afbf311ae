#include "generator/shared/excerpt.h"

#include <algorithm>
#include <string_view>

#include "generator/shared/text.h"

namespace charter {
namespace {

constexpr std::size_t most_shown = 160;  // characters of a line that is shown whole
constexpr std::size_t shown_before = 60;
constexpr std::size_t shown_from = 100;
constexpr std::string_view cut_mark = "…";

}  // namespace

std::size_t byte_of(std::string_view text, std::size_t characters) {
    std::size_t at = 0;
    for (; characters > 0 && at < text.size(); --characters) {
        ++at;
        while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) ++at;
    }
    return at;
}

Excerpt excerpt_of(const Diagnostic& found) {
    const std::string_view line = found.line;
    const std::size_t column = std::max<std::size_t>(1, found.place.column);
    const std::size_t width = std::max<std::size_t>(1, found.width);
    if (line.size() <= most_shown || count_characters(line) <= most_shown) return {std::string(line), column, width};
    const std::size_t skipped = column - 1 > shown_before ? column - 1 - shown_before : 0;
    const std::size_t begin = byte_of(line, skipped);
    const std::size_t end = begin + byte_of(line.substr(begin), column - 1 - skipped + shown_from);
    Excerpt excerpt{std::string(line.substr(begin, end - begin)), column - skipped, std::min(width, shown_from)};
    if (skipped > 0) {
        excerpt.line.insert(0, cut_mark);
        ++excerpt.column;
    }
    if (end < line.size()) excerpt.line += cut_mark;
    return excerpt;
}

}  // namespace charter
