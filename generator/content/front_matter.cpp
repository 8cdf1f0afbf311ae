// A page's file:
//   [byte order mark] "---" line-end YAML line-end "---" line-end Markdown
// or the Markdown alone. Blanks may follow the dashes.
#include "generator/content/front_matter.h"

#include <optional>

#include "generator/shared/text.h"

namespace charter {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::string_view fence = "---";

struct Line {
    std::size_t begin = 0;
    std::size_t end = 0;   // without the line end
    std::size_t next = 0;  // where the next line begins
};

Line line_at(std::string_view text, std::size_t begin) {
    const std::size_t end = text.find('\n', begin);
    if (end == std::string_view::npos) return {begin, text.size(), text.size()};
    return {begin, end, end + 1};
}

bool is_fence(std::string_view text, const Line& line) {
    const std::string_view written = text.substr(line.begin, line.end - line.begin);
    return written.starts_with(fence) && trim(written) == fence;
}

// The line that ends the block which begins before `from`.
std::optional<Line> find_closing(std::string_view text, std::size_t from) {
    while (from < text.size()) {
        const Line line = line_at(text, from);
        if (is_fence(text, line)) return line;
        from = line.next;
    }
    return std::nullopt;
}

YamlValue empty_map(std::size_t at) {
    YamlValue map;
    map.type = YamlValue::Type::Map;
    map.span = {at, at};
    return map;
}

void read_fields(const Source& source, Span part, FrontMatter& found, Diagnostics& diagnostics) {
    YamlValue fields = parse_yaml(source, part, diagnostics);
    if (fields.type == YamlValue::Type::Map)
        found.fields = std::move(fields);
    else if (fields.type != YamlValue::Type::Null)
        diagnostics.error(source, fields.span, "yaml-syntax", "the header block must hold fields, one on each line",
                          "write for example: title: Your rights");
}

}  // namespace

FrontMatter parse_front_matter(const Source& source, Diagnostics& diagnostics) {
    const std::string_view text = source.text;
    FrontMatter found;
    found.body_begin = text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
    found.block = {found.body_begin, found.body_begin};
    found.fields = empty_map(found.body_begin);
    const Line opening = line_at(text, found.body_begin);
    if (!is_fence(text, opening)) return found;

    const std::size_t errors_before = diagnostics.error_count();
    const std::optional<Line> closing = find_closing(text, opening.next);
    if (closing) {
        found.block = {opening.begin, closing->end};
        found.body_begin = closing->next;
        read_fields(source, {opening.next, closing->begin}, found, diagnostics);
    } else {
        found.body_begin = text.size();
        diagnostics.error(source, {opening.begin, opening.begin + fence.size()}, "yaml-syntax",
                          "the header block does not end", "write --- on a line of its own after the last field");
    }
    found.is_whole = diagnostics.error_count() == errors_before;
    return found;
}

}  // namespace charter
