#include "generator/content/read_content.h"

#include <catch2/catch.hpp>
#include <string>

#include "tests/support/temp_dir.h"

namespace charter::read_content_test {
namespace {

std::string paths_of(const std::vector<Source>& sources) {
    std::string paths;
    for (const Source& source : sources) paths += source.path + " ";
    return paths;
}

}  // namespace

TEST_CASE("a site's folder becomes sorted texts, whatever the number of jobs", "[read content]") {
    const TempDir dir;
    const auto site = dir / "town";
    spill(site / "site.yaml", "name: Town\n");
    spill(site / "README.md", "for editors");
    spill(site / "en/services/index.md", "s");
    spill(site / "en/index.md", "h");
    spill(site / "en/door.jpg", "\xFF\xD8");
    spill(site / "en/.draft.md", "hidden");
    spill(site / "data/regions.yaml", "- a");
    spill(site / "data/notes.txt", "n");
    spill(site / "data/old/x.md", "n");
    spill(site / "editions/2025-26/en/index.md", "old");
    spill(site / "theme/layouts/page.html", "t");
    const unsigned jobs = GENERATE(1U, 4U);
    Diagnostics diagnostics;
    const SiteFiles files = read_content(site, jobs, diagnostics);
    CHECK(diagnostics.empty());
    CHECK(files.site_id == "town");
    CHECK(files.settings.text == "name: Town\n");
    CHECK(paths_of(files.data) == "data/regions.yaml ");
    CHECK(paths_of(files.pages) == "editions/2025-26/en/index.md en/index.md en/services/index.md ");
    CHECK(paths_of(files.pictures) == "en/door.jpg ");
}

TEST_CASE("the site's name is that of its folder however the path is written", "[read content]") {
    const TempDir dir;
    spill(dir / "town/site.yaml", "name: Town\n");
    Diagnostics diagnostics;
    CHECK(read_content(dir / "town/", 1, diagnostics).site_id == "town");
    CHECK(read_content(dir / "town/../town/.", 1, diagnostics).site_id == "town");
}

TEST_CASE("a text with a fault is reported once and read as far as it goes", "[read content]") {
    const TempDir dir;
    spill(dir / "site.yaml", " \n");
    spill(dir / "en/whole.md", std::string(1024 * 1024, 'a'));
    spill(dir / "en/big.md", std::string(1024 * 1024 + 1, 'a'));
    spill(dir / "en/latin.md", "ok\nCaf\xE9 x\n");
    spill(dir / "en/nul.md", std::string("a\0b\0c\n", 6));
    Diagnostics diagnostics;
    const SiteFiles files = read_content(dir.path(), 2, diagnostics);
    CHECK(paths_of(files.pages) == "en/big.md en/latin.md en/nul.md en/whole.md ");
    CHECK(files.pages[1].text == "ok\nCaf\xEF\xBF\xBD x\n");
    CHECK(files.pages[2].text ==
          "a\xEF\xBF\xBD"
          "b\xEF\xBF\xBD"
          "c\n");
    CHECK(files.faulty == std::set<std::string, std::less<>>{"en/big.md", "en/latin.md", "en/nul.md"});
    CHECK(to_text(diagnostics.sorted()) ==
          "en/big.md: error: the file has 1025 KiB; a text may have 1024 KiB [file-too-big]\n"
          "  hint: split it into several pages, or keep pictures and tables of figures in files of their own\n\n"
          "en/latin.md:2:4: error: the byte 0xE9 is not UTF-8 [not-utf8]\n  2 | Caf\xEF\xBF\xBD x\n    |    ^\n"
          "  hint: save the file as UTF-8 in your editor\n\n"
          "en/nul.md:1:2: error: the file has a NUL byte, which is no text [nul-byte]\n"
          "  1 | a\xEF\xBF\xBD"
          "b\xEF\xBF\xBD"
          "c\n    |  ^\n"
          "  hint: remove it, and save the file as UTF-8 in your editor\n\n"
          "site.yaml: error: site.yaml is missing or empty [missing-settings]\n"
          "  hint: write one with name, base_url and languages, for example: languages: [en]\n\n"
          "4 errors, 0 warnings\n");
}

TEST_CASE("a folder that is not there is a failure of the world", "[read content]") {
    const TempDir dir;
    Diagnostics diagnostics;
    CHECK_THROWS_AS(read_content(dir / "nowhere", 1, diagnostics), std::system_error);
}

TEST_CASE("files read again leave what reading the whole folder gives", "[read content]") {
    const TempDir dir;
    const auto site = dir / "town";
    spill(site / "site.yaml", "name: Town\n");
    spill(site / "en/index.md", "h");
    spill(site / "en/middle.md", "m");
    spill(site / "data/regions.yaml", "- a");
    FileFindings findings;
    SiteFiles files = read_content(site, 1, findings);
    const auto again = [&](const std::string& path) { return !read_again(site, {path}, files, findings).empty(); };
    const auto is_as_new = [&] {
        Diagnostics now;
        Diagnostics whole;
        report_files(files, findings, now);
        const SiteFiles fresh = read_content(site, 1, whole);
        CHECK(to_text(now.sorted()) == to_text(whole.sorted()));
        CHECK(files.settings.text == fresh.settings.text);
        CHECK(files.addresses.text == fresh.addresses.text);
        for (const auto list : {&SiteFiles::pages, &SiteFiles::data, &SiteFiles::pictures}) {
            CHECK(paths_of(files.*list) == paths_of(fresh.*list));
            for (std::size_t i = 0; i < (fresh.*list).size(); ++i)
                CHECK((files.*list)[i].text == (fresh.*list)[i].text);
        }
    };
    CHECK_FALSE(again("en/middle.md"));  // as it was
    spill(site / "en/middle.md", "changed");
    CHECK(again("en/middle.md"));
    spill(site / "en/a/first.md", "new");
    CHECK(again("en/a/first.md"));
    spill(site / "en/door.jpg", "\xFF");
    CHECK(again("en/door.jpg"));
    is_as_new();
    spill(site / "en/middle.md", "\xFF");
    CHECK(again("en/middle.md"));
    is_as_new();
    spill(site / "en/middle.md", "mended");
    CHECK(again("en/middle.md"));
    spill(site / "data/addresses.txt", "/en/\n");
    CHECK(again("data/addresses.txt"));
    is_as_new();
    for (const std::string gone : {"en/a/first.md", "en/door.jpg", "data/regions.yaml", "site.yaml"}) {
        std::filesystem::remove(site / gone);
        CHECK(again(gone));
        is_as_new();
    }
    spill(site / "en/.hidden.md", "x");
    CHECK_FALSE(again("en/.hidden.md"));
    CHECK_FALSE(again("en/never.md"));
    CHECK_FALSE(again("README.md"));
}

TEST_CASE("a page's text that is as it was known is not read again", "[read content]") {
    const TempDir dir;
    const auto site = dir / "town";
    spill(site / "site.yaml", "name: Town\n");
    spill(site / "en/index.md", "---\ntitle: Home\n---\nWelcome.\n");
    spill(site / "en/other.md", "other");
    Diagnostics diagnostics;
    TextReading first;
    CHECK(read_content(site, 1, first, diagnostics).pages.size() == 2);
    CHECK(first.unread.empty());
    CHECK(first.marks.size() == 2);
    const TextMemory known = {{"en/index.md", {first.marks.at("en/index.md"), "as it was known"}}};
    const auto text_now = [&] {
        TextReading reading;
        reading.before = [&] { return &known; };
        const SiteFiles files = read_content(site, 2, reading, diagnostics);
        CHECK(files.pages.back().text == "other");
        CHECK(reading.unread.contains("en/index.md") == (files.pages.front().text == "as it was known"));
        return files.pages.front().text;
    };
    CHECK(text_now() == "as it was known");
    const auto time = std::filesystem::last_write_time(site / "en/index.md");
    spill(site / "en/index.md", "---\ntitle: Home\n---\nWelcomed\n");
    std::filesystem::last_write_time(site / "en/index.md", time);
    CHECK(text_now() == "---\ntitle: Home\n---\nWelcomed\n");
    CHECK(diagnostics.empty());
}

}  // namespace charter::read_content_test
