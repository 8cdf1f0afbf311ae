// Where in a page's header block a field stands, for findings of checks that come after the page was read.
#pragma once

#include <string_view>

#include "generator/shared/source.h"

namespace charter {

constexpr Span top_of_file = {0, 1};

// The value of a field of the header block; the key if it is empty; the top of the file if there is none.
[[nodiscard]] Span field_place(const Source& source, std::string_view key);
// The key of a field inside another, which is a map; as above for the outer field if it is not there.
[[nodiscard]] Span inner_field_place(const Source& source, std::string_view key, std::string_view inner);
// The same for a file that is all fields, as site.yaml.
[[nodiscard]] Span setting_place(const Source& source, std::string_view key);
// The item of a list of such a file that holds the text; the key if no item does.
[[nodiscard]] Span setting_item_place(const Source& source, std::string_view key, std::string_view item);
// True if the header block has the field, and something in it.
[[nodiscard]] bool has_field(const Source& source, std::string_view key);

}  // namespace charter
