// The log of the after-hours line: who read it, who is on duty, and what is kept of a caller.
#include "server/store/after_hours_store.h"
#include "server/store/audit_store.h"
#include "tests/server/routes/desk_server.h"

namespace charter::after_hours_test {
namespace {

const std::string said = "The zebra sleeps behind the library.";

struct Log {
    DeskServer server;
    std::string officer = server.sign_in(Role::CustomerCareOfficer, "north-1");
    std::string head = server.sign_in(Role::HeadOffice, "head-office");

    void note_call() {
        REQUIRE(server
                    .post(officer, "/staff/after-hours",
                          {{"topic", "information"}, {"words", said}, {"caller", "021 000 0077"}, {"form_token", "a"}})
                    .status == 303);
    }
    std::string deeds(Deed wanted) {
        std::string text;
        for (const AuditLine& line : server.store().audit().list({}).lines)
            if (line.deed == wanted) text += line.detail + "; ";
        return text;
    }
};

}  // namespace

TEST_CASE("who reads what callers said stands in the audit, with the numbers of the calls", "[after-hours]") {
    Log log;
    CHECK(log.server.get(log.officer, "/staff/after-hours").status == 200);
    CHECK(log.deeds(Deed::ReadCalls).empty());
    log.note_call();
    CHECK(says(log.server.get(log.head, "/staff/after-hours"), said));
    CHECK(log.deeds(Deed::ReadCalls) == "1; ");
    CHECK(says(log.server.get(log.officer, "/staff/capture", {{"call", {"1"}}}), said));
    CHECK(log.deeds(Deed::ReadCalls) == "1; 1; ");
}

TEST_CASE("the log says who is on duty now, first, and names them for what cannot wait", "[after-hours]") {
    Log log;
    const auto is_first = [&](const std::string& who, const std::string& post, const std::string& other) {
        const std::string page = log.server.get(who, "/staff/after-hours").body;
        CHECK(page.find(post + " <span class=\"tag\">On duty now") != std::string::npos);
        CHECK(page.find(other + " <span class=\"tag\">On duty now") == std::string::npos);
        CHECK(page.find(post + ", on duty now</option>") != std::string::npos);
        CHECK(page.find(other + "</option>") != std::string::npos);
        return page.find(post) < page.find(other);
    };
    CHECK(is_first(log.officer, "Day post", "Night post"));  // a Wednesday, 9:00
    log.server.move_clock(std::chrono::hours(9));
    CHECK(is_first(log.server.sign_in(Role::Supervisor, "north-1"), "Night post", "Day post"));
}

TEST_CASE("a caller gets what is kept of the call, and has it erased", "[after-hours]") {
    Log log;
    log.note_call();
    const TextMap asked = {{"phone", "021 000 0077"}, {"identity", "called-back"}};
    const Response page = log.server.post(log.head, "/staff/rights", asked);
    CHECK(says(page, said));
    CHECK(says(page, "/staff/rights/calls/1"));
    TextMap as_json = asked;
    as_json["export_format"] = "json";
    CHECK(says(log.server.post(log.head, "/staff/rights", as_json), "\"words\": \"" + said + "\""));
    CHECK_FALSE(
        says(log.server.post(log.head, "/staff/rights", {{"phone", "021 000 0078"}, {"identity", "document"}}), said));
    CHECK(log.server.post(log.officer, "/staff/rights/calls/1", {{"identity", "called-back"}}).status == 404);
    CHECK(log.server.post(log.head, "/staff/rights/calls/1").status == 404);
    CHECK(log.server.post(log.head, "/staff/rights/calls/2", {{"identity", "called-back"}}).status == 404);
    CHECK(log.server.post(log.head, "/staff/rights/calls/1", {{"identity", "called-back"}}).status == 303);
    CHECK(log.deeds(Deed::EraseCall) == "call 1 called-back; ");
    const Response after = log.server.get(log.head, "/staff/after-hours");
    CHECK_FALSE(says(after, said));
    CHECK_FALSE(says(after, "021 000 0077"));
    CHECK(says(after, "What was said is erased."));
    CHECK_FALSE(says(log.server.post(log.head, "/staff/rights", asked), said));
}

TEST_CASE("a call is deleted on the page of what is due, as cases are", "[after-hours]") {
    Log log;
    log.note_call();
    // This town does not say how long calls are kept, so none is ever due.
    CHECK(log.server.post(log.head, "/staff/retention/calls/1", {{"deed", "propose"}}).status == 409);
    CHECK(says(log.server.post(log.head, "/staff/retention/calls/1", {{"deed", "keep"}}), "Why is it kept longer?"));
    CHECK(log.server
              .post(log.head, "/staff/retention/calls/1",
                    {{"deed", "keep"}, {"keep_reason", "A court asked."}, {"keep_until", "2031-03-31"}})
              .status == 303);
    CHECK(log.server.post(log.head, "/staff/retention/calls/1", {{"deed", "confirm"}}).status == 409);
    CHECK(log.server.post(log.head, "/staff/retention/calls/9", {{"deed", "propose"}}).status == 404);
    CHECK(log.server.post(log.officer, "/staff/retention/calls/1", {{"deed", "propose"}}).status == 404);
    CHECK(says(log.server.get(log.head, "/staff/after-hours"), said));
}

TEST_CASE("a call that nobody took over stands over the worklist of those who are to do it", "[after-hours]") {
    Log log;
    const std::string other = log.server.sign_in(Role::CustomerCareOfficer, "south-1");
    const std::string words = "1 call to the after-hours line is not taken over yet";
    CHECK_FALSE(says(log.server.get(log.officer, "/staff/"), "after-hours line is not taken over"));
    REQUIRE(log.server
                .post(other, "/staff/after-hours",
                      {{"topic", "child-in-danger"}, {"words", said}, {"post", "nights"}, {"form_token", "a"}})
                .status == 303);
    CHECK(says(log.server.get(log.officer, "/staff/"), words));
    CHECK(says(log.server.get(log.head, "/staff/"), words));
    CHECK_FALSE(says(log.server.get(other, "/staff/"), words));
    CHECK(log.server.post(log.officer, "/staff/after-hours/1").status == 303);
    CHECK_FALSE(says(log.server.get(log.head, "/staff/"), words));
}

TEST_CASE("a case of a call begins with its caller, its kind and its service, and a second one is warned of",
          "[after-hours]") {
    Log log;
    REQUIRE(log.server
                .post(log.officer, "/staff/after-hours",
                      {{"topic", "street-children"},
                       {"words", said},
                       {"caller", "Nomsa, 021 000 0077"},
                       {"post", "days"},
                       {"form_token", "a"}})
                .status == 303);
    const Response form = log.server.get(log.officer, "/staff/capture", {{"call", {"1"}}});
    CHECK(says(form, "<option value=\"report\" selected>"));
    CHECK(says(form, "<option value=\"street-lights\" selected>"));
    CHECK(says(form, "value=\"021 000 0077\""));
    CHECK(says(form, "value=\"Nomsa\""));
    CHECK_FALSE(says(form, "A case was made of this call"));
    CHECK(log.server.get(log.officer, "/staff/capture", {{"call", {"999"}}}).status == 404);
    const Response made = log.server.post(log.officer, "/staff/capture",
                                          {{"channel", "after-hours-line"},
                                           {"kind", "report"},
                                           {"description", said},
                                           {"office", "south-1"},
                                           {"call", "1"},
                                           {"form_token", "b"}});
    REQUIRE(made.status == 303);
    CHECK(says(log.server.get(log.officer, "/staff/capture", {{"call", {"1"}}}), "A case was made of this call: "));
    // The case is the south's: whoever took the call is told its reference, without a way to it.
    CHECK_FALSE(says(log.server.get(log.officer, "/staff/after-hours"), "href=\"/staff/cases/"));
    CHECK(says(log.server.get(log.head, "/staff/after-hours"), "href=\"/staff/cases/"));
}

}  // namespace charter::after_hours_test
