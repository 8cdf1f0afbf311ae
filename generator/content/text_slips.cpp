#include "generator/content/text_slips.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "generator/shared/text.h"

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

std::string quoted(std::string_view text) {
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
    diagnostics.warning(source, {value.span.begin, line_end}, "text-cut",
                        fmt::format("everything behind # is left out: \"{}\" says \"{}\" alone", key, value.text),
                        fmt::format("put the text in quotes: {}; or the remark on a line of its own", quoted(whole)));
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
                fmt::format("put the whole text in double quotes: {}", quoted(value)));
            if (!mended) mended = source;
            mended->text[begin + at] = '_';
        }
        begin = end + 1;
    }
    return mended;
}

void report_cut_texts(const Source& source, const YamlValue& tree, Diagnostics& diagnostics) {
    report_below(source, "", tree, diagnostics);
}

}  // namespace charter
