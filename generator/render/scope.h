// What every view of a page is made from: the checked site, its settings, and the theme's words.
#pragma once

#include <string>
#include <string_view>

#include "generator/model/site.h"
#include "generator/shared/site_settings.h"
#include "generator/shared/theme.h"
#include "generator/shared/words.h"

namespace charter {

struct Scope {
    const Site& site;
    const SiteSettings& settings;
    const Theme& theme;
    const Words& words;  // of the language the page is read in

    [[nodiscard]] const std::string& language() const { return words.language(); }
};

}  // namespace charter
