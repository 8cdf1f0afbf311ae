// A page's file:
//   [byte order mark] "---" line-end YAML line-end "---" line-end Markdown
// or the Markdown alone. Blanks may follow the dashes.
#include "generator/content/front_matter.h"

#include <algorithm>
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

// A field's name at the beginning of a line: "title:".
std::string_view field_name_at(std::string_view text, const Line& line) {
    const std::string_view written = text.substr(line.begin, line.end - line.begin);
    const std::size_t end = written.find_first_not_of("abcdefghijklmnopqrstuvwxyz_");
    return end == std::string_view::npos || end == 0 || written[end] != ':' ? std::string_view()
                                                                            : written.substr(0, end);
}

// Where a block that nothing ends gives way to text: at an empty line, or one that is neither a field, nor deeper, nor
// an item of a list.
std::size_t end_of_fields(std::string_view text, std::size_t from) {
    while (from < text.size()) {
        const Line line = line_at(text, from);
        const char first = text[line.begin];
        if (field_name_at(text, line).empty() && first != ' ' && first != '-') break;
        from = line.next;
    }
    return from;
}

// The last line of a block that has no first one: the page begins with its title or its kind, and dashes end the
// fields.
std::optional<Line> find_closing_alone(std::string_view text, std::size_t from) {
    const std::string_view name = field_name_at(text, line_at(text, from));
    if (name != "title" && name != "kind") return std::nullopt;
    const std::size_t end = end_of_fields(text, from);
    const Line line = line_at(text, std::min(end, text.size()));
    if (is_fence(text, line)) return line;
    // The dashes look like an item of a list.
    const std::optional<Line> closing = find_closing(text, from);
    return closing && closing->begin < end ? closing : std::nullopt;
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
    const std::size_t errors_before = diagnostics.error_count();
    const Line opening = line_at(text, found.body_begin);
    const bool is_opened = is_fence(text, opening);
    const std::size_t begin = is_opened ? opening.next : opening.begin;
    const std::optional<Line> closing = is_opened ? find_closing(text, begin) : find_closing_alone(text, begin);
    if (!is_opened && !closing) return found;

    const std::size_t end = closing ? closing->begin : end_of_fields(text, begin);
    found.block = {opening.begin, closing ? closing->end : end};
    found.body_begin = closing ? closing->next : end;
    if (!is_opened)
        diagnostics.error(source, {opening.begin, opening.end}, "yaml-syntax", "the header block does not begin",
                          "write --- on a line of its own above this one");
    else if (!closing)
        diagnostics.error(source, {opening.begin, opening.begin + fence.size()}, "yaml-syntax",
                          "the header block does not end", "write --- on a line of its own after the last field");
    read_fields(source, {begin, end}, found, diagnostics);
    found.is_whole = diagnostics.error_count() == errors_before;
    return found;
}

}  // namespace charter
