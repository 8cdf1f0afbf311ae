#include <catch2/catch.hpp>

#include "tests/server/store/store_fixture.h"

namespace charter::correction_test {
namespace {

Lodging of_nomsa() {
    Lodging lodging = complaint();
    lodging.channel = CaseChannel::Letter;
    lodging.contact = {"Nomsa Wrongname", "+27215550101", "wrong@example.org", ContactBy::Phone};
    return lodging;
}

TakeStep correction_of(const Case& now, const std::function<void(CaseCorrection&)>& change) {
    TakeStep request = step_of(now.reference, plain_step(Step::Correct, supervisor(), morning + std::chrono::hours(1)));
    request.step.correction = no_correction(now);
    change(*request.step.correction);
    return request;
}

std::size_t found(const TestStore& store, const WorklistQuestion& question) {
    WorklistFilter filter;
    filter.view = WorklistView::All;
    filter.question = question;
    filter.languages = {"en"};
    return store->cases().worklist(everything, filter, {morning, morning}).rows.size();
}
std::size_t found_by_phone(const TestStore& store, const std::string& phone) {
    WorklistQuestion question;
    question.phone = phone;
    return found(store, question);
}
std::size_t found_by_words(const TestStore& store, const std::string& words) {
    WorklistQuestion question;
    question.words = words;
    return found(store, question);
}

}  // namespace

TEST_CASE("a corrected person is found by the new number and name, and the old ones are gone from the file",
          "[correction]") {
    TestStore store;
    const Lodged lodged = lodge(store->cases(), lodging_at(morning, of_nomsa()));
    const auto before = store->cases().find_case(lodged.reference, everything);
    const auto outcome = store->cases().take_step(correction_of(before->now, [](CaseCorrection& correction) {
        correction.contact = {"Nomsa Rightname", "+27215550202", "", ContactBy::Phone};
    }));
    REQUIRE(outcome_text(outcome) == "received");
    CHECK(found_by_phone(store, "+27215550101") == 0);
    CHECK(found_by_phone(store, "+27215550202") == 1);
    CHECK(found_by_words(store, "wrongname") == 0);
    CHECK(found_by_words(store, "rightname") == 1);
    CHECK(found_by_words(store, "answered") == 1);

    const auto after = store->cases().open_with_code(lodged.reference, *lodged.code);
    REQUIRE(after);
    CHECK(after->now.lodging.contact == Contact{"Nomsa Rightname", "+27215550202", "", ContactBy::Phone});
    CHECK(after->events == std::get<Taken>(outcome).file.events);
    CHECK(text_of(after->events.front(), TextName::phone).empty());
    CHECK(after->events.front().texts.find("phone")->second.erased);
    store.close();
    const std::string bytes =
        slurp(database_path(store.folder())) + slurp(database_path(store.folder()).string() + "-wal");
    CHECK(bytes.find("+27215550202") != std::string::npos);
    CHECK(first_fault(store.settings()).empty());
}

TEST_CASE("an index that is made anew knows the corrected values alone", "[correction]") {
    TestStore store;
    const Lodged lodged = lodge(store->cases(), lodging_at(morning, of_nomsa()));
    const Case now = store->cases().find_case(lodged.reference, everything)->now;
    REQUIRE(outcome_text(store->cases().take_step(correction_of(now, [](CaseCorrection& correction) {
                correction.contact = {"Rightname", "+27215550202", "", ContactBy::Phone};
            }))) == "received");
    store.alter("DELETE FROM properties WHERE name = 'search-index'; UPDATE cases SET phone_key = NULL");
    CHECK(found_by_phone(store, "+27215550202") == 1);
    CHECK(found_by_phone(store, "+27215550101") == 0);
    CHECK(found_by_words(store, "wrongname") == 0);
    store.close();
    CHECK(first_fault(store.settings()).empty());
}

TEST_CASE("other promises and another receipt stand in the row and after a restart, and verify", "[correction]") {
    TestStore store;
    const Lodged lodged = lodge(store->cases(), lodging_at(morning, of_nomsa()));
    const Case now = store->cases().find_case(lodged.reference, everything)->now;
    const auto terms = make_terms({promise(Clock::Resolve, {5, LimitUnit::WorkingDays})}, {});
    REQUIRE(outcome_text(store->cases().take_step(correction_of(now, [&](CaseCorrection& correction) {
                correction.kind = CaseKind::Enquiry;
                correction.channel = CaseChannel::Email;
                correction.received_at = morning - std::chrono::days(1);
                correction.terms = terms;
            }))) == "received");
    store.reopen();
    const Case after = store->cases().find_case(lodged.reference, everything)->now;
    CHECK(after.terms->id == terms->id);
    CHECK(after.lodging.kind == CaseKind::Enquiry);
    CHECK(after.received_at == morning - std::chrono::days(1));
    WorklistFilter filter;
    filter.kind = CaseKind::Enquiry;
    filter.channel = CaseChannel::Email;
    CHECK(store->cases().worklist(everything, filter, {morning, morning}).rows.size() == 1);
    REQUIRE(outcome_text(store->cases().take_step(step_of(
                lodged.reference, plain_step(Step::Acknowledge, officer(), morning + std::chrono::hours(2))))) ==
            "acknowledged");
    store.close();
    CHECK(first_fault(store.settings()).empty());
}

TEST_CASE("a correction sent twice is one", "[correction]") {
    TestStore store;
    const Lodged lodged = lodge(store->cases(), lodging_at(morning, of_nomsa()));
    const Case now = store->cases().find_case(lodged.reference, everything)->now;
    TakeStep request = correction_of(now, [](CaseCorrection& correction) { correction.contact.name = "Rightname"; });
    request.form_token = "once";
    CHECK(outcome_text(store->cases().take_step(request)) == "received");
    CHECK(outcome_text(store->cases().take_step(request)) == "repeated received");
}

TEST_CASE("cases in which a clock or a window runs are those that a new holiday can move", "[correction]") {
    TestStore store;
    const Lodged open = lodge(store->cases());
    const Lodged answered = lodge(store->cases());
    const Lodged ended = lodge(store->cases());
    const Instant later = morning + std::chrono::hours(1);
    (void)store->cases().take_step(step_of(answered.reference, plain_step(Step::Answer, officer(), later)));
    (void)store->cases().take_step(step_of(ended.reference, plain_step(Step::Withdraw, complainant(), later)));
    CHECK(store->cases().running_cases() == std::vector{open.reference, answered.reference});
}

}  // namespace charter::correction_test
