// What people wrote goes for good, the chains still verify, and nothing finds the case by it any more.
#include "server/store/after_hours_store.h"
#include "server/store/audit_store.h"
#include "tests/server/store/store_fixture.h"

namespace charter::erasure_test {
namespace {

const std::string words = "The zebra ate my application form.";

CaseReference lodge_zebra(TestStore& store) {
    Lodging lodging = complaint();
    lodging.description = words;
    lodging.contact = {"Sample Quagga", "+27210000077", "quagga@sample.example", ContactBy::Phone};
    return lodge(store->cases(), lodging_at(morning, lodging)).reference;
}

StepRequest erasing(StaffId head, Instant at) {
    StepRequest request = plain_step(Step::Erase, staff_actor(head, Role::HeadOffice), at);
    request.internal_note = "Asked by the person at the counter.";
    return request;
}

std::size_t found_by(TestStore& store, const std::function<void(WorklistQuestion&)>& ask) {
    WorklistFilter filter;
    filter.view = WorklistView::All;
    filter.languages = {"en"};
    ask(filter.question);
    return store->cases().worklist(everything, filter, {morning, morning + std::chrono::hours(8)}).rows.size();
}

}  // namespace

TEST_CASE("what staff wrote of another body goes with the words", "[erasure]") {
    TestStore store;
    const StaffId head = add_staff(store->staff(), "head", Role::HeadOffice, "");
    Lodging lodging = complaint();
    lodging.source_reference = "PH zebra 1";
    const CaseReference reference = lodge(store->cases(), lodging_at(morning, lodging)).reference;
    StepRequest refer = plain_step(Step::Refer, staff_actor(head, Role::HeadOffice), morning);
    refer.public_note = "They decide on it.";
    refer.body = "Quagga office";
    refer.body_reference = "ID8001015009087";
    CHECK(outcome_text(store->cases().take_step(step_of(reference, refer))) == "referred");
    CHECK(store->cases().find_case(reference, everything)->now.referral->body == "Quagga office");
    for (const std::string word : {"zebra", "quagga", "ID8001015009087"})
        CHECK(found_by(store, [&](WorklistQuestion& asked) { asked.words = word; }) == 1);

    CHECK(outcome_text(store->cases().take_step(step_of(reference, erasing(head, morning)))) == "closed");

    const CaseFile file = *store->cases().find_case(reference, everything);
    CHECK(file.now.lodging.source_reference.empty());
    CHECK(file.now.referral->body.empty());
    CHECK(file.now.referral->body_reference.empty());
    for (const CaseEvent& event : file.events)
        for (const auto& [name, value] : event.facts) CHECK(value.find("8001015009087") == std::string::npos);
    for (const std::string word : {"zebra", "quagga", "ID8001015009087"})
        CHECK(found_by(store, [&](WorklistQuestion& asked) { asked.words = word; }) == 0);
    CHECK(first_fault(store.settings()).empty());
}

TEST_CASE("an erased case keeps its steps and dates, and none of its words", "[erasure]") {
    TestStore store;
    const StaffId head = add_staff(store->staff(), "head", Role::HeadOffice, "");
    const CaseReference reference = lodge_zebra(store);
    AuditEntry reason = deed_of(staff_actor(head, Role::HeadOffice), Deed::GiveReason, morning);
    reason.reference = reference;
    reason.reason.text = "About the zebra.";
    REQUIRE_FALSE(store->audit().record(reason));
    REQUIRE(found_by(store, [](WorklistQuestion& asked) { asked.words = "zebra"; }) == 1);
    REQUIRE(store->cases().cases_of_contact("+27210000077", "", everything).size() == 1);

    CHECK(outcome_text(store->cases().take_step(step_of(reference, erasing(head, morning)))) == "closed");

    const CaseFile file = *store->cases().find_case(reference, everything);
    CHECK(file.now.erased);
    CHECK(file.now.lodging.description.empty());
    CHECK(file.now.lodging.contact == Contact{"", "", "", ContactBy::Phone});
    CHECK(file.now.received_at == morning);
    CHECK(text_of(file.events.back(), TextName::internal_note) == "Asked by the person at the counter.");
    CHECK(found_by(store, [](WorklistQuestion& asked) { asked.words = "zebra"; }) == 0);
    CHECK(found_by(store, [](WorklistQuestion& asked) { asked.words = "quagga"; }) == 0);
    CHECK(found_by(store, [](WorklistQuestion& asked) { asked.phone = "+27210000077"; }) == 0);
    CHECK(store->cases().cases_of_contact("+27210000077", "quagga@sample.example", everything).empty());
    CHECK(store->audit().list({.kind = AuditKind::Reads}).lines.front().reason.empty());
    CHECK(first_fault(store.settings()).empty());
}

TEST_CASE("the file of the database holds none of the erased words", "[erasure]") {
    TestStore store;
    const StaffId head = add_staff(store->staff(), "head", Role::HeadOffice, "");
    const CaseReference reference = lodge_zebra(store);
    CHECK(outcome_text(store->cases().take_step(step_of(reference, erasing(head, morning)))) == "closed");
    store.close();
    const std::string bytes = slurp(database_path(store.folder() / "data"));
    CHECK(bytes.find("zebra") == std::string::npos);
    CHECK(bytes.find("Quagga") == std::string::npos);
    CHECK(bytes.find("+27210000077") == std::string::npos);
}

TEST_CASE("an erased case has ended: no clock runs, and no step brings new words into it", "[erasure]") {
    TestStore store;
    const StaffId head = add_staff(store->staff(), "head", Role::HeadOffice, "");
    const CaseReference reference = lodge_zebra(store);
    CHECK(outcome_text(store->cases().take_step(step_of(reference, erasing(head, morning)))) == "closed");
    const Case now = store->cases().find_case(reference, everything)->now;
    CHECK_FALSE(running_promise(now, morning + std::chrono::hours(24 * 90)));
    CHECK(now.ended_at == morning);
    for (const Step step : {Step::Erase, Step::Note, Step::Review, Step::ReissueCode, Step::Correct, Step::AddFile}) {
        CAPTURE(key_of(step));
        CHECK(outcome_text(store->cases().take_step(step_of(
                  reference, plain_step(step, staff_actor(head, Role::HeadOffice), morning)))) == "not in this state");
    }
    CHECK(allowed_steps(now, staff_actor(head, Role::HeadOffice), morning).empty());
    CHECK(allowed_steps(now, complainant(), morning).empty());
    CHECK(first_fault(store.settings()).empty());
}

TEST_CASE("while the store is open, no file of its folder holds the erased words", "[erasure]") {
    TestStore store;
    const StaffId head = add_staff(store->staff(), "head", Role::HeadOffice, "");
    const CaseReference reference = lodge_zebra(store);
    const auto holds = [&] {
        std::size_t found = 0;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(store.settings().folder)) {
            if (!entry.is_regular_file()) continue;
            const std::string bytes = slurp(entry.path());
            for (const std::string_view word : {"zebra", "Quagga", "+27210000077"})
                found += bytes.find(word) == std::string::npos ? 0 : 1;
        }
        return found;
    };
    CHECK(holds() > 0);
    CHECK(outcome_text(store->cases().take_step(step_of(reference, erasing(head, morning)))) == "closed");
    CHECK(holds() == 0);
}

