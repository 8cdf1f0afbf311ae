// YAML with places: header blocks, site.yaml, data files and interface words become a tree in which every value knows
// its Span. The only code that knows yaml-cpp is yaml.cpp. Never throws for content; any thread.
//
// Of YAML only what an editor needs: maps, lists and texts. Anchors and aliases are an error, and so is what is nested
// more than 50 deep.
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

// The whole text as YAML. Code: yaml-syntax; the result is then what could be read, or Null: a fault takes no more
// with it than the field or the item it stands in.
[[nodiscard]] YamlValue parse_yaml(const Source& source, Diagnostics& diagnostics);
// A part of the text; places are those in the file.
[[nodiscard]] YamlValue parse_yaml(const Source& source, Span part, Diagnostics& diagnostics);

}  // namespace charter
