// Where the fields of a block of YAML begin and end, by indentation alone, so that what stands before and behind a
// fault can be read although the whole cannot. Used by yaml.cpp when a text has a fault. Pure; any thread.
#pragma once

#include <string_view>
#include <vector>

#include "generator/shared/source.h"

namespace charter {

enum class YamlPartKind { Field, Item };

// A field "key: ..." with the deeper lines below it, or an item "- ..." of a list.
struct YamlPart {
    YamlPartKind kind = YamlPartKind::Field;
    Span span;                // from the key, or the line of the hyphen, to the end of its last line
    std::size_t content = 0;  // of an item: where what the hyphen begins stands
};

// The parts of one level: those that begin `indent` blanks into a line, the first at `part.begin`. Lines that are less
// deep belong to the part before them.
[[nodiscard]] std::vector<YamlPart> split_yaml(std::string_view text, Span part, std::size_t indent);

}  // namespace charter
