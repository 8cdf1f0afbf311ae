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

TEST_CASE("a blank or a hyphen of a word processor is told as such", "[slips]") {
    const std::string blank =
        "hint: a blank in it is a special one, as word processors set it: type a plain blank there";
    const std::string hyphen =
        "hint: a hyphen in it is a special one, as word processors set it: type a plain hyphen there";
    const auto of_standard = [](const std::string& fields) {
        return findings_of({{"en/index.md", "---\ntitle: Home\n---\n"},
                            {"en/answer.md",
                             "---\ntitle: We answer\nkind: standard\nid: answer\nprinciple: redress\n"
                             "applies_to: [complaint]\nclock: resolve\n" +
                                 fields + "---\n"}});
    };
    CHECK(holds(of_standard("within: 25 working\u00A0days\n"), blank));
    CHECK(holds(findings_of_home("reviewed: 2027\u201102\u201103\n"), hyphen));
    CHECK(holds(findings_of_settings("featured: [foster\u2011care]\n"), hyphen));
    CHECK(holds(findings_of_settings("menu: [ri\u00ADghts]\n"), "hint: it holds a sign that nobody sees"));
}

TEST_CASE("a number with a digit too few or too many is told", "[slips]") {
    const auto findings = [](const std::string& phone) {
        return findings_of_settings("emergency: [{phone: \"" + phone + "\", title: Violence}]\n");
    };
    CHECK(holds(findings("0800 428 42"), "\"0800 428 42\" has 9 digits, and a number that begins with 0 has ten"));
    CHECK(holds(findings("021 000 00000"), "has 11 digits"));
    for (const std::string phone : {"0800 428 428", "10111", "+27 21 000 0000", "0027 21 000 0000", "*120*7867#"}) {
        CAPTURE(phone);
        CHECK(findings(phone) == "0 errors, 0 warnings\n");
    }
}

TEST_CASE("a declared holiday stands once, in a year that may be meant, and is none by law", "[slips]") {
    const auto findings = [](const std::string& days) {
        return findings_of({{"site.yaml", settings + "edition: 2026-27\n"},
                            {"en/index.md", "---\ntitle: Home\n---\n"},
                            {"data/holidays.yaml", days}});
    };
    CHECK(findings("- {date: 1999-06-02, name: A}\n- {date: 2026-11-04, name: B}\n") == "0 errors, 0 warnings\n");
    CHECK(holds(findings("- {date: 2026-11-04, name: A}\n- {date: 2026-11-04, name: B}\n"),
                "holidays.yaml:2:10: error: 2026-11-04 is declared twice [duplicate-id]"));
    CHECK(holds(findings("- {date: 2206-11-04, name: A}\n"), "error: the year 2206 is far ahead [bad-date]"));
    CHECK(holds(findings("- {date: 2026-12-16, name: A}\n"), "2026-12-16 is a public holiday by law"));
}

TEST_CASE("an alias is an address, not a file and not in capitals", "[slips]") {
    CHECK(holds(findings_of_home("aliases: [rights/old.md]\n"), "hint: write /en/rights/old/"));
    CHECK(holds(findings_of_home("aliases: [/EN/Rights/Old/]\n"), "hint: write /en/rights/old/"));
    CHECK(findings_of_home("aliases: [/en/old/, /Portal/Old.aspx/]\n") == "0 errors, 0 warnings\n");
}

TEST_CASE("cases of closed offices come to one that is open", "[slips]") {
    const auto findings = [](const std::string& offices) {
        return findings_of({{"en/index.md", "---\ntitle: Home\n---\n"}, {"data/offices.yaml", offices}});
    };
    CHECK(holds(findings("- {id: a, name: A, type: local, closed: true, successor: a}\n"),
                "error: the cases of the office \"a\" come back to itself: a, a [office-cycle]"));
    CHECK(holds(findings("- {id: a, name: A, type: local, closed: true, successor: b}\n"
                         "- {id: b, name: B, type: local, closed: true, successor: a}\n"),
                "come back to itself: a, b, a"));
    CHECK_FALSE(holds(findings("- {id: a, name: A, type: local, closed: true, successor: b}\n"
                               "- {id: b, name: B, type: local}\n"),
                      "office-cycle"));
}

TEST_CASE("a language that a site begins with is told once", "[slips]") {
    FileTexts files = {{"site.yaml", "name: Town\nbase_url: https://town.example\nlanguages: [en, zu]\n"},
                       {"en/index.md", "---\ntitle: Home\n---\n"},
                       {"zu/index.md", "---\ntitle: Ikhaya\ntranslation: draft\nsource: x\n---\n"}};
    for (int i = 10; i < 31; ++i) files["en/page-" + std::to_string(i) + ".md"] = "---\ntitle: Page\n---\n";
    CHECK(holds(findings_of(files),
                "site.yaml:3:17: error: 21 pages are not translated into \"zu\" and do not say so: en/page-10.md, "
                "en/page-11.md, en/page-12.md and more [missing-translation]"));
    CHECK(holds(findings_of(files), "\n1 error, 1 warning\n"));
    files.erase("en/page-30.md");
    CHECK(holds(findings_of(files), "\n20 errors, 1 warning\n"));
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
