// Whole sites, from their folders in tests/sites/NAME to the approved output in tests/sites/NAME.expected.
#include <catch2/catch.hpp>
#include <regex>

#include "tests/support/golden.h"
#include "tests/support/site_build.h"

namespace charter::golden_sites_test {
namespace {

// The name of the style sheet changes with every change of the theme's colours; here only that it has one matters.
std::string without_hashes(const std::string& text) {
    static const std::regex hash("(style)\\.[0-9a-f]{8}\\.css");
    return std::regex_replace(text, hash, "$1.HASH.css");
}

std::string main_part(const std::string& html) {
    const auto begin = html.find("<main");
    const auto end = html.find("</main>");
    return begin == std::string::npos || end == std::string::npos ? html : html.substr(begin, end + 7 - begin) + "\n";
}

// What a reader or a program gets; not the style sheet, which is the theme's, and not the list of everything's hashes.
FileTexts whole_files(const FileTexts& files) {
    FileTexts shown;
    for (const auto& [path, text] : files)
        if (!path.starts_with("assets/") && path != "manifest.txt") shown.emplace(path, without_hashes(text));
    return shown;
}

FileTexts main_parts(const FileTexts& files) {
    FileTexts shown;
    for (const auto& [path, text] : files)
        if (path.ends_with(".html")) shown.emplace(path, without_hashes(main_part(text)));
    return shown;
}

}  // namespace

TEST_CASE("the full site gives the approved files", "[golden]") {
    const SiteBuild build = run_build(source_path("tests/sites/full"));
    CHECK(build.findings == "");
    REQUIRE(build.outcome.published);
    check_golden(whole_files(build.files), source_path("tests/sites/full.expected"));
}

TEST_CASE("a small site gives the approved main part of each page", "[golden]") {
    const std::string name = GENERATE(as<std::string>{}, "minimal", "second-language", "hostile");
    CAPTURE(name);
    const SiteBuild build = run_build(source_path("tests/sites/" + name));
    INFO(build.findings);
    REQUIRE(build.outcome.published);
    check_golden(main_parts(build.files), source_path("tests/sites/" + name + ".expected"));
}

}  // namespace charter::golden_sites_test
