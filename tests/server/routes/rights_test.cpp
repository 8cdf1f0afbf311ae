// What is kept about a person, erasing it, and deleting cases whose time is over, as the head office does it.
#include "server/store/audit_store.h"
#include "tests/server/routes/desk_server.h"

namespace charter::rights_test {
namespace {

CaseReference lodge_zebra(DeskServer& server) {
    return server.lodge_case("north-1", [](Lodging& lodging) {
        lodging.description = "The zebra ate my form.";
        lodging.contact = {"Sample Quagga", "+27210000077", "", ContactBy::Phone};
    });
}

}  // namespace

TEST_CASE("a person gets what is kept about them, as a page and as JSON, after a check of who asks", "[rights]") {
    DeskServer server;
    const std::string head = server.sign_in(Role::HeadOffice, "head-office");
    const CaseReference reference = lodge_zebra(server);
    const CaseReference other = server.lodge_case("north-1");
    const std::string file = server.add_file(other);
    const Response unchecked = server.post(head, "/staff/rights", {{"phone", "021 000 0077"}});
    CHECK(unchecked.status == 422);
    CHECK(says(unchecked, "id=\"identity-error\""));
    CHECK(says(unchecked, "value=\"021 000 0077\""));
    CHECK_FALSE(says(unchecked, "zebra"));
    CHECK(says(server.post(head, "/staff/rights", {{"identity", "document"}}), "id=\"phone-error\""));

    const Response page = server.post(head, "/staff/rights", {{"phone", "021 000 0077"}, {"identity", "document"}});
    CHECK(page.status == 200);
    CHECK(says(page, "The zebra ate my form."));
    CHECK_FALSE(says(page, other.in_groups()));
    const Response json = server.post(head, "/staff/rights",
                                      {{"phone", "021 000 0077"}, {"identity", "document"}, {"export_format", "json"}});
    CHECK(json.content_type == "application/json");
    CHECK(says(json, "\"description\": \"The zebra ate my form.\""));
    const Response by_reference = server.post(
        head, "/staff/rights", {{"reference", other.text()}, {"identity", "questions"}, {"export_format", "json"}});
    CHECK(says(by_reference, other.text()));
    CHECK(says(by_reference, "\"name\": \"letter.pdf\""));
    CHECK(says(by_reference, "\"address\": \"/staff/cases/" + other.text() + "/files/" + file));
    CHECK(says(server.post(head, "/staff/rights", {{"reference", other.text()}, {"identity", "called-back"}}),
               "id=\"identity-error\""));
    CHECK(
        says(server.post(head, "/staff/rights", {{"reference", some_reference(17).text()}, {"identity", "questions"}}),
             "id=\"reference-error\""));
    std::size_t noted = 0;
    for (const AuditLine& line : server.store().audit().list({.reference = reference}).lines)
        noted += line.deed == Deed::ExportPerson ? 1 : 0;
    CHECK(noted == 2);
}

TEST_CASE("a sealed case is handed out with a reason, and each export says how it was checked who asks", "[rights]") {
    DeskServer server;
    const std::string head = server.sign_in(Role::HeadOffice, "head-office");
    const std::string auditor = server.sign_in(Role::Auditor, "head-office");
    const CaseReference sealed = server.lodge_case("north-1", [](Lodging& lodging) {
        lodging.description = "The zebra ate my form.";
        lodging.about_official = true;
        lodging.contact = {"Sample Quagga", "+27210000077", "", ContactBy::Phone};
    });
    TextMap asked = {{"phone", "021 000 0077"}, {"identity", "document"}};
    for (const std::string format : {"page", "json"}) {
        asked["export_format"] = format;
        const Response stopped = server.post(head, "/staff/rights", asked);
        CHECK(stopped.status == 422);
        CHECK(says(stopped, "id=\"reason-error\""));
        CHECK_FALSE(says(stopped, "zebra"));
    }
    const auto deeds = [&](Deed deed) {
        std::vector<AuditLine> lines = server.store().audit().list({.reference = sealed}).lines;
        std::erase_if(lines, [&](const AuditLine& line) { return line.deed != deed; });
        return lines;
    };
    CHECK(deeds(Deed::ExportPerson).empty());
    asked["reason"] = "She asks at the counter.";
    CHECK(says(server.post(head, "/staff/rights", asked), "The zebra ate my form."));
    REQUIRE(deeds(Deed::GiveReason).size() == 1);
    CHECK(deeds(Deed::GiveReason).front().reason == "She asks at the counter.");
    REQUIRE(deeds(Deed::ExportPerson).size() == 1);
    CHECK(deeds(Deed::ExportPerson).front().detail == "document");
    CHECK(says(server.get(auditor, "/staff/audit"), "Checked: saw an identity document."));
    // Records made by an older program do not say how it was checked.
    AuditEntry old_record = deed_of(staff_actor(StaffId{1}, Role::HeadOffice), Deed::ExportPerson, server.now());
    old_record.reference = sealed;
    server.store().audit().note(old_record);
    CHECK(server.get(auditor, "/staff/audit").status == 200);
    // The reason stands for an hour, here as at the desk.
    asked.erase("reason");
    CHECK(server.post(head, "/staff/rights", asked).status == 200);
    CHECK(deeds(Deed::GiveReason).size() == 1);
    CHECK(says(server.get(head, "/staff/cases/" + sealed.text()), "zebra"));
    for (int look = 0; look < 3; ++look) {
        server.move_clock(std::chrono::minutes(25));
        CHECK(server.get(head, "/staff/rights").status == 200);
    }
    CHECK(server.post(head, "/staff/rights", asked).status == 422);
}

TEST_CASE("the head office erases what a person wrote, from the page of the case", "[rights]") {
    DeskServer server;
    const std::string head = server.sign_in(Role::HeadOffice, "head-office");
    const std::string officer = server.sign_in(Role::CustomerCareOfficer, "north-1");
    const CaseReference reference = lodge_zebra(server);
    const std::string page = "/staff/cases/" + reference.text();
    const TextMap erase = {{"step", "erase"},
                           {"identity", "document"},
                           {"internal_note", "Asked at the counter."},
                           {"expected_sequence", "1"}};
    CHECK(server.post(officer, page, erase).status == 403);
    CHECK(says(server.get(officer, page), "zebra"));
    CHECK(says(server.post(head, page, {{"step", "erase"}, {"internal_note", "x"}, {"expected_sequence", "1"}}),
               "id=\"identity-error\""));
    CHECK(server.post(head, page, erase).status == 303);
    const Response erased = server.get(officer, page);
    CHECK_FALSE(says(erased, "zebra"));
    CHECK_FALSE(says(erased, "Quagga"));
    CHECK(says(erased, "was erased"));
}

TEST_CASE("a site without classes deletes nothing, and says so", "[rights]") {
    DeskServer server;
    const std::string head = server.sign_in(Role::HeadOffice, "head-office");
    const CaseReference reference = lodge_zebra(server);
    CHECK(says(server.get(head, "/staff/retention"), "so all are"));
    const std::string page = "/staff/retention/" + reference.text();
    const Response open = server.post(head, page, {{"deed", "confirm"}});
    CHECK(open.status == 409);
    CHECK(says(open, "This has not ended"));
    // To keep something longer needs a reason and a day.
    const Response asked = server.post(head, page, {{"deed", "keep"}});
    CHECK(asked.status == 200);
    CHECK(says(asked, "Why is it kept longer?"));
    const Response past =
        server.post(head, page, {{"deed", "keep"}, {"keep_reason", ""}, {"keep_until", "2020-01-01"}});
    CHECK(past.status == 422);
    CHECK(says(past, "id=\"keep_reason-error\""));
    CHECK(says(past, "Write a day that is still to come"));
}

}  // namespace charter::rights_test
