#include "server/store/retention_store.h"

#include "server/store/after_hours_store.h"
#include "server/store/audit_store.h"
#include "tests/server/store/store_fixture.h"

namespace charter::retention_store_test {
namespace {

using std::chrono::days;

Catalogue five_years() {
    Catalogue catalogue;
    catalogue.retention = {{CaseKind::Complaint, 5}};
    return catalogue;
}

struct DeletionDesk {
    TestStore store;
    StaffId one = add_staff(store->staff(), "one", Role::HeadOffice, "");
    StaffId other = add_staff(store->staff(), "other", Role::HeadOffice, "");

    CaseReference ended(CaseKind kind = CaseKind::Complaint) {
        Lodging lodging = complaint();
        lodging.kind = kind;
        const CaseReference reference = lodge(store->cases(), lodging_at(morning, lodging)).reference;
        REQUIRE(outcome_text(store->cases().take_step(
                    step_of(reference, plain_step(Step::Withdraw, complainant(), morning)))) == "withdrawn");
        return reference;
    }
    static AuditEntry by(StaffId id, Instant at) {
        return deed_of(staff_actor(id, Role::HeadOffice), Deed::ProposeDeletion, at);
    }
    std::string confirm(const CaseReference& reference, StaffId id, Instant at) {
        const auto outcome = store->retention().confirm(reference, five_years(), by(id, at));
        if (std::holds_alternative<std::monostate>(outcome)) return "deleted";
        if (std::holds_alternative<StoreBusy>(outcome)) return "busy";
        switch (std::get<DeletionRefusal>(outcome)) {
            case DeletionRefusal::NoSuchCase:
                return "no such case";
            case DeletionRefusal::NotYet:
                return "not yet";
            case DeletionRefusal::NotProposed:
                return "not proposed";
            case DeletionRefusal::SamePerson:
                break;
        }
        return "same person";
    }
    std::size_t due(Instant until) { return store->retention().due(five_years(), everything, until, 50).size(); }
};

const Instant its_day = years_after(morning, 5);

}  // namespace

TEST_CASE("years are counted by the calendar, and a 29 February ends on the 28th", "[retention]") {
    CHECK(to_iso(years_after(local("2026-11-25 09:00"), 5)) == "2031-11-25T07:00:00Z");
    CHECK(to_iso(years_after(local("2028-02-29 09:00"), 1)) == "2029-02-28T07:00:00Z");
    CHECK(to_iso(years_after(local("2028-02-29 09:00"), 4)) == "2032-02-29T07:00:00Z");
}

TEST_CASE("a case is due so many years after it ended; open ones and kinds without a class never are", "[retention]") {
    DeletionDesk desk;
    const CaseReference reference = desk.ended();
    (void)desk.ended(CaseKind::Enquiry);
    (void)lodge(desk.store->cases());
    CHECK(desk.due(its_day - days(1)) == 0);
    CHECK(desk.due(its_day) == 1);
    const auto due = desk.store->retention().due(five_years(), everything, its_day, 50);
    CHECK(due.front().reference == reference);
    CHECK(due.front().due_at == its_day);
    CHECK(desk.store->retention().due(five_years(), {false, {"south"}, false}, its_day, 50).empty());
}

TEST_CASE("what is due is read page by page, with how many there are", "[retention]") {
    DeletionDesk desk;
    for (int n = 0; n < 5; ++n) (void)desk.ended();
    std::size_t seen = 0;
    for (const std::size_t before : {0, 2, 4}) {
        const DuePage page = desk.store->retention().due_page(five_years(), everything, its_day, {before, 2});
        CHECK(page.total == 5);
        CHECK(page.is_followed == (before < 3));
        seen += page.cases.size();
    }
    CHECK(seen == 5);
    CHECK(desk.store->retention().due_page(five_years(), everything, its_day, {6, 2}).cases.empty());
}

TEST_CASE("one proposes, another confirms, on the day or later; only dates are left", "[retention]") {
    DeletionDesk desk;
    const CaseReference reference = desk.ended();
    CHECK(desk.confirm(reference, desk.other, its_day) == "not proposed");
    const auto proposed =
        desk.store->retention().propose(reference, five_years(), DeletionDesk::by(desk.one, its_day - days(20)));
    CHECK(std::holds_alternative<std::monostate>(proposed));
    CHECK(desk.confirm(reference, desk.other, its_day - days(1)) == "not yet");
    CHECK(desk.confirm(reference, desk.one, its_day) == "same person");
    CHECK(desk.store->cases().find_case(reference, everything)->now.lodging.description == "Nobody answered.");
    CHECK(desk.confirm(reference, desk.other, its_day) == "deleted");

    const CaseFile stub = *desk.store->cases().find_case(reference, everything);
    CHECK(stub.now.deleted_at == its_day);
    CHECK(stub.now.received_at == morning);
    for (const CaseEvent& event : stub.events)
        for (const auto& [name, text] : event.texts) CHECK(text.text.empty());
    CHECK(fact_of(stub.events.back(), FactName::proposed_by) == std::to_string(desk.one.value));
    CHECK(fact_of(stub.events.back(), FactName::confirmed_by) == std::to_string(desk.other.value));
    CHECK(desk.due(its_day) == 0);
    CHECK(desk.confirm(reference, desk.other, its_day) == "no such case");
    CHECK(first_fault(desk.store.settings()).empty());
}

TEST_CASE("a proposal can be taken back, and all of it stands in the audit", "[retention]") {
    DeletionDesk desk;
    const CaseReference reference = desk.ended();
    RetentionStore& retention = desk.store->retention();
    CHECK(std::holds_alternative<std::monostate>(
        retention.propose(reference, five_years(), DeletionDesk::by(desk.one, its_day))));
    CHECK(std::holds_alternative<std::monostate>(
        retention.propose(reference, five_years(), DeletionDesk::by(desk.other, its_day))));
    AuditEntry why = DeletionDesk::by(desk.other, its_day);
    why.reason.text = "A court asked for it.";
    CHECK(std::holds_alternative<std::monostate>(retention.keep(reference, its_day + days(90), why)));
    CHECK(desk.confirm(reference, desk.other, its_day) == "not yet");
    CHECK(desk.due(its_day + days(89)) == 0);
    CHECK(desk.due(its_day + days(90)) == 1);
    CHECK(desk.confirm(reference, desk.other, its_day + days(90)) == "not proposed");
    const auto early = retention.propose(reference, five_years(), DeletionDesk::by(desk.one, its_day));
    CHECK(std::get<DeletionRefusal>(early) == DeletionRefusal::NotYet);
    CHECK(desk.store->audit().list({.reference = reference}).lines.front().reason == "A court asked for it.");
    std::string deeds;
    for (const AuditLine& line : desk.store->audit().list({.reference = reference}).lines)
        deeds += line.deed ? std::string(key_of(*line.deed)) + " " : "";
    CHECK(deeds == "keep-case propose-deletion ");
}

TEST_CASE("a call of the after-hours log is deleted by two persons on its day; its date stays", "[retention]") {
    DeletionDesk desk;
    AfterHoursCall call;
    call.taken_at = morning;
    call.taken_by = desk.one;
    call.office = "north";
    call.words = "The zebra has no food.";
    call.caller = "021 000 0077";
    REQUIRE_FALSE(desk.store->after_hours().add(call, "token"));
    const std::int64_t id = desk.store->after_hours().with_words(everything).front().id;
    Catalogue two_years;
    two_years.calls_kept_years = 2;
    const Instant day_of_call = years_after(morning, 2);
    RetentionStore& retention = desk.store->retention();
    const auto refusal = [](const RetentionStore::Outcome& outcome) {
        const auto* found = std::get_if<DeletionRefusal>(&outcome);
        return found == nullptr ? std::nullopt : std::optional(*found);
    };
    const auto confirm = [&](StaffId who, Instant at) {
        return refusal(retention.confirm_call(id, two_years, DeletionDesk::by(who, at)));
    };
    CHECK(retention.due_calls(two_years, day_of_call - days(1), 10).empty());
    CHECK(retention.due_calls({}, day_of_call, 10).empty());
    CHECK(retention.due_calls(two_years, day_of_call, 10).front().due_at == day_of_call);
    CHECK(confirm(desk.other, day_of_call) == DeletionRefusal::NotProposed);
    CHECK_FALSE(refusal(retention.propose_call(id, two_years, DeletionDesk::by(desk.one, day_of_call))));
    CHECK(retention.due_calls(two_years, day_of_call, 10).front().proposed_by == desk.one);
    CHECK(confirm(desk.one, day_of_call) == DeletionRefusal::SamePerson);
    CHECK(confirm(desk.other, day_of_call - days(1)) == DeletionRefusal::NotYet);
    CHECK_FALSE(refusal(retention.keep_call(id, day_of_call + days(9), DeletionDesk::by(desk.other, day_of_call))));
    CHECK(retention.due_calls(two_years, day_of_call, 10).empty());
    CHECK(confirm(desk.other, day_of_call) == DeletionRefusal::NotYet);
    CHECK_FALSE(refusal(retention.keep_call(id, day_of_call, DeletionDesk::by(desk.other, day_of_call))));
    CHECK(confirm(desk.other, day_of_call) == DeletionRefusal::NotProposed);
    CHECK_FALSE(refusal(retention.propose_call(id, two_years, DeletionDesk::by(desk.one, day_of_call))));
    CHECK_FALSE(confirm(desk.other, day_of_call));
    const auto left = desk.store->after_hours().find(id, everything, desk.one);
    REQUIRE(left);
    CHECK(is_erased(*left));
    CHECK(left->caller.empty());
    CHECK(left->taken_at == morning);
    CHECK(confirm(desk.other, day_of_call) == DeletionRefusal::NoSuchCase);
    CHECK(retention.due_calls(two_years, day_of_call, 10).empty());
    std::string deeds;
    for (const AuditLine& line : desk.store->audit().list({}).lines)
        if (line.detail == fmt::format("call {}", id)) deeds += std::string(key_of(*line.deed)) + " ";
    CHECK(deeds == "confirm-deletion propose-deletion keep-case keep-case propose-deletion ");
    CHECK(first_fault(desk.store.settings()).empty());
}

}  // namespace charter::retention_store_test
