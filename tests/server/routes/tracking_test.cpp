// What a person reads and sends on the tracking page, beyond the words of a step.
#include "tests/server/routes/desk_server.h"

namespace charter::tracking_test {
namespace {

const std::string letter = "%PDF-1.4 a letter";

struct Tracked {
    DeskServer server;
    Lodged lodged = lodge_at_north();
    std::string officer = server.sign_in(Role::CustomerCareOfficer, "north-1");

    Lodged lodge_at_north() {
        Lodging lodging = complaint();
        lodging.office = "north-1";
        return lodge(server.store().cases(), lodging_at(server.now(), lodging));
    }
    [[nodiscard]] TextMap keys(const TextMap& more = {}) const {
        TextMap fields = {{"reference", lodged.reference.text()}, {"code", lodged.code->text()}, {"send", "yes"}};
        for (const auto& [field, value] : more) fields[field] = value;
        return fields;
    }
    void take(const std::string& step, const std::string& note) {
        const std::string sequence = std::to_string(file().now.last_sequence);
        REQUIRE(server
                    .post(officer, "/staff/cases/" + lodged.reference.text(),
                          {{"step", step}, {"public_note", note}, {"expected_sequence", sequence}})
                    .status == 303);
    }
    [[nodiscard]] CaseFile file() { return *server.store().cases().find_case(lodged.reference, everything); }
};

}  // namespace

TEST_CASE("the tracking page shows what the office wrote: the acknowledgement, then each question once", "[tracking]") {
    Tracked tracked;
    tracked.take("acknowledge", "We have your <complaint>.");
    CHECK(says(tracked.server.post("", "/en/track/", tracked.keys()), "We have your &lt;complaint&gt;."));
    tracked.take("ask", "Which desk was it?");
    const auto times_asked = [&] {
        const std::string page = tracked.server.post("", "/en/track/", tracked.keys()).body;
        std::size_t count = 0;
        for (auto at = page.find("Which desk"); at != std::string::npos; at = page.find("Which desk", at + 1)) ++count;
        return count;
    };
    CHECK(times_asked() == 1);
    CHECK(tracked.server.post("", "/en/track/reply/", tracked.keys({{"text", "The left one."}})).status == 200);
    CHECK(times_asked() == 1);
}

TEST_CASE("what staff note among themselves is not on the tracking page", "[tracking]") {
    Tracked tracked;
    REQUIRE(tracked.server
                .post(tracked.officer, "/staff/cases/" + tracked.lodged.reference.text(),
                      {{"step", "acknowledge"}, {"internal_note", "Known zebra."}, {"expected_sequence", "1"}})
                .status == 303);
    CHECK_FALSE(says(tracked.server.post("", "/en/track/", tracked.keys()), "zebra"));
}

TEST_CASE("files come with a reply; one that fails loses neither the words nor the others", "[tracking]") {
    Tracked tracked;
    tracked.take("acknowledge", "");
    tracked.take("ask", "Which desk was it?");
    CHECK(says(
        tracked.server.post("", "/en/track/reply/",
                            {{"reference", tracked.lodged.reference.text()}, {"code", tracked.lodged.code->text()}}),
        "multipart/form-data"));
    const TextMap fields = tracked.keys({{"text", "The left one."}, {"form_token", "one"}});
    const Response answered =
        tracked.server.upload("/en/track/reply/", fields, {{"letter.pdf", letter}, {"virus.exe", "MZ is no photo"}});
    CHECK(answered.status == 422);
    CHECK(says(answered, "We have your reply."));
    CHECK(says(answered, "virus.exe"));
    CaseFile file = tracked.file();
    CHECK(file.now.state == State::InProgress);
    REQUIRE(file.now.files.size() == 1);
    CHECK(file.now.files.front().name == "letter.pdf");
    CHECK(file.now.files.front().by == complainant());
    CHECK(tracked.server.store().files().read(file.now.files.front()) == letter);
    // Sent once more it is the same reply, with the same file.
    const std::size_t events = file.events.size();
    (void)tracked.server.upload("/en/track/reply/", fields, {{"letter.pdf", letter}});
    CHECK(tracked.file().events.size() == events);
    CHECK(first_fault(tracked.server.test_store().settings()).empty());
}

TEST_CASE("a file alone can be added, and nothing alone cannot", "[tracking]") {
    Tracked tracked;
    const Response added = tracked.server.upload("/en/track/add/", tracked.keys({{"text", " "}}), {{"a.pdf", letter}});
    CHECK(added.status == 200);
    CHECK(says(added, "We added it to your case."));
    CHECK(says(added, "a.pdf"));
    CHECK(tracked.file().now.files.size() == 1);
    CHECK(tracked.server.post("", "/en/track/add/", tracked.keys()).status == 422);
    const Response refused = tracked.server.upload("/en/track/add/", tracked.keys(), {{"a.exe", "MZ"}});
    CHECK(refused.status == 422);
    CHECK_FALSE(says(refused, "We added it to your case."));
    CHECK(tracked.file().events.size() == 2);
}

TEST_CASE("a file that was sent before is kept once, and its sender is told", "[tracking]") {
    Tracked tracked;
    const TextMap first = tracked.keys({{"form_token", "one"}});
    CHECK(tracked.server.upload("/en/track/add/", first, {{"a.pdf", letter}}).status == 200);
    // The same form sent again says nothing; the same file in another form is told, and the others are taken.
    CHECK(tracked.server.upload("/en/track/add/", first, {{"a.pdf", letter}}).status == 200);
    const Response again = tracked.server.upload("/en/track/add/", tracked.keys({{"form_token", "two"}}),
                                                 {{"again.pdf", letter}, {"b.pdf", letter + " more"}});
    CHECK(again.status == 422);
    CHECK(says(again, "We already have again.pdf: the same file was sent before. We keep it once."));
    REQUIRE(tracked.file().now.files.size() == 2);
    CHECK(tracked.file().now.files.back().name == "b.pdf");

    const std::string page = "/staff/cases/" + tracked.lodged.reference.text();
    const TextMap fields = {{"expected_sequence", std::to_string(tracked.file().now.last_sequence)},
                            {"internal_note", "From the desk."},
                            {"form_token", "three"}};
    const Response at_desk = tracked.server.upload(
        page + "/files", fields, {{"scan.pdf", letter}, {"c.pdf", letter + " of ours"}}, tracked.officer);
    CHECK(at_desk.status == 422);
    CHECK(says(at_desk, "We already have scan.pdf"));
    CHECK(says(at_desk, "Added: c.pdf. Your note was stored with"));
    CHECK(tracked.file().now.files.size() == 3);
    CHECK(first_fault(tracked.server.test_store().settings()).empty());
}

TEST_CASE("a form sent again with other words says so and keeps them", "[tracking]") {
    Tracked tracked;
    tracked.take("acknowledge", "We have it.");
    TextMap fields = tracked.keys({{"text", "The first words."}, {"form_token", "one"}});
    CHECK(says(tracked.server.post("", "/en/track/add/", fields), "We added it to your case."));
    CHECK(says(tracked.server.post("", "/en/track/add/", fields), "We added it to your case."));
    fields["text"] = "Other words.";
    const Response other = tracked.server.post("", "/en/track/add/", fields);
    CHECK(other.status == 409);
    CHECK_FALSE(says(other, "We added it to your case."));
    CHECK(says(other, "This form was sent before, with other words."));
    CHECK(says(other, "<p class=\"typed\">Other words.</p>"));
    CHECK(says(other, "name=\"text\" value=\"Other words.\""));
    CHECK(tracked.file().events.size() == 3);
    // Another file in the same form is no repeat.
    fields["text"] = "The first words.";
    CHECK(tracked.server.upload("/en/track/add/", fields, {{"a.pdf", letter}}).status == 200);
    CHECK(tracked.server.upload("/en/track/add/", fields, {{"b.pdf", letter + " more"}}).status == 200);
    CHECK(tracked.file().now.files.size() == 2);
}

TEST_CASE("whose code was renewed while they wrote gets back what they wrote", "[tracking]") {
    Tracked tracked;
    const TextMap fields = tracked.keys({{"text", "My long <words>."}});
    REQUIRE(tracked.server
                .post(tracked.officer, "/staff/cases/" + tracked.lodged.reference.text(),
                      {{"step", "reissue-code"},
                       {"identity", "questions"},
                       {"internal_note", "By phone."},
                       {"expected_sequence", "1"}})
                .status == 303);
    const Response renewed = tracked.server.post("", "/en/track/add/", fields);
    CHECK(says(renewed, "This code was renewed"));
    CHECK(says(renewed, "What you wrote is not stored."));
    CHECK(says(renewed, "My long &lt;words&gt;."));
}

TEST_CASE("words that are too long lose nothing and take no file", "[tracking]") {
    Tracked tracked;
    const std::string words(5000, 'w');
    const Response refused =
        tracked.server.upload("/en/track/add/", tracked.keys({{"text", words}}), {{"a.pdf", letter}});
    CHECK(refused.status == 422);
    CHECK(says(refused, words));
    CHECK(tracked.file().events.size() == 1);
}

TEST_CASE("a person adds so many files to a case and no more", "[tracking]") {
    Tracked tracked;
    for (int round = 0; round < 4; ++round) {
        std::vector<std::pair<std::string, std::string>> files;
        for (int n = 0; n < 5; ++n) files.emplace_back("a.pdf", letter + std::to_string(round * 10 + n));
        CHECK(tracked.server
                  .upload("/en/track/add/", tracked.keys({{"form_token", "round " + std::to_string(round)}}), files)
                  .status == 200);
    }
    CHECK(tracked.file().now.files.size() == files_of_complainant);
    const Response more =
        tracked.server.upload("/en/track/add/", tracked.keys({{"text", "One more."}}), {{"b.pdf", letter}});
    CHECK(more.status == 422);
    CHECK(says(more, "You have added 20 files."));
    CHECK(says(more, "We added it to your case."));
    CHECK(tracked.file().now.files.size() == files_of_complainant);
}

TEST_CASE("a wrong code brings no file to a case", "[tracking]") {
    Tracked tracked;
    TextMap fields = tracked.keys({{"text", "Mine."}});
    fields["code"] = lodge(tracked.server.store().cases()).code->text();
    CHECK(tracked.server.upload("/en/track/add/", fields, {{"a.pdf", letter}}).status == 422);
    CHECK(tracked.file().events.size() == 1);
}

TEST_CASE("a case that another body has says whose it is, with that body's reference and date", "[tracking]") {
    Tracked tracked;
    tracked.take("acknowledge", "We have it.");
    REQUIRE(tracked.server
                .post(tracked.officer, "/staff/cases/" + tracked.lodged.reference.text(),
                      {{"step", "refer"},
                       {"body", "Grants agency"},
                       {"body_reference", "GA-12"},
                       {"body_due", "2027-01-15"},
                       {"public_note", "They decide on it."},
                       {"expected_sequence", "2"}})
                .status == 303);
    const Response page = tracked.server.post("", "/en/track/", tracked.keys());
    CHECK(says(page, "Sent to the unit: Grants agency</h1>"));
    CHECK(says(page, "With: Grants agency. Their reference: GA-12</p>"));
    CHECK(says(page, "Their own date to answer by: Friday 15 January 2027</p>"));
    // At the desk it stands beside our own dates, and can be told anew when they accept.
    const std::string desk = "/staff/cases/" + tracked.lodged.reference.text();
    const Response seen = tracked.server.get(tracked.officer, desk);
    CHECK(says(seen, "<dt>They answer by</dt><dd class=\"typed\">Friday 15 January 2027</dd>"));
    CHECK(says(seen, "their own date"));
    CHECK(says(seen, "Their own date to answer by: 15 January 2027."));
    const TextMap accepted = {{"step", "referral-confirmed"},
                              {"body_due", "2020-01-15"},
                              {"internal_note", "By e-mail."},
                              {"expected_sequence", "3"}};
    const Response early = tracked.server.post(tracked.officer, desk, accepted);
    CHECK(early.status == 422);
    CHECK(says(early, "id=\"body_due-error\""));
    TextMap later = accepted;
    later["body_due"] = "2027-02-01";
    CHECK(tracked.server.post(tracked.officer, desk, later).status == 303);
    CHECK(says(tracked.server.post("", "/en/track/", tracked.keys()), "Monday 1 February 2027"));
    CHECK(first_fault(tracked.server.test_store().settings()).empty());
}

}  // namespace charter::tracking_test
