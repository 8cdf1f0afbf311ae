#include "server/store/escalation_sweep.h"

#include <catch2/catch.hpp>

#include "tests/server/store/store_fixture.h"

namespace charter::escalation_sweep_test {
namespace {

const std::vector<EscalationRule> rules = {{EscalationWhen::Overdue, EscalationTo::Supervisor},
                                           {EscalationWhen::LongOverdue, EscalationTo::HeadOffice}};

Catalogue catalogue() {
    Catalogue made;
    made.languages = {"en"};
    for (const char* id : {"north", "south"}) {
        Office office;
        office.id = id;
        office.region = "metro";
        made.offices.push_back(office);
    }
    return made;
}

// To be acknowledged within 3 working days of 25 November: late from 1 December.
const Instant late = local("2026-12-01 09:00");

struct Desk {
    TestStore store;
    Catalogue site = catalogue();
    EscalationSweep sweep{store->cases(), store->staff()};

    std::size_t run(Instant now, std::size_t limit = 500) { return sweep.run(site, rules, now, now, limit); }
    [[nodiscard]] std::optional<Escalation> escalation_of(const Lodged& lodged) const {
        return store->cases().find_case(lodged.reference, everything)->now.escalation;
    }
};

}  // namespace

TEST_CASE("what is overdue is brought to a supervisor of its office, once", "[escalation]") {
    Desk desk;
    (void)add_staff(desk.store->staff(), "far", Role::Supervisor, "south");
    const StaffId near = add_staff(desk.store->staff(), "near", Role::Supervisor, "north");
    const Lodged lodged = lodge(desk.store->cases());
    CHECK(desk.run(local("2026-11-30 15:00")) == 0);
    CHECK(desk.run(late) == 1);
    CHECK(desk.escalation_of(lodged) == Escalation{1, near, late, Role::Supervisor});
    CHECK(desk.run(late + std::chrono::hours(1)) == 0);
    desk.store.close();
    CHECK(first_fault(desk.store.settings()).empty());
}

TEST_CASE("cases are brought to those to whom the fewest were brought", "[escalation]") {
    Desk desk;
    const StaffId one = add_staff(desk.store->staff(), "one", Role::Supervisor, "north");
    const StaffId other = add_staff(desk.store->staff(), "other", Role::Supervisor, "north");
    (void)add_staff(desk.store->staff(), "far", Role::Supervisor, "south");
    std::map<StaffId, int> counts;
    std::vector<Lodged> lodged;
    for (int i = 0; i < 5; ++i) lodged.push_back(lodge(desk.store->cases()));
    CHECK(desk.run(late, 3) == 3);
    CHECK(desk.run(late, 3) == 2);
    for (const Lodged& each : lodged) ++counts[desk.escalation_of(each)->officer.value()];
    CHECK(counts == std::map<StaffId, int>{{one, 3}, {other, 2}});
}

TEST_CASE("with nobody of the role the case goes to the role", "[escalation]") {
    Desk desk;
    (void)add_staff(desk.store->staff(), "officer", Role::CustomerCareOfficer, "north");
    const StaffId gone = add_staff(desk.store->staff(), "gone", Role::Supervisor, "north");
    set_disabled(*desk.store.operator->(), gone, true);
    const Lodged lodged = lodge(desk.store->cases());
    CHECK(desk.run(late) == 1);
    CHECK(desk.escalation_of(lodged) == Escalation{1, std::nullopt, late, Role::Supervisor});
}

TEST_CASE("with no supervisor left the case goes to the head office", "[escalation]") {
    Desk desk;
    const StaffId gone = add_staff(desk.store->staff(), "gone", Role::Supervisor, "north");
    set_disabled(*desk.store.operator->(), gone, true);
    const StaffId head = add_staff(desk.store->staff(), "head", Role::HeadOffice, "south");
    const Lodged lodged = lodge(desk.store->cases());
    CHECK(desk.run(late) == 1);
    CHECK(desk.escalation_of(lodged) == Escalation{1, head, late, Role::HeadOffice});
    CHECK(desk.run(late + std::chrono::hours(1)) == 0);
}

TEST_CASE("a case about an official is brought to the head office alone", "[escalation]") {
    Desk desk;
    (void)add_staff(desk.store->staff(), "supervisor", Role::Supervisor, "north");
    const StaffId head = add_staff(desk.store->staff(), "head", Role::HeadOffice, "south");
    Lodging lodging = complaint();
    lodging.about_official = true;
    const Lodged lodged = lodge(desk.store->cases(), lodging_at(morning, lodging));
    CHECK(desk.run(late) == 1);
    CHECK(desk.escalation_of(lodged)->officer == head);
}

TEST_CASE("nothing is moved outside office hours, nor by a clock that jumped", "[escalation]") {
    Desk desk;
    const Lodged lodged = lodge(desk.store->cases());
    CHECK(desk.run(local("2026-12-01 07:00")) == 0);
    CHECK(desk.run(local("2026-12-05 10:00")) == 0);  // a Saturday
    const Instant night = local("2026-11-30 03:00");
    CHECK(desk.sweep.run(desk.site, rules, night, late) == 0);
    const Instant before = local("2026-11-30 10:00");  // the clock jumped by a day: the promise is not late yet
    CHECK(desk.sweep.run(desk.site, rules, before, late) == 0);
    CHECK_FALSE(desk.escalation_of(lodged));
    CHECK(desk.sweep.run(desk.site, {}, late, late) == 0);
    CHECK(desk.run(late) == 1);
}

TEST_CASE("a few cases at each turn, until every one was looked at, and then again", "[escalation]") {
    Desk desk;
    for (int i = 0; i < 5; ++i) (void)lodge(desk.store->cases());
    CHECK(desk.run(late, 2) == 2);
    CHECK(desk.run(late, 2) == 2);
    CHECK(desk.run(late, 2) == 1);
    CHECK(desk.run(late, 2) == 0);
    (void)lodge(desk.store->cases());
    std::size_t brought = 0;
    for (int turn = 0; turn < 3; ++turn) brought += desk.run(late, 2);
    CHECK(brought == 1);
}

}  // namespace charter::escalation_sweep_test
