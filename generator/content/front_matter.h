// YAML with places: the header block of a page, site.yaml and the data files become a tree in which every value knows
// its Span. The only code that knows yaml-cpp is front_matter.cpp. Never throws for content; any thread.
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

namespace charter {

struct YamlEntry;

struct YamlValue {
    enum class Type { Null, Text, List, Map };
    Type type = Type::Null;
    std::string text;                // Text: as it stands in the file, without quotes; "true" and "12" are texts too
    bool quoted = false;             // Text: it was written in quotes
    std::vector<YamlValue> items;    // List
    std::vector<YamlEntry> entries;  // Map, in the order written; a key twice is reported and the first kept
    Span span;                       // of the value; of the gap after the colon for Null

    [[nodiscard]] const YamlEntry* find(std::string_view key) const;  // of a Map; nullptr if absent
};

struct YamlEntry {
    std::string key;
    Span key_span;
    YamlValue value;
};

// The whole text as YAML. Code: yaml-syntax; the result is then what could be read, or Null.
[[nodiscard]] YamlValue parse_yaml(const Source& source, Diagnostics& diagnostics);

struct FrontMatter {
    YamlValue fields;            // a Map; empty if the page has no header block
    Span block;                  // from the first --- to the end of the last; empty if there is none
    std::size_t body_begin = 0;  // where the Markdown begins
};

// Codes: yaml-syntax (a block that does not end too).
[[nodiscard]] FrontMatter parse_front_matter(const Source& source, Diagnostics& diagnostics);

}  // namespace charter
