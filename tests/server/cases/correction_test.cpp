#include "server/cases/correction.h"

#include <catch2/catch.hpp>

#include "tests/server/cases/case_fixture.h"

namespace charter::correction_test {
namespace {

Lodging letter() {
    Lodging lodging = complaint();
    lodging.channel = CaseChannel::Letter;
    lodging.contact = {"Nomsa", "+27215550101", "", ContactBy::Phone};
    return lodging;
}

CaseEvent captured(const Lodging& lodging) {
    return lodge_event(lodging, *usual_terms(), officer(), local("2026-11-26 10:00"),
                       LaterRecord{local("2026-11-30 09:00"), "The post room kept it"});
}
Case captured_case(const Lodging& lodging = letter()) {
    return begin_case(some_reference(), usual_terms(), captured(lodging));
}

std::string outcome_of(const Case& now, const CaseCorrection& correction) {
    StepRequest request = request_for(Step::Correct, supervisor(), in_window);
    request.correction = correction;
    return outcome_text(take_step(now, request));
}

CaseEvent corrected(const Case& now, const CaseCorrection& correction, Instant at = in_window) {
    StepRequest request = request_for(Step::Correct, supervisor(), at);
    request.correction = correction;
    auto outcome = take_step(now, request);
    REQUIRE(std::holds_alternative<CaseEvent>(outcome));
    return std::get<CaseEvent>(outcome);
}

std::string facts_text(const CaseEvent& event) {
    std::string text;
    for (const auto& [name, value] : event.facts) text += name + "=" + value + "; ";
    for (const auto& [name, value] : event.texts) text += name + " ";
    return text;
}

Holiday declared(std::string_view iso) {
    return {day(iso), "declared", {{"en", "A day"}}, false};
}

}  // namespace

TEST_CASE("a correction names what changed, and keeps what is known of the person out of the facts", "[correction]") {
    const Case now = captured_case();
    CaseCorrection correction = no_correction(now);
    correction.channel = CaseChannel::FrontDesk;
    correction.contact.phone = "+27215550202";
    correction.contact.name.clear();
    const CaseEvent event = corrected(now, correction);
    CHECK(facts_text(event) == "channel=front-desk; corrected=channel name phone; internal-note phone public-note ");
    Case after = now;
    apply_event(after, event);
    CHECK(after.lodging.channel == CaseChannel::FrontDesk);
    CHECK(after.lodging.contact == Contact{"", "+27215550202", "", ContactBy::Phone});
    CHECK(after.state == now.state);
    CHECK(no_correction(after).kind == no_correction(now).kind);
}

TEST_CASE("an earlier receipt moves the dates of the clocks that run from it", "[correction]") {
    const Case now = captured_case();
    CaseCorrection correction = no_correction(now);
    correction.received_at = local("2026-11-24 08:00");
    const CaseEvent event = corrected(now, correction);
    Case after = now;
    apply_event(after, event);
    CHECK(after.received_at == correction.received_at);
    CHECK(after.recorded_at == local("2026-11-30 09:00"));
    CHECK(moved_dates(event) == std::vector<MovedDate>{{Clock::Acknowledge, day("2026-12-01"), day("2026-11-27")},
                                                       {Clock::Resolve, day("2027-01-05"), day("2026-12-31")}});
    CHECK(running_promise(after, in_window)->due.date == day("2026-11-27"));
}

TEST_CASE("what contradicts the record is no correction", "[correction]") {
    const Case now = captured_case();
    CaseCorrection later = no_correction(now);
    later.received_at = now.recorded_at + std::chrono::seconds(1);
    CHECK(outcome_of(now, later) == "missing correction");
    CHECK(outcome_of(now, no_correction(now)) == "missing correction");
    CaseCorrection web = no_correction(now);
    web.channel = CaseChannel::Web;
    CHECK(outcome_of(now, web) == "missing correction");

    const Case lodged = begin_case(some_reference(), usual_terms(),
                                   lodge_event(complaint(), *usual_terms(), complainant(), local("2026-11-26 10:00")));
    CaseCorrection earlier = no_correction(lodged);
    earlier.received_at -= std::chrono::hours(1);
    CHECK(outcome_of(lodged, earlier) == "missing correction");

    Lodging silent = letter();
    silent.contact = {};
    silent.anonymous = true;
    const Case anonymous = captured_case(silent);
    CaseCorrection named = no_correction(anonymous);
    named.contact.name = "Nomsa";
    CHECK(outcome_of(anonymous, named) == "missing correction");
}

TEST_CASE("a replay brings corrected values back, and the newest terms are those of the case", "[correction]") {
    const auto others = with_declared(*usual_terms(), {declared("2026-12-03")});
    std::vector<CaseEvent> events = {captured(letter())};
    Case now = replay(some_reference(), usual_terms(), events);
    CHECK(terms_of(events) == usual_terms()->id);
    CaseCorrection correction = no_correction(now);
    correction.terms = others;
    events.push_back(corrected(now, correction));
    CHECK(terms_of(events) == others->id);
    CHECK(corrected_by(events.back()) == std::vector<std::string_view>{CorrectedName::holidays});
    const Case again = replay(some_reference(), others, events);
    CHECK(clock_status(again, Clock::Resolve, in_window)->due.date == day("2027-01-06"));
}

TEST_CASE("a day declared later is added once, and a day withdrawn moves nothing", "[correction]") {
    const auto with = with_declared(*usual_terms(), {declared("2026-12-03")});
    REQUIRE(with);
    CHECK(with_declared(*with, {declared("2026-12-03")}) == nullptr);
    CHECK(with_declared(*with, {}) == nullptr);
    const auto two = with_declared(*with, {declared("2026-12-01")});
    REQUIRE(two);
    CHECK(two->bound_calendar.declared.size() == 2);
    CHECK(two->promises == usual_terms()->promises);
}

TEST_CASE("a clock that stopped is not moved any more", "[correction]") {
    Case before = case_in(State::Acknowledged);
    Case after = before;
    after.terms = with_declared(*usual_terms(), {declared("2026-12-01")});
    CHECK(moved_dates(before, after, in_window) ==
          std::vector<MovedDate>{{Clock::Resolve, day("2027-01-05"), day("2027-01-06")}});
    before = case_in(State::Withdrawn);
    after = before;
    after.terms = with_declared(*usual_terms(), {declared("2026-12-01")});
    CHECK(moved_dates(before, after, in_window).empty());
}

TEST_CASE("a correction to a sensitive service seals the case, and none unseals it", "[correction]") {
    Case now = captured_case();
    CaseCorrection correction = no_correction(now);
    correction.service = "child-protection";
    correction.sensitive = true;
    const CaseEvent event = corrected(now, correction);
    CHECK(fact_of(event, FactName::sensitive) == "yes");
    apply_event(now, event);
    CHECK(now.lodging.sensitive);
    correction = no_correction(now);
    CHECK(correction.sensitive);
    correction.service = "street-lights";
    correction.sensitive = false;
    apply_event(now, corrected(now, correction));
    CHECK(now.lodging.service == "street-lights");
    CHECK(now.lodging.sensitive);
}

}  // namespace charter::correction_test
