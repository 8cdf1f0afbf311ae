#include "generator/model/read_indicators.h"

#include <catch2/catch.hpp>

#include "tests/generator/model/site_files.h"

namespace charter::read_indicators_test {
namespace {

FileTexts site_with(const std::string& indicator) {
    return {{"en/index.md", "---\ntitle: Home\n---\nWelcome.\n"},
            {"data/indicators.yaml",
             "source: A plan\nyears: [\"2025-26\", \"2026-27\"]\nobjectives:\n  - id: redress\n    title: Redress\n"
             "    indicators:\n      - id: reports\n        title: Reports\n" +
                 indicator}};
}

}  // namespace

TEST_CASE("a plan is read as it is written", "[indicators]") {
    Diagnostics diagnostics;
    const Site site = checked_site(
        site_with("        reported: quarterly\n        targets: [4, 5]\n        actuals: [3, -]\n"), diagnostics);
    CHECK(to_text(diagnostics.sorted()) == "0 errors, 0 warnings\n");
    CHECK(site.plan.source == "A plan");
    CHECK(site.plan.years == std::vector<std::string>{"2025-26", "2026-27"});
    REQUIRE(site.plan.objectives.size() == 1);
    REQUIRE(site.plan.objectives[0].indicators.size() == 1);
    const Indicator& indicator = site.plan.objectives[0].indicators[0];
    CHECK(indicator.reported == Reporting::Quarterly);
    CHECK(indicator.targets == std::vector<int>{4, 5});
    CHECK(indicator.actuals == std::vector<std::optional<int>>{3, std::nullopt});
}

TEST_CASE("results that are not there are not known", "[indicators]") {
    Diagnostics diagnostics;
    const Site site = checked_site(site_with("        targets: [4, 5]\n"), diagnostics);
    CHECK(site.plan.objectives[0].indicators[0].actuals.size() == 2);
    CHECK_FALSE(site.plan.objectives[0].indicators[0].actuals[0]);
}

TEST_CASE("mistakes in indicators are found at their place", "[indicators]") {
    CHECK(findings_of(site_with("        targets: [4]\n")).find("there are 2 years and 1 targets [bad-field]") !=
          std::string::npos);
    CHECK(findings_of(site_with("        targets: [4, many]\n"))
              .find("data/indicators.yaml:9:22: error: \"targets\" holds numbers from 0, not \"many\"") == 0);
    CHECK(findings_of(site_with("        targets: [4, -1]\n")).find("not \"-1\"") != std::string::npos);
    CHECK(findings_of(site_with("        targets: [4, 5]\n        actuals: [x, 1]\n"))
              .find("write \"-\" where it is not known") != std::string::npos);
    CHECK(findings_of(site_with("        reported: daily\n        targets: [4, 5]\n"))
              .find("write annually, quarterly or twice-a-year") != std::string::npos);
    CHECK(findings_of(site_with("        target: [4, 5]\n")).find("did you mean \"targets\"") != std::string::npos);
    CHECK(findings_of({{"en/index.md", "---\ntitle: Home\n---\nWelcome.\n"}, {"data/indicators.yaml", "- a\n"}})
              .find("data/indicators.yaml:1:1: error: data/indicators.yaml must hold years and objectives") == 0);
}

}  // namespace charter::read_indicators_test
