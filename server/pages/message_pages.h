// Short pages that only say something: errors, and what was done.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/pages/page.h"

namespace charter {

// Field and text of what was written in a form that was not taken.
using KeptTexts = std::vector<std::pair<std::string_view, std::string>>;
// Shown to be copied, on a page of the layout `message`; nothing if there are none.
void put_kept_texts(View& view, const Words& words, const KeptTexts& kept);

// For a status of 400 or more: what happened, in plain words, and the way on. A status without words of its own is
// shown as the nearest that has: 400 or 500. `reference`: what to quote to us; may be empty.
[[nodiscard]] std::string error_page(const PageContext& context, int status, std::string_view reference,
                                     const KeptTexts& kept = {});

}  // namespace charter
