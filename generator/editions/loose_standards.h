// Promises that no charter makes: nobody signs them with a charter, so they are signed by themselves. Pure.
#pragma once

#include <string>
#include <vector>

#include "generator/model/site.h"

namespace charter {

// The pages, in the first language, of standards of the present edition that are drafts and that no charter of it
// names: "standards/review-answer".
[[nodiscard]] std::vector<std::string> loose_drafts(const Site& site);
// True for the page of a standard that no charter of the present edition names.
[[nodiscard]] bool is_loose_standard(const Site& site, const Page& page);

}  // namespace charter
