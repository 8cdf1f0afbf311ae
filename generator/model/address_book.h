// The addresses a site ever had. Links on paper and in people's phones last longer than a page: an address dies only
// on purpose. Pure; any thread.
#pragma once

#include <string>
#include <vector>

#include "generator/model/site.h"
#include "generator/shared/diagnostics.h"

namespace charter {

// The addresses of all pages and of what led to them before, sorted.
[[nodiscard]] std::vector<std::string> addresses_of(const Site& site);

// The register's text with the site's present addresses added, sorted, one on each line.
[[nodiscard]] std::string with_present_addresses(const Site& site);

// Code: dead-address, at its line in data/addresses.txt, for each that leads neither to a page nor through an alias and
// was not given up in data/gone.yaml.
void check_address_book(const Site& site, Diagnostics& diagnostics);

}  // namespace charter
