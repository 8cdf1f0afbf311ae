// What stands around every page: the site's settings as the server will read them too, and what the chrome of one page
// depends on. Pure; any thread.
#pragma once

#include <string>
#include <vector>

#include "generator/render/scope.h"
#include "generator/shared/site_settings.h"
#include "generator/shared/theme.h"

namespace charter {

// Menu entries are the index pages of the sections that the site names, in the first language where a language has
// none; "track" and "lodge" lead to the server's forms. The footer leads to those of the pages on rights that exist.
[[nodiscard]] SiteSettings site_settings_of(const Site& site, const Theme& theme, std::string style_url);

// Links to a path in every language: pending where that language has no such page yet.
[[nodiscard]] std::vector<LanguageLink> language_links(const Site& site, std::string_view path);

[[nodiscard]] ChromePage chrome_of(const Scope& scope, const Page& page);

}  // namespace charter
