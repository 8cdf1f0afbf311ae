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

// "title: Room #4": all behind " #" is a remark, which nobody reads. Told for the fields that hold words for readers.
// Code: text-cut (a warning).
void report_cut_texts(const Source& source, const YamlValue& tree, Diagnostics& diagnostics);

}  // namespace charter
