#include "generator/shared/catalogue.h"

#include <catch2/catch.hpp>

namespace charter::catalogue_test {
namespace {

// One of everything, each field with a value of its own.
Catalogue full_catalogue() {
    Catalogue catalogue;
    catalogue.site_id = "example";
    catalogue.name = {{"en", "Charters"}, {"xh", "Imiqulu \"yeenkonzo\""}};
    catalogue.body = {{"en", "A public body"}};
    catalogue.base_url = "https://example.org";
    catalogue.languages = {"en", "xh"};
    catalogue.edition = "2026-27";
    catalogue.declared_days = {{*parse_date("2026-11-04"), "declared", {{"en", "Elections"}}, false}};
    catalogue.opening_hours = {8 * 60, 16 * 60 + 45};
    catalogue.principles = {"redress", "access"};
    catalogue.regions = {{"metro", {{"en", "Metro"}}}};
    catalogue.categories = {{"care", {{"en", "Care"}}}};
    catalogue.standards = {{"answer",
                            {{"en", "We answer"}},
                            {Applies::Complaint, Applies::AccessRequest},
                            Clock::Resolve,
                            {25, LimitUnit::WorkingDays},
                            90,
                            "redress",
                            PromiseStatus::Adopted,
                            "2026-27",
                            {{"en", "From receipt"}},
                            {{"en", "/en/standards/answer/"}}},
                           {"wait", {}, {}, Clock::Measured, {30, LimitUnit::Minutes}, {}, "", {}, "", {}, {}}};
    catalogue.services = {{"grant",
                           {{"en", "Grant"}},
                           {{"en", "Help"}},
                           {{"en", "Nothing"}},
                           {{"en", std::vector<std::string>{"A form", "A stamp"}}},
                           "care",
                           {"answer"},
                           {"north"},
                           true,
                           {},
                           true},
                          {"plain", {}, {}, {}, {}, "", {}, {}, false, {}}};
    catalogue.offices = {{"north",
                          {{"en", "North"}},
                          "regional",
                          "metro",
                          "south",
                          {{"en", "1 Street"}},
                          "021 000 0000",
                          "north@example.org",
                          "office",
                          true,
                          "south",
                          {{"en", "/en/offices/north/"}}},
                         {"south", {}, "", "", "", {}, "", "", "", false, "", {}}};
    catalogue.charters = {{"north-2026",
                           {{"en", "Charter"}},
                           "north",
                           "2026-27",
                           {"answer"},
                           {"grant"},
                           parse_date("2026-06-01"),
                           "Head of Department",
                           parse_date("2026-05-20"),
                           {}},
                          {"south-draft", {}, "south", "", {}, {}, {}, "", {}, {}}};
    catalogue.retention = {{CaseKind::Complaint, 5}};
    catalogue.calls_kept_years = 2;
    return catalogue;
}

}  // namespace

TEST_CASE("a catalogue comes back from its file as it was", "[catalogue]") {
    const Catalogue catalogue = full_catalogue();
    const std::string json = to_json(catalogue);
    CHECK(parse_catalogue(json) == catalogue);
    CHECK(to_json(parse_catalogue(json)) == json);
}

TEST_CASE("only a known service is sensitive", "[catalogue]") {
    CHECK(is_sensitive(full_catalogue(), "grant"));
    CHECK_FALSE(is_sensitive(full_catalogue(), "plain"));
    CHECK_FALSE(is_sensitive(full_catalogue(), "nowhere"));
}

TEST_CASE("an empty field leaves no trace in the file", "[catalogue]") {
    const std::string json = to_json(full_catalogue());
    CHECK_THAT(json, !Catch::Contains(": \"\"") && !Catch::Contains("[]") && !Catch::Contains("{}"));
    CHECK_THAT(json, Catch::Contains("\"opens\": \"08:00\"") && Catch::EndsWith("}\n"));
}

TEST_CASE("a damaged catalogue is refused with what is wrong", "[catalogue]") {
    const std::string good = to_json(full_catalogue());
    const auto [from, to, complaint] = GENERATE(table<std::string, std::string, std::string>({
        {"{", "", "cannot be read"},
        {"\"format\": 1", "\"format\": 2", "format"},
        {"\"resolve\"", "\"solve\"", "unknown clock \"solve\""},
        {"\"complaint\"", "\"moan\"", "unknown kind of case \"moan\""},
        {"\"working-days\"", "\"dayz\"", "unknown unit \"dayz\""},
        {"2026-06-01", "2026-06-31", "bad date \"2026-06-31\""},
        {"08:00", "08:60", "bad time \"08:60\""},
        {"08:00", "8", "bad time \"8\""},
        {"\"id\": \"answer\"", "\"name\": \"answer\"", "'id'"},
    }));
    std::string damaged = good;
    damaged.replace(damaged.find(from), from.size(), to);
    CAPTURE(from, to);
    CHECK_THROWS_WITH(parse_catalogue(damaged), Catch::Contains(complaint) && Catch::StartsWith("catalogue.json"));
}

TEST_CASE("entries are found by id", "[catalogue]") {
    const Catalogue catalogue = full_catalogue();
    REQUIRE(find_standard(catalogue, "wait") != nullptr);
    CHECK(find_standard(catalogue, "wait")->within == Limit{30, LimitUnit::Minutes});
    CHECK(find_service(catalogue, "grant")->category == "care");
    CHECK(find_office(catalogue, "south")->id == "south");
    CHECK(find_standard(catalogue, "aaa") == nullptr);
    CHECK(find_service(catalogue, "zzz") == nullptr);
    CHECK(find_office(catalogue, "") == nullptr);
}

TEST_CASE("the newest approved edition that has begun is in force", "[catalogue]") {
    Catalogue catalogue;
    const auto add = [&](const char* id, std::optional<Date> from, const char* approved) {
        CharterEdition edition;
        edition.id = id;
        edition.office = "north";
        edition.in_force_from = from;
        edition.approved_role = approved;
        catalogue.charters.push_back(edition);
    };
    add("old", parse_date("2025-07-01"), "Head");
    add("new", parse_date("2026-06-15"), "Head");
    add("never-approved", parse_date("2026-09-01"), "");
    add("undated", std::nullopt, "Head");
    const auto id_on = [&](const char* date) {
        const CharterEdition* edition = charter_in_force(catalogue, "north", *parse_date(date));
        return edition == nullptr ? std::string("none") : edition->id;
    };
    CHECK(id_on("2025-06-30") == "none");
    CHECK(id_on("2025-07-01") == "old");
    CHECK(id_on("2026-06-14") == "old");
    CHECK(id_on("2026-06-15") == "new");
    CHECK(id_on("2026-12-01") == "new");
    CHECK(charter_in_force(catalogue, "south", *parse_date("2026-12-01")) == nullptr);
}

TEST_CASE("the calendar of a catalogue has its rule, days and hours", "[catalogue]") {
    const Calendar calendar = calendar_of(full_catalogue());
    CHECK_FALSE(calendar.is_working_day(*parse_date("2026-11-04")));
    CHECK_FALSE(calendar.is_working_day(*parse_date("2026-12-16")));
    CHECK(calendar.hours().closes == 16 * 60 + 45);
    CHECK(calendar.timezone() == "Africa/Johannesburg");
}

}  // namespace charter::catalogue_test
