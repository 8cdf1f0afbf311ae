// Two persons act on one case: whoever acts on what is no longer so is told what happened, nothing of theirs or of the
// other's is lost, and nothing is changed behind anybody's back.
#include <vector>

#include "tests/server/routes/desk_server.h"

namespace charter::conflicts_test {
namespace {

constexpr std::string_view told = "Someone else changed this case while you were writing";

struct Desk {
    DeskServer server;
    std::string officer = server.sign_in(Role::CustomerCareOfficer, "north-1");
    std::string head = server.sign_in(Role::HeadOffice, "head-office");
    CaseReference reference = server.lodge_case("north-1", [](Lodging& lodging) {
        lodging.contact = {"Nomsa", "+27215550101", "", ContactBy::Phone};
    });
    std::string page = "/staff/cases/" + reference.text();

    CaseFile file() { return *server.store().cases().find_case(reference, everything); }
    std::size_t count_of_events() { return file().events.size(); }
    Response take(const std::string& name, TextMap fields, int seen) {
        fields["expected_sequence"] = std::to_string(seen);
        return server.post(name, page, fields);
    }
    // What a colleague does meanwhile.
    void note() {
        const int now = file().now.last_sequence;
        REQUIRE(take(head, {{"step", "note"}, {"internal_note", "Meanwhile."}}, now).status == 303);
    }
};

bool shows_form_since(const Response& response, int sequence) {
    return says(response, fmt::format("name=\"expected_sequence\" value=\"{}\"", sequence));
}

}  // namespace

TEST_CASE("no step of the desk is taken from a page that is no longer so", "[conflicts]") {
    Desk desk;
    const std::string file = desk.server.add_file(desk.reference);
    const CaseReference other = desk.server.lodge_case("north-1");
    const int seen = desk.file().now.last_sequence;
    desk.note();
    const std::string day = to_iso(usual_terms()->calendar.local_date(desk.server.now()));
    const std::vector<TextMap> forms = {
        {{"step", "acknowledge"}, {"internal_note", "Mine."}},
        {{"step", "note"}, {"internal_note", "Mine."}},
        {{"step", "ask"}, {"public_note", "Mine."}},
        {{"step", "refer"}, {"body", "The City"}, {"public_note", "Mine."}},
        {{"step", "mark-duplicate"}, {"duplicate_of", other.text()}, {"public_note", "Mine."}},
        {{"step", "reissue-code"}, {"identity", "document"}},
        {{"step", "remove-file"}, {"file", file}, {"internal_note", "Mine."}},
        {{"step", "erase"}, {"identity", "document"}, {"internal_note", "Mine."}},
        {{"step", "correct"},
         {"kind", "enquiry"},
         {"channel", "web"},
         {"received_date", day},
         {"received_time", "09:00"},
         {"name", "Other"},
         {"phone", "0215550101"},
         {"contact_by", "phone"},
         {"internal_note", "Mine."}},
    };
    const std::size_t before = desk.count_of_events();
    for (const TextMap& form : forms) {
        CAPTURE(form.at("step"));
        const Response answer = desk.take(desk.head, form, seen);
        CHECK(answer.status == 409);
        CHECK(says(answer, told));
        CHECK(says(answer, desk.head));  // who did what
        CHECK(desk.count_of_events() == before);
        if (form.contains("internal_note")) CHECK(says(answer, "Mine."));
        // The notice is read first; it leads to the form, where nothing takes the focus from it.
        CHECK(count_of(answer.body, " autofocus") == 1);
        CHECK(says(answer, "<section class=\"errors\" tabindex=\"-1\" autofocus"));
        const bool has_form = says(answer, "name=\"expected_sequence\"");
        CHECK(says(answer, "Nothing is lost: what you wrote is still in the form.") == has_form);
    }
    CHECK(desk.file().now.lodging.kind == CaseKind::Complaint);
    CHECK(desk.file().now.files.size() == 1);
}

TEST_CASE("a mistake in a form does not hide what others did", "[conflicts]") {
    Desk desk;
    const int seen = desk.file().now.last_sequence;
    desk.note();
    const Response wrong = desk.take(desk.officer, {{"step", "refer"}, {"public_note", "Mine."}}, seen);
    CHECK(wrong.status == 422);
    CHECK(says(wrong, "id=\"body-error\""));
    CHECK(says(wrong, told));
    CHECK(says(wrong, "Mine."));
    CHECK(shows_form_since(wrong, seen + 1));
    const Response fresh = desk.take(desk.officer, {{"step", "refer"}, {"public_note", "Mine."}}, seen + 1);
    CHECK(fresh.status == 422);
    CHECK_FALSE(says(fresh, told));
}

TEST_CASE("what was written for a step that is not possible any more is shown", "[conflicts]") {
    Desk desk;
    const int seen = desk.file().now.last_sequence;
    REQUIRE(desk.take(desk.head, {{"step", "acknowledge"}, {"internal_note", "Mine first."}}, seen).status == 303);
    const Response late = desk.take(desk.officer, {{"step", "acknowledge"}, {"internal_note", "My long words."}}, seen);
    CHECK(late.status == 409);
    CHECK(says(late, told));
    CHECK(says(late, "What you wrote is not saved"));
    CHECK(says(late, "My long words."));
    CHECK_FALSE(says(late, "still in the form"));
}

TEST_CASE("the form of a step stands first in its column, ready to be filled in", "[conflicts]") {
    Desk desk;
    for (const std::string_view step : {"acknowledge", "refer", "correct", "add-file", "reissue-code"}) {
        CAPTURE(step);
        const Response shown = desk.server.get(desk.head, desk.page, {{"step", {std::string(step)}}});
        const std::size_t form = shown.body.find(fmt::format("name=\"step\" value=\"{}\"", step));
        const std::size_t focus = shown.body.find(" autofocus");
        const std::size_t list = shown.body.find("aria-current=\"true\"");
        CHECK(form < focus);
        CHECK(focus < list);
        CHECK(list < shown.body.size());
        CHECK(count_of(shown.body, " autofocus") == 1);
        CHECK_FALSE(says(shown, "#step"));  // an address with a fragment keeps the field from the focus
    }
}

TEST_CASE("files are added to what others did, and their sender is told of it", "[conflicts]") {
    Desk desk;
    const int seen = desk.file().now.last_sequence;
    const TextMap fields = {{"expected_sequence", std::to_string(seen)}, {"form_token", "once"}};
    CHECK(desk.server.post_file(desk.officer, desk.page + "/files", {{"form_token", "once"}}, "%PDF-1.4 x").status ==
          400);
    desk.note();
    const Response sent = desk.server.post_file(desk.officer, desk.page + "/files", fields, "%PDF-1.4 x");
    CHECK(sent.status == 303);
    CHECK(says(sent, fmt::format("Location: {}?done=yes&since={}", desk.page, seen)));
    const Response page =
        desk.server.get(desk.officer, desk.page, {{"done", {"yes"}}, {"since", {std::to_string(seen)}}});
    CHECK(says(page, "Your files were added"));
    CHECK(says(page, "letter.pdf"));
    CHECK(desk.file().now.files.size() == 1);
    // Nothing but the own file since then: nothing to tell.
    const Response later =
        desk.server.get(desk.officer, desk.page, {{"done", {"yes"}}, {"since", {std::to_string(seen + 1)}}});
    CHECK_FALSE(says(later, "Your files were added"));
    // A form without a file is told both.
    const Response none = desk.server.post(desk.officer, desk.page + "/files", fields);
    CHECK(none.status == 422);
    CHECK(says(none, "id=\"photo-error\""));
    CHECK(says(none, told));
}

}  // namespace charter::conflicts_test
