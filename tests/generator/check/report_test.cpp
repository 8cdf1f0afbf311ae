#include "generator/check/report.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <set>

#include "generator/check/codes.h"

namespace charter::report_test {
namespace {

using Json = nlohmann::json;

std::vector<Diagnostic> findings() {
    const Source source{"en/sê this.md", "Eerste\n'n Börde [hier](x.md)\n"};
    const Source other{"en/other.md", "Text\n"};
    Diagnostics diagnostics;
    diagnostics.warning(source, {20, 24}, "link-words", "no words", "write words");
    diagnostics.note(other, {0, 4}, "first here");
    diagnostics.file_error("site.yaml", "missing-settings", "nothing there");
    diagnostics.add(Severity::Advice, source, {0, 6}, "rule-not-met/hours", "no hours");
    return diagnostics.sorted();
}

}  // namespace

TEST_CASE("findings are told as JSON with their places in characters", "[report]") {
    const Json json = Json::parse(to_json("content/town", findings()));
    CHECK(json["site"] == "content/town");
    CHECK(json["errors"] == 1);
    CHECK(json["warnings"] == 1);
    CHECK(json["advice"] == 1);
    const Json& link = json["findings"][1];
    CHECK(link["code"] == "link-words");
    CHECK(link["line"] == 2);
    CHECK(link["column"] == 13);
    CHECK(link["width"] == 4);
    CHECK(link["notes"][0]["path"] == "en/other.md");
    CHECK_FALSE(json["findings"][2].contains("line"));
}

TEST_CASE("SARIF names the rule of each finding once, and its place", "[report]") {
    const Json sarif = Json::parse(to_sarif(findings(), "https://town.example/codes"));
    CHECK(sarif["version"] == "2.1.0");
    const Json& run = sarif["runs"][0];
    const Json& rules = run["tool"]["driver"]["rules"];
    REQUIRE(rules.size() == 3);
    CHECK(run["results"].size() == 3);
    for (const Json& result : run["results"]) CHECK(rules[result["ruleIndex"].get<int>()]["id"] == result["ruleId"]);
    const Json& link = run["results"][1];
    CHECK(link["level"] == "warning");
    const Json& place = link["locations"][0]["physicalLocation"];
    CHECK(place["artifactLocation"]["uri"] == "en/s%C3%AA%20this.md");
    CHECK(place["region"]["startColumn"] == 13);
    CHECK(place["region"]["endColumn"] == 17);
    CHECK(place["contextRegion"]["snippet"]["text"] == "'n Börde [hier](x.md)");
    CHECK(run["results"][0]["level"] == "note");
    CHECK_FALSE(run["results"][2]["locations"][0]["physicalLocation"].contains("region"));
    CHECK(rules[2]["id"] == "rule-not-met/hours");
    CHECK(rules[2]["helpUri"] == "https://town.example/codes/checks/#rule-not-met");
    CHECK_FALSE(Json::parse(to_sarif(findings(), ""))["runs"][0]["tool"]["driver"]["rules"][0].contains("helpUri"));
}

TEST_CASE("SARIF tells which part of a long line it shows", "[report]") {
    const Source source{"en/a.md", std::string(1000, 'a') + "wrong" + std::string(1000, 'b')};
    Diagnostics diagnostics;
    diagnostics.error(source, {1000, 1005}, "dead-link", "no");
    diagnostics.error(source, {0, 2005}, "dead-link", "no");
    const Json results = Json::parse(to_sarif(diagnostics.sorted(), ""))["runs"][0]["results"];
    CHECK_FALSE(results[0]["locations"][0]["physicalLocation"].contains("contextRegion"));
    const Json context = results[1]["locations"][0]["physicalLocation"]["contextRegion"];
    CHECK(context["startColumn"] == 840);
    CHECK(context["endColumn"] == 1162);
    CHECK(context["snippet"]["text"] == std::string(161, 'a') + "wrong" + std::string(156, 'b'));
}

// The required properties and the choices of the standard's schema, for what is written here.
TEST_CASE("SARIF has what version 2.1.0 of the standard requires", "[report]") {
    const Json sarif = Json::parse(to_sarif(findings(), "https://town.example/codes"));
    CHECK(sarif["$schema"] == "https://json.schemastore.org/sarif-2.1.0.json");
    CHECK(sarif["version"] == "2.1.0");
    const Json& run = sarif["runs"][0];
    CHECK(run["tool"]["driver"]["name"] == "charter");
    CHECK(run["columnKind"] == "unicodeCodePoints");
    for (const Json& rule : run["tool"]["driver"]["rules"]) {
        CHECK_FALSE(rule["id"].get<std::string>().empty());
        CHECK_FALSE(rule["shortDescription"]["text"].get<std::string>().empty());
    }
    const auto check_place = [&](const Json& location) {
        const Json& place = location["physicalLocation"];
        const Json& artifact = place["artifactLocation"];
        CHECK(run["originalUriBaseIds"].contains(artifact["uriBaseId"].get<std::string>()));
        const auto uri = artifact["uri"].get<std::string>();
        CHECK(std::all_of(uri.begin(), uri.end(), [](char c) { return c > ' ' && c < '\x7F'; }));
        if (!place.contains("region")) {
            CHECK_FALSE(place.contains("contextRegion"));
            return;
        }
        CHECK(place["region"]["startLine"] >= 1);
        CHECK(place["region"]["startColumn"] >= 1);
        CHECK(place["region"]["endColumn"] > place["region"]["startColumn"]);
    };
    const std::set<std::string> levels = {"none", "note", "warning", "error"};
    for (const Json& result : run["results"]) {
        CHECK(levels.contains(result["level"].get<std::string>()));
        CHECK_FALSE(result["message"]["text"].get<std::string>().empty());
        REQUIRE(result["locations"].size() == 1);
        check_place(result["locations"][0]);
        for (const Json& place : result.value("relatedLocations", Json::array())) {
            check_place(place);
            CHECK_FALSE(place["message"]["text"].get<std::string>().empty());
        }
    }
    CHECK(run["results"][1]["relatedLocations"].size() == 1);
    CHECK(Json::parse(to_sarif({}, ""))["runs"][0]["results"] == Json::array());
}

TEST_CASE("every code is explained, one or all", "[report]") {
    CHECK(explain_text("alt-text").find("alt-text (warning, can be waived)\n  A picture") == 0);
    CHECK(explain_text("rule-not-met/hours").find("rule-not-met") == 0);
    CHECK(explain_text("no-such-code") == "");
    const Json all = Json::parse(explain_json("all"));
    REQUIRE(all.size() == all_codes().size());
    for (const Json& entry : all) {
        CAPTURE(entry["code"]);
        CHECK(find_code(entry["code"].get<std::string>()) != nullptr);
        CHECK(entry["summary"].get<std::string>().ends_with("."));
        CHECK(entry["wrong"] != entry["right"]);
        CHECK_FALSE(entry["right"].get<std::string>().empty());
    }
    CHECK(Json::parse(explain_json("alt-text")).size() == 1);
}

}  // namespace charter::report_test
