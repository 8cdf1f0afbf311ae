// Addresses that the server answers and no file provides. Known here so that pages may link to them and none may take
// them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace charter {

// "/en/lodge/", "/en/at/", "/en/search/", "/en/offices/find/" and what is below them, for each language; "/staff/",
// "/open311/" and what is below. Without a query.
[[nodiscard]] bool is_server_address(const std::vector<std::string>& languages, std::string_view url);

}  // namespace charter
