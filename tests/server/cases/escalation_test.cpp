#include "server/cases/escalation.h"

#include <catch2/catch.hpp>

#include "tests/server/cases/case_fixture.h"

namespace charter::escalation_test {
namespace {

constexpr EscalationRule soon{EscalationWhen::DueSoon, EscalationTo::Supervisor};
constexpr EscalationRule overdue{EscalationWhen::Overdue, EscalationTo::Supervisor};
constexpr EscalationRule long_overdue{EscalationWhen::LongOverdue, EscalationTo::HeadOffice};
const std::vector<EscalationRule> all_rules = {soon, overdue, long_overdue};

// Acknowledged; to be resolved within 10 working days of 26 November, by 10 December.
TestCase running_case() {
    auto terms = make_terms(
        {promise(Clock::Resolve, {10, LimitUnit::WorkingDays}), promise(Clock::Question, {10, LimitUnit::WorkingDays})},
        {});
    TestCase made(local("2026-11-26 10:00"), terms);
    made.take(Step::Acknowledge, officer(), "2026-11-27 09:00");
    return made;
}

std::string due_text(const Case& now, const std::vector<EscalationRule>& rules, std::string_view at) {
    const auto rule = rule_due(now, rules, local(at));
    return rule ? std::string(key_in(escalation_moments, rule->when)) : "none";
}

StepRequest by_rule(const EscalationRule& rule, std::string_view at) {
    StepRequest request;
    request.step = Step::Escalate;
    request.by = system_actor();
    request.at = local(at);
    request.rule = rule;
    return request;
}

}  // namespace

TEST_CASE("a rule is due when the promise that runs has come as far as it says", "[escalation]") {
    const Case now = running_case().now();
    CHECK(due_text(now, all_rules, "2026-12-07 23:59") == "none");
    CHECK(due_text(now, all_rules, "2026-12-08 00:00") == "due-soon");  // two of ten days left
    CHECK(due_text(now, all_rules, "2026-12-10 23:59") == "due-soon");
    CHECK(due_text(now, all_rules, "2026-12-11 00:00") == "overdue");
    CHECK(due_text(now, all_rules, "2027-02-01 00:00") == "long-overdue");
    CHECK(due_text(now, {long_overdue}, "2026-12-11 00:00") == "none");
    CHECK(due_text(now, {}, "2027-02-01 00:00") == "none");
}

TEST_CASE("each rule is followed once, and none that is lower after a higher", "[escalation]") {
    TestCase made = running_case();
    made.take(by_rule(overdue, "2026-12-11 08:00"));
    CHECK(due_text(made.now(), all_rules, "2026-12-12 08:00") == "none");
    CHECK(due_text(made.now(), all_rules, "2027-02-01 08:00") == "long-overdue");
    CHECK(outcome_text(take_step(made.now(), by_rule(overdue, "2026-12-12 08:00"))) == "missing officer");
    CHECK(outcome_text(take_step(made.now(), by_rule(soon, "2026-12-12 08:00"))) == "missing officer");
    made.take(by_rule(long_overdue, "2027-02-01 08:00"));
    CHECK(made.now().escalation->level == 2);
    CHECK(due_text(made.now(), all_rules, "2027-03-01 08:00") == "none");
}

TEST_CASE("nothing is brought further while the person is asked, nor once it is answered", "[escalation]") {
    TestCase asked = running_case();
    asked.take(Step::Ask, officer(), "2026-11-30 09:00");
    CHECK(due_text(asked.now(), all_rules, "2027-02-01 08:00") == "none");
    TestCase answered = running_case();
    answered.take(Step::Answer, officer(), "2026-12-14 09:00");
    CHECK(due_text(answered.now(), all_rules, "2027-02-01 08:00") == "none");
}

TEST_CASE("an event by rule says which and to whom, and names an officer where there is one", "[escalation]") {
    TestCase made = running_case();
    made.take(by_rule(overdue, "2026-12-11 08:00"));
    const CaseEvent& event = made.events().back();
    CHECK(event.by == system_actor());
    CHECK(fact_of(event, FactName::rule) == "overdue");
    CHECK(fact_of(event, FactName::to_role) == "supervisor");
    CHECK(fact_of(event, FactName::level) == "1");
    CHECK(made.now().escalation == Escalation{1, std::nullopt, local("2026-12-11 08:00"), Role::Supervisor});
    StepRequest named = by_rule(long_overdue, "2027-02-01 08:00");
    named.assignee = StaffId{4};
    made.take(named);
    CHECK(made.now().escalation == Escalation{2, StaffId{4}, local("2027-02-01 08:00"), Role::HeadOffice});
    CHECK(describe(replay(some_reference(), made.now().terms, made.events())) == describe(made.now()));
}

TEST_CASE("a case about an official goes to the head office, whatever the rule says", "[escalation]") {
    Case now = running_case().now();
    CHECK(role_of(overdue, now) == Role::Supervisor);
    now.lodging.about_official = true;
    CHECK(role_of(overdue, now) == Role::HeadOffice);
}

TEST_CASE("a case that waits for the person's consent goes to the head office too", "[escalation]") {
    Case now = running_case().now();
    now.lodging.sensitive = true;
    CHECK(role_of(overdue, now) == Role::HeadOffice);
    now.office_consent = true;
    CHECK(role_of(overdue, now) == Role::Supervisor);
}

TEST_CASE("office hours are those of working days", "[escalation]") {
    const Calendar calendar(CalendarRule::SouthAfrica, {}, "Africa/Johannesburg");
    CHECK_FALSE(in_office_hours(calendar, local("2026-11-27 07:29")));
    CHECK(in_office_hours(calendar, local("2026-11-27 07:30")));
    CHECK(in_office_hours(calendar, local("2026-11-27 15:59")));
    CHECK_FALSE(in_office_hours(calendar, local("2026-11-27 16:00")));
    CHECK_FALSE(in_office_hours(calendar, local("2026-11-28 10:00")));  // a Saturday
    CHECK_FALSE(in_office_hours(calendar, local("2026-12-16 10:00")));  // a holiday
}

}  // namespace charter::escalation_test
