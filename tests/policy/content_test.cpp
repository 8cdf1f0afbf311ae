// The sites that the project itself publishes.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/support/site_build.h"

namespace charter::content_test {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> own_sites() {
    std::vector<fs::path> sites;
    for (const fs::directory_entry& entry : fs::directory_iterator(source_path("content")))
        if (fs::exists(entry.path() / "site.yaml")) sites.push_back(entry.path());
    std::sort(sites.begin(), sites.end());
    return sites;
}

}  // namespace

TEST_CASE("every site below content/ is published without an error or a warning", "[content]") {
    const std::vector<fs::path> sites = own_sites();
    REQUIRE_FALSE(sites.empty());
    for (const fs::path& site : sites) {
        CAPTURE(site.filename());
        const TempDir folder;
        BuildOptions options = options_for(site, folder / "out");
        options.strict = true;
        const SiteBuild build = run_build(options);
        CHECK(build.findings == "");
        CHECK(build.outcome.published);
    }
}

TEST_CASE("the handbook is written as it tells others to write: not even advice is due", "[content]") {
    CheckOptions options;
    options.site = source_path("content/handbook");
    options.program = source_path("build/charter");
    Diagnostics diagnostics;
    CHECK(check_site(options, diagnostics).pages.size() > 30);
    INFO(to_text(diagnostics.sorted()));
    CHECK(diagnostics.empty());
}

}  // namespace charter::content_test
