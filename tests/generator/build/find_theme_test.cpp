#include "generator/build/find_theme.h"

#include <catch2/catch.hpp>

#include "tests/support/temp_dir.h"

namespace charter::find_theme_test {
namespace {

std::string listing(const ThemeFiles& files) {
    std::string text;
    for (const Source& file : files.files) text += file.path + "=" + file.text + "\n";
    return text;
}

}  // namespace

TEST_CASE("a theme is found in a folder above the site, else above the program") {
    const TempDir folder;
    spill(folder / "project/themes/default/layouts/page.html", "x");
    spill(folder / "tools/themes/plain/layouts/page.html", "x");
    const auto site = folder / "project/content/town";
    std::filesystem::create_directories(site);
    const auto program = folder / "tools/build/charter";
    CHECK(find_theme(site, "default", program) == folder / "project/themes/default");
    CHECK(find_theme(site, "plain", program) == folder / "tools/themes/plain");
    CHECK_FALSE(find_theme(site, "none", program));
    CHECK_FALSE(find_theme(site, "plain", {}));
}

TEST_CASE("a site's own theme files replace the theme's or stand beside them") {
    const TempDir folder;
    spill(folder / "themes/default/layouts/page.html", "theirs");
    spill(folder / "themes/default/layouts/home.html", "home");
    spill(folder / "site/theme/layouts/page.html", "ours");
    spill(folder / "site/theme/partials/extra.html", "extra");
    const SiteTheme theme = read_site_theme(folder / "themes/default/", folder / "site");
    CHECK(listing(theme.shown) ==
          "themes/default/layouts/home.html=home\ntheme/layouts/page.html=ours\ntheme/partials/extra.html=extra\n");
    CHECK(listing(theme.published) == "layouts/home.html=home\nlayouts/page.html=ours\npartials/extra.html=extra\n");
}

}  // namespace charter::find_theme_test
