#include "server/cases/scope.h"

#include <catch2/catch.hpp>

#include "tests/server/cases/case_fixture.h"

namespace charter::scope_test {
namespace {

Office office(std::string id, std::string region, std::string parent) {
    Office made;
    made.id = std::move(id);
    made.region = std::move(region);
    made.parent = std::move(parent);
    return made;
}

// head -> directorate -> unit (no region); east and west hold two offices each, of which one west office is closed.
Catalogue site() {
    Catalogue catalogue;
    catalogue.offices = {office("directorate", "", "head"),   office("east-1", "east", "head"),
                         office("east-2", "east", "east-1"),  office("head", "", ""),
                         office("unit", "", "directorate"),   office("west-1", "west", "head"),
                         office("west-old", "west", "west-1")};
    catalogue.offices.back().closed = true;
    catalogue.offices.back().successor = "east-2";
    return catalogue;
}

std::string describe(const CaseScope& scope) {
    std::string text = scope.every_office ? "all" : "";
    for (const std::string& each : scope.offices) text += each + " ";
    return text + (scope.withheld ? "+" : "-");
}

Case case_at(std::string office, bool about_official) {
    Lodging lodging = complaint();
    lodging.office = std::move(office);
    lodging.about_official = about_official;
    return TestCase(local("2026-11-26 10:00"), usual_terms(), lodging).now();
}

}  // namespace

TEST_CASE("what a role sees", "[scope]") {
    const auto [role, own, seen] = GENERATE(table<Role, const char*, const char*>({
        {Role::CustomerCareAssistant, "east-1", "east-1 -"},
        {Role::CustomerCareAssistant, "east-2", "east-2 west-old -"},
        {Role::CustomerCareAssistant, "nowhere", "-"},
        {Role::CustomerCareOfficer, "east-2", "east-1 east-2 west-old -"},
        {Role::Supervisor, "west-1", "west-1 west-old -"},
        {Role::Supervisor, "directorate", "directorate unit -"},
        {Role::Supervisor, "nowhere", "-"},
        {Role::HeadOffice, "head", "all+"},
        {Role::HeadOffice, "", "all+"},
        {Role::Auditor, "", "all+"},
        {Role::Administrator, "head", "-"},
    }));
    CAPTURE(key_of(role), own);
    CHECK(describe(scope_of(role, own, site())) == seen);
}

TEST_CASE("a case is seen where it is now", "[scope]") {
    const CaseScope east = scope_of(Role::CustomerCareOfficer, "east-1", site());
    Case now = case_at("east-2", false);
    CHECK(may_see(east, now));
    now.office = "west-1";
    CHECK_FALSE(may_see(east, now));
    CHECK(may_see(scope_of(Role::HeadOffice, "", site()), now));
    CHECK_FALSE(may_see(scope_of(Role::Administrator, "", site()), now));
}

TEST_CASE("a complaint about an official is kept from the office and the region of the case", "[scope]") {
    const Case now = case_at("east-1", true);
    for (const Role role : {Role::CustomerCareAssistant, Role::CustomerCareOfficer, Role::Supervisor})
        CHECK_FALSE(may_see(scope_of(role, "east-1", site()), now));
    CHECK(may_see(scope_of(Role::HeadOffice, "head", site()), now));
}

TEST_CASE("a sensitive case is kept from the office and the region of the case until the person consents", "[scope]") {
    const CaseScope region = scope_of(Role::Supervisor, "east-1", site());
    const CaseScope head = scope_of(Role::HeadOffice, "head", site());
    Case now = case_at("east-1", false);
    now.lodging.sensitive = true;
    CHECK_FALSE(may_see(region, now));
    CHECK(may_see(head, now));
    CHECK(working_office(now, site()) == head_office(site()));
    now.office_consent = true;
    CHECK(may_see(region, now));
    CHECK(working_office(now, site()) == "east-1");
    now.lodging.about_official = true;
    CHECK_FALSE(may_see(region, now));
}

TEST_CASE("a circle of parents ends", "[scope]") {
    Catalogue catalogue = site();
    catalogue.offices[0].parent = "unit";
    CHECK(describe(scope_of(Role::Supervisor, "head", catalogue)) == "east-1 east-2 head west-1 west-old -");
}

}  // namespace charter::scope_test
