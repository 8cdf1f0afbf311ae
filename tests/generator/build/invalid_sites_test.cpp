// tests/sites_invalid/CODE/ holds a site with one kind of mistake and expected.txt, what `charter check` prints for it.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/support/golden.h"
#include "tests/support/site_build.h"

namespace charter::invalid_sites_test {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> invalid_sites() {
    std::vector<std::string> names;
    for (const fs::directory_entry& entry : fs::directory_iterator(source_path("tests/sites_invalid")))
        if (entry.is_directory()) names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

std::string findings_of(const fs::path& site) {
    Diagnostics diagnostics;
    BuildOptions options = options_for(site, {});
    options.today = parse_date("2026-11-28");
    check_site(options, diagnostics);
    return to_text(diagnostics.sorted());
}

}  // namespace

TEST_CASE("each mistake is reported at its place with the way to mend it", "[invalid]") {
    const std::vector<std::string> names = invalid_sites();
    REQUIRE(names.size() > 20);
    for (const std::string& name : names) {
        CAPTURE(name);
        const fs::path site = source_path("tests/sites_invalid/" + name);
        const std::string findings = findings_of(site);
        if (const char* update = std::getenv("UPDATE_GOLDEN"); update != nullptr && std::string_view(update) == "1")
            spill(site / "expected.txt", findings);
        CHECK(first_difference(findings, slurp(site / "expected.txt")) == "");
        // The code of a rule that is not met is followed by the rule's id.
        CHECK((findings.find("[" + name + "]") != std::string::npos ||
               findings.find("[" + name + "/") != std::string::npos));
    }
}

}  // namespace charter::invalid_sites_test
