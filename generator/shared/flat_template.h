// A layout as one text: its partials put in, its words filled in, its comments gone, and every name checked against the
// shape of the page, so that who draws it finds no fault in it. Pure.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "generator/shared/diagnostics.h"
#include "generator/shared/source.h"
#include "generator/shared/view.h"

namespace charter {

class Words;

using Partials = std::map<std::string, Source, std::less<>>;  // by name

// "any_rows": a flag, true if the list "rows" is not empty.
inline constexpr std::string_view any_prefix = "any_";

// The shape of a name within one scope; nullptr if it has none there.
[[nodiscard]] const Shape* find_in_scope(const Shape& scope, std::string_view name);

// Nothing if there is a fault, which is told at its place in the layout or partial. Codes: template-syntax,
// unknown-template-name, unknown-word, unknown-partial, partial-cycle, raw-not-allowed.
[[nodiscard]] std::optional<std::string> flatten(const Source& layout, const Partials& partials, const Shape& shape,
                                                 const Words& words, Diagnostics& diagnostics);

}  // namespace charter
