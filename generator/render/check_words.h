// The interface words that generated pages use from code, so that a theme without one of them is reported before any
// page is drawn.
#pragma once

#include <string>
#include <vector>

#include "generator/model/site.h"
#include "generator/shared/diagnostics.h"
#include "generator/shared/theme.h"

namespace charter {

// The keys that the pages of this site may ask for: those of every site, and those of its languages and principles.
// Without those of words.h.
[[nodiscard]] std::vector<std::string> page_word_keys(const Site& site);

// Code: missing-word, for the first language that lacks it.
void check_words(const Site& site, const Theme& theme, Diagnostics& diagnostics);

}  // namespace charter
