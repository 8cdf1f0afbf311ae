// Files for machines: the site map with every page's languages, and robots.txt. Pure.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "generator/model/site.h"

namespace charter {

// The site map as files: path and text. One sitemap.xml; over `most` addresses (the protocol's limit) it becomes an
// index of sitemap-1.xml and so on.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> sitemap_files(const Site& site,
                                                                             std::size_t most = 50'000);

[[nodiscard]] std::string robots_text(std::string_view base_url);

}  // namespace charter
