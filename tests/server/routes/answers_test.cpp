// Each answer that was given keeps what was found and what came of it, for staff and for the person.
#include <vector>

#include "tests/server/routes/desk_server.h"

namespace charter::answers_test {
namespace {

const std::string first_answer = "The complaint is right. What came of it: A payment.";
const std::string second_answer = "The complaint is not right. What came of it: Only this answer.";

struct Answered {
    DeskServer server;
    Lodged lodged = lodge_at_north();
    std::string officer = server.sign_in(Role::CustomerCareOfficer, "north-1");
    std::string head = server.sign_in(Role::HeadOffice, "head-office");
    std::string page = "/staff/cases/" + lodged.reference.text();

    Lodged lodge_at_north() {
        Lodging lodging = complaint();
        lodging.office = "north-1";
        lodging.contact = {"Ann", "+27210000077", "", ContactBy::Phone};
        return lodge(server.store().cases(), lodging_at(server.now(), lodging));
    }
    void answer(const std::string& finding, const std::string& redress, const std::string& words) {
        const auto file = server.store().cases().find_case(lodged.reference, everything);
        REQUIRE(server
                    .post(officer, page,
                          {{"step", "answer"},
                           {"finding", finding},
                           {"redress", redress},
                           {"public_note", words},
                           {"expected_sequence", std::to_string(file->now.last_sequence)}})
                    .status == 303);
    }
    Response track(const std::string& step = "", const TextMap& more = {}) {
        TextMap fields = {{"reference", lodged.reference.text()}, {"code", lodged.code->text()}, {"send", "yes"}};
        for (const auto& [field, value] : more) fields[field] = value;
        return server.post("", step.empty() ? "/en/track/" : "/en/track/" + step + "/", fields);
    }
    Response exported(const std::string& format) {
        return server.post(head, "/staff/rights",
                           {{"phone", "021 000 0077"}, {"identity", "document"}, {"export_format", format}});
    }
};

}  // namespace

TEST_CASE("an answer that was disputed stands with its finding and redress, beside the next", "[answers]") {
    Answered answered;
    answered.answer("upheld", "payment", "You get it back.");
    CHECK(answered.track("not-solved", {{"text", "I got nothing."}}).status == 200);
    // While it is open again, both sides read which answer was given, and that it is disputed.
    const Response reopened = answered.server.get(answered.officer, answered.page);
    CHECK(says(reopened, "An earlier answer: the person says it is not solved"));
    CHECK(says(reopened, first_answer));
    CHECK(says(answered.track(), "You told us that this is not solved."));

    answered.answer("not-upheld", "none", "The second time we looked, it was paid.");
    const Response seen = answered.server.get(answered.officer, answered.page);
    CHECK(says(seen, "The answer that stands"));
    CHECK(says(seen, first_answer));
    CHECK(says(seen, second_answer));
    const Response tracked = answered.track();
    CHECK(says(tracked, first_answer));
    CHECK(says(tracked, "You get it back."));
    CHECK_FALSE(says(tracked, "You told us that this is not solved."));
    // The answer that stands has its own place above the steps.
    CHECK_FALSE(says(tracked, second_answer));

    const Response printed = answered.exported("page");
    CHECK(says(printed, first_answer));
    CHECK(says(printed, second_answer));
}

TEST_CASE("after a review the answer before it can still be read", "[answers]") {
    Answered answered;
    answered.answer("upheld", "payment", "You get it back.");
    CHECK(answered.track("review", {{"text", "Look again."}}).status == 200);
    REQUIRE(answered.server
                .post(answered.head, answered.page,
                      {{"step", "decide"},
                       {"finding", "not-upheld"},
                       {"redress", "none"},
                       {"body", "The Ombud"},
                       {"public_note", "We decided."},
                       {"expected_sequence", "3"}})
                .status == 303);
    CHECK(says(answered.server.get(answered.officer, answered.page), first_answer));
    const Response tracked = answered.track();
    CHECK(says(tracked, first_answer));
    CHECK(says(tracked, "You get it back."));
    CHECK(says(tracked, "The Ombud"));
}

TEST_CASE("what a person asks to see holds every decision, promise and way to reach them", "[answers]") {
    Answered answered;
    answered.answer("upheld", "payment", "You get it back.");
    const Response printed = answered.exported("page");
    for (const std::string_view part : {"Answer in</dt>", "English", "25 working days. By: Monday 4 January 2027."})
        CHECK(says(printed, part));
    const Response json = answered.exported("json");
    for (const std::string_view part :
         {"\"finding\": \"upheld\"", "\"payment\"", "\"language\": \"en\"", "\"contact_by\": \"phone\"",
          "\"clock\": \"resolve\"", "\"due\": \"2027-01-04\"", "\"unit\": \"working-days\""})
        CHECK(says(json, part));
}

}  // namespace charter::answers_test
