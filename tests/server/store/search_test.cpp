#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "server/store/search_rows.h"
#include "tests/server/store/store_fixture.h"

namespace charter::search_test {
namespace {

using std::chrono::days;

CaseReference lodge_text(CaseStore& cases, const std::string& text, const std::string& name = "",
                         const std::string& phone = "", const std::string& office = "north") {
    Lodging lodging = complaint();
    lodging.description = text;
    lodging.office = office;
    lodging.contact = {name, phone, "", ContactBy::Phone};
    return lodge(cases, lodging_at(morning, lodging)).reference;
}

std::string found(const TestStore& store, const WorklistQuestion& question, const CaseScope& scope = everything) {
    WorklistFilter filter;
    filter.view = WorklistView::All;
    filter.question = question;
    filter.languages = {"en", "af", "xh"};
    const Worklist list = store->cases().worklist(scope, filter, {morning, morning + days(1)});
    std::string text = fmt::format("{}:", list.counts.chosen);
    for (const WorklistRow& row : list.rows) text += " " + row.about.substr(0, row.about.find(' '));
    return text;
}

std::string found_words(const TestStore& store, const std::string& words, const CaseScope& scope = everything) {
    WorklistQuestion question;
    question.words = words;
    return found(store, question, scope);
}

}  // namespace

TEST_CASE("a case is found by words of its texts and by the name of the person", "[search]") {
    const TestStore store;
    CaseStore& cases = store->cases();
    (void)lodge_text(cases, "one the office was closed", "Sample Person");
    const auto two = lodge_text(cases, "two the lifts were broken");
    CHECK(found_words(store, "lift") == "1: two");
    CHECK(found_words(store, "Broken LIFTS") == "1: two");
    CHECK(found_words(store, "closed lifts") == "0:");
    CHECK(found_words(store, "sample persons") == "1: one");
    CHECK(found_words(store, "the") == "0:");  // says nothing
    CHECK(found_words(store, "\" OR 1 * NEAR(") == "0:");
    StepRequest note = plain_step(Step::Note, officer(), morning);
    note.internal_note = "The plumber comes on Friday";
    REQUIRE(std::holds_alternative<Taken>(cases.take_step(step_of(two, note))));
    CHECK(found_words(store, "plumbers") == "1: two");
}

TEST_CASE("a case is found by the telephone of the person", "[search]") {
    const TestStore store;
    (void)lodge_text(store->cases(), "one", "", "+27210000001");
    (void)lodge_text(store->cases(), "two", "", "+27210000002");
    WorklistQuestion question;
    question.phone = "+27210000002";
    CHECK(found(store, question) == "1: two");
    question.phone = "+27210000003";
    CHECK(found(store, question) == "0:");
}

TEST_CASE("capital letters of an e-mail address make no difference", "[search]") {
    const TestStore store;
    Lodging lodging = complaint();
    lodging.contact.email = "Sample-01@Example.org";
    (void)lodge(store->cases(), lodging_at(morning, lodging));
    WorklistQuestion question;
    for (const char* typed : {"sample-01@example.org", "SAMPLE-01@EXAMPLE.ORG"}) {
        question.email = typed;
        CHECK(found(store, question).starts_with("1:"));
    }
    question.email = "sample-02@example.org";
    CHECK(found(store, question) == "0:");
}

TEST_CASE("a case is found by what another body calls it", "[search]") {
    const TestStore store;
    Lodging lodging = complaint();
    lodging.description = "hotline";
    lodging.source_reference = "PH-2026/1234";
    (void)lodge(store->cases(), lodging_at(morning, lodging));
    const auto referred = lodge_text(store->cases(), "referred");
    StepRequest refer = plain_step(Step::Refer, officer(), morning);
    refer.body = "Sample Agency";
    refer.body_reference = "SAS-1";
    refer.public_note = "They pay it.";
    REQUIRE(std::holds_alternative<Taken>(store->cases().take_step(step_of(referred, refer))));
    CHECK(found_words(store, "ph-2026/1234") == "1: hotline");
    CHECK(found_words(store, "SAS-1") == "1: referred");
    CHECK(found_words(store, "sample agency") == "1: referred");
}

TEST_CASE("what may be the beginning of a reference and a word finds the cases of both", "[search]") {
    const TestStore store;
    const auto one = lodge_text(store->cases(), "zebra3 was here");
    (void)lodge_text(store->cases(), "lion saw a tusk");
    WorklistQuestion question;
    question.reference_beginning = "ZEBRA3";
    question.words = "zebra3";
    CHECK(found(store, question) == "1: zebra3");
    question.reference_beginning = one.text().substr(0, 4);
    question.words = "nothing";
    CHECK(found(store, question) == "1: zebra3");
    question.words = "tusk";
    CHECK(found(store, question) == "2: zebra3 lion");
    question.words = "the";  // says nothing
    CHECK(found(store, question) == "1: zebra3");
}

TEST_CASE("a search neither shows nor counts what the person may not see", "[search]") {
    const TestStore store;
    CaseStore& cases = store->cases();
    (void)lodge_text(cases, "north broken lift", "", "+27210000001");
    const auto south = lodge_text(cases, "south broken lift", "", "+27210000001", "south");
    Lodging about = complaint();
    about.description = "official broken lift";
    about.about_official = true;
    about.contact.phone = "+27210000001";
    (void)lodge(cases, lodging_at(morning, about));
    const CaseScope north{false, {"north"}, false};
    WorklistQuestion phone;
    phone.phone = "+27210000001";
    WorklistQuestion reference;
    reference.reference = south;
    WorklistQuestion beginning;
    beginning.reference_beginning = south.text().substr(0, 4);
    CHECK(found_words(store, "lift") == "2: north south");
    CHECK(found_words(store, "lift", north) == "1: north");
    CHECK(found(store, phone, north) == "1: north");
    CHECK(found(store, reference, north) == "0:");
    CHECK(found(store, beginning, north) == "0:");
    CHECK(found_words(store, "lift", {}) == "0:");
}

TEST_CASE("the index tells neither words nor numbers to who has no key", "[search]") {
    const TestStore store;
    (void)lodge_text(store->cases(), "xylophone", "Quagga", "+27210000001");
    Connection connection(database_path(store.settings().folder), Access::ReadOnly);
    Query query = connection.query(
        "SELECT (SELECT count(*) FROM case_words_data WHERE block LIKE '%xyloph%' OR block LIKE '%quagga%'), "
        "phone_key, (SELECT count(*) FROM case_words_data) FROM cases");
    REQUIRE(query.next());
    CHECK(query.number_at(0) == 0);
    CHECK(query.blob_at(1).find("0000001") == std::string::npos);
    CHECK(query.number_at(2) > 0);
}

TEST_CASE("words that are taken out of the index are found no more", "[search]") {
    TestStore store;
    (void)lodge_text(store->cases(), "one broken lift");
    (void)lodge_text(store->cases(), "two broken lift");
    const Secrets secrets(read_key(store.settings().folder));
    store.close();
    {
        Connection connection(database_path(store.settings().folder), Access::Write);
        const CaseEvent event = read_events(connection, 1).front();
        forget_words(connection, 1, event.sequence, event_words(secrets, event, "en"));
    }
    store.reopen();
    CHECK(found_words(store, "lift") == "1: two");
}

TEST_CASE("a database of an older program is made searchable when it is opened", "[search]") {
    TestStore store;
    (void)lodge_text(store->cases(), "one broken lift", "", "+27210000001");
    store.alter(
        "INSERT INTO case_words (case_words) VALUES ('delete-all'); DELETE FROM properties WHERE name = "
        "'search-index'; UPDATE cases SET phone_key = NULL");
    WorklistQuestion phone;
    phone.phone = "+27210000001";
    CHECK(found_words(store, "lift") == "1: one");
    CHECK(found(store, phone) == "1: one");
    store.close();
    CHECK(first_fault(store.settings()).empty());
}

TEST_CASE("verify tells an altered key of a contact", "[search]") {
    TestStore store;
    (void)lodge_text(store->cases(), "one", "", "+27210000001");
    store.alter("UPDATE cases SET phone_key = x'00'");
    store.close();
    CHECK(first_fault(store.settings()).find("does not fit its events") != std::string::npos);
}

}  // namespace charter::search_test
