// The grammar, of Mustache's what is used here:
//   template = { text | tag }
//   tag      = "{{" name "}}" | "{{{" name "}}}" | "{{&" name "}}" | "{{#" name "}}" | "{{^" name "}}" | "{{/" name
//   "}}"
//            | "{{>" name "}}" | "{{!" comment "}}"
// A section, inverted section, close, partial or comment alone on its line takes the line with it.
#include "generator/shared/template_text.h"

#include <algorithm>
#include <optional>

#include "generator/shared/text.h"

namespace charter {
namespace {

constexpr std::string_view template_syntax = "template-syntax";

std::optional<TagKind> kind_of(char sign) {
    switch (sign) {
        case '#':
            return TagKind::Section;
        case '^':
            return TagKind::Inverted;
        case '/':
            return TagKind::Close;
        case '>':
            return TagKind::Partial;
        case '!':
            return TagKind::Comment;
        case '&':
            return TagKind::Raw;
        default:
            return std::nullopt;
    }
}

bool is_name(std::string_view name) {
    return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
               c == '.';
    });
}

// The whole line, with its end, if nothing but blanks stands beside the tag.
Span standalone_span(std::string_view text, Span tag) {
    std::size_t begin = tag.begin;
    while (begin > 0 && (text[begin - 1] == ' ' || text[begin - 1] == '\t')) --begin;
    if (begin > 0 && text[begin - 1] != '\n') return tag;
    std::size_t end = tag.end;
    while (end < text.size() && (text[end] == ' ' || text[end] == '\t' || text[end] == '\r')) ++end;
    if (end == text.size()) return {begin, end};
    if (text[end] != '\n') return tag;
    return {begin, end + 1};
}

bool may_stand_alone(TagKind kind) {
    return kind != TagKind::Variable && kind != TagKind::Raw;
}

class TagReader {
  public:
    TagReader(const Source& source, Diagnostics& diagnostics)
        : source_(source), text_(source.text), diagnostics_(diagnostics) {}

    [[nodiscard]] std::vector<Tag> read_all() {
        std::size_t at = 0;
        while ((at = text_.find("{{", at)) != std::string_view::npos) at = read_one(at);
        return std::move(tags_);
    }

  private:
    std::size_t read_one(std::size_t begin) {
        const bool raw = text_.substr(begin).starts_with("{{{");
        const std::string_view closing = raw ? "}}}" : "}}";
        const std::size_t inner = begin + (raw ? 3 : 2);
        const std::size_t end = text_.find(closing, inner);
        if (end == std::string_view::npos) {
            diagnostics_.error(source_, {begin, inner}, template_syntax, "the tag is not closed",
                               raw ? "write }}} behind the name" : "write }} behind the name");
            return text_.size();
        }
        add({begin, end + closing.size()}, {inner, end}, raw);
        return end + closing.size();
    }

    void add(Span whole, Span inner, bool raw) {
        Tag tag;
        tag.kind = raw ? TagKind::Raw : TagKind::Variable;
        if (!raw && inner.begin < inner.end) {
            if (const auto kind = kind_of(text_[inner.begin])) {
                tag.kind = *kind;
                ++inner.begin;
            }
        }
        const std::string_view written = text_.substr(inner.begin, inner.end - inner.begin);
        tag.name = trim(written);
        tag.name_span.begin = inner.begin + static_cast<std::size_t>(tag.name.data() - written.data());
        tag.name_span.end = tag.name_span.begin + tag.name.size();
        tag.span = whole;
        tag.replaced = may_stand_alone(tag.kind) ? standalone_span(text_, whole) : whole;
        if (tag.kind != TagKind::Comment && !is_name(tag.name)) {
            diagnostics_.error(source_, whole, template_syntax, "the tag holds no name that can be used",
                               "write a name of letters, digits, _ and -, for example {{title}}");
            return;
        }
        tags_.push_back(tag);
    }

    const Source& source_;
    std::string_view text_;
    Diagnostics& diagnostics_;
    std::vector<Tag> tags_;
};

}  // namespace

std::optional<std::string_view> word_key(const Tag& tag) {
    constexpr std::string_view prefix = "w.";
    if (tag.kind != TagKind::Variable || !tag.name.starts_with(prefix)) return std::nullopt;
    return tag.name.substr(prefix.size());
}

std::vector<Tag> parse_tags(const Source& source, Diagnostics& diagnostics) {
    return TagReader(source, diagnostics).read_all();
}

}  // namespace charter
