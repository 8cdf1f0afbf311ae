// Every role at every office against every address of the case desk and every kind of case: what is forbidden must be
// told in the same bytes as what is not there.
#include <algorithm>
#include <map>
#include <set>

#include "server/cases/permissions.h"
#include "tests/server/routes/desk_server.h"

namespace charter::permissions_test {
namespace {

const std::string words = "Nobody answered the orange telephone.";

struct Object {
    std::string name;
    CaseReference reference;
    bool is_withheld = false;
    std::string file{};      // of the case
    bool is_sealed = false;  // its words are for who gives a reason
    std::string named{};     // the account that it complains of
};

// A person as the matrix knows one: what they may see, said once more in words of its own.
struct Person {
    Role role;
    std::string office;
    std::string name;

    [[nodiscard]] bool sees(const Object& object) const {
        const bool is_head = role == Role::HeadOffice || role == Role::Auditor;
        if (role == Role::Administrator || object.name == "absent" || object.named == name) return false;
        if (object.is_withheld || is_head) return is_head;
        if (role == Role::CustomerCareAssistant) return object.name == office;
        return object.name.substr(0, 5) == office.substr(0, 5);
    }
};

void name_official(DeskServer& server, const CaseReference& reference, StaffId official) {
    const std::string& by = server.sign_in(Role::CustomerCareOfficer, "south-1");
    StepRequest step =
        plain_step(Step::NameOfficial, staff_actor(server.id_of(by), Role::CustomerCareOfficer), server.now());
    step.complained_of = std::vector{official};
    step.kept_from = {official};
    REQUIRE(outcome_text(server.store().cases().take_step(step_of(reference, step))) == "received");
}

std::vector<Object> lodge_objects(DeskServer& server) {
    std::vector<Object> objects;
    for (const std::string office : {"north-1", "north-2", "south-1"}) {
        const auto with_words = [](Lodging& lodging) { lodging.description = words; };
        const auto about_official = [](Lodging& lodging) {
            lodging.description = words;
            lodging.about_official = true;
        };
        const auto sensitive = [](Lodging& lodging) {
            lodging.description = words;
            lodging.sensitive = true;
        };
        const auto shared = [](Lodging& lodging) {
            lodging.description = words;
            lodging.sensitive = true;
            lodging.office_consent = true;
        };
        objects.push_back({office, server.lodge_case(office, with_words)});
        objects.push_back({office, server.lodge_case(office, about_official), true, {}, true});
        objects.push_back({office, server.lodge_case(office, sensitive), true, {}, true});
        objects.push_back({office, server.lodge_case(office, shared), false, {}, true});
    }
    objects.push_back({"head-office",
                       server.lodge_case("head-office", [](Lodging& lodging) { lodging.description = words; }),
                       true,
                       {},
                       true,
                       server.sign_in(Role::HeadOffice, "head-office")});
    name_official(server, objects.back().reference, server.id_of(objects.back().named));
    for (Object& object : objects) object.file = server.add_file(object.reference);
    objects.push_back({"absent", some_reference(17)});
    return objects;
}

std::vector<Person> everyone_at(DeskServer& server) {
    std::vector<Person> people;
    for (const Role role : all_roles()) {
        const bool is_local = role != Role::HeadOffice && role != Role::Auditor && role != Role::Administrator;
        for (const std::string office : {"north-1", "north-2", "south-1", "head-office"}) {
            if (is_local == (office == "head-office")) continue;
            people.push_back({role, office, server.sign_in(role, office)});
        }
    }
    return people;
}

std::string address_of(std::string_view pattern, const CaseReference& reference, const std::string& file) {
    std::string address(pattern);
    const std::map<std::string_view, std::string> values = {
        {"{reference}", reference.text()}, {"{file}", file}, {"{filter}", "1"}, {"{person}", "1"}, {"{session}", "1"}};
    for (const auto& [name, value] : values)
        if (const auto at = address.find(name); at != std::string::npos) address.replace(at, name.size(), value);
    return address;
}

Response ask(DeskServer& server, const RouteRow& row, const std::string& name, const CaseReference& reference,
             const std::string& file = "0123456789abcdef0123456789abcdef") {
    const std::string address = address_of(row.pattern, reference, file);
    if (row.method == "GET") return server.get(name, address);
    return server.post(name, address,
                       {{"step", "note"}, {"internal_note", "Seen."}, {"expected_sequence", "1"}, {"kind", "enquiry"}});
}

bool is_for_staff(const RouteRow& row) {
    return row.pattern.starts_with("/staff/");
}

}  // namespace

TEST_CASE("every address of the case desk but the sign-in needs a permission, and no other does", "[permissions]") {
    const std::set<std::string_view> open = {"/staff/sign-in", "/staff/sign-in/code", "/staff/sign-out",
                                             "/staff/link/{token}"};
    std::size_t guarded = 0;
    for (const RouteRow& row : route_rows()) {
        CAPTURE(row.method, row.pattern);
        CHECK(row.needs.has_value() == (is_for_staff(row) && !open.contains(row.pattern)));
        guarded += row.needs ? 1 : 0;
    }
    CHECK(guarded > 8);
}

TEST_CASE("nobody reaches the case desk without signing in", "[permissions]") {
    DeskServer server;
    const CaseReference there = server.lodge_case("north-1");
    for (const RouteRow& row : route_rows()) {
        if (!row.needs) continue;
        CAPTURE(row.method, row.pattern);
        const Response to_case = ask(server, row, "", there);
        // What was written in a form is carried through the sign-in.
        const bool keeps = says(to_case, "name=\"kept\"");
        CHECK(to_case.status == (keeps ? 403 : 303));
        CHECK(says(to_case, keeps ? "action=\"/staff/sign-in\"" : "/staff/sign-in?next="));
        CHECK_FALSE(says(to_case, words));
    }
}

TEST_CASE("a role without the permission of an address is told that there is no such page", "[permissions]") {
    DeskServer server;
    const CaseReference there = server.lodge_case("north-1");
    const CaseReference absent = some_reference(17);
    std::size_t refused = 0;
    for (const Person& person : everyone_at(server)) {
        for (const RouteRow& row : route_rows()) {
            if (!row.needs || may(person.role, *row.needs)) continue;
            CAPTURE(person.name, row.method, row.pattern);
            const Response answered = ask(server, row, person.name, there);
            CHECK(answered.status == 404);
            CHECK(text_of(answered) == text_of(ask(server, row, person.name, absent)));
            ++refused;
        }
    }
    CHECK(refused > 10);
}

TEST_CASE("a case out of reach answers as one that is not there, on every address", "[permissions]") {
    DeskServer server;
    const std::vector<Object> objects = lodge_objects(server);
    const CaseReference absent = objects.back().reference;
    std::size_t shown = 0;
    std::size_t hidden = 0;
    for (const Person& person : everyone_at(server)) {
        for (const RouteRow& row : route_rows()) {
            if (row.pattern.find("{reference}") == std::string_view::npos || !row.needs) continue;
            const bool may_come = may(person.role, *row.needs);
            for (const Object& object : objects) {
                CAPTURE(person.name, row.method, row.pattern, object.name, object.is_sealed);
                const Response answered = ask(server, row, person.name, object.reference, object.file);
                const bool is_ticket = row.pattern.starts_with("/staff/tickets/");
                // There is nothing to give a reason for where the case is open to the person.
                const bool is_needless =
                    row.pattern.ends_with("/open") && !object.is_sealed && person.role != Role::Auditor;
                if (may_come && person.sees(object) && !is_ticket && !is_needless) {
                    CHECK(answered.status != 404);  // 409 where someone else was faster
                    if (object.is_sealed) CHECK_FALSE(says(answered, words));
                    ++shown;
                    continue;
                }
                CHECK(text_of(answered) == text_of(ask(server, row, person.name, absent, object.file)));
                CHECK(answered.status == 404);
                CHECK_FALSE(says(answered, words));
                ++hidden;
            }
        }
    }
    CHECK(shown > 40);
    CHECK(hidden > 100);
}

TEST_CASE("lists, counts and searches show nobody a case out of reach", "[permissions]") {
    DeskServer server;
    const std::vector<Object> objects = lodge_objects(server);
    for (const Person& person : everyone_at(server)) {
        if (!may(person.role, Permission::ReadCases)) continue;
        const Response list = server.get(person.name, "/staff/");
        std::size_t seen = 0;
        for (const Object& object : objects) {
            CAPTURE(person.name, object.name, object.is_sealed);
            CHECK(says(list, "/staff/cases/" + object.reference.text()) == person.sees(object));
            seen += person.sees(object) ? 1 : 0;
            const Response found = server.post(person.name, "/staff/search", {{"asked", object.reference.text()}});
            REQUIRE(found.status == 303);
        }
        CHECK(count_of(list.body, "href=\"/staff/cases/") == seen);
    }
}

TEST_CASE("a step is taken only by those who may, and changes nothing for others", "[permissions]") {
    DeskServer server;
    const CaseReference there = server.lodge_case("north-1");
    const auto events = [&] { return server.store().cases().find_case(there, everything)->events.size(); };
    std::size_t before = events();
    for (const Person& person : everyone_at(server)) {
        const Object object{"north-1", there};
        const Response answered =
            server.post(person.name, "/staff/cases/" + there.text(),
                        {{"step", "note"}, {"internal_note", "Seen."}, {"expected_sequence", std::to_string(before)}});
        CAPTURE(person.name);
        const bool did = events() > before;
        CHECK(did == (person.sees(object) && may(person.role, Permission::WorkOnCases)));
        before = events();
    }
}

}  // namespace charter::permissions_test
