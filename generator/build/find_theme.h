// Where a site's theme is, and the site's own files laid over it.
#pragma once

#include <filesystem>
#include <optional>
#include <string_view>

#include "generator/shared/theme.h"

namespace charter {

// themes/NAME in the folders from the site's upward, then in those from `program` (the running program's path) upward.
[[nodiscard]] std::optional<std::filesystem::path> find_theme(const std::filesystem::path& site, std::string_view name,
                                                              const std::filesystem::path& program);

// A theme's files, and in their place or beside them those of the site's own folder theme/.
struct SiteTheme {
    ThemeFiles shown;      // with paths as diagnostics print them
    ThemeFiles published;  // the same, with paths in the theme: "layouts/page.html"
};
[[nodiscard]] SiteTheme read_site_theme(const std::filesystem::path& theme, const std::filesystem::path& site);

}  // namespace charter
