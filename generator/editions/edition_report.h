// What editions promise, as text for a terminal and as a table for a spreadsheet. Pure.
#pragma once

#include <string>
#include <vector>

#include "generator/model/changes.h"

namespace charter {

// One line for each change: "answer-complaint  within  30 working days -> 25 working days  stronger", with the note of
// what became weaker below it.
[[nodiscard]] std::string changes_text(const std::vector<Change>& changes);

// RFC 4180, with a header line: standard,charter,field,before,after,effect,note. Lines end with CR LF.
[[nodiscard]] std::string changes_csv(const std::vector<Change>& changes);

// For each charter the edition that counts on a day: "metro-south  2025-26  counts from 2025-07-01". `site` was built
// for that day.
[[nodiscard]] std::string in_force_text(const Site& site);

}  // namespace charter
