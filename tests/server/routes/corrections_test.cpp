// A correction shows and changes what is known of a person: who is not told who that is may do neither.
#include "tests/server/routes/desk_server.h"

namespace charter::corrections_test {
namespace {

constexpr std::string_view number = "+27215550101";

CaseReference lodge_without_consent(DeskServer& server) {
    return server.lodge_case("north-1", [](Lodging& lodging) {
        lodging.channel = CaseChannel::Letter;
        lodging.consent = false;
        lodging.contact = {"Nomsa", std::string(number), "", ContactBy::Phone};
    });
}

Response correct(DeskServer& server, const std::string& name, const CaseReference& reference) {
    return server.post(name, "/staff/cases/" + reference.text(),
                       {{"step", "correct"},
                        {"expected_sequence", "1"},
                        {"form_token", "once"},
                        {"kind", "enquiry"},
                        {"channel", "letter"},
                        {"received_date", to_iso(usual_terms()->calendar.local_date(server.now()))},
                        {"received_time", "09:00"},
                        {"name", "Nomsa"},
                        {"phone", std::string(number)},
                        {"contact_by", "phone"},
                        {"internal_note", "It was a question."}});
}

Lodging lodging_of(DeskServer& server, const CaseReference& reference) {
    return server.store().cases().find_case(reference, everything)->now.lodging;
}

}  // namespace

TEST_CASE("a supervisor of the office complained of corrects nothing and is told no name", "[corrections]") {
    DeskServer server;
    const CaseReference there = lodge_without_consent(server);
    const std::string name = server.sign_in(Role::Supervisor, "north-1");
    const Response page = server.get(name, "/staff/cases/" + there.text(), {{"step", {"correct"}}});
    CHECK(page.status == 200);
    CHECK_FALSE(says(page, number));
    CHECK_FALSE(says(page, "step=correct"));
    const Response sent = correct(server, name, there);
    CHECK(sent.status == 403);
    CHECK_FALSE(says(sent, number));
    CHECK(lodging_of(server, there).kind == CaseKind::Complaint);
    CHECK(lodging_of(server, there).contact.phone == number);
}

TEST_CASE("the head office corrects the same case", "[corrections]") {
    DeskServer server;
    const CaseReference there = lodge_without_consent(server);
    const std::string name = server.sign_in(Role::HeadOffice, "head-office");
    const Response page = server.get(name, "/staff/cases/" + there.text(), {{"step", {"correct"}}});
    CHECK(says(page, number));
    CHECK(correct(server, name, there).status == 303);
    CHECK(lodging_of(server, there).kind == CaseKind::Enquiry);
    CHECK(lodging_of(server, there).contact.phone == number);
}

}  // namespace charter::corrections_test
