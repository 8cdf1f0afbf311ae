// The header block of a page, as fields with places, and where its Markdown begins. Never throws for content; any
// thread.
//
//   ---
//   title: We answer within 25 working days
//   ---
//   Text in Markdown ...
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "generator/shared/diagnostics.h"
#include "generator/shared/source.h"
#include "generator/shared/yaml.h"

namespace charter {

struct FrontMatter {
    YamlValue fields;            // a Map; empty if the page has no header block
    Span block;                  // from the first --- to the end of the last; empty if there is none
    std::size_t body_begin = 0;  // where the Markdown begins
    bool is_whole = true;        // false if a fault was reported: fields may be missing that the author wrote
};

// Codes: yaml-syntax (a block that does not end too).
[[nodiscard]] FrontMatter parse_front_matter(const Source& source, Diagnostics& diagnostics);

}  // namespace charter
