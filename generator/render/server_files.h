// What the server needs of a site and no reader sees: .server/site.json, .server/theme/, .server/redirects.json,
// .server/gone.json, .server/comments.json, .server/responses.json,
// .server/duty.json.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "generator/model/site.h"
#include "generator/shared/site_settings.h"
#include "generator/shared/theme.h"

namespace charter {

// Path in the output and text of each file. `theme` holds the files with their paths in the theme
// ("layouts/page.html").
[[nodiscard]] std::vector<std::pair<std::string, std::string>> server_files(const Site& site,
                                                                            const SiteSettings& settings,
                                                                            const ThemeFiles& theme);

// Addresses that led to a page before, as JSON: {"/en/old/": "/en/new/"}.
[[nodiscard]] std::string redirects_json(const Site& site);

// The pages with a comment round, past and coming ones too, by path.
[[nodiscard]] std::vector<CommentRound> comment_rounds(const Site& site);

}  // namespace charter
