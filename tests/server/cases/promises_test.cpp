#include "server/cases/promises.h"

#include <catch2/catch.hpp>

#include "server/cases/lodged_terms.h"
#include "tests/server/cases/case_fixture.h"

namespace charter::promises_test {
namespace {

Standard standard(std::string id, Clock clock, std::vector<Applies> applies, PromiseStatus status) {
    Standard made;
    made.id = std::move(id);
    made.clock = clock;
    made.applies_to = std::move(applies);
    made.within = {5, LimitUnit::WorkingDays};
    made.status = status;
    made.edition = "2026-27";
    return made;
}

Office office(std::string id, std::string parent) {
    Office made;
    made.id = std::move(id);
    made.parent = std::move(parent);
    return made;
}

CharterEdition edition(std::string id, std::string office, std::vector<std::string> standards) {
    CharterEdition made;
    made.id = std::move(id);
    made.office = std::move(office);
    made.standards = std::move(standards);
    made.in_force_from = day("2026-04-01");
    made.approved_role = "Head";
    return made;
}

// local -> region -> head; each list sorted by id, as the catalogue promises.
Catalogue site() {
    constexpr auto example = PromiseStatus::Example;
    constexpr auto adopted = PromiseStatus::Adopted;
    Catalogue catalogue;
    catalogue.languages = {"en"};
    catalogue.standards = {standard("ack", Clock::Acknowledge, {}, example),
                           standard("answer-enquiry", Clock::Resolve, {Applies::Enquiry}, example),
                           standard("answer-fast", Clock::Resolve, {Applies::Complaint}, example),
                           standard("answer-slow", Clock::Resolve, {Applies::Complaint}, example),
                           standard("answer-sure", Clock::Resolve, {Applies::Complaint}, adopted),
                           standard("phone", Clock::Measured, {}, adopted),
                           standard("reasons", Clock::Review, {Applies::WrittenReasons}, adopted)};
    Service service;
    service.id = "grant";
    service.standards = {"answer-slow"};
    catalogue.services = {service};
    catalogue.offices = {office("head", ""), office("local", "region"), office("region", "head")};
    return catalogue;
}

std::string resolve_of(const Catalogue& catalogue, std::string_view service, std::string_view office,
                       CaseKind kind = CaseKind::Complaint, std::string_view standard = {}) {
    Lodging lodging;
    lodging.kind = kind;
    lodging.service = service;
    lodging.office = office;
    lodging.standard = standard;
    const auto terms = terms_of_lodging(catalogue, lodging, day("2026-11-25"));
    const BoundPromise* found = find_promise(*terms, Clock::Resolve);
    return found == nullptr ? "none" : found->standard + (found->charter.empty() ? "" : " by " + found->charter);
}

}  // namespace

TEST_CASE("without a charter or a service every standard of the site can decide, adopted first", "[promises]") {
    CHECK(resolve_of(site(), "", "local") == "answer-sure");
    CHECK(resolve_of(site(), "", "unknown") == "answer-sure");
    CHECK(resolve_of(site(), "", "local", CaseKind::Enquiry) == "answer-enquiry");
    CHECK(resolve_of(site(), "", "local", CaseKind::Compliment) == "none");
}

TEST_CASE("a service decides before the site", "[promises]") {
    CHECK(resolve_of(site(), "grant", "local") == "answer-slow");
    CHECK(resolve_of(site(), "grant", "local", CaseKind::Enquiry) == "answer-enquiry");
}

TEST_CASE("a question about a service that is a request of the law gets the time of that law, whatever a charter says",
          "[promises]") {
    Catalogue catalogue = site();
    catalogue.standards.push_back(
        standard("records", Clock::Resolve, {Applies::AccessRequest}, PromiseStatus::Example));
    Service records;
    records.id = "records";
    records.standards = {"answer-enquiry", "records"};
    catalogue.services.push_back(records);
    catalogue.charters = {edition("of-local", "local", {"answer-enquiry", "answer-fast"})};
    CHECK(resolve_of(catalogue, "records", "local", CaseKind::Enquiry) == "records");
    CHECK(resolve_of(catalogue, "records", "local") == "answer-fast by of-local");
    CHECK(resolve_of(catalogue, "grant", "local", CaseKind::Enquiry) == "answer-enquiry by of-local");
    CHECK(resolve_of(catalogue, "", "local", CaseKind::Enquiry) == "answer-enquiry by of-local");
}

TEST_CASE("a promise that was chosen for a case binds its own clock, with or without a service", "[promises]") {
    Catalogue catalogue = site();
    catalogue.standards.push_back(
        standard("records", Clock::Resolve, {Applies::AccessRequest}, PromiseStatus::Example));
    catalogue.charters = {edition("of-local", "local", {"answer-enquiry", "answer-fast", "answer-slow", "records"})};
    const auto chosen = [&](std::string_view id, CaseKind kind, std::string_view service = {}) {
        return resolve_of(catalogue, service, "local", kind, id);
    };
    CHECK(chosen("records", CaseKind::Enquiry) == "records by of-local");
    CHECK(chosen("records", CaseKind::Enquiry, "grant") == "records by of-local");
    CHECK(chosen("answer-slow", CaseKind::Complaint) == "answer-slow by of-local");
    CHECK(chosen("answer-sure", CaseKind::Complaint) == "answer-sure");
    // A complaint about such a promise is a complaint, and one that is only measured is no clock.
    CHECK(chosen("records", CaseKind::Complaint) == "answer-fast by of-local");
    CHECK(chosen("answer-enquiry", CaseKind::Complaint) == "answer-fast by of-local");
    CHECK(chosen("phone", CaseKind::Enquiry) == "answer-enquiry by of-local");
    CHECK(chosen("nowhere", CaseKind::Enquiry) == "answer-enquiry by of-local");
}

TEST_CASE("the charter of the office decides, then those above it", "[promises]") {
    Catalogue catalogue = site();
    catalogue.charters = {edition("of-head", "head", {"answer-slow", "answer-enquiry"}),
                          edition("of-region", "region", {"answer-fast"})};
    CHECK(resolve_of(catalogue, "", "local") == "answer-fast by of-region");
    CHECK(resolve_of(catalogue, "", "head") == "answer-slow by of-head");
    CHECK(resolve_of(catalogue, "", "local", CaseKind::Enquiry) == "answer-enquiry by of-head");
}

TEST_CASE("among several in one charter: named by the service, then adopted, then the order of the charter",
          "[promises]") {
    Catalogue catalogue = site();
    catalogue.charters = {edition("of-local", "local", {"answer-fast", "answer-slow", "answer-sure"})};
    CHECK(resolve_of(catalogue, "grant", "local") == "answer-slow by of-local");
    CHECK(resolve_of(catalogue, "", "local") == "answer-sure by of-local");
    catalogue.charters.front().standards = {"answer-slow", "answer-fast"};
    CHECK(resolve_of(catalogue, "", "local") == "answer-slow by of-local");
}

TEST_CASE("a charter that is not yet in force promises nothing", "[promises]") {
    Catalogue catalogue = site();
    catalogue.charters = {edition("of-local", "local", {"answer-fast"})};
    catalogue.charters.front().in_force_from = day("2026-11-26");
    CHECK(resolve_of(catalogue, "", "local") == "answer-sure");
}

TEST_CASE("a circle of parents or of successors ends", "[promises]") {
    Catalogue catalogue = site();
    catalogue.offices.front().parent = "local";
    CHECK(resolve_of(catalogue, "", "local") == "answer-sure");
    catalogue.offices[0].closed = true;
    catalogue.offices[0].successor = "local";
    catalogue.offices[1].closed = true;
    catalogue.offices[1].successor = "head";
    CHECK(receiving_office(catalogue, "head").empty());
}

TEST_CASE("a closed office hands its cases on to the first that is open", "[promises]") {
    Catalogue catalogue = site();
    catalogue.offices[1].closed = true;
    catalogue.offices[1].successor = "region";
    catalogue.offices[2].closed = true;
    catalogue.offices[2].successor = "head";
    CHECK(receiving_office(catalogue, "local") == "head");
    CHECK(receiving_office(catalogue, "head") == "head");
    CHECK(receiving_office(catalogue, "nowhere").empty());
    catalogue.offices[2].successor = "nowhere";
    CHECK(receiving_office(catalogue, "local").empty());
}

TEST_CASE("one promise for each clock, in the order of the clocks, and none that is only measured", "[promises]") {
    const auto terms = bind_terms(site(), CaseKind::Complaint, "", "local", day("2026-11-25"));
    std::string clocks;
    for (const BoundPromise& each : terms->promises) clocks += std::string(key_of(each.clock)) + " ";
    CHECK(clocks == "acknowledge resolve ");
    CHECK(find_promise(*terms, Clock::Review) == nullptr);
}

TEST_CASE("a bound promise carries words, limit and edition, so that a new edition cannot move it", "[promises]") {
    Catalogue catalogue = site();
    catalogue.standards[4].title = {{"en", "We answer"}};
    catalogue.standards[4].url = {{"en", "/en/standards/answer-sure/"}};
    const auto terms = bind_terms(catalogue, CaseKind::Complaint, "", "local", day("2026-11-25"));
    catalogue.standards[4].within.amount = 99;
    const BoundPromise* found = find_promise(*terms, Clock::Resolve);
    REQUIRE(found != nullptr);
    CHECK(*found == BoundPromise{Clock::Resolve,
                                 "answer-sure",
                                 "2026-27",
                                 "",
                                 PromiseStatus::Adopted,
                                 {5, LimitUnit::WorkingDays},
                                 {{"en", "We answer"}},
                                 {{"en", "/en/standards/answer-sure/"}}});
}

TEST_CASE("equal terms have equal ids, and any difference makes another", "[promises]") {
    const std::vector<BoundPromise> promises = usual_promises();
    const BoundCalendar calendar{CalendarRule::SouthAfrica, "Africa/Johannesburg", {}, {}};
    const std::string id = make_terms(promises, calendar)->id;
    CHECK(id.size() == 64);
    CHECK(make_terms(promises, calendar)->id == id);

    std::vector<std::string> ids = {id};
    const auto with = [&](auto change) {
        std::vector<BoundPromise> changed = promises;
        BoundCalendar rules = calendar;
        change(changed, rules);
        ids.push_back(make_terms(changed, rules)->id);
    };
    using Promises = std::vector<BoundPromise>&;
    with([](Promises p, BoundCalendar&) { p[0].clock = Clock::Measured; });
    with([](Promises p, BoundCalendar&) { p[0].standard += "x"; });
    with([](Promises p, BoundCalendar&) { p[0].edition += "x"; });
    with([](Promises p, BoundCalendar&) { p[0].charter += "x"; });
    with([](Promises p, BoundCalendar&) { p[0].status = PromiseStatus::Adopted; });
    with([](Promises p, BoundCalendar&) { p[0].within.amount += 1; });
    with([](Promises p, BoundCalendar&) { p[0].within.unit = LimitUnit::Days; });
    with([](Promises p, BoundCalendar&) { p[0].title = {{"en", "x"}}; });
    with([](Promises p, BoundCalendar&) { p[0].url = {{"en", "x"}}; });
    with([](Promises p, BoundCalendar&) { p.pop_back(); });
    with([](Promises, BoundCalendar& c) { c.rule = CalendarRule::None; });
    with([](Promises, BoundCalendar& c) { c.timezone = "UTC"; });
    with([](Promises, BoundCalendar& c) { c.hours.opens += 1; });
    with([](Promises, BoundCalendar& c) { c.hours.closes += 1; });
    with([](Promises, BoundCalendar& c) { c.declared = {{day("2026-11-04"), "declared", {}, false}}; });
    with([](Promises, BoundCalendar& c) { c.declared = {{day("2026-11-04"), "declared", {{"en", "x"}}, false}}; });
    std::sort(ids.begin(), ids.end());
    CHECK(std::adjacent_find(ids.begin(), ids.end()) == ids.end());
}

TEST_CASE("terms count with the calendar they bind", "[promises]") {
    const auto terms =
        make_terms({}, {CalendarRule::SouthAfrica, "UTC", {}, {{day("2026-11-04"), "declared", {}, false}}});
    CHECK_FALSE(terms->calendar.is_working_day(day("2026-11-04")));
    CHECK(terms->calendar.timezone() == "UTC");
    CHECK_THROWS_AS(make_terms({}, {CalendarRule::None, "Mars/Base", {}, {}}), std::runtime_error);
}

}  // namespace charter::promises_test
