#include "generator/content/text_slips.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "generator/shared/text.h"
#include "generator/shared/yaml_explanations.h"

namespace charter {
namespace {

// Fields with words for readers; a key of two letters is a language's, and holds such words too.
constexpr auto reader_fields = std::to_array<std::string_view>(
    {"title", "description", "owner", "measured_by", "change_note", "who", "cost", "redress", "needs", "name",
     "address", "area", "areas", "note", "access", "when", "reason", "summary"});

bool is_for_readers(std::string_view key) {
    const bool is_language = key.size() == 2 && key != "on" && key != "id";
    return is_language || std::find(reader_fields.begin(), reader_fields.end(), key) != reader_fields.end();
}

std::string in_quotes(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + "\"";
}

// The place of an article that begins a value: behind "key: ", or behind the hyphen of an item.
std::size_t article_in(std::string_view line) {
    const std::size_t at = std::min(line.find("'n "), line.find("'N "));
    if (at == std::string_view::npos) return at;
    std::string_view before = trim(line.substr(0, at));
    if (before == "-") return at;
    if (before.starts_with("- ")) before = trim(before.substr(2));
    const bool is_key =
        before.size() > 1 && before.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == before.size() - 1;
    return is_key && before.ends_with(':') ? at : std::string_view::npos;
}

void report_cut_text(const Source& source, std::string_view key, const YamlValue& value, Diagnostics& diagnostics) {
    if (value.type != YamlValue::Type::Text || value.quoted || !is_for_readers(key)) return;
    const std::string_view text = source.text;
    const std::size_t line_end = std::min(text.find_first_of("\r\n", value.span.end), text.size());
    const std::string_view behind = trim(text.substr(value.span.end, line_end - value.span.end));
    if (!behind.starts_with('#')) return;
    const std::string whole(trim(text.substr(value.span.begin, line_end - value.span.begin)));
    diagnostics.warning(
        source, {value.span.begin, line_end}, "text-cut",
        fmt::format("everything behind # is left out: \"{}\" says \"{}\" alone", key, value.text),
        fmt::format("put the text in quotes: {}; or the remark on a line of its own", in_quotes(whole)));
}

// True for a name within { } that no colon follows: "John" in {en: Smith, John}.
bool is_name_alone(const Source& source, const YamlEntry& entry) {
    if (entry.value.type != YamlValue::Type::Null) return false;
    const std::size_t behind = source.text.find_first_not_of(" \t", entry.key_span.end);
    return behind != std::string::npos && (source.text[behind] == ',' || source.text[behind] == '}');
}

void take_apart(const Source& source, const NameWithoutBlank& written, YamlEntry& entry, Diagnostics& diagnostics) {
    diagnostics.error(source, written.span, "yaml-syntax", std::string(missing_blank_message),
                      fmt::format("write {}: {}", written.name, written.value));
    entry.key = written.name;
    entry.value.type = YamlValue::Type::Text;
    entry.value.text = written.value;
    entry.value.span = {written.span.begin + written.name.size() + 1, written.span.end};
    entry.key_span.end = written.span.begin + written.name.size();
}

void join(const Source& source, YamlValue& text, const YamlEntry& rest, Diagnostics& diagnostics) {
    text.text += ", " + rest.key;
    text.span.end = rest.key_span.end;
    diagnostics.error(source, text.span, "yaml-syntax", "the comma ends this text, for it stands within { }",
                      "put the whole text in quotes: " + in_quotes(text.text));
}

void mend_map(const Source& source, YamlValue& map, Diagnostics& diagnostics) {
    if (map.span.begin >= source.text.size() || source.text[map.span.begin] != '{') return;
    std::vector<YamlEntry> entries;
    for (YamlEntry& entry : map.entries) {
        const auto written = is_name_alone(source, entry) ? find_missing_blank(source.text, entry.key_span)
                                                          : std::optional<NameWithoutBlank>();
        if (written)
            take_apart(source, *written, entry, diagnostics);
        else if (is_name_alone(source, entry) && !entries.empty() &&
                 entries.back().value.type == YamlValue::Type::Text) {
            join(source, entries.back().value, entry, diagnostics);
            continue;
        }
        entries.push_back(std::move(entry));
    }
    map.entries = std::move(entries);
}

void report_below(const Source& source, std::string_view key, const YamlValue& value, Diagnostics& diagnostics) {
    report_cut_text(source, key, value, diagnostics);
    for (const YamlValue& item : value.items) report_below(source, key, item, diagnostics);
    for (const YamlEntry& entry : value.entries)
        if (entry.key != "params") report_below(source, entry.key, entry.value, diagnostics);
}

}  // namespace

std::optional<Source> without_articles(const Source& source, Span part, Diagnostics& diagnostics) {
    std::optional<Source> mended;
    for (std::size_t begin = part.begin; begin < part.end;) {
        const std::size_t end = std::min(source.text.find('\n', begin), part.end);
        std::string_view line = std::string_view(source.text).substr(begin, end - begin);
        line = line.substr(0, line.find_last_not_of(" \r") + 1);
        if (const std::size_t at = article_in(line); at != std::string_view::npos) {
            std::string_view value = line.substr(at);
            if (value.ends_with('\'')) value.remove_suffix(1);  // it was taken for the end of a quotation
            diagnostics.error(
                source, {begin + at, begin + line.size()}, "yaml-syntax",
                fmt::format("the sign before {} begins a quotation here, which swallows it", value.substr(1, 1)),
                fmt::format("put the whole text in double quotes: {}", in_quotes(value)));
            if (!mended) mended = source;
            mended->text[begin + at] = '_';
        }
        begin = end + 1;
    }
    return mended;
}

void mend_flow_slips(const Source& source, YamlValue& tree, Diagnostics& diagnostics) {
    mend_map(source, tree, diagnostics);
    for (YamlValue& item : tree.items) mend_flow_slips(source, item, diagnostics);
    for (YamlEntry& entry : tree.entries)
        if (entry.key != "params") mend_flow_slips(source, entry.value, diagnostics);
}

bool report_missing_blank(const Source& source, Span place, Diagnostics& diagnostics) {
    const std::size_t end = std::min(source.text.find_first_of("\r\n", place.begin), place.end);
    const auto written = find_missing_blank(source.text, {place.begin, end});
    if (!written) return false;
    diagnostics.error(source, written->span, "yaml-syntax", std::string(missing_blank_message),
                      fmt::format("write {}: {}", written->name, written->value));
    return true;
}

void report_cut_texts(const Source& source, const YamlValue& tree, Diagnostics& diagnostics) {
    report_below(source, "", tree, diagnostics);
}

}  // namespace charter
