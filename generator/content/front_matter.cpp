// A page's file:
//   [byte order mark] "---" line-end YAML line-end "---" line-end Markdown
// or the Markdown alone. Blanks may follow the dashes.
#include "generator/content/front_matter.h"

#include <algorithm>
#include <optional>

#include "generator/content/text_slips.h"
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

bool is_blank_line(std::string_view text, const Line& line) {
    return trim(text.substr(line.begin, line.end - line.begin)).empty();
}

// Signs that are no fence and look like one: a long dash for three hyphens, two of them, blanks before them.
bool looks_like_fence(std::string_view text, const Line& line) {
    std::string_view written = trim(text.substr(line.begin, line.end - line.begin));
    if (written == fence || written == "--") return true;
    bool has_dash = false;
    while (!written.empty()) {
        // U+2010 to U+2015: hyphens, dashes and bars.
        const bool is_dash =
            written.starts_with("\xE2\x80") && written.size() > 2 && written[2] >= '\x90' && written[2] <= '\x95';
        if (!is_dash && !written.starts_with('-')) return false;
        has_dash = has_dash || is_dash;
        written.remove_prefix(is_dash ? 3 : 1);
    }
    return has_dash;
}

// The first line of a block that is not where or what it must be: it has blank lines above it, or looks alike. A field
// stands below it.
std::optional<Line> find_slipped_opening(std::string_view text, std::size_t from) {
    Line line = line_at(text, from);
    while (line.next < text.size() && is_blank_line(text, line)) line = line_at(text, line.next);
    if (!looks_like_fence(text, line) || line.next >= text.size()) return std::nullopt;
    const std::string_view first = field_name_at(text, line_at(text, line.next));
    return first.empty() ? std::nullopt : std::optional(line);
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
    const std::optional<Source> readable = without_articles(source, part, diagnostics);
    YamlValue fields = parse_yaml(readable ? *readable : source, part, diagnostics);
    mend_flow_slips(source, fields, diagnostics);
    report_cut_texts(source, fields, diagnostics);
    if (fields.type == YamlValue::Type::Map)
        found.fields = std::move(fields);
    else if (fields.type != YamlValue::Type::Null && !report_missing_blank(source, fields.span, diagnostics))
        diagnostics.error(source, fields.span, "yaml-syntax", "the header block must hold fields, one on each line",
                          "write for example: title: Your rights");
}

}  // namespace

namespace {

// Where the header block of a text begins and ends.
struct Block {
    Line opening;
    std::size_t fields = 0;       // where its fields begin
    std::optional<Line> closing;  // nothing: it does not end
    bool is_opened = true;        // its first line is there
    bool is_slipped = false;      // that line is not quite what it must be
};

std::optional<Block> find_block(std::string_view text, std::size_t from) {
    Block block;
    block.opening = line_at(text, from);
    block.is_opened = is_fence(text, block.opening);
    if (!block.is_opened) {
        if (const auto slipped = find_slipped_opening(text, from)) {
            block.opening = *slipped;
            block.is_opened = block.is_slipped = true;
        }
    }
    block.fields = block.is_opened ? block.opening.next : block.opening.begin;
    block.closing = block.is_opened ? find_closing(text, block.fields) : find_closing_alone(text, block.fields);
    if (!block.is_opened && !block.closing) return std::nullopt;
    return block;
}

void report_slipped(const Source& source, const Block& block, Diagnostics& diagnostics) {
    const Line& line = block.opening;
    const bool is_misplaced = trim(std::string_view(source.text).substr(line.begin, line.end - line.begin)) == fence;
    diagnostics.error(
        source, {line.begin, line.end}, "yaml-syntax",
        is_misplaced ? "the header block must begin in the very first line, and without blanks before it"
                     : "the header block must begin with three hyphens",
        is_misplaced ? "take out what stands before ---" : "write --- on a line of its own, as the first");
}

// `end`: where the fields end.
void report_unclosed(const Source& source, const Block& block, std::size_t end, Diagnostics& diagnostics) {
    const Line after = line_at(source.text, std::min(end, source.text.size()));
    if (looks_like_fence(source.text, after))
        return diagnostics.error(source, {after.begin, after.end}, "yaml-syntax",
                                 "the header block must end with three hyphens", "write --- on a line of its own");
    diagnostics.error(source, {block.opening.begin, block.opening.begin + fence.size()}, "yaml-syntax",
                      "the header block does not end", "write --- on a line of its own after the last field");
}

}  // namespace

FrontMatter parse_front_matter(const Source& source, Diagnostics& diagnostics) {
    const std::string_view text = source.text;
    FrontMatter found;
    found.body_begin = text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
    found.block = {found.body_begin, found.body_begin};
    found.fields = empty_map(found.body_begin);
    const std::size_t errors_before = diagnostics.error_count();
    const std::optional<Block> block = find_block(text, found.body_begin);
    if (!block) return found;

    const std::size_t end = block->closing ? block->closing->begin : end_of_fields(text, block->fields);
    found.block = {block->opening.begin, block->closing ? block->closing->end : end};
    found.body_begin = block->closing ? block->closing->next : end;
    if (!block->closing && looks_like_fence(text, line_at(text, std::min(end, text.size()))))
        found.body_begin = line_at(text, end).next;
    if (block->is_slipped)
        report_slipped(source, *block, diagnostics);
    else if (!block->is_opened)
        diagnostics.error(source, {block->opening.begin, block->opening.end}, "yaml-syntax",
                          "the header block does not begin", "write --- on a line of its own above this one");
    else if (!block->closing)
        report_unclosed(source, *block, end, diagnostics);
    read_fields(source, {block->fields, end}, found, diagnostics);
    found.is_whole = diagnostics.error_count() == errors_before;
    return found;
}

}  // namespace charter
