// Bound promises and their calendar as the text that a database keeps, and back.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "server/cases/promises.h"

namespace charter {

[[nodiscard]] std::string to_text(const Terms& terms);
// Throws StoreError if the text is not one, or its content does not have that id.
[[nodiscard]] std::shared_ptr<const Terms> parse_terms(std::string_view id, std::string_view text);

}  // namespace charter
