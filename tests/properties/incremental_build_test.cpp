// A build that takes over what it can of the build before gives the same files with the same bytes as one that draws
// everything: tried with random changes to a copy of a small site that has every kind of page.
#include <catch2/catch.hpp>
#include <fstream>
#include <string>
#include <vector>

#include "generator/shared/files.h"
#include "tests/support/site_build.h"
#include "tests/support/site_editor.h"

namespace charter::incremental_build_test {
namespace {

namespace fs = std::filesystem;

// The first path at which the two differ; empty if they are the same.
std::string first_difference_of(const FileTexts& left, const FileTexts& right) {
    for (const auto& [path, text] : left) {
        const auto found = right.find(path);
        if (found == right.end() || found->second != text) return path;
    }
    for (const auto& [path, text] : right)
        if (!left.contains(path)) return path;
    return {};
}

struct Workplace {
    TempDir folder;
    fs::path site = folder / "site";
    fs::path theme = folder / "theme";
    // Later than every file, so that those which were not touched are not read again.
    Instant begun = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()) + std::chrono::hours(1);

    explicit Workplace(std::string_view name) {
        copy_site(source_path("tests/sites") / name, site);
        copy_site(source_path("themes/default"), theme);
    }
    [[nodiscard]] BuildOptions options(std::string_view out, bool fresh) const {
        BuildOptions options = options_for(site, folder / out);
        options.theme = theme;
        options.fresh = fresh;
        options.today = parse_date("2026-11-28");
        options.now = begun;
        return options;
    }
};

}  // namespace

TEST_CASE("a build after random changes has the same files and bytes as a fresh one", "[property]") {
    const auto seed = property_seed();
    CAPTURE(seed);
    Random random(seed);
    std::size_t compared = 0;
    for (int walk = 0; walk < 8; ++walk) {
        const Workplace place(walk % 2 == 0 ? "full" : "second-language");
        SiteEditor editor(place.site, place.theme, random);
        std::string history;
        for (int step = 0; step < 12; ++step) {
            for (std::size_t changes = random.between(1, 3); step > 0 && changes > 0; --changes)
                history += editor.change() + "\n";
            history += "build\n";
            CAPTURE(history);
            const SiteBuild quick = run_build(place.options("quick", false));
            const SiteBuild fresh = run_build(place.options("fresh", true));
            REQUIRE(quick.findings == fresh.findings);
            REQUIRE(quick.outcome.published == fresh.outcome.published);
            REQUIRE(quick.outcome.files == fresh.outcome.files);
            if (!quick.outcome.published) continue;
            ++compared;
            REQUIRE(first_difference_of(published(place.folder / "quick"), published(place.folder / "fresh")) == "");
        }
    }
    CHECK(compared > 24);  // of 96: some changes are mistakes
}

TEST_CASE("a build takes over unchanged files with their time stamps and writes the changed one", "[property]") {
    const Workplace place("full");
    const BuildOptions options = place.options("out", false);
    REQUIRE(run_build(options).outcome.published);
    const std::string page = "charters/head-office.md";
    std::map<std::string, fs::file_time_type> before;
    for (const auto& [path, text] : published(options.out))
        before[path] = fs::last_write_time(fs::canonical(options.out) / path);
    std::ofstream(place.site / "en" / page, std::ios::app) << "\nMore words.\n";
    REQUIRE(run_build(options).outcome.published);
    std::vector<std::string> written;
    for (const auto& [path, stamp] : before)
        if (fs::last_write_time(fs::canonical(options.out) / path) != stamp) written.push_back(path);
    CAPTURE(page, written);
    // The charter's page, the same page at its permanent address, and the list of all files with their hashes.
    CHECK(written == std::vector<std::string>{"en/charters/head-office/2026-27/index.html",
                                              "en/charters/head-office/index.html", "manifest.txt"});
}

TEST_CASE("a build that leaves unchanged texts unread still sees every change", "[property]") {
    const Workplace place("full");
    const BuildOptions options = place.options("quick", false);
    const fs::path page = place.site / "en/rights/accessibility.md";
    REQUIRE(run_build(options).outcome.published);
    REQUIRE(run_build(options).outcome.published);
    SECTION("a text of the same length that was put back with its old time") {
        const auto time = fs::last_write_time(page);
        std::string text = slurp(page);
        text[text.find_last_of("abcdefghijklmnopqrstuvwxyz")] = 'Q';
        spill(page, text);
        fs::last_write_time(page, time);
    }
    SECTION("a file that took the place of another") {
        spill(place.folder / "other", slurp(page) + "\nMore.\n");
        fs::last_write_time(place.folder / "other", fs::last_write_time(page));
        fs::rename(place.folder / "other", page);
    }
    SECTION("a page that was touched in the output") {
        spill(fs::canonical(options.out) / "en/rights/accessibility/index.html", "touched");
    }
    SECTION("what every page shows") {
        const std::string settings = slurp(place.site / "site.yaml");
        const auto at = settings.find("This is a test.");
        spill(place.site / "site.yaml", settings.substr(0, at) + "This is another test." + settings.substr(at + 15));
    }
    SECTION("a place on a page to which an unread text leads") {
        spill(page, slurp(page) + "\n## A new heading\n");
        spill(place.site / "en/services/electricity.md", slurp(place.site / "en/services/electricity.md") +
                                                             "\n[Look](../rights/accessibility.md#a-new-heading)\n");
        REQUIRE(run_build(options).outcome.published);
        REQUIRE(run_build(options).outcome.published);
        const std::string text = slurp(page);
        spill(page, text.substr(0, text.rfind("\n## A new heading")));
    }
    const SiteBuild quick = run_build(options);
    const SiteBuild fresh = run_build(place.options("fresh", true));
    CHECK(quick.findings == fresh.findings);
    CHECK(quick.outcome.published == fresh.outcome.published);
    if (fresh.outcome.published)
        CHECK(first_difference_of(published(options.out), published(place.folder / "fresh")) == "");
}

TEST_CASE("a damaged memory, and output that was touched, are never taken over", "[property]") {
    const Workplace place("full");
    const BuildOptions options = place.options("out", false);
    REQUIRE(run_build(options).outcome.published);
    REQUIRE(run_build(options).outcome.published);
    const FileTexts right = published(options.out);
    const fs::path builds = place.folder / ".out.builds";
    SECTION("cut short") {
        for (const auto& entry : fs::directory_iterator(builds))
            if (entry.is_regular_file() && entry.file_size() > 0) fs::resize_file(entry, entry.file_size() / 2);
    }
    SECTION("foreign") {
        for (const auto& entry : fs::directory_iterator(builds))
            if (entry.is_regular_file() && entry.file_size() > 0) spill(entry, "charter-pages 1 ffff\n1:a");
    }
    SECTION("a byte changed") {
        for (const auto& entry : fs::directory_iterator(builds)) {
            if (!entry.is_regular_file() || entry.file_size() == 0) continue;
            std::string text = slurp(entry);
            text[text.size() / 2] ^= 1;
            spill(entry, text);
        }
    }
    SECTION("pages of the output overwritten, removed and added") {
        for (const auto& entry : fs::directory_iterator(builds)) {
            if (!entry.is_directory()) continue;
            spill(entry.path() / "en/index.html", "overwritten");
            fs::remove(entry.path() / "robots.txt");
            spill(entry.path() / "en/foreign.html", "added");
        }
    }
    REQUIRE(run_build(options).outcome.published);
    CHECK(first_difference_of(published(options.out), right) == "");
}

}  // namespace charter::incremental_build_test
