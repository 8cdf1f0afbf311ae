// Short pages that only say something: errors, and what was done.
#pragma once

#include <string>
#include <string_view>

#include "server/pages/page.h"

namespace charter {

// For a status of 400 or more: what happened, in plain words, and the way on. A status without words of its own is
// shown as the nearest that has: 400 or 500. `reference`: what to quote to us; may be empty.
[[nodiscard]] std::string error_page(const PageContext& context, int status, std::string_view reference);

}  // namespace charter
