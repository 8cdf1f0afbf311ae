// The months that a text names, whatever its language: "15 March 2027", "op 15 Maart", "nge-15 kuMatshi". Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "generator/shared/source.h"

namespace charter {

struct NamedMonth {
    int month = 0;  // 1 to 12
    Span span;      // of its name, without what is put before it
};

// In the order of the text; none for a language whose months are not known. A name begins with a capital letter and
// stands alone, or in isiXhosa behind a prefix. Short names ("Sep.") count too.
[[nodiscard]] std::vector<NamedMonth> months_in(std::string_view text, std::string_view language);

}  // namespace charter
