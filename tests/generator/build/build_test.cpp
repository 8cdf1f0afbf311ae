#include "generator/build/build.h"

#include <atomic>
#include <catch2/catch.hpp>

#include "tests/support/site_build.h"

namespace charter::build_test {
namespace {

namespace fs = std::filesystem;

// A minimal site that a test may change.
void write_site(const fs::path& site, std::string_view home_text) {
    spill(site / "site.yaml", "name: Town\nbase_url: https://town.example\nlanguages: [en]\n");
    spill(site / "en/index.md", "---\ntitle: Home\n---\n" + std::string(home_text) + "\n");
}

}  // namespace

TEST_CASE("a failed build leaves the old site as it was") {
    const TempDir folder;
    const BuildOptions options = options_for(folder / "site", folder / "out");
    write_site(folder / "site", "The first edition.");
    REQUIRE(run_build(options).outcome.published);
    const FileTexts before = read_files(fs::canonical(folder / "out"));
    const fs::path build = fs::canonical(folder / "out");

    write_site(folder / "site", "See [nothing](nothing.md).");
    const SiteBuild failed = run_build(options);
    CHECK_FALSE(failed.outcome.published);
    CHECK(failed.findings.find("[dead-link]") != std::string::npos);
    CHECK(fs::canonical(folder / "out") == build);
    CHECK(failed.files == before);
    std::size_t builds = 0;
    for (const auto& entry : fs::directory_iterator(folder / ".out.builds")) builds += entry.is_directory() ? 1 : 0;
    CHECK(builds == 1);
}

TEST_CASE("a page that is a draft is published only with drafts") {
    const TempDir folder;
    write_site(folder / "site", "Hello.");
    spill(folder / "site/en/plan.md", "---\ntitle: Plan\ndraft: true\n---\nSoon.\n");
    BuildOptions options = options_for(folder / "site", folder / "out");
    CHECK_FALSE(run_build(options).files.contains("en/plan/index.html"));
    options.drafts = true;
    const SiteBuild build = run_build(options);
    CHECK(build.files.contains("en/plan/index.html"));
    CHECK(build.files.at("sitemap.xml").find("plan") == std::string::npos);
}

TEST_CASE("a picture is published beside its page, but not in the place of one") {
    const TempDir folder;
    write_site(folder / "site", "![A light](light.svg)");
    spill(folder / "site/en/light.svg", "<svg/>");
    const BuildOptions options = options_for(folder / "site", folder / "out");
    CHECK(run_build(options).files.at("en/light.svg") == "<svg/>");
    for (const std::string path : {"en/index.html", "en/404.html"}) {
        spill(folder / "site" / path, "mine");
        CHECK(run_build(options).findings.find(path + ": error: a page of this site has the same address") == 0);
        fs::remove(folder / "site" / path);
    }
}

TEST_CASE("the base address may be given for one build") {
    const TempDir folder;
    write_site(folder / "site", "Hello.");
    BuildOptions options = options_for(folder / "site", folder / "out");
    options.base_url = "https://other.example";
    const SiteBuild build = run_build(options);
    REQUIRE(build.outcome.published);
    CHECK(build.files.at("robots.txt").find("Sitemap: https://other.example/sitemap.xml\n") != std::string::npos);
    CHECK(build.files.at("en/index.html").find("https://other.example/en/") != std::string::npos);
    CHECK(build.files.at("en/index.html").find("town.example") == std::string::npos);
}

TEST_CASE("faults of the texts, the data and the theme are all reported in one run") {
    const TempDir folder;
    write_site(folder / "site", "See [nothing](nothing.md) and\n\n[[nothing]]");
    spill(folder / "site/en/other.md", "---\ntitel: Other\n---\nText.\n");
    spill(folder / "site/en/nameless.md", "Text.\n");
    Diagnostics diagnostics;
    check_site(options_for(folder / "site", {}), diagnostics);
    const std::string findings = to_text(diagnostics.sorted());
    for (const std::string code : {"[dead-link]", "[unknown-block]", "[unknown-field]", "[missing-title]"}) {
        CAPTURE(code, findings);
        CHECK(findings.find(code) != std::string::npos);
    }
}

TEST_CASE("a site whose theme is nowhere is told where to put it") {
    const TempDir folder;
    write_site(folder / "site", "Hello.");
    BuildOptions options = options_for(folder / "site", folder / "out");
    options.program.clear();
    const SiteBuild build = run_build(options);
    CHECK_FALSE(build.outcome.published);
    CHECK(build.findings.find("there is no theme \"default\" [unknown-theme]") != std::string::npos);
    CHECK_FALSE(fs::exists(folder / "out"));
}

TEST_CASE("progress is told once for each page") {
    const TempDir folder;
    write_site(folder / "site", "Hello.");
    spill(folder / "site/en/second.md", "---\ntitle: Second\n---\nText.\n");
    BuildOptions options = options_for(folder / "site", folder / "out");
    std::atomic<std::size_t> told = 0;
    std::atomic<std::size_t> all = 0;
    options.progress = [&](std::size_t, std::size_t pages) {
        ++told;
        all = pages;
    };
    const SiteBuild build = run_build(options);
    CHECK(told == 2);
    CHECK(all == 2);
    CHECK(build.outcome.pages == 2);
}

}  // namespace charter::build_test
