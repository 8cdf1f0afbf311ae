#include "generator/shared/yaml_parts.h"

#include <algorithm>

namespace charter {
namespace {

struct Line {
    std::size_t begin = 0;
    std::size_t first = 0;  // its first sign that is not a blank
    std::size_t next = 0;
};

Line line_at(std::string_view text, std::size_t begin) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::size_t first = std::min(text.find_first_not_of(' ', begin), end);
    return {begin, first, std::min(end + 1, text.size())};
}

bool is_empty(std::string_view text, const Line& line) {
    return line.first >= text.size() || text[line.first] == '\n' || text[line.first] == '\r' || text[line.first] == '#';
}

bool begins_item(std::string_view text, std::size_t at) {
    return text[at] == '-' && (at + 1 == text.size() || text[at + 1] == ' ' || text[at + 1] == '\n');
}

}  // namespace

std::vector<YamlPart> split_yaml(std::string_view text, Span part, std::size_t indent) {
    text = text.substr(0, part.end);
    std::vector<YamlPart> parts;
    bool is_first = true;
    for (std::size_t at = part.begin; at < text.size();) {
        Line line = line_at(text, at);
        at = line.next;
        if (is_empty(text, line)) continue;
        const bool stands_here = is_first || line.first - line.begin == indent || text[line.first] == '\t';
        is_first = false;
        const bool is_item = begins_item(text, line.first);
        // A hyphen as deep as the keys belongs to the list of the key above it.
        const bool belongs_above = is_item && !parts.empty() && parts.front().kind == YamlPartKind::Field;
        if (!stands_here || belongs_above) {
            if (!parts.empty()) parts.back().span.end = line.next;
            continue;
        }
        YamlPart& begun = parts.emplace_back();
        begun.kind = is_item ? YamlPartKind::Item : YamlPartKind::Field;
        begun.span = {is_item ? line.begin : line.first, line.next};  // an item's own lines are as deep as its text
        begun.content = std::min(text.find_first_not_of(' ', line.first + (is_item ? 1 : 0)), text.size());
    }
    return parts;
}

}  // namespace charter
