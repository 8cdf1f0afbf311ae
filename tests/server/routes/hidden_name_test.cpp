// Who complains without letting the office know it: no text of the case tells the office either, whoever writes it.
#include "tests/server/routes/desk_server.h"

namespace charter::hidden_name_test {
namespace {

struct HiddenName {
    DeskServer server;
    std::string supervisor = server.sign_in(Role::Supervisor, "north-2");
    std::string office = server.sign_in(Role::CustomerCareOfficer, "north-1");
    CaseReference reference = server.lodge_case("north-1", [](Lodging& lodging) {
        lodging.consent = false;
        lodging.contact = {"Vanda van der Quagga", "+27210000077", "", ContactBy::Phone};
    });
    std::string page = "/staff/cases/" + reference.text();

    Response acknowledge(const TextMap& more) {
        TextMap fields = {{"step", "acknowledge"}, {"expected_sequence", "1"}};
        for (const auto& [field, value] : more) fields[field] = value;
        return server.post(supervisor, page, fields);
    }
};

}  // namespace

TEST_CASE("a text to begin with greets nobody by a name that the office complained of must not know", "[hidden]") {
    HiddenName hidden;
    CHECK(says(hidden.server.get(hidden.supervisor, hidden.page), "Quagga"));
    CHECK_FALSE(says(hidden.server.get(hidden.office, hidden.page), "Quagga"));
    const FieldMap query = {{"step", {"acknowledge"}}, {"response", {"received"}}};
    const Response form = hidden.server.get(hidden.supervisor, hidden.page, query);
    CHECK(says(form, "Good day."));
    CHECK_FALSE(says(form, "Dear Vanda"));
    const CaseReference open = hidden.server.lodge_case("north-1", [](Lodging& lodging) {
        lodging.contact = {"Ann", "", "", ContactBy::NotAtAll};
    });
    CHECK(says(hidden.server.get(hidden.supervisor, "/staff/cases/" + open.text(), query), "Dear Ann."));
}

TEST_CASE("whoever types a name that is kept from the office is told once, and may send it again", "[hidden]") {
    HiddenName hidden;
    const std::string warning = "This says who the person is.";
    for (const std::string text : {"Dear quagga, we have it.", "Call +27210000077."}) {
        for (const std::string field : {"public_note", "internal_note"}) {
            CAPTURE(text, field);
            const Response told = hidden.acknowledge({{field, text}});
            CHECK(told.status == 422);
            CHECK(says(told, "id=\"" + field + "-error\""));
            CHECK(says(told, warning));
            CHECK(says(told, "name=\"told_of_name\""));
            CHECK(says(told, text));
        }
    }
    CHECK(hidden.acknowledge({{"public_note", "Van der is no name alone."}}).status == 422);
    CHECK(hidden.acknowledge({{"public_note", "Dear Quagga, we have it."}, {"told_of_name", "yes"}}).status == 303);
    // The office itself sees no name, and is told of none.
    const TextMap note = {{"step", "note"}, {"internal_note", "The quagga is fed."}, {"expected_sequence", "2"}};
    CHECK(hidden.server.post(hidden.office, hidden.page, note).status == 303);
}

TEST_CASE("a name that nobody is kept from is no matter", "[hidden]") {
    HiddenName hidden;
    const CaseReference open = hidden.server.lodge_case("north-1", [](Lodging& lodging) {
        lodging.contact = {"Ann Quagga", "", "", ContactBy::NotAtAll};
    });
    CHECK(hidden.server
              .post(hidden.supervisor, "/staff/cases/" + open.text(),
                    {{"step", "acknowledge"}, {"public_note", "Dear Ann Quagga."}, {"expected_sequence", "1"}})
              .status == 303);
}

}  // namespace charter::hidden_name_test
