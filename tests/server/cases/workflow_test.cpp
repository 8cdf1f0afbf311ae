#include "server/cases/workflow.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "tests/server/cases/case_fixture.h"

namespace charter::workflow_test {
TEST_CASE("staff without an id or a role may take nothing", "[workflow]") {
    const StepRule* rule = find_rule(State::Received, Step::Acknowledge);
    REQUIRE(rule != nullptr);
    CHECK_FALSE(may_take(*rule, {ActorKind::Staff, StaffId{1}, std::nullopt}));
    CHECK_FALSE(may_take(*rule, {ActorKind::Staff, std::nullopt, Role::Supervisor}));
}

TEST_CASE("what a step must bring", "[workflow]") {
    const auto [state, step, without, missing] = GENERATE(table<State, Step, void (*)(StepRequest&), const char*>({
        {State::InProgress, Step::Ask, [](StepRequest& r) { r.public_note = " \n"; }, "missing public-note"},
        {State::InProgress, Step::Refer, [](StepRequest& r) { r.public_note = ""; }, "missing public-note"},
        {State::InProgress, Step::Refer, [](StepRequest& r) { r.body = " "; }, "missing body"},
        {State::InProgress, Step::Answer, [](StepRequest& r) { r.public_note = ""; }, "missing public-note"},
        {State::InProgress, Step::Answer, [](StepRequest& r) { r.finding.reset(); }, "missing finding"},
        {State::InProgress, Step::Answer, [](StepRequest& r) { r.redress.clear(); }, "missing redress"},
        {State::InProgress, Step::Answer, [](StepRequest& r) { r.redress.push_back(Redress::None); },
         "missing redress"},
        {State::InProgress, Step::Assign, [](StepRequest& r) { r.assignee.reset(); }, "missing assignee"},
        {State::InProgress, Step::MarkDuplicate, [](StepRequest& r) { r.duplicate_of.reset(); }, "missing other-case"},
        {State::InProgress, Step::MarkDuplicate, [](StepRequest& r) { r.duplicate_of = some_reference(); },
         "missing other-case"},
        {State::InProgress, Step::Note, [](StepRequest& r) { r.public_note = r.internal_note = ""; }, "missing text"},
        {State::Acknowledged, Step::AwaitThirdParty, [](StepRequest& r) { r.body = ""; }, "missing body"},
        {State::AwaitingComplainant, Step::Reply, [](StepRequest& r) { r.public_note = r.internal_note = ""; },
         "missing text"},
    }));
    StepRequest request = request_for(step, officer(), in_window);
    without(request);
    CAPTURE(key_of(step));
    CHECK(outcome_text(take_step(case_in(state), request)) == missing);
}

TEST_CASE("no redress may be chosen alone, an office may be named without a person, a note may be internal",
          "[workflow]") {
    StepRequest answer = request_for(Step::Answer, officer(), in_window);
    answer.redress = {Redress::None};
    CHECK(outcome_text(take_step(case_in(State::InProgress), answer)) == "resolved");
    StepRequest assign = request_for(Step::Assign, officer(), in_window);
    assign.assignee.reset();
    assign.office = "south";
    CHECK(outcome_text(take_step(case_in(State::Assigned), assign)) == "assigned");
    StepRequest note = request_for(Step::Note, officer(), in_window);
    note.public_note.clear();
    CHECK(outcome_text(take_step(case_in(State::Closed), note)) == "closed");
}

TEST_CASE("an answer can be disputed while the window is open, and the timer closes only afterwards", "[workflow]") {
    const Case now = case_in(State::Resolved);
    const Instant last = local("2026-12-14 23:59");
    const Instant over = local("2026-12-15 00:00");
    CHECK(try_step(now, Step::Dispute, complainant(), last) == "in-progress");
    CHECK(try_step(now, Step::Close, system_actor(), last) == "missing window-over");
    CHECK(try_step(now, Step::Dispute, complainant(), over) == "missing window-open");
    CHECK(try_step(now, Step::Close, system_actor(), over) == "closed");
    CHECK(try_step(now, Step::Review, complainant(), over) == "under-review");
}

TEST_CASE("without a promised window an answer can always be disputed, and no timer closes it", "[workflow]") {
    TestCase made(local("2026-11-26 10:00"), make_terms({}, {}));
    made.take(Step::Answer, officer(), "2026-11-30 10:00");
    CHECK(try_step(made.now(), Step::Dispute, complainant(), after_window) == "in-progress");
    CHECK(try_step(made.now(), Step::Close, system_actor(), after_window) == "missing window-over");
    CHECK(try_step(made.now(), Step::Agree, complainant(), after_window) == "closed");
}

TEST_CASE("a question lapses only after its window, and asking again opens the window anew", "[workflow]") {
    TestCase made(local("2026-11-26 10:00"));
    made.take(Step::Acknowledge, officer(), "2026-11-27 09:00").take(Step::Ask, officer(), "2026-11-30 10:00");
    const Instant last = local("2026-12-14 23:59");
    const Instant over = local("2026-12-15 00:00");
    CHECK(try_step(made.now(), Step::QuestionLapsed, system_actor(), last) == "missing question-over");
    CHECK(try_step(made.now(), Step::QuestionLapsed, system_actor(), over) == "in-progress");
    CHECK(try_step(made.now(), Step::Reply, complainant(), over) == "in-progress");
    made.take(Step::Ask, officer(), "2026-12-10 10:00");
    CHECK(try_step(made.now(), Step::QuestionLapsed, system_actor(), over) == "missing question-over");
    CHECK(made.now().holds.size() == 1);
}

TEST_CASE("a review is decided by someone who did not work on the case", "[workflow]") {
    TestCase made(local("2026-11-26 10:00"));
    made.take(Step::Note, supervisor(), "2026-11-27 09:00")
        .take(Step::Answer, officer(), "2026-11-30 10:00")
        .take(Step::Review, staff_actor({20}, Role::HeadOffice), "2026-12-01 09:00")
        .take(Step::Assign, staff_actor({21}, Role::Supervisor), "2026-12-01 10:00")
        .take(Step::Note, staff_actor({22}, Role::Supervisor), "2026-12-01 11:00");
    const auto decide = [&](std::int64_t id) {
        return try_step(made.now(), Step::Decide, staff_actor({id}, Role::Supervisor), local("2026-12-02 10:00"));
    };
    CHECK(decide(9) == "not this actor not-involved");  // noted something before
    CHECK(decide(7) == "not this actor not-involved");  // answered
    CHECK(decide(20) == "review-decided");              // wrote the request down
    CHECK(decide(22) == "review-decided");              // worked in the review
    CHECK(decide(23) == "review-decided");
    const auto offered = allowed_steps(made.now(), supervisor(), local("2026-12-02 10:00"));
    CHECK(std::count(offered.begin(), offered.end(), Step::Decide) == 0);
}

TEST_CASE("an event holds what its step asks for, and nothing else", "[workflow]") {
    const auto facts_of = [](State state, Step step, const Actor& by) {
        const auto outcome = take_step(case_in(state), request_for(step, by, in_window));
        REQUIRE(std::holds_alternative<CaseEvent>(outcome));
        const auto& event = std::get<CaseEvent>(outcome);
        std::string text;
        for (const auto& [name, value] : event.facts) text += name + "=" + value + " ";
        for (const auto& [name, value] : event.texts) text += name + " ";
        return text;
    };
    CHECK(facts_of(State::Received, Step::Acknowledge, officer()) == "internal-note public-note ");
    CHECK(facts_of(State::Acknowledged, Step::Assign, officer()) == "assignee=8 internal-note public-note ");
    CHECK(facts_of(State::InProgress, Step::Answer, officer()) ==
          "finding=upheld redress=apology explanation evidence internal-note public-note ");
    CHECK(facts_of(State::InProgress, Step::Refer, officer()) ==
          "body-due=2027-01-15 body body-reference internal-note public-note ");
    CHECK(facts_of(State::Referred, Step::ReferralConfirmed, officer()) ==
          "body-due=2027-01-15 body-reference internal-note public-note ");
    CHECK(facts_of(State::InProgress, Step::MarkDuplicate, officer()) ==
          "duplicate-of=" + some_reference(40).text() + " internal-note public-note ");
    CHECK(facts_of(State::UnderReview, Step::Decide, supervisor()) ==
          "finding=upheld redress=apology explanation body body-reference evidence internal-note public-note ");
    CHECK(facts_of(State::Resolved, Step::Dispute, complainant()) == "public-note ");
    CHECK(facts_of(State::Resolved, Step::Agree, complainant()) == "public-note ");
}

TEST_CASE("an event says who, when and from where to where", "[workflow]") {
    const Case now = case_in(State::InProgress);
    const auto outcome = take_step(now, request_for(Step::Ask, officer(), in_window));
    const auto& event = std::get<CaseEvent>(outcome);
    CHECK(event.sequence == now.last_sequence + 1);
    CHECK(event.at == in_window);
    CHECK(event.by == officer());
    CHECK(event.from == State::InProgress);
    CHECK(event.to == State::AwaitingComplainant);
    CHECK(event.hash.empty());
}

TEST_CASE("staff write down how and when a person consented; the person need not say it", "[workflow]") {
    Case now = case_in(State::InProgress);
    now.lodging.sensitive = true;
    StepRequest request = request_for(Step::Consent, supervisor(), in_window);
    const auto outcome = take_step(now, request);
    REQUIRE(std::holds_alternative<CaseEvent>(outcome));
    CHECK(fact_of(std::get<CaseEvent>(outcome), FactName::consent_way) == "phone");
    CHECK(fact_of(std::get<CaseEvent>(outcome), FactName::consented_at) == to_iso(in_window - std::chrono::hours(1)));
    request.consented_at = in_window + std::chrono::seconds(1);
    CHECK(outcome_text(take_step(now, request)) == "missing consent-told");
    request.consented_at = in_window;
    request.consent_way.reset();
    CHECK(outcome_text(take_step(now, request)) == "missing consent-told");
    const auto own = take_step(now, request_for(Step::Consent, complainant(), in_window));
    REQUIRE(std::holds_alternative<CaseEvent>(own));
    CHECK(std::get<CaseEvent>(own).facts.empty());
}

TEST_CASE("who writes a consent down may still decide the review", "[workflow]") {
    Lodging lodging = complaint();
    lodging.sensitive = true;
    TestCase made(local("2026-11-26 10:00"), usual_terms(), lodging);
    made.take(Step::Consent, supervisor(), "2026-11-27 09:00")
        .take(Step::WithdrawConsent, supervisor(), "2026-11-27 10:00");
    CHECK(made.now().involved.empty());
}

TEST_CASE("each need has a key of its own", "[workflow]") {
    std::set<std::string_view> keys;
    for (const StepRule& rule : step_rules()) {
        for (const Need need : rule.needs) keys.insert(key_of(need));
    }
    CHECK(keys.size() == 22);
    CHECK(keys.count("") == 0);
}

TEST_CASE("a case goes to somebody else, or another office, and the timer only takes it away", "[workflow]") {
    TestCase made(local("2026-11-26 10:00"));
    StepRequest assign = request_for(Step::Assign, officer(), local("2026-11-26 11:00"));
    made.take(assign);
    CHECK(outcome_text(take_step(made.now(), assign)) == "missing assignee");
    assign.office = made.now().office;
    CHECK(outcome_text(take_step(made.now(), assign)) == "missing assignee");
    assign.office = "south";
    made.take(assign);
    CHECK(made.now().office == "south");
    StepRequest away = request_for(Step::Assign, system_actor(), local("2026-11-26 12:00"));
    away.assignee.reset();
    made.take(away);
    CHECK_FALSE(made.now().assignee);
    CHECK(made.now().office == "south");
    CHECK(fact_of(made.events().back(), FactName::unassigned) == "yes");
    CHECK(outcome_text(take_step(made.now(), away)) == "missing assignee");
}

TEST_CASE("a review is of nobody until someone new is named", "[workflow]") {
    TestCase made(local("2026-11-26 10:00"));
    made.take(Step::Assign, officer(), "2026-11-26 11:00")
        .take(Step::Answer, officer(), "2026-11-27 09:00")
        .take(Step::Review, complainant(), "2026-11-30 09:00");
    CHECK_FALSE(made.now().assignee);
    CHECK(fact_of(made.events().back(), FactName::unassigned) == "yes");
}

}  // namespace charter::workflow_test
