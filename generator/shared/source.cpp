#include "generator/shared/source.h"

#include <algorithm>

#include "generator/shared/text.h"

namespace charter {

Place place_of(const Source& source, std::size_t offset) {
    const std::string_view before = std::string_view(source.text).substr(0, std::min(offset, source.text.size()));
    Place place;
    std::size_t line_start = 0;
    for (std::size_t end = before.find('\n'); end != std::string_view::npos; end = before.find('\n', line_start)) {
        ++place.line;
        line_start = end + 1;
    }
    place.column = count_characters(before.substr(line_start)) + 1;
    return place;
}

std::size_t offset_of(const Source& source, std::size_t line, std::size_t byte_column) {
    std::size_t begin = 0;
    for (std::size_t n = 1; n < line; ++n) {
        const std::size_t end = source.text.find('\n', begin);
        if (end == std::string::npos) return source.text.size();
        begin = end + 1;
    }
    return std::min(source.text.size(), begin + (byte_column == 0 ? 0 : byte_column - 1));
}

std::string_view line_text(const Source& source, std::size_t line) {
    const std::size_t begin = offset_of(source, line, 1);
    const std::size_t end = std::min(source.text.find('\n', begin), source.text.size());
    std::string_view text = std::string_view(source.text).substr(begin, end - begin);
    if (text.ends_with('\r')) text.remove_suffix(1);
    return text;
}

}  // namespace charter
