// What people type in a header block or a data file as text, and YAML takes for something else. Pure.
#pragma once

#include <optional>

#include "generator/shared/diagnostics.h"
#include "generator/shared/source.h"
#include "generator/shared/yaml.h"

namespace charter {

// "title: 'n Kind": the Afrikaans article is taken for the beginning of a quotation. Each such place in a part of the
// text is told, and the text given back with another sign in its place, so that the rest can be read: bytes keep their
// places. Nothing if there is no such place. Code: yaml-syntax.
[[nodiscard]] std::optional<Source> without_articles(const Source& source, Span part, Diagnostics& diagnostics);

// "{en: Smith, John}" and "{af:pending}": a comma within a text, a colon without its blank. Told, and the tree given
// what was meant. Code: yaml-syntax.
void mend_flow_slips(const Source& source, YamlValue& tree, Diagnostics& diagnostics);

// "title:Foster care" alone, which is a text and no field; false if the place does not begin with such. Code:
// yaml-syntax.
bool report_missing_blank(const Source& source, Span place, Diagnostics& diagnostics);

// "title: Room #4": all behind " #" is a remark, which nobody reads. Told for the fields that hold words for readers.
// Code: text-cut (a warning).
void report_cut_texts(const Source& source, const YamlValue& tree, Diagnostics& diagnostics);

}  // namespace charter
