#include "generator/render/open_data.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/generator/render/site_fixture.h"

namespace charter::open_data_test {
namespace {

std::vector<Source> town() {
    return {
        {"site.yaml", town_settings + "edition: \"2026-27\"\n"},
        {"data/offices.yaml",
         "- id: north\n  name: \"=North, Office\"\n  type: local\n  phone: \"+27 21 000 0000\"\n  checked: "
         "\"2026-10\"\n"},
        {"data/indicators.yaml",
         "source: Plan\nyears: [\"2026-27\", \"2027-28\"]\nobjectives:\n  - id: redress\n    title: Redress\n"
         "    indicators:\n      - {id: reports, title: Reports, targets: [4, 4], actuals: [3, -]}\n"},
        {"en/index.md", page_text({"title: Home"})},
        {"en/standards/answer.md",
         page_text({"title: We answer", "kind: standard", "id: answer", "applies_to: [complaint, report]",
                    "clock: resolve", "within: 25 working days", "target: 90%", "status: example"})},
    };
}

std::string file(const SiteFixture& fixture, std::string_view path) {
    for (const auto& [own, text] : data_files(fixture.site()))
        if (own == path) return text;
    return "(none)";
}

}  // namespace

TEST_CASE("each table has the mark of UTF-8, a line of names and a line for each row", "[open-data]") {
    const SiteFixture fixture(town());
    CHECK(file(fixture, "data/standards.csv") ==
          "\xEF\xBB\xBF"
          "id,edition,in_force,title_en,applies_to,clock,within,unit,target_percent,principle,status,measured_by_en,"
          "url_en\r\n"
          "answer,2026-27,true,We answer,complaint report,resolve,25,working-days,90,,example,,"
          "https://town.example/en/standards/answer/\r\n");
    CHECK(file(fixture, "data/indicators.csv") ==
          "\xEF\xBB\xBF"
          "objective,objective_title_en,indicator,title_en,reported,year,target,actual,source\r\n"
          "redress,Redress,reports,Reports,annually,2026-27,4,3,Plan\r\n"
          "redress,Redress,reports,Reports,annually,2027-28,4,,Plan\r\n");
}

TEST_CASE("what changed from one edition to the next is a table, with the reason of what became weaker",
          "[open-data]") {
    std::vector<Source> files = town();
    const auto answer = [](const std::string& limit, const std::string& note) {
        return page_text({"title: We answer", "kind: standard", "id: answer", "applies_to: [complaint, report]",
                          "clock: resolve", "within: " + limit, note, "status: example"});
    };
    files.pop_back();
    files.push_back({"en/standards/answer.md", answer("30 working days", "change_note: \"=Fewer hands, \"")});
    files.push_back({"editions/2025-26/en/standards/answer.md", answer("25 working days", "weight: 1")});
    CHECK(file(SiteFixture(files), "data/changes.csv") ==
          "\xEF\xBB\xBF"
          "edition_before,edition,standard,charter,field,before,after,effect,note_en\r\n"
          "2025-26,2026-27,answer,,within,25 working days,30 working days,weaker,\"'=Fewer hands, \"\r\n");
    CHECK(file(SiteFixture(town()), "data/changes.csv") == "(none)");
}

TEST_CASE("what a spreadsheet would take for a formula is neutralised in the table and whole in the JSON",
          "[open-data]") {
    const SiteFixture fixture(town());
    const std::string csv = file(fixture, "data/offices.csv");
    CHECK(csv.find("\"'=North, Office\"") != std::string::npos);
    CHECK(csv.find(",'+27 21 000 0000,") != std::string::npos);
    const auto offices = nlohmann::json::parse(file(fixture, "data/offices.json"));
    CHECK(offices[0]["name_en"] == "=North, Office");
    CHECK(offices[0]["phone"] == "+27 21 000 0000");
}

TEST_CASE("JSON has numbers, flags, lists and null where nothing is known", "[open-data]") {
    const SiteFixture fixture(town());
    const auto standard = nlohmann::json::parse(file(fixture, "data/standards.json"))[0];
    CHECK(standard["within"] == 25);
    CHECK(standard["in_force"] == true);
    CHECK(standard["applies_to"] == nlohmann::json({"complaint", "report"}));
    CHECK(standard["principle"].is_null());
    CHECK(nlohmann::json::parse(file(fixture, "data/indicators.json"))[1]["actual"].is_null());
}

TEST_CASE("every column of every table is described", "[open-data]") {
    const SiteFixture fixture(town());
    const View view = data_view(fixture.scope());
    const auto& described = view.items().at("tables").views;
    const std::vector<DataTable> tables = data_tables(fixture.site());
    REQUIRE(described.size() == 3);
    REQUIRE(tables.size() == 3);
    for (std::size_t at = 0; at < tables.size(); ++at) {
        std::vector<std::string> names;
        for (const View& column : described[at].items().at("columns").views) {
            CHECK_FALSE(text_of(column, "meaning").empty());
            CHECK_FALSE(text_of(column, "type").empty());
            for (const View& name : column.items().at("names").views) names.push_back(text_of(name, "text"));
        }
        std::vector<std::string> columns;
        for (const DataColumn& column : tables[at].columns) columns.push_back(column.name);
        CHECK(names == columns);
    }
}

TEST_CASE("a site without promises, offices and a plan has no tables", "[open-data]") {
    const SiteFixture fixture({{"site.yaml", town_settings}, {"en/index.md", page_text({"title: Home"})}});
    CHECK(data_files(fixture.site()).empty());
}

}  // namespace charter::open_data_test
