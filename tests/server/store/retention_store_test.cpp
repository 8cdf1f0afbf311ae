#include "server/store/retention_store.h"

#include "server/store/audit_store.h"
#include "tests/server/store/store_fixture.h"

namespace charter {
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

TEST_CASE("one proposes, another confirms, on the day or later; only dates are left", "[retention]") {
    DeletionDesk desk;
    const CaseReference reference = desk.ended();
    CHECK(desk.confirm(reference, desk.other, its_day) == "not proposed");
    const auto proposed = desk.store->retention().propose(reference, DeletionDesk::by(desk.one, its_day - days(20)));
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
    CHECK(std::holds_alternative<std::monostate>(retention.propose(reference, DeletionDesk::by(desk.one, its_day))));
    CHECK(std::holds_alternative<std::monostate>(retention.propose(reference, DeletionDesk::by(desk.other, its_day))));
    CHECK(std::holds_alternative<std::monostate>(retention.keep(reference, DeletionDesk::by(desk.other, its_day))));
    CHECK(std::holds_alternative<DeletionRefusal>(retention.keep(reference, DeletionDesk::by(desk.other, its_day))));
    CHECK(desk.confirm(reference, desk.other, its_day) == "not proposed");
    std::string deeds;
    for (const AuditLine& line : desk.store->audit().list({.reference = reference}).lines)
        deeds += line.deed ? std::string(key_of(*line.deed)) + " " : "";
    CHECK(deeds == "keep-case propose-deletion ");
}

}  // namespace charter
