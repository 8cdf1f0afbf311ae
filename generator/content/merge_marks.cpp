#include "generator/content/merge_marks.h"

#include <algorithm>

namespace charter {
namespace {

constexpr std::size_t mark_length = 7;

bool is_mark(std::string_view line, char sign) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line.size() >= mark_length && line.substr(0, mark_length).find_first_not_of(sign) == line.npos &&
           (line.size() == mark_length || line[mark_length] == ' ');
}

Span line_from(std::string_view text, std::size_t begin) {
    return {begin, std::min(text.find('\n', begin), text.size())};
}

void blank_out(std::string& text, Span line) {
    for (std::size_t at = line.begin; at < line.end; ++at)
        if (text[at] != '\r') text[at] = ' ';
}

}  // namespace

std::optional<Span> find_merge_mark(std::string_view text) {
    for (const char sign : {'<', '>'}) {
        const std::string mark(mark_length, sign);
        for (std::size_t at = text.find(mark); at != text.npos; at = text.find(mark, at + mark_length)) {
            const Span line = line_from(text, at);
            const bool begins_line = at == 0 || text[at - 1] == '\n';
            if (begins_line && is_mark(text.substr(at, line.end - at), sign)) return line;
        }
    }
    return std::nullopt;
}

std::string with_first_versions(std::string text) {
    enum class Version { Only, First, Other };
    Version version = Version::Only;
    for (Span line = line_from(text, 0); line.begin < text.size(); line = line_from(text, line.end + 1)) {
        const std::string_view words = std::string_view(text).substr(line.begin, line.end - line.begin);
        const bool begins = is_mark(words, '<');
        const bool ends = is_mark(words, '>');
        if (begins) version = Version::First;
        if (version == Version::First && (is_mark(words, '=') || is_mark(words, '|'))) version = Version::Other;
        if (begins || ends || version == Version::Other) blank_out(text, line);
        if (ends) version = Version::Only;
    }
    return text;
}

}  // namespace charter
