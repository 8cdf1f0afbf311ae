// All that the pages of a site can know of each other, in one hash: while it is the same, a page whose own text is the
// same comes out the same. Everything a Site holds comes from the files hashed here; of pages' texts only the header
// blocks count, and the whole texts of documents that were signed.
#pragma once

#include <string>
#include <string_view>

#include "generator/model/site.h"

namespace charter {

// `run`: what the site was made with besides its files, for example the day.
[[nodiscard]] std::string outlook_of(const Site& site, std::string_view run);

}  // namespace charter
