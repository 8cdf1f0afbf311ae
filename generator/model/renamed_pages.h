// Pages that were given another name, as their translations tell: these keep the old name and the hash of the text they
// were made from. Pure.
#pragma once

#include <string>
#include <unordered_map>

#include "generator/model/site.h"

namespace charter {

// The path that a page had -> the one it has now.
[[nodiscard]] std::unordered_map<std::string, std::string> renamed_pages(const Site& site);

}  // namespace charter
