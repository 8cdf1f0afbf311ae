// A template's text as the tags in it. Only what templates of this project use: variables, raw variables, sections,
// inverted sections, partials, comments. Pure.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "generator/shared/diagnostics.h"
#include "generator/shared/source.h"

namespace charter {

enum class TagKind { Variable, Raw, Section, Inverted, Close, Partial, Comment };

struct Tag {
    TagKind kind = TagKind::Variable;
    std::string_view name;  // without blanks
    Span name_span;
    Span span;      // of the whole tag
    Span replaced;  // what the tag takes out of the text: the tag, or its whole line if it stands alone there
};

// The key of the word that a tag {{w.KEY}} stands for.
[[nodiscard]] std::optional<std::string_view> word_key(const Tag& tag);

// The tags in order. What cannot be read is reported [template-syntax] and left out.
[[nodiscard]] std::vector<Tag> parse_tags(const Source& source, Diagnostics& diagnostics);

}  // namespace charter
