#include "generator/render/linked_data.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/generator/render/site_fixture.h"

namespace charter::linked_data_test {
namespace {

using nlohmann::json;

std::vector<Source> town() {
    return {
        {"site.yaml", town_settings +
                          "channels:\n"
                          "  - {id: line, kind: phone, value: 0800 000 001, main: true, title: The line}\n"
                          "  - {id: letter, kind: post, value: \"Private Bag 1, Town\", title: Write}\n"
                          "hours:\n"
                          "  office: {days: mon-fri, opens: \"08:00\", closes: \"15:30\", status: confirmed}\n"},
        {"data/categories.yaml", "- id: care\n  title: Care\n"},
        {"data/offices.yaml",
         "- id: north\n  name: North </script> Office\n  type: local\n  address: 1 Main Road\n  hours: office\n"
         "- id: old\n  name: Old Office\n  type: local\n  closed: true\n  successor: north\n"},
        {"en/index.md", page_text({"title: Home"})},
        {"en/services/index.md", page_text({"title: Services"})},
        {"en/services/foster.md",
         page_text({"title: Foster care", "description: A home.", "kind: service", "id: foster", "category: care",
                    "who: Any family", "standards: [answer]", "offices: [north]"})},
        {"en/services/grants.md",
         page_text({"title: Grants", "kind: service", "id: grants", "category: care", "not_ours: true"})},
        {"en/standards/answer.md",
         page_text({"title: We answer", "kind: standard", "id: answer", "applies_to: [complaint]", "clock: resolve",
                    "within: 25 working days", "status: example"})},
    };
}

json graph_of(const SiteFixture& fixture, std::string_view path) {
    return json::parse(linked_data(fixture.scope(), fixture.page(path)))["@graph"];
}

}  // namespace

TEST_CASE("a page says where it stands", "[linked-data]") {
    const SiteFixture fixture(town());
    const json trail = graph_of(fixture, "services/foster")[0];
    CHECK(trail["@type"] == "BreadcrumbList");
    REQUIRE(trail["itemListElement"].size() == 3);
    CHECK(trail["itemListElement"][1]["position"] == 2);
    CHECK(trail["itemListElement"][1]["name"] == "Services");
    CHECK(trail["itemListElement"][1]["item"] == "https://town.example/en/services/");
    CHECK(trail["itemListElement"][2]["name"] == "Foster care");
}

TEST_CASE("the home page names the body and how to reach it", "[linked-data]") {
    const json body = graph_of(SiteFixture(town()), "index")[0];
    CHECK(body["@type"] == "GovernmentOrganization");
    CHECK(body["@id"] == "https://town.example/#body");
    CHECK(body["name"] == "the town");
    CHECK(body["address"] == "Private Bag 1, Town");
    REQUIRE(body["contactPoint"].size() == 1);
    CHECK(body["contactPoint"][0]["telephone"] == "0800 000 001");
}

TEST_CASE("a service has a channel for each promise, with its time, and for each way in", "[linked-data]") {
    const json service = graph_of(SiteFixture(town()), "services/foster")[1];
    CHECK(service["@type"] == "GovernmentService");
    CHECK(service["provider"]["@id"] == "https://town.example/#body");
    CHECK(service["audience"]["audienceType"] == "Any family");
    CHECK(service["serviceType"] == "Care");
    const json& channels = service["availableChannel"];
    REQUIRE(channels.size() == 4);
    CHECK(channels[0]["processingTime"] == "P35D");
    CHECK(channels[0]["description"] == "25 working days (example)");
    CHECK(channels[1]["servicePhone"]["telephone"] == "0800 000 001");
    CHECK(channels[2]["serviceUrl"] == "https://town.example/en/lodge/?kind=enquiry&service=foster");
    CHECK(channels[3]["serviceLocation"]["@id"] == "https://town.example/en/offices/north/#office");
}

TEST_CASE("nothing is said of a service of another body or of an office that is closed", "[linked-data]") {
    const SiteFixture fixture(town());
    CHECK(graph_of(fixture, "services/grants").size() == 1);
    CHECK(graph_of(fixture, "offices/old").size() == 1);
    CHECK(graph_of(fixture, "standards/answer")[1]["availableChannel"][0]["processingTime"] == "P35D");
}

TEST_CASE("an office tells its hours, and no name ends the script element", "[linked-data]") {
    const SiteFixture fixture(town());
    CHECK(linked_data(fixture.scope(), fixture.page("offices/north")).find('<') == std::string::npos);
    const json office = graph_of(fixture, "offices/north")[1];
    CHECK(office["@type"] == "GovernmentOffice");
    CHECK(office["name"] == "North </script> Office");
    CHECK(office["openingHoursSpecification"]["dayOfWeek"].size() == 5);
    CHECK(office["openingHoursSpecification"]["opens"] == "08:00");
    CHECK(office["parentOrganization"]["@id"] == "https://town.example/#body");
    CHECK_FALSE(office.contains("telephone"));
}

TEST_CASE("a home page of a site without a body says nothing", "[linked-data]") {
    const SiteFixture fixture({{"site.yaml", "name: A\nbase_url: https://a.example\nlanguages: [en]\n"},
                               {"en/index.md", page_text({"title: Home"})}});
    CHECK(linked_data(fixture.scope(), fixture.page("index")).empty());
}

TEST_CASE("questions are headings that end with a question mark and have an answer", "[linked-data]") {
    const std::string text =
        "Before.\n\n## Who may <use> it?\n\nAnyone.\n\n- you\n\n### How?\n\nBy phone.\n\n## Next\n\nNo.\n\n## Why?\n";
    const MarkdownPage page = render_markdown({"en/a.md", text}, 0, {});
    const std::string script = questions_data(page);
    CHECK(script.find('<') == std::string::npos);
    const json data = json::parse(script);
    CHECK(data["@type"] == "FAQPage");
    REQUIRE(data["mainEntity"].size() == 2);
    CHECK(data["mainEntity"][0]["acceptedAnswer"]["text"].get<std::string>().starts_with("Anyone.\nyou"));
    CHECK(data["mainEntity"][1]["name"] == "How?");
    CHECK(data["mainEntity"][1]["acceptedAnswer"]["text"] == "By phone.");
    CHECK(questions_data(render_markdown({"en/a.md", "## Facts\n\nText.\n"}, 0, {})).empty());
}

TEST_CASE("the time of a promise is the most days of the calendar that it takes without holidays", "[linked-data]") {
    CHECK(duration_of({1, LimitUnit::WorkingDays}) == "P3D");
    CHECK(duration_of({3, LimitUnit::WorkingDays}) == "P5D");
    CHECK(duration_of({5, LimitUnit::WorkingDays}) == "P7D");
    CHECK(duration_of({25, LimitUnit::WorkingDays}) == "P35D");
    CHECK(duration_of({30, LimitUnit::Days}) == "P30D");
    CHECK(duration_of({2, LimitUnit::Hours}) == "PT2H");
    CHECK(duration_of({30, LimitUnit::Minutes}) == "PT30M");
    CHECK(duration_of({4, LimitUnit::WorkingHours}) == "P3D");
}

}  // namespace charter::linked_data_test
