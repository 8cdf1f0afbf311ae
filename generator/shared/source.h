// A text that an author wrote, and places in it. Parsed values keep a Span (bytes); line and column are found only when
// a diagnostic is printed. Plain values; any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace charter {

// Bytes [begin, end) of one Source.
struct Span {
    std::size_t begin = 0;
    std::size_t end = 0;
    bool operator==(const Span&) const = default;
};

// Line and column from 1; the column counts characters, not bytes.
struct Place {
    std::size_t line = 1;
    std::size_t column = 1;
    bool operator==(const Place&) const = default;
};

struct Source {
    std::string path;  // relative to the site's root, '/' separators: what diagnostics print
    std::string text;
};

[[nodiscard]] Place place_of(const Source& source, std::size_t offset);
// The byte offset of a line (from 1) and a byte column (from 1) within it; clamped to the text.
[[nodiscard]] std::size_t offset_of(const Source& source, std::size_t line, std::size_t byte_column);
// The text of a line (from 1) without its line end.
[[nodiscard]] std::string_view line_text(const Source& source, std::size_t line);

}  // namespace charter
