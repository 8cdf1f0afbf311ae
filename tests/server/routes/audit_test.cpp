// Sealed cases, reasons and the audit, as people at the desk meet them.
#include "server/store/audit_store.h"
#include "tests/server/routes/desk_server.h"

namespace charter::audit_test {
namespace {

const std::string secret = "The official asked me for the purple money.";

CaseReference lodge_about_official(DeskServer& server) {
    return server.lodge_case("north-1", [](Lodging& lodging) {
        lodging.about_official = true;
        lodging.description = secret;
        lodging.contact = {"Sample Quagga", "+27210000077", "", ContactBy::Phone};
    });
}

std::string deeds(DeskServer& server, const CaseReference& reference) {
    std::string text;
    for (const AuditLine& line : server.store().audit().list({.reference = reference}).lines)
        text += line.deed ? std::string(key_of(*line.deed)) + "; " : "";
    return text;
}

}  // namespace

TEST_CASE("a sealed case opens to the head office only after a reason, for an hour, and each read is noted",
          "[audit]") {
    DeskServer server;
    const std::string head = server.sign_in(Role::HeadOffice, "head-office");
    const CaseReference sealed = lodge_about_official(server);
    const std::string page = "/staff/cases/" + sealed.text();
    CHECK_FALSE(says(server.get(head, "/staff/"), secret));
    const Response before = server.get(head, page);
    CHECK(before.status == 200);
    CHECK_FALSE(says(before, secret));
    CHECK_FALSE(says(before, "Quagga"));
    CHECK(says(before, page + "/open"));
    CHECK_FALSE(says(before, "?step="));
    CHECK(deeds(server, sealed).empty());

    const Response step =
        server.post(head, page, {{"step", "note"}, {"expected_sequence", "1"}, {"internal_note", "x"}});
    CHECK(step.status == 409);
    CHECK_FALSE(says(step, secret));
    CHECK_FALSE(says(step, "Quagga"));
    const Response empty = server.post(head, page + "/open", {{"reason", "  "}});
    CHECK(empty.status == 422);
    CHECK(says(empty, "id=\"reason-error\""));
    CHECK(server.post(head, page + "/open", {{"reason", "The ombud asks."}}).status == 303);

    const Response opened = server.get(head, page);
    CHECK(says(opened, secret));
    CHECK(says(opened, "Quagga"));
    CHECK(deeds(server, sealed) == "read-case; give-reason; ");
    server.move_clock(std::chrono::minutes(29));
    CHECK(says(server.get(head, page), secret));
    server.move_clock(std::chrono::minutes(29));
    CHECK(says(server.get(head, page), secret));
    server.move_clock(std::chrono::minutes(3));
    CHECK_FALSE(says(server.get(head, page), secret));
    // What was begun while the case was open can still be sent.
    CHECK(says(server.post(head, page, {{"step", "note"}, {"expected_sequence", "1"}, {"internal_note", "Seen."}}),
               "Location: " + page + "?done=yes"));
}

TEST_CASE("one person's reason opens a sealed case to nobody else", "[audit]") {
    DeskServer server;
    const std::string head = server.sign_in(Role::HeadOffice, "head-office");
    const std::string auditor = server.sign_in(Role::Auditor, "head-office");
    const CaseReference sealed = lodge_about_official(server);
    REQUIRE(server.post(head, "/staff/cases/" + sealed.text() + "/open", {{"reason", "Asked."}}).status == 303);
    CHECK_FALSE(says(server.get(auditor, "/staff/cases/" + sealed.text()), secret));
}

TEST_CASE("an auditor reads states without a reason, and words with one, and finds no case by its words", "[audit]") {
    DeskServer server;
    const std::string auditor = server.sign_in(Role::Auditor, "head-office");
    const CaseReference open = server.lodge_case("north-1", [](Lodging& lodging) { lodging.description = secret; });
    const std::string page = "/staff/cases/" + open.text();
    CHECK_FALSE(says(server.get(auditor, "/staff/"), secret));
    CHECK_FALSE(says(server.get(auditor, page), secret));
    CHECK(says(server.get(auditor, page), "data-status=\"received\""));
    const Response found = server.post(auditor, "/staff/search", {{"asked", "purple"}});
    REQUIRE(found.status == 303);
    const std::string location = found.headers.front().second;
    const Response refused = server.get(auditor, "/staff/", {{"sought", {location.substr(location.find('=') + 1)}}});
    CHECK(refused.status == 422);
    CHECK_FALSE(says(refused, secret));
    REQUIRE(server.post(auditor, page + "/open", {{"reason", "Sample of the quarter."}}).status == 303);
    CHECK(says(server.get(auditor, page), secret));
}

TEST_CASE("a complaint without consent does not tell the office complained of who lodged it", "[audit]") {
    DeskServer server;
    const CaseReference quiet = server.lodge_case("north-1", [](Lodging& lodging) {
        lodging.consent = false;
        lodging.contact = {"Sample Quagga", "+27210000077", "", ContactBy::Phone};
    });
    const std::string page = "/staff/cases/" + quiet.text();
    CHECK_FALSE(says(server.get(server.sign_in(Role::CustomerCareAssistant, "north-1"), page), "Quagga"));
    CHECK_FALSE(says(server.get(server.sign_in(Role::Supervisor, "north-1"), page), "Quagga"));
    CHECK(says(server.get(server.sign_in(Role::Supervisor, "north-2"), page), "Quagga"));
}

TEST_CASE("the audit says who read what, pages, and keeps formulas out of its table", "[audit]") {
    DeskServer server;
    const std::string head = server.sign_in(Role::HeadOffice, "head-office");
    const std::string officer = server.sign_in(Role::CustomerCareOfficer, "north-1");
    const CaseReference sealed = lodge_about_official(server);
    const CaseReference open = server.lodge_case("north-1");
    REQUIRE(server.post(head, "/staff/cases/" + sealed.text() + "/open", {{"reason", "=cmd|' /C calc'!A0"}}).status ==
            303);
    REQUIRE(server.get(officer, "/staff/cases/" + open.text()).status == 200);
    const Response page = server.get(head, "/staff/audit");
    CHECK(page.status == 200);
    CHECK(says(page, "Read the case"));
    CHECK(says(page, open.in_groups()));
    CHECK(says(page, officer));
    const Response narrowed = server.get(head, "/staff/audit", {{"audit_case", {open.text()}}});
    CHECK_FALSE(says(narrowed, sealed.in_groups()));
    const Response wrong = server.get(head, "/staff/audit", {{"audit_from", {"yesterday"}}});
    CHECK(wrong.status == 422);
    CHECK(says(wrong, "value=\"yesterday\""));
    const Response table = server.get(head, "/staff/audit.csv");
    CHECK(table.body.starts_with("\xEF\xBB\xBF"));  // spreadsheets take it as UTF-8
    CHECK(says(table, "'=cmd|"));
    CHECK(says(table, ",read-case," + open.text() + ","));
    CHECK(first_fault(server.test_store().settings()).empty());
}

}  // namespace charter::audit_test
