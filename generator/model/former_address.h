// Addresses that once led to a page: `aliases` of a page and the entries of data/gone.yaml. Each becomes a folder of
// the published site, so no other text than an address may stand there.
#pragma once

#include <string_view>

namespace charter {

// "/en/services/old/": between slashes, at both ends too, parts of letters, digits and - _ . ~, none of which begins
// with a dot.
[[nodiscard]] bool is_former_address(std::string_view address);

// True for what every site publishes without an author: "/robots.txt/", "/assets/old/", "/en/calendar.ics/".
[[nodiscard]] bool is_taken_by_build(std::string_view address);

}  // namespace charter
