// Who is complained of by name, and who supervises them, meets the case nowhere.
#include "server/store/audit_store.h"
#include "tests/server/routes/desk_server.h"

namespace charter::officials_test {
namespace {

struct Complained {
    DeskServer server;
    Lodged lodged = lodge_about_head();
    std::string accused = server.sign_in(Role::HeadOffice, "head-office");
    std::string other = server.sign_in(Role::HeadOffice, "north-1");  // another account with the same role
    std::string auditor = server.sign_in(Role::Auditor, "head-office");

    Lodged lodge_about_head() {
        Lodging lodging = complaint();
        lodging.office = "head-office";
        lodging.about_official = true;
        lodging.contact = {"Sample Quagga", "+27210000077", "", ContactBy::Phone};
        return lodge(server.store().cases(), lodging_at(server.now(), lodging));
    }
    [[nodiscard]] std::string page() const { return "/staff/cases/" + lodged.reference.text(); }
    [[nodiscard]] Response track() {
        return server.post("", "/en/track/", {{"reference", lodged.reference.text()}, {"code", lodged.code->text()}});
    }
    void give_reason(const std::string& who) {
        REQUIRE(server.post(who, page() + "/open", {{"reason", "I work on it."}}).status == 303);
    }
    [[nodiscard]] Response name(const std::string& by, StaffId official) {
        const auto file = server.store().cases().find_case(lodged.reference, everything);
        return server.post(by, page(),
                           {{"step", "name-official"},
                            {"official", std::to_string(official.value)},
                            {"expected_sequence", std::to_string(file->now.last_sequence)}});
    }
};

}  // namespace

TEST_CASE("an official of the head office who is named sees the case no more, on no address", "[officials]") {
    Complained made;
    DeskServer& server = made.server;
    made.give_reason(made.accused);
    made.give_reason(made.other);
    REQUIRE(server.get(made.accused, made.page()).status == 200);
    CHECK(says(made.track(), "Each must first say why, and that is recorded."));

    const Response named = made.name(made.other, server.id_of(made.accused));
    CHECK(named.status == 303);
    CHECK(says(server.get(made.other, made.page()), "Complained of: head-office.head-office."));
    CHECK(server.get(made.accused, made.page()).status == 404);
    CHECK(server.get(made.accused, made.page() + "/open").status == 404);
    CHECK_FALSE(says(server.get(made.accused, "/staff/"), made.lodged.reference.text()));
    CHECK_FALSE(says(server.get(made.accused, "/staff/audit"), made.lodged.reference.text()));
    CHECK_FALSE(says(server.get(made.accused, "/staff/audit.csv"), made.lodged.reference.text()));
    CHECK(says(server.get(made.auditor, "/staff/audit"), made.lodged.reference.text()));
    CHECK(server.store().cases().cases_of_contact("+27210000077", "", everything).size() == 1);
    CHECK_FALSE(says(server.post(made.accused, "/staff/rights",
                                 {{"phone", "021 000 0077"}, {"identity", "document"}, {"export_format", "json"}}),
                     made.lodged.reference.text()));

    // Nor is it given to that person, by the form or past it.
    const Response assigned = server.post(made.other, made.page(),
                                          {{"step", "assign"},
                                           {"assignee", std::to_string(server.id_of(made.accused).value)},
                                           {"expected_sequence", "2"}});
    CHECK(assigned.status == 422);
    StepRequest past = plain_step(Step::Assign, staff_actor(server.id_of(made.other), Role::HeadOffice), server.now());
    past.assignee = server.id_of(made.accused);
    CHECK(outcome_text(server.store().cases().take_step(step_of(made.lodged.reference, past))) == "missing assignee");
    CHECK(says(made.track(), "We recorded about whom you complain."));
    CHECK(first_fault(server.test_store().settings()).empty());
}

TEST_CASE("the supervisor of a named official loses the case, whatever it was lodged as", "[officials]") {
    DeskServer server;
    const CaseReference reference = server.lodge_case("north-1");
    const std::string official = server.sign_in(Role::CustomerCareOfficer, "north-1");
    const std::string supervisor = server.sign_in(Role::Supervisor, "north-2");
    const std::string head = server.sign_in(Role::HeadOffice, "head-office");
    const std::string page = "/staff/cases/" + reference.text();
    REQUIRE(server.get(supervisor, page).status == 200);
    const TextMap form = {{"step", "name-official"},
                          {"official", std::to_string(server.id_of(official).value)},
                          {"expected_sequence", "1"}};
    // Nobody names themselves by a slip.
    const std::string own = fmt::format("<option value=\"{}\"", server.id_of(official).value);
    CHECK_FALSE(says(server.get(official, page, {{"step", {"name-official"}}}), own));
    CHECK(says(server.get(supervisor, page, {{"step", {"name-official"}}}), own));
    const Response slip = server.post(official, page, form);
    CHECK(slip.status == 422);
    CHECK(says(slip, "id=\"official-error\""));
    const Response named = server.post(supervisor, page, form);
    CHECK(named.status == 303);
    CHECK(says(named, "/staff/?passed_on=yes"));
    CHECK(says(server.get(supervisor, "/staff/", {{"passed_on", {"yes"}}}), "You do not see this case any more."));
    CHECK(server.get(official, page).status == 404);
    CHECK(server.get(supervisor, page).status == 404);
    CHECK(server.get(head, page).status == 200);
    const Case now = server.store().cases().find_case(reference, everything)->now;
    CHECK(now.kept_from == std::vector{server.id_of(official), server.id_of(supervisor)});
    // Who supervises them from today on hears nothing of it either, were the case not kept from the office.
    CHECK_FALSE(may_see({true, {}, true, StaffId{999}, {server.id_of(official)}}, now));
}

TEST_CASE("the last who could work on a complaint is not named, so that it is not lost", "[officials]") {
    DeskServer server;
    const CaseReference reference = server.lodge_case("head-office");
    const std::string head = server.sign_in(Role::HeadOffice, "head-office");
    const std::string officer = server.sign_in(Role::CustomerCareOfficer, "head-office");
    const Response named = server.post(officer, "/staff/cases/" + reference.text(),
                                       {{"step", "name-official"},
                                        {"official", std::to_string(server.id_of(head).value)},
                                        {"expected_sequence", "1"}});
    CHECK(named.status == 422);
    CHECK(says(named, "Then nobody would be left"));
}

TEST_CASE("a correction says that a case is about an official, and its office sees it no more", "[officials]") {
    DeskServer server;
    const CaseReference reference = server.lodge_case("north-1");
    const std::string supervisor = server.sign_in(Role::Supervisor, "north-1");
    const std::string officer = server.sign_in(Role::CustomerCareOfficer, "north-1");
    const std::string head = server.sign_in(Role::HeadOffice, "head-office");
    const std::string page = "/staff/cases/" + reference.text();
    const TextMap form = {{"step", "correct"},
                          {"kind", "complaint"},
                          {"about_official", "yes"},
                          {"internal_note", "She told us."},
                          {"expected_sequence", "1"}};
    CHECK(server.post(supervisor, page, form).status == 303);
    CHECK(server.get(supervisor, page).status == 404);
    CHECK(server.get(officer, page).status == 404);
    REQUIRE(server.post(head, page + "/open", {{"reason", "I work on it."}}).status == 303);
    TextMap back = form;
    back["about_official"] = "no";
    back["expected_sequence"] = "2";
    CHECK(server.post(head, page, back).status == 303);
    CHECK(server.get(officer, page).status == 200);
}

TEST_CASE("a case that only the head office sees goes to no other office, and its officer goes with the consent",
          "[officials]") {
    DeskServer server;
    Lodging lodging = complaint();
    lodging.office = "north-1";
    lodging.sensitive = true;
    lodging.office_consent = true;
    const Lodged lodged = lodge(server.store().cases(), lodging_at(server.now(), lodging));
    const std::string officer = server.sign_in(Role::CustomerCareOfficer, "north-1");
    const std::string head = server.sign_in(Role::HeadOffice, "head-office");
    const std::string page = "/staff/cases/" + lodged.reference.text();
    REQUIRE(server.post(head, page + "/open", {{"reason", "I work on it."}}).status == 303);
    const std::string id = std::to_string(server.id_of(officer).value);
    CHECK(server.post(head, page, {{"step", "assign"}, {"assignee", id}, {"expected_sequence", "1"}}).status == 303);
    const auto now = [&] { return server.store().cases().find_case(lodged.reference, everything)->now; };
    CHECK(now().assignee == server.id_of(officer));
    TextMap keys = {{"reference", lodged.reference.text()}, {"code", lodged.code->text()}, {"send", "yes"}};
    CHECK(server.post("", "/en/track/withdraw-consent/", keys).status == 200);
    CHECK_FALSE(now().assignee);
    const Response lost =
        server.post(head, page, {{"step", "assign"}, {"to_office", "south-1"}, {"expected_sequence", "3"}});
    CHECK(lost.status == 422);
    CHECK(says(lost, "nobody at that office could open it"));
    const Response form = server.get(head, page, {{"step", {"assign"}}});
    CHECK(says(form, "<option value=\"head-office\""));
    CHECK_FALSE(says(form, "<option value=\"south-1\""));
    // Who works on it now is said alike at the desk and on the tracking page.
    CHECK(says(form, "<dt>With</dt><dd class=\"typed\">Town hall</dd>"));
    keys.erase("send");
    CHECK(says(server.post("", "/en/track/", keys), "With: Town hall"));
    CHECK(first_fault(server.test_store().settings()).empty());
}

TEST_CASE("whoever still has a code that was renewed is told so, and staff see what was done with the new one",
          "[officials]") {
    DeskServer server;
    Lodging lodging = complaint();
    lodging.office = "north-1";
    lodging.anonymous = true;
    lodging.consent = false;
    lodging.contact.name = "Sample Quagga";
    const Lodged lodged = lodge(server.store().cases(), lodging_at(server.now(), lodging));
    const std::string officer = server.sign_in(Role::CustomerCareOfficer, "north-1");
    const std::string page = "/staff/cases/" + lodged.reference.text();
    TextMap form = {{"step", "reissue-code"}, {"identity", "called-back"}, {"expected_sequence", "1"}};
    const Response called = server.post(officer, page, form);
    CHECK(called.status == 422);
    CHECK(says(called, "The case has nothing to check this way"));
    CHECK_FALSE(says(server.get(officer, page, {{"step", {"reissue-code"}}}), "value=\"called-back\""));
    form["identity"] = "questions";
    CHECK(server.post(officer, page, form).status == 303);
    const Response ticket = server.get(officer, "/staff/tickets/" + lodged.reference.text());
    CHECK(says(ticket, "A new code is made"));
    CHECK_FALSE(says(ticket, "Sample Quagga"));  // the office complained of does not learn who it is

    const TextMap old = {{"reference", lodged.reference.text()}, {"code", lodged.code->text()}};
    const Response told = server.post("", "/en/track/", old);
    CHECK(says(told, "This code was renewed"));
    CHECK(says(told, "That was not me."));
    CHECK_FALSE(says(told, "Nobody answered."));
    CHECK_FALSE(says(told, "Office north-1"));
    CHECK(says(server.post("", "/en/track/add/", old), "This code was renewed"));

    const auto fresh = server.store().cases().fresh_code(lodged.reference, server.now());
    REQUIRE(fresh);
    CHECK(server
              .post(officer, page,
                    {{"step", "answer"},
                     {"finding", "upheld"},
                     {"redress", "apology"},
                     {"public_note", "Solved."},
                     {"expected_sequence", "2"}})
              .status == 303);
    CHECK(server
              .post("", "/en/track/solved/",
                    {{"reference", lodged.reference.text()}, {"code", fresh->text()}, {"send", "yes"}})
              .status == 200);
    const Response seen = server.get(officer, page);
    CHECK(says(seen, "This case was closed as solved with a code that was renewed shortly before"));
    CHECK(says(seen, "With the code that was renewed on"));
}

TEST_CASE("a sealed case is found by its words or its person only by who gave a reason", "[officials]") {
    Complained made;
    DeskServer& server = made.server;
    const auto finds = [&](const std::string& who, const std::string& asked) {
        const Response sent = server.post(who, "/staff/search", {{"asked", asked}});
        std::string query;
        for (const auto& [name, value] : sent.headers)
            if (name == "Location") query = value;
        const auto at = query.find("sought=");
        REQUIRE(at != std::string::npos);
        const std::string sought = query.substr(
            at + 7, query.find('&', at) == std::string::npos ? std::string::npos : query.find('&', at) - at - 7);
        return says(server.get(who, "/staff/", {{"sought", {sought}}}),
                    "href=\"/staff/cases/" + made.lodged.reference.text());
    };
    for (const std::string asked : {"Quagga", "021 000 0077"}) {
        CAPTURE(asked);
        CHECK_FALSE(finds(made.accused, asked));
    }
    CHECK(finds(made.accused, made.lodged.reference.text()));
    made.give_reason(made.accused);
    CHECK(finds(made.accused, "Quagga"));
    CHECK(finds(made.accused, "021 000 0077"));
}

TEST_CASE("an office does not find a person whom it must not know by who they are", "[officials]") {
    DeskServer server;
    Lodging lodging = complaint();
    lodging.office = "north-1";
    lodging.consent = false;
    lodging.contact = {"Sample Quagga", "+27210000077", "", ContactBy::Phone};
    (void)lodge(server.store().cases(), lodging_at(server.now(), lodging));
    const auto count = [&](const std::string& office, const std::function<void(WorklistQuestion&)>& ask) {
        WorklistFilter filter;
        filter.view = WorklistView::All;
        filter.languages = {"en"};
        filter.searcher = {StaffId{1}, office, morning};
        ask(filter.question);
        return server.store()
            .cases()
            .worklist(everything, filter, {morning, morning + std::chrono::hours(8)})
            .rows.size();
    };
    const auto by_name = [](WorklistQuestion& asked) { asked.words = "Quagga"; };
    const auto by_phone = [](WorklistQuestion& asked) { asked.phone = "+27210000077"; };
    const auto by_words = [](WorklistQuestion& asked) { asked.words = "nobody answered"; };
    CHECK(count("north-1", by_name) == 0);
    CHECK(count("north-1", by_phone) == 0);
    CHECK(count("north-1", by_words) == 1);
    CHECK(count("", by_name) == 1);
    CHECK(count("north-2", by_phone) == 1);
}

TEST_CASE("the audit of a case has the lists that showed it", "[officials]") {
    DeskServer server;
    const CaseReference one = server.lodge_case("north-1");
    const CaseReference other = server.lodge_case("south-1");
    const std::string officer = server.sign_in(Role::CustomerCareOfficer, "north-1");
    CHECK(server.get(officer, "/staff/").status == 200);
    server.store().audit().flush();
    const auto lists = [&](const CaseReference& reference) {
        std::size_t count = 0;
        for (const AuditLine& line : server.store().audit().list({.reference = reference}).lines)
            count += line.deed == Deed::ReadList ? 1 : 0;
        return count;
    };
    CHECK(lists(one) == 1);
    CHECK(lists(other) == 0);
}

}  // namespace charter::officials_test
