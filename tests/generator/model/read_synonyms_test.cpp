#include <catch2/catch.hpp>

#include "tests/generator/model/site_files.h"

namespace charter::read_synonyms_test {
namespace {

const std::string home = "---\ntitle: Home\nkeywords: [start, begin]\n---\nWelcome.\n";

FileTexts site_with(std::string synonyms) {
    return {{"en/index.md", home}, {"data/synonyms.yaml", std::move(synonyms)}};
}

}  // namespace

TEST_CASE("synonyms and keywords are read as they are written", "[synonyms]") {
    Diagnostics diagnostics;
    const Site site =
        checked_site(site_with("en:\n  - words: [pension, old age grant]\n    also: [social grants]\n"), diagnostics);
    CHECK(to_text(diagnostics.sorted()) == "0 errors, 0 warnings\n");
    REQUIRE(site.synonyms.at("en").size() == 1);
    CHECK(site.synonyms.at("en")[0].words == std::vector<std::string>{"pension", "old age grant"});
    CHECK(site.synonyms.at("en")[0].also == std::vector<std::string>{"social grants"});
    CHECK(site.pages.front().keywords == std::vector<std::string>{"start", "begin"});
}

TEST_CASE("words of people in danger need nothing to look for", "[synonyms]") {
    Diagnostics diagnostics;
    const Site site = checked_site(
        site_with("en:\n  - words: [suicide]\n    danger: true\n  - {words: [rape], also: [shelter], danger: true}\n"),
        diagnostics);
    CHECK(to_text(diagnostics.sorted()) == "0 errors, 0 warnings\n");
    REQUIRE(site.synonyms.at("en").size() == 2);
    CHECK(site.synonyms.at("en")[0].danger);
    CHECK(site.synonyms.at("en")[0].also.empty());
    CHECK(site.synonyms.at("en")[1].also == std::vector<std::string>{"shelter"});
}

TEST_CASE("an empty file of synonyms has none", "[synonyms]") {
    CHECK(findings_of(site_with("")) == "0 errors, 0 warnings\n");
    CHECK(findings_of(site_with("en:\n")) == "0 errors, 0 warnings\n");
}

TEST_CASE("mistakes in synonyms are found at their place", "[synonyms]") {
    CHECK(findings_of(site_with("- words: [a]\n"))
              .find("data/synonyms.yaml:1:1: error: data/synonyms.yaml must have a list") == 0);
    CHECK(findings_of(site_with("xh:\n  - words: [a]\n    also: [b]\n"))
              .find("data/synonyms.yaml:1:1: error: the site has no language \"xh\"") == 0);
    const std::string mistyped = findings_of(site_with("en:\n  - words: [a]\n    als: [b]\n"));
    CHECK(mistyped.find("data/synonyms.yaml:3:5: error: there is no field \"als\" here") == 0);
    CHECK(mistyped.find("[missing-field]") == std::string::npos);
    CHECK(findings_of(site_with("en:\n  - words: [a]\n")).find("\"also\" is missing [missing-field]") !=
          std::string::npos);
}

TEST_CASE("places that an office is found by are names of any language", "[synonyms]") {
    Diagnostics diagnostics;
    const Site site = checked_site(
        {{"en/index.md", home},
         {"data/offices.yaml", "- {id: hoek, name: Fish Hoek, type: local, areas: [Fish Hoek, Vishoek]}\n"}},
        diagnostics);
    REQUIRE(site.office_facts.size() == 1);
    CHECK(site.office_facts[0].places == std::vector<std::string>{"Fish Hoek", "Vishoek"});
}

}  // namespace charter::read_synonyms_test
