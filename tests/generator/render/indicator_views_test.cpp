#include "generator/render/indicator_views.h"

#include <catch2/catch.hpp>

#include "tests/generator/render/site_fixture.h"

namespace charter::indicator_views_test {
namespace {

std::vector<Source> town(const std::string& figures) {
    return {{"site.yaml", town_settings},
            {"data/indicators.yaml",
             "source: A plan\nyears: [\"2025-26\", \"2026-27\"]\nobjectives:\n  - id: redress\n    title: Redress\n"
             "    indicators:\n      - {id: reports, title: Reports, " +
                 figures + "}\n"},
            {"en/index.md", page_text({"title: Home"})}};
}

const View& first(const View& view, std::string_view list) {
    return view.items().at(std::string(list)).views.at(0);
}

}  // namespace

TEST_CASE("targets and results stand as two bars over each year, and in a sentence and a table", "[plot]") {
    const SiteFixture fixture(town("targets: [4, 8], actuals: [2, -]"));
    const View view = indicators_view(fixture.scope());
    CHECK(flag_of(view, "results"));
    CHECK(text_of(view, "source") == "Source: A plan.");
    const View& indicator = first(first(view, "objectives"), "indicators");
    CHECK(text_of(indicator, "sentence") == "2025-26: target 4, result 2. 2026-27: target 8.");
    CHECK(texts_of(indicator, "rows", "target") == "4, 8");
    CHECK(texts_of(indicator, "rows", "actual") == "2, not known");
    const View& plot = first(indicator, "plot");
    // The tallest bar is the highest figure; one of half of it is half as tall.
    CHECK(text_of(plot, "targets") == "M9 86V54h30V86M93 86V22h30V86");
    CHECK(text_of(plot, "actuals") == "M45 86V70h30V86");
    CHECK(texts_of(plot, "labels", "text") == "4, 8, 2, 2025-26, 2026-27");
    CHECK(text_of(plot, "width") == "168");
}

TEST_CASE("without results there is one bar over each year", "[plot]") {
    const SiteFixture fixture(town("targets: [0, 0]"));
    const View view = indicators_view(fixture.scope());
    CHECK_FALSE(flag_of(view, "results"));
    const View& indicator = first(first(view, "objectives"), "indicators");
    const View& plot = first(indicator, "plot");
    CHECK(text_of(plot, "targets") == "M27 86V86h30V86M111 86V86h30V86");
    CHECK(text_of(plot, "actuals").empty());
    CHECK(texts_of(indicator, "rows", "actual") == "-, -");
}

}  // namespace charter::indicator_views_test
