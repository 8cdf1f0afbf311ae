// What pages say of a receipt, a late promise and a language, and to whom they speak.
#include "server/pages/lodge_pages.h"
#include "tests/server/pages/default_theme.h"
#include "tests/server/routes/desk_server.h"

namespace charter::told_plainly_test {
namespace {

struct Counter {
    DeskServer server;
    std::string officer = server.sign_in(Role::CustomerCareOfficer, "north-1");

    Response capture(const TextMap& more) {
        TextMap fields = {{"channel", "letter"}, {"kind", "complaint"}, {"description", "It never came."}};
        for (const auto& [field, value] : more) fields[field] = value;
        return server.post(officer, "/staff/capture", fields);
    }
    Response ticket_of(const Response& captured) {
        REQUIRE(captured.status == 303);
        for (const auto& [name, value] : captured.headers)
            if (name == "Location") return server.get(officer, value);
        return {};
    }
};

}  // namespace

TEST_CASE("the ticket of a letter that came long ago says that the answer is late, and no time that nobody wrote",
          "[told]") {
    Counter counter;
    const TextMap old = {{"received_date", "2026-09-01"}, {"later_reason", "It lay in the post."}};
    const Response late = counter.ticket_of(counter.capture(old));
    CHECK(says(late, "We promised an answer by"));
    CHECK(says(late, " late</span>"));
    CHECK(says(late, "<dd>Tuesday 1 September 2026</dd>"));
    TextMap timed = old;
    timed["received_time"] = "14:20";
    CHECK(says(counter.ticket_of(counter.capture(timed)), "<dd>Tuesday 1 September 2026, 14:20</dd>"));
    CHECK(says(counter.ticket_of(counter.capture({})), "We promise an answer by"));
}

TEST_CASE("the address on the ticket has two parts that stay whole", "[told]") {
    Counter counter;
    CHECK(says(counter.ticket_of(counter.capture({})), "/<wbr>en/track/<wbr></b>"));
}

TEST_CASE("the form for what came in speaks to the officer, of the person", "[told]") {
    Counter counter;
    const Response named = counter.capture({{"anonymous", "yes"}, {"name", "Ann"}, {"phone", "021 000 0077"}});
    CHECK(named.status == 422);
    CHECK(says(named, "Remove the person&apos;s name and contact details"));
    CHECK_FALSE(says(named, "Remove your name"));
    CHECK(count_of(named.body, "Remove the person&apos;s name") == 2);  // at the field, and in the summary
}

TEST_CASE("a form for words to the person says which language they read", "[told]") {
    Counter counter;
    const CaseReference reference =
        counter.server.lodge_case("north-1", [](Lodging& lodging) { lodging.language = "af"; });
    const std::string page = "/staff/cases/" + reference.text();
    CHECK(says(counter.server.get(counter.officer, page, {{"step", {"acknowledge"}}}), "They read Afrikaans."));
    CHECK_FALSE(says(counter.server.get(counter.officer, page, {{"step", {"note"}}}), "They read Afrikaans."));
}

TEST_CASE("a late case says which promise is late, once", "[told]") {
    Counter counter;
    Lodging lodging = complaint();
    lodging.office = "north-1";
    const Lodged lodged = lodge(counter.server.store().cases(), lodging_at(counter.server.now(), lodging));
    counter.server.move_clock(std::chrono::days(60));
    const Response late =
        counter.server.post("", "/en/track/", {{"reference", lodged.reference.text()}, {"code", lodged.code->text()}});
    CHECK(says(late, "signal\">Telling you who has the case: "));
    CHECK(says(late, "<h2>The answer: "));
    CHECK_FALSE(says(late, "We are late: "));
}

TEST_CASE("a case that was joined has the shape of the case that it goes on with", "[told]") {
    Counter counter;
    Lodging lodging = complaint();
    lodging.office = "north-1";
    const CaseReference leader = counter.server.lodge_case("north-1");
    const Lodged lodged = lodge(counter.server.store().cases(), lodging_at(counter.server.now(), lodging));
    REQUIRE(counter.server
                .post(counter.officer, "/staff/cases/" + lodged.reference.text(),
                      {{"step", "mark-duplicate"},
                       {"duplicate_of", leader.text()},
                       {"public_note", "The same lamp."},
                       {"expected_sequence", "1"}})
                .status == 303);
    const Response page =
        counter.server.post("", "/en/track/", {{"reference", lodged.reference.text()}, {"code", lodged.code->text()}});
    CHECK(says(page, "<h1 class=\"g received\" data-status=\"duplicate\">"));
    CHECK_FALSE(says(page, "\"g closed\""));
}

TEST_CASE("a question is not asked what should have happened, and offices stand in the order of their names",
          "[told]") {
    const PublishedSite published{built_town()};
    const auto site = published.current();
    Catalogue catalogue = site->catalogue;
    for (Office& office : catalogue.offices)
        if (office.id == "north-1") office.name["en"] = "Zeerust";
    const PageContext context{default_theme(), site->settings, catalogue, "en", morning, false, std::nullopt};
    const auto asked = [&](LodgingPage page, const std::string& kind) {
        return question_page(context, {page, {{"kind", kind}}, {}});
    };
    const std::string should = "what should have happened";
    CHECK(asked(LodgingPage::What, "complaint").find(should) != std::string::npos);
    for (const std::string kind : {"enquiry", "compliment", "suggestion"}) {
        const std::string page = asked(LodgingPage::What, kind);
        CAPTURE(kind);
        CHECK(page.find(should) == std::string::npos);
        CHECK(page.find("What happened?") == std::string::npos);
        CHECK(page.find("Tell us in your own words") != std::string::npos);
    }
    const std::string about = asked(LodgingPage::About, "enquiry");
    CHECK(about.find("Zeerust") > about.find("Office north-2"));
}

}  // namespace charter::told_plainly_test
