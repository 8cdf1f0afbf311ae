#include "generator/shared/yaml_explanations.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "generator/shared/text.h"

namespace charter {
namespace {

constexpr std::array<YamlFaultWords, 14> explanations = {{
    alias_refused,
    {too_deep, "the values are nested too deep", "use fewer levels"},
    {another_document, "the file goes on behind ---", "remove this line, or all that follows it"},
    {"illegal map value", "there is a colon too many in this line",
     "put a text that has \": \" in it in quotes: title: \"Foster care: how to apply\""},
    {"end of map not found", "this line does not fit with those above it",
     "begin every field of one block in the same column, and put texts with special signs in quotes"},
    {"end of map flow", "a { is not closed", "write } at the end"},
    {"end of sequence flow", "a [ is not closed", "write ] at the end"},
    {"end of sequence not found", "this line does not fit with the list above it",
     "begin every item of a list with - in the same column"},
    {"illegal EOF in scalar", "the quotes are not closed", "write the same quote sign at the end of the text"},
    {"document indicator in scalar", "the quotes are not closed", "write the same quote sign at the end of the text"},
    {"unknown escape character", "a backslash in double quotes has a meaning of its own",
     "write \\\\ for one backslash, or use single quotes"},
    {"illegal character in scalar", "this sign cannot stand here", "put the text in quotes"},
    {"unknown token", "a text cannot begin with this sign", "put the text in quotes"},
    {"block entry", "a list cannot begin here", "begin the list on a line of its own"},
}};

constexpr std::string_view blanks = " \t";

// The line that holds the sign at `at`, without its end.
Span line_around(std::string_view text, Span part, std::size_t at) {
    const std::size_t before = at == part.begin ? nowhere : text.rfind('\n', at - 1);
    const std::size_t begin = before == nowhere || before < part.begin ? part.begin : before + 1;
    const std::size_t end = std::min(text.find_first_of("\r\n", begin), part.end);
    return {begin, std::max(begin, end)};
}

// The nearest line above that holds something; nothing if there is none.
std::optional<Span> line_above(std::string_view text, Span part, Span line) {
    while (line.begin > part.begin) {
        line = line_around(text, part, line.begin - 1);
        if (!trim(text.substr(line.begin, line.end - line.begin)).empty()) return line;
    }
    return std::nullopt;
}

std::optional<YamlExplanation> missing_blank(std::string_view text, Span line) {
    const std::optional<NameWithoutBlank> found = find_missing_blank(text, line);
    if (!found) return std::nullopt;
    return YamlExplanation{found->span, std::string(missing_blank_message),
                           fmt::format("write {}: {}", found->name, found->value)};
}

bool may_begin_value(std::string_view line, std::size_t at) {
    const std::size_t before = at == 0 ? nowhere : line.find_last_not_of(blanks, at - 1);
    return before == nowhere || std::string_view(":-[{,").find(line[before]) != nowhere;
}

// Where a text in quotes that opens at `open` is closed; npos if it is not on the line.
std::size_t closing_quote(std::string_view line, std::size_t open) {
    for (std::size_t at = open + 1; at < line.size(); ++at) {
        const bool is_escaped =
            (line[open] == '"' && line[at] == '\\') || (line[open] == '\'' && line.substr(at).starts_with("''"));
        if (is_escaped)
            ++at;
        else if (line[at] == line[open])
            return at;
    }
    return nowhere;
}

// A text as it must be written: in quotes of the kind it does not hold, or with its quotes marked.
std::string in_quotes(std::string_view text) {
    if (text.find('\'') == nowhere) return fmt::format("'{}'", text);
    std::string out = "\"";
    for (const char c : text) out += c == '"' ? std::string("\\\"") : std::string(1, c);
    return out + '"';
}

// The end of the value that begins at `begin`: the line's, or within { } and [ ] what stands before the next name or
// the closing bracket.
std::size_t end_of_value(std::string_view line, std::size_t begin) {
    const std::size_t opening = line.substr(0, begin).find_first_of("{[");
    if (opening == nowhere) return line.find_last_not_of(blanks) + 1;
    for (std::size_t comma = line.find(',', begin); comma != nowhere; comma = line.find(',', comma + 1)) {
        const std::size_t name = line.find_first_not_of(blanks, comma + 1);
        const std::size_t end = name == nowhere ? nowhere : line.find_first_not_of("abcdefghijklmnopqrstuvwxyz_", name);
        if (end != nowhere && end > name && line[end] == ':') return comma;
    }
    const std::size_t bracket = line.find_last_of("}]");
    return bracket == nowhere || bracket < begin ? line.size() : bracket;
}

// "He said "no"": the text goes on behind the quote that ends it.
std::optional<YamlExplanation> quotes_within(std::string_view text, Span part) {
    const std::string_view line = text.substr(part.begin, part.end - part.begin);
    for (std::size_t open = line.find_first_of("\"'"); open != nowhere; open = line.find_first_of("\"'", open)) {
        const std::size_t close = may_begin_value(line, open) ? closing_quote(line, open) : open;
        if (close == nowhere) return std::nullopt;
        const std::size_t behind = line.find_first_not_of(blanks, close + 1);
        if (close == open || behind == nowhere || std::string_view(",:#]}").find(line[behind]) != nowhere) {
            open = close + 1;
            continue;
        }
        const std::size_t end = end_of_value(line, open);
        const std::string_view value = trim(line.substr(open, end - open));
        const bool is_around = value.size() > 1 && value.back() == line[open];
        const std::string_view meant = is_around ? value.substr(1, value.size() - 2) : value;
        return YamlExplanation{
            {part.begin + open, part.begin + end},
            is_around ? "there are quotes within these quotes" : "the text goes on behind its quotes",
            fmt::format("write {}", in_quotes(meant))};
    }
    return std::nullopt;
}

// "{a: b c: d}": a second colon where a comma or the end must be.
std::optional<YamlExplanation> colon_within_value(std::string_view text, std::size_t at) {
    if (at >= text.size() || text[at] != ':') return std::nullopt;
    return YamlExplanation{{at, at + 1},
                           "there is a second colon before the next comma",
                           "write a comma before the next name; or put a text that has \": \" in it in quotes"};
}

std::string_view words_of_line(std::string_view text, Span line) {
    return text.substr(line.begin, line.end - line.begin);
}

std::size_t column_of_words(std::string_view line) {
    return std::min(line.find_first_not_of(blanks), line.size());
}

// "name: A", behind a hyphen too.
bool is_field_with_value(std::string_view line) {
    line = trim(line);
    if (line.starts_with("- ")) line = trim(line.substr(2));
    const std::size_t colon = line.find_first_not_of("abcdefghijklmnopqrstuvwxyz_");
    return colon != nowhere && colon > 0 && line.substr(colon).starts_with(": ");
}

// The column of the nearest item above that begins with a hyphen; npos if there is none.
std::size_t column_of_item_above(std::string_view text, Span part, Span line) {
    for (std::optional<Span> above = line_above(text, part, line); above; above = line_above(text, part, *above)) {
        const std::string_view words = words_of_line(text, *above);
        if (trim(words).starts_with("- ")) return column_of_words(words);
    }
    return nowhere;
}

// A field or an item that begins in another column than those above it, so that YAML takes it for a part of the text
// there.
std::optional<YamlExplanation> shifted_line(std::string_view text, Span part, Span line) {
    part.begin = 0;  // the part may begin within a line
    line = line_around(text, part, line.begin);
    const std::string_view words = words_of_line(text, line);
    const std::optional<Span> above = line_above(text, part, line);
    if (!above || !is_field_with_value(words) || !is_field_with_value(words_of_line(text, *above))) return std::nullopt;
    const bool is_item = trim(words).starts_with("- ");
    const std::string_view before = words_of_line(text, *above);
    const std::size_t hyphen = trim(before).starts_with("- ") ? 2 : 0;
    const std::size_t wanted = is_item ? column_of_item_above(text, part, line) : column_of_words(before) + hyphen;
    const std::size_t column = column_of_words(words);
    if (wanted == nowhere || column == wanted || (!is_item && column < wanted)) return std::nullopt;
    return YamlExplanation{{line.begin + column, line.end},
                           "this line does not begin in the column of those above it",
                           wanted == 0
                               ? std::string("write no blank before it")
                               : fmt::format("write {} {} before it, as {}", wanted, wanted == 1 ? "blank" : "blanks",
                                             is_item ? "before the hyphen above" : "in the line above")};
}

std::optional<YamlExplanation> what_the_line_shows(std::string_view words, std::string_view text, Span part,
                                                   std::size_t at) {
    const bool is_block = words.find("illegal map value") != nowhere || words.find("end of map not found") != nowhere;
    const bool is_flow = words.find("end of map flow") != nowhere || words.find("end of sequence flow") != nowhere;
    if (!is_block && !is_flow) return std::nullopt;
    const Span line = line_around(text, part, at);
    std::optional<YamlExplanation> found = quotes_within(text, line);
    if (!found && is_flow) found = colon_within_value(text, at);
    if (!found && is_block) found = missing_blank(text, line);
    if (!found && is_block) found = shifted_line(text, part, line);
    if (found || !is_block) return found;
    const std::optional<Span> above = line_above(text, part, line);
    return above ? missing_blank(text, *above) : std::nullopt;
}

}  // namespace

std::optional<NameWithoutBlank> find_missing_blank(std::string_view text, Span place) {
    std::string_view field = trim(text.substr(place.begin, place.end - place.begin));
    if (field.starts_with("- ")) field = trim(field.substr(2));
    const std::size_t colon = field.find_first_not_of("abcdefghijklmnopqrstuvwxyz_");
    if (colon == nowhere || colon == 0 || field[colon] != ':' || colon + 1 == field.size()) return std::nullopt;
    const std::string_view value = field.substr(colon + 1);
    if (value.front() == ' ' || value.front() == '\t' || value.starts_with("//")) return std::nullopt;
    const auto begin = static_cast<std::size_t>(field.data() - text.data());
    return NameWithoutBlank{{begin, begin + field.size()}, field.substr(0, colon), value};
}

YamlExplanation explain_yaml(std::string_view words, std::string_view text, Span part, std::size_t at) {
    text = text.substr(0, part.end);
    if (std::optional<YamlExplanation> shown = what_the_line_shows(words, text, part, at)) return std::move(*shown);
    const Span sign = {at, std::min(at + 1, part.end)};
    for (const YamlFaultWords& known : explanations) {
        if (words.find(known.contains) != nowhere) return {sign, std::string(known.message), std::string(known.hint)};
    }
    return {sign, "this cannot be read as fields and values", "write each field as name: value, on a line of its own"};
}

}  // namespace charter