TEST_CASE("only the cases of that phone or e-mail are a person's", "[erasure]") {
    TestStore store;
    const CaseReference one = lodge_zebra(store);
    Lodging other = complaint();
    other.contact.email = "quagga@sample.example";
    const CaseReference two = lodge(store->cases(), lodging_at(morning, other)).reference;
    Lodging stranger = complaint();
    stranger.contact.phone = "+27210000078";
    (void)lodge(store->cases(), lodging_at(morning, stranger));
    const auto cases = store->cases().cases_of_contact("+27210000077", "quagga@sample.example", everything);
    REQUIRE(cases.size() == 2);
    CHECK(cases[0].now.reference == one);
    CHECK(cases[1].now.reference == two);
    CHECK(store->cases().cases_of_contact("", "", everything).empty());
}

TEST_CASE("the call that a case was made of is erased with it, and one alone for its caller", "[erasure]") {
    TestStore store;
    const StaffId head = add_staff(store->staff(), "head", Role::HeadOffice, "");
    const auto add_call = [&](const std::string& said) {
        AfterHoursCall call;
        call.taken_at = morning;
        call.taken_by = head;
        call.office = "north";
        call.words = said;
        call.place = "Behind the zebra";
        REQUIRE_FALSE(store->after_hours().add(call, said));
        return store->after_hours().with_words(everything).back().id;
    };
    const std::int64_t made = add_call("One zebra");
    const std::int64_t other = add_call("Other zebra");
    const CaseReference reference = lodge_zebra(store);
    REQUIRE_FALSE(store->after_hours().note_case(made, reference));
    CHECK(outcome_text(store->cases().take_step(step_of(reference, erasing(head, morning)))) == "closed");
    CHECK(is_erased(*store->after_hours().find(made, everything, head)));
    CHECK_FALSE(is_erased(*store->after_hours().find(other, everything, head)));

    AuditEntry trace = deed_of(staff_actor(head, Role::HeadOffice), Deed::EraseCall, morning);
    trace.detail = "call 2 document";
    REQUIRE_FALSE(store->after_hours().erase(other, trace));
    REQUIRE_FALSE(store->after_hours().erase(other, trace));
    CHECK(store->after_hours().with_words(everything).empty());
    std::size_t noted = 0;
    for (const AuditLine& line : store->audit().list({}).lines) noted += line.deed == Deed::EraseCall ? 1 : 0;
    CHECK(noted == 1);
    store.close();
    CHECK(slurp(database_path(store.settings().folder)).find("zebra") == std::string::npos);
}

}  // namespace charter::erasure_test
