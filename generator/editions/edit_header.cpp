#include "generator/editions/edit_header.h"

#include <algorithm>

#include "generator/shared/text.h"

namespace charter {
namespace {

struct Range {
    std::size_t begin = 0;
    std::size_t end = 0;
};

std::size_t line_end(std::string_view text, std::size_t at) {
    const std::size_t end = text.find('\n', at);
    return end == std::string_view::npos ? text.size() : end + 1;
}

std::string_view line_at(std::string_view text, std::size_t at) {
    std::string_view line = text.substr(at, line_end(text, at) - at);
    while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.remove_suffix(1);
    return line;
}

Range header_of(std::string_view text, HeaderKind kind) {
    if (kind == HeaderKind::Settings) return {0, text.size()};
    if (line_at(text, 0) != "---") return {0, 0};
    const std::size_t begin = line_end(text, 0);
    for (std::size_t at = begin; at < text.size(); at = line_end(text, at))
        if (line_at(text, at) == "---") return {begin, at};
    return {0, 0};
}

// The lines of a key: its own and those below it that are indented, or are items of its list.
std::optional<Range> field_range(std::string_view text, Range header, std::string_view key) {
    for (std::size_t at = header.begin; at < header.end; at = line_end(text, at)) {
        const std::string_view line = line_at(text, at);
        if (!line.starts_with(key) || line.size() == key.size() || line[key.size()] != ':') continue;
        std::size_t end = line_end(text, at);
        while (end < header.end) {
            const std::string_view next = line_at(text, end);
            const bool belongs = next.starts_with(' ') || next.starts_with('\t') || next.starts_with("- ");
            if (!belongs) break;
            end = line_end(text, end);
        }
        return Range{at, end};
    }
    return std::nullopt;
}

std::string_view newline_of(std::string_view text) {
    return text.substr(0, line_end(text, 0)).ends_with("\r\n") ? "\r\n" : "\n";
}

}  // namespace

std::optional<std::string> header_field(std::string_view text, HeaderKind kind, std::string_view key) {
    const auto range = field_range(text, header_of(text, kind), key);
    if (!range) return std::nullopt;
    std::string_view value = trim(line_at(text, range->begin).substr(key.size() + 1));
    const bool quoted =
        value.size() > 1 && (value.front() == '"' || value.front() == '\'') && value.back() == value.front();
    if (quoted) value = value.substr(1, value.size() - 2);
    return std::string(value);
}

std::string with_header_field(std::string_view text, HeaderKind kind, std::string_view key, std::string_view value) {
    const Range header = header_of(text, kind);
    const Range range = field_range(text, header, key).value_or(Range{header.end, header.end});
    std::string changed(text.substr(0, range.begin));
    changed.append(key).append(": ").append(value).append(newline_of(text));
    return changed.append(text.substr(range.end));
}

std::string without_header_field(std::string_view text, HeaderKind kind, std::string_view key) {
    const auto range = field_range(text, header_of(text, kind), key);
    if (!range) return std::string(text);
    return std::string(text.substr(0, range->begin)).append(text.substr(range->end));
}

}  // namespace charter
