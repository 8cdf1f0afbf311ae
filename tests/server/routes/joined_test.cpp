// Joined cases, and cases that are in nobody's hands, as staff and the person see them.
#include "tests/server/routes/desk_server.h"

namespace charter::joined_test {
namespace {

struct Two {
    DeskServer server;
    std::string officer = server.sign_in(Role::CustomerCareOfficer, "north-1");
    std::string head = server.sign_in(Role::HeadOffice, "head-office");
    Lodged joined = lodge_it();
    Lodged leading = lodge_it();

    Lodged lodge_it() {
        Lodging lodging = complaint();
        lodging.office = "north-1";
        return lodge(server.store().cases(), lodging_at(server.now(), lodging));
    }
    [[nodiscard]] static std::string page(const Lodged& one) { return "/staff/cases/" + one.reference.text(); }
    Case now_of(const Lodged& one) { return server.store().cases().find_case(one.reference, everything)->now; }
    Response take(const std::string& name, const Lodged& one, TextMap fields) {
        fields.emplace("expected_sequence", std::to_string(now_of(one).last_sequence));
        return server.post(name, page(one), fields);
    }
    void join() {
        REQUIRE(take(officer, joined,
                     {{"step", "mark-duplicate"},
                      {"duplicate_of", leading.reference.text()},
                      {"public_note", "The same pump."}})
                    .status == 303);
    }
    void answer(const std::string& name, const Lodged& one) {
        REQUIRE(take(name, one,
                     {{"step", "answer"}, {"finding", "upheld"}, {"redress", "apology"}, {"public_note", "Mended."}})
                    .status == 303);
    }
    void start_review(const Lodged& one) {
        REQUIRE(track(one, "review", {{"send", "yes"}, {"text", "Look again."}}).status == 200);
    }
    Response track(const Lodged& one, const std::string& step = "", TextMap fields = {}) {
        fields["reference"] = one.reference.text();
        fields["code"] = one.code->text();
        return server.post("", step.empty() ? "/en/track/" : "/en/track/" + step + "/", fields);
    }
};

}  // namespace

TEST_CASE("an official named in a joined case no longer answers it with the other one", "[joined]") {
    Two two;
    two.join();
    const std::string official = two.server.sign_in(Role::CustomerCareAssistant, "north-1");
    const std::string id = std::to_string(two.server.id_of(official).value);
    REQUIRE(two.take(two.head, two.joined, {{"step", "name-official"}, {"official", id}}).status == 303);
    CHECK(two.server.get(official, Two::page(two.joined)).status == 404);
    two.answer(official, two.leading);
    CHECK(two.now_of(two.joined).state == State::InProgress);
    const Response seen = two.track(two.joined);
    CHECK(says(seen, "data-status=\"in-progress\""));
    CHECK(says(seen, "Your case is no longer joined with the other one. We answer it on its own."));
    CHECK(says(two.server.get(two.officer, Two::page(two.leading)), "A joined case goes its own way again"));
}

TEST_CASE("who takes the consent to a joined case back sees where it stands at once", "[joined]") {
    Two two;
    for (Lodged* one : {&two.joined, &two.leading}) {
        Lodging lodging = complaint();
        lodging.office = "north-1";
        lodging.sensitive = lodging.office_consent = true;
        *one = lodge(two.server.store().cases(), lodging_at(two.server.now(), lodging));
        REQUIRE(two.server.post(two.officer, Two::page(*one) + "/open", {{"reason", "I work on it."}}).status == 303);
    }
    two.join();
    const Response seen = two.track(two.joined, "withdraw-consent", {{"send", "yes"}, {"form_token", "one"}});
    CHECK(says(seen, "data-status=\"in-progress\""));
    CHECK(two.now_of(two.leading).joined.empty());
}

TEST_CASE("the person of a joined case is told to which body it was referred, and in what words", "[joined]") {
    Two two;
    two.join();
    CHECK(says(two.server.get(two.officer, Two::page(two.leading), {{"step", {"refer"}}}),
               "The people of 1 joined cases are referred too"));
    REQUIRE(two.take(two.officer, two.leading,
                     {{"step", "refer"},
                      {"body", "The pump board"},
                      {"body_reference", "P 12"},
                      {"body_due", "2026-12-15"},
                      {"public_note", "They mend pumps."}})
                .status == 303);
    for (const Lodged& one : {two.joined, two.leading}) {
        const Response seen = two.track(one);
        CHECK(says(seen, "data-status=\"referred\""));
        CHECK(says(seen, "They mend pumps."));
        // Their date and our days left do not stand in one sentence.
        CHECK(says(seen,
                   "The pump board. Their reference: P 12</p>\n<p class=\"soft\">Their own date to answer by: "
                   "Tuesday 15 December 2026</p>"));
    }
}

TEST_CASE("a step that is the program's alone is refused like any other, without losing words", "[joined]") {
    Two two;
    for (const std::string step : {"join", "part", "close", "delete"}) {
        CAPTURE(step);
        const Response refused = two.take(two.officer, two.leading, {{"step", step}, {"internal_note", "Mine."}});
        CHECK((refused.status == 403 || refused.status == 409));
        CHECK(says(refused, "This step is not possible now."));
        CHECK(says(refused, "<dd class=\"typed\">Mine.</dd>"));
    }
}

TEST_CASE("an answer to a case that was joined meanwhile is given back to copy, not to send again", "[joined]") {
    Two two;
    const std::string seen = std::to_string(two.now_of(two.joined).last_sequence);
    two.join();
    const Response conflict = two.take(two.officer, two.joined,
                                       {{"step", "answer"},
                                        {"finding", "upheld"},
                                        {"redress", "apology"},
                                        {"public_note", "Long words."},
                                        {"expected_sequence", seen}});
    CHECK(conflict.status == 409);
    CHECK(says(conflict, "Someone else changed this case while you were writing. Read what happened.<"));
    CHECK(says(conflict, "this step is not possible any more"));
    CHECK(says(conflict, "<dd class=\"typed\">Long words.</dd>"));
    CHECK_FALSE(says(conflict, "name=\"step\" value=\"answer\""));
}

TEST_CASE("a review is nobody's until someone new is named", "[joined]") {
    Two two;
    const std::string id = std::to_string(two.server.id_of(two.officer).value);
    REQUIRE(two.take(two.head, two.leading, {{"step", "assign"}, {"assignee", id}}).status == 303);
    const Response again = two.take(two.head, two.leading, {{"step", "assign"}, {"assignee", id}});
    CHECK(again.status == 422);
    CHECK(says(again, "This officer has the case already"));
    two.answer(two.officer, two.leading);
    two.start_review(two.leading);
    CHECK_FALSE(two.now_of(two.leading).assignee);
    CHECK(says(two.server.get(two.head, "/staff/", {{"view", {"unassigned"}}}), two.leading.reference.text()));
}

TEST_CASE("staff are told of a review that nobody can decide, and the person reads nothing that is not so",
          "[joined]") {
    Two two;
    two.answer(two.head, two.leading);
    two.start_review(two.leading);
    constexpr std::string_view told = "Nobody can decide this review";
    CHECK(says(two.server.get(two.head, Two::page(two.leading)), told));
    CHECK(says(two.server.get(two.officer, Two::page(two.leading)), told));
    const Response seen = two.track(two.leading);
    CHECK(says(seen, "Someone who was not involved before must look at your case again."));
    (void)two.server.sign_in(Role::Supervisor, "north-2");
    CHECK_FALSE(says(two.server.get(two.head, Two::page(two.leading)), told));
}

TEST_CASE("no correction opens a case in which an official is named", "[joined]") {
    Two two;
    const std::string id = std::to_string(two.server.id_of(two.officer).value);
    REQUIRE(two.take(two.head, two.leading, {{"step", "name-official"}, {"official", id}}).status == 303);
    REQUIRE(two.server.post(two.head, Two::page(two.leading) + "/open", {{"reason", "I work on it."}}).status == 303);
    const Case now = two.now_of(two.leading);
    const Response refused = two.take(two.head, two.leading,
                                      {{"step", "correct"},
                                       {"kind", "complaint"},
                                       {"service", now.lodging.service},
                                       {"about_official", "no"},
                                       {"contact_by", "none"},
                                       {"internal_note", "A slip."}});
    CHECK(refused.status == 422);
    CHECK(says(refused, "An official is named. Take the name out first"));
    CHECK(two.now_of(two.leading).lodging.about_official);
}

TEST_CASE("the cases of an account that is disabled or moved have no officer, and the administrator is told",
          "[joined]") {
    Two two;
    const std::string admin = two.server.sign_in(Role::Administrator, "head-office");
    const std::string id = std::to_string(two.server.id_of(two.officer).value);
    for (const Lodged& one : {two.joined, two.leading})
        REQUIRE(two.take(two.head, one, {{"step", "assign"}, {"assignee", id}}).status == 303);
    const bool is_moved = GENERATE(true, false);
    const TextMap deed = is_moved
                             ? TextMap{{"deed", "role"}, {"role", "customer-care-officer"}, {"staff_office", "south-1"}}
                             : TextMap{{"deed", "disable"}, {"sure", "yes"}};
    const Response done = two.server.post(admin, "/staff/accounts/" + id, deed);
    CHECK(says(done, "/staff/accounts/" + id + "?done=yes&released=2"));
    CHECK(says(two.server.get(admin, "/staff/accounts/" + id, {{"done", {"yes"}}, {"released", {"2"}}}),
               "Cases that have no officer now: 2."));
    for (const Lodged& one : {two.joined, two.leading}) {
        CHECK_FALSE(two.now_of(one).assignee);
        CHECK(says(two.server.get(two.head, "/staff/", {{"view", {"unassigned"}}}), one.reference.text()));
        CHECK(says(two.server.get(two.head, Two::page(one)), "Officer: not yet named."));
    }
    CHECK(count_of(two.track(two.leading).body, "An officer or an office was named") <= 1);
    CHECK(first_fault(two.server.test_store().settings()).empty());
}

}  // namespace charter::joined_test
