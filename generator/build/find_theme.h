// Where a site's theme and its rule packs are, and the site's own files laid over the theme.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "generator/model/site.h"
#include "generator/shared/diagnostics.h"
#include "generator/shared/theme.h"

namespace charter {

// themes/NAME in the folders from the site's upward, then in those from `program` (the running program's path) upward.
[[nodiscard]] std::optional<std::filesystem::path> find_theme(const std::filesystem::path& site, std::string_view name,
                                                              const std::filesystem::path& program);

// The rule packs that a site names, rules/NAME.yaml: in the folders from the site's upward, then in those from
// `program` upward. Code: unknown-rules. The pack `language`, which every site has unless it names others, may be
// missing.
[[nodiscard]] std::vector<Source> read_rule_packs(const std::filesystem::path& folder, const Site& site,
                                                  const std::filesystem::path& program, Diagnostics& diagnostics);

// A theme's files, and in their place or beside them those of the site's own folder theme/.
struct SiteTheme {
    ThemeFiles shown;      // with paths as diagnostics print them
    ThemeFiles published;  // the same, with paths in the theme: "layouts/page.html"
};
[[nodiscard]] SiteTheme read_site_theme(const std::filesystem::path& theme, const std::filesystem::path& site);

}  // namespace charter
