// Slips of the pen in fields: each is told for what it is, at its place, with what to type.
#include <catch2/catch.hpp>

#include "tests/generator/model/site_files.h"

namespace charter::slips_test {
namespace {

bool holds(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

const std::string settings = "name: Town\nbase_url: https://town.example\nlanguages: [en]\n";

std::string findings_of_home(const std::string& fields) {
    return findings_of({{"en/index.md", "---\ntitle: Home\n" + fields + "---\n"}});
}

std::string findings_of_settings(const std::string& more) {
    return findings_of({{"en/index.md", "---\ntitle: Home\n---\n"}, {"site.yaml", settings + more}});
}

}  // namespace

TEST_CASE("a day that does not exist is told as such", "[slips]") {
    CHECK(holds(findings_of_home("reviewed: 2027-02-30\n"),
                "en/index.md:3:11: error: there is no such day as 2027-02-30"));
    CHECK(holds(findings_of_home("reviewed: 15 June\n"), "\"15 June\" is not a date"));
    CHECK(holds(findings_of_home("reviewed: 2027\u201302\u201303\n"), "write year, month and day with hyphens, for"));
}

TEST_CASE("a dash in an edition is told to be a hyphen", "[slips]") {
    CHECK(holds(findings_of_settings("edition: 2026\u201327\n"),
                "hint: write a hyphen in place of the dash, as in 2026-27"));
    CHECK(holds(findings_of_settings("edition: 2026-28\n"), "hint: write the financial year, for example 2026-27"));
}

TEST_CASE("the source of a translation must be a hash", "[slips]") {
    const std::string found =
        findings_of({{"site.yaml", "name: T\nbase_url: https://t.example\nlanguages: [en, af]\n"},
                     {"en/index.md", "---\ntitle: Home\n---\n"},
                     {"af/index.md", "---\ntitle: Tuis\ntranslation: draft\nsource: 12345\n---\n"}});
    CHECK(holds(found, "af/index.md:4:9: warning: \"12345\" is not what a text's hash looks like"));
    CHECK_FALSE(holds(found, "has changed since"));
}

TEST_CASE("signing ends with one step that approves", "[slips]") {
    for (const std::string steps : {"[supported]", "[approved, supported]", "[approved, approved]"})
        CHECK(holds(findings_of_settings("sign_off: " + steps + "\n"),
                    "site.yaml:4:1: error: the steps of signing must end"));
    for (const std::string steps : {"[approved]", "[supported, supported, approved]"})
        CHECK(findings_of_settings("sign_off: " + steps + "\n") == "0 errors, 0 warnings\n");
}

TEST_CASE("a site has one main channel", "[slips]") {
    const std::string first = "channels:\n  - {id: line, kind: walk-in, value: \"1\", main: true}\n";
    CHECK(findings_of_settings(first) == "0 errors, 0 warnings\n");
    CHECK(holds(findings_of_settings(first + "  - {id: desk, kind: walk-in, value: Hall, main: true}\n"),
                "site.yaml:6:44: error: \"line\" is the main channel already, and there is one [bad-field]"));
}

TEST_CASE("a comma within a text in braces, and a colon without its blank, are told for what they are", "[slips]") {
    CHECK(findings_of_settings("body: {en: Town, the big one}\n") ==
          "site.yaml:4:12: error: the comma ends this text, for it stands within { } [yaml-syntax]\n"
          "  4 | body: {en: Town, the big one}\n"
          "    |            ^~~~~~~~~~~~~~~~~\n"
          "  hint: put the whole text in quotes: \"Town, the big one\"\n\n1 error, 0 warnings\n");
    CHECK(holds(findings_of_settings("body: {en:Town}\n"),
                "site.yaml:4:8: error: a blank is missing behind the colon [yaml-syntax]"));
    CHECK(holds(findings_of_settings("body: {en:Town}\n"), "hint: write en: Town\n\n1 error, 0 warnings\n"));
    CHECK(holds(findings_of({{"en/index.md", "---\ntitle:Home\n---\n"}}),
                "en/index.md:2:1: error: a blank is missing behind the colon [yaml-syntax]"));
    CHECK(findings_of_home("params: {one, two: 3, four}\n") == "0 errors, 0 warnings\n");
}

TEST_CASE("a text of a data file that YAML cuts is told", "[slips]") {
    const std::string found = findings_of({{"en/index.md", "---\ntitle: Home\n---\n"},
                                           {"data/offices.yaml",
                                            "- id: hall  # the old one\n  name: Hall\n  type: head\n"
                                            "  address: Room #4, Main Road\n"}});
    CHECK(holds(found,
                "data/offices.yaml:4:12: warning: everything behind # is left out: \"address\" says \"Room\" alone"));
    CHECK_FALSE(holds(found, "the old one: "));
    CHECK(holds(found, "0 errors, 1 warning\n"));
}

}  // namespace charter::slips_test
