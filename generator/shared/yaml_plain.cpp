#include "generator/shared/yaml_plain.h"

#include <algorithm>
#include <utility>

#include "generator/shared/text.h"

namespace charter {
namespace {

constexpr std::string_view name_letters = "abcdefghijklmnopqrstuvwxyz_";
constexpr std::size_t longest_name = 40;  // YAML allows 1024 signs
// Signs that mean nothing in a plain text once it has begun with a letter or a figure.
constexpr std::string_view plain_signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 .,-'()/%;?!&+";

bool is_plain_text(std::string_view text) {
    const bool begins_well = !text.empty() && static_cast<unsigned char>(text.front()) < 0x80U &&
                             (is_letter(text.front()) || is_digit(text.front()));
    if (!begins_well || text.back() == ' ' || text.find_first_not_of(plain_signs) != nowhere) return false;
    return text != "null" && text != "Null" && text != "NULL";
}

std::optional<YamlEntry> read_plain_field(std::string_view text, Span line) {
    const std::string_view written = text.substr(line.begin, line.end - line.begin);
    const std::size_t colon = written.find_first_not_of(name_letters);
    if (colon == nowhere || colon == 0 || colon > longest_name) return std::nullopt;
    const std::string_view between = written.substr(colon, 2);
    const std::string_view value = written.substr(std::min(colon + 2, written.size()));
    if (between != ": " || !is_plain_text(value)) return std::nullopt;
    YamlEntry entry;
    entry.key = written.substr(0, colon);
    entry.key_span = {line.begin, line.begin + colon};
    entry.value.type = YamlValue::Type::Text;
    entry.value.text = value;
    entry.value.span = {line.end - value.size(), line.end};
    return entry;
}

}  // namespace

std::optional<YamlValue> read_plain_fields(std::string_view text, Span part) {
    YamlValue fields;
    fields.type = YamlValue::Type::Map;
    text = text.substr(0, part.end);
    for (std::size_t begin = part.begin; begin < part.end;) {
        const std::size_t end = std::min(text.find('\n', begin), part.end);
        std::optional<YamlEntry> entry = read_plain_field(text, {begin, end});
        if (!entry || fields.find(entry->key) != nullptr) return std::nullopt;
        fields.entries.push_back(std::move(*entry));
        begin = end + 1;
    }
    if (fields.entries.empty()) return std::nullopt;
    fields.span = {part.begin, fields.entries.back().value.span.end};
    return fields;
}

}  // namespace charter
