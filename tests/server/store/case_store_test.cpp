#include "server/store/case_store.h"

#include <catch2/catch.hpp>
#include <set>
#include <string>

#include "server/store/verify.h"
#include "tests/server/store/store_fixture.h"

namespace charter::case_store_test {
namespace {

using std::chrono::minutes;

CaseCode other_code() {
    return CaseCode::make(seeded_random(99));
}

std::string state_of(CaseStore& cases, const CaseReference& reference) {
    const auto file = cases.find_case(reference, everything);
    return file ? std::string(key_of(file->now.state)) : "none";
}

}  // namespace

TEST_CASE("a lodged case is opened by its reference with its code", "[cases]") {
    TestStore store;
    Lodging lodging = complaint();
    lodging.description = "Niemand het geantwoord nie \xE2\x80\x93 \xE0\xA4\xA8.";
    lodging.contact = {"Nomsa", "021 555 0101", "nomsa@example.org", ContactBy::Phone};
    const Lodged lodged = lodge(store->cases(), lodging_at(morning, lodging));
    const auto file = store->cases().open_with_code(lodged.reference, *lodged.code);
    REQUIRE(file);
    CHECK(file->now.lodging == lodging);
    CHECK(file->now.received_at == morning);
    CHECK(file->now.terms->id == usual_terms()->id);
    CHECK(file->events.size() == 1);
}

TEST_CASE("text with a NUL comes back whole", "[cases]") {
    TestStore store;
    Lodging lodging = complaint();
    lodging.description = std::string("before\0after", 12);
    const Lodged lodged = lodge(store->cases(), lodging_at(morning, lodging));
    CHECK(store->cases().find_case(lodged.reference, everything)->now.lodging.description == lodging.description);
}

TEST_CASE("a wrong code and an unknown reference open nothing", "[cases]") {
    TestStore store;
    const Lodged one = lodge(store->cases());
    const Lodged two = lodge(store->cases());
    CHECK_FALSE(store->cases().open_with_code(one.reference, other_code()));
    CHECK_FALSE(store->cases().open_with_code(one.reference, *two.code));
    CHECK_FALSE(store->cases().open_with_code(some_reference(7), *one.code));
}

TEST_CASE("a case is open after a restart as before", "[cases]") {
    TestStore store;
    const Lodged lodged = lodge(store->cases());
    (void)store->cases().take_step(
        step_of(lodged.reference, plain_step(Step::Acknowledge, officer(), morning + minutes(5))));
    const auto before = store->cases().open_with_code(lodged.reference, *lodged.code);
    store.reopen();
    const auto after = store->cases().open_with_code(lodged.reference, *lodged.code);
    REQUIRE(after);
    CHECK(describe(after->now) == describe(before->now));
    CHECK(after->events == before->events);
}

TEST_CASE("neither code nor token stands in the database", "[cases]") {
    TestStore store;
    LodgeRequest request = lodging_at(morning);
    request.form_token = "token-in-the-form";
    const Lodged lodged = lodge(store->cases(), request);
    store.close();
    const std::string bytes = slurp(database_path(store.folder()));
    REQUIRE(bytes.find(lodged.reference.text()) != std::string::npos);
    CHECK(bytes.find(lodged.code->text()) == std::string::npos);
    CHECK(bytes.find(lodged.code->in_groups()) == std::string::npos);
    CHECK(bytes.find(request.form_token) == std::string::npos);
}

TEST_CASE("the code can be shown again for 30 minutes, and is then forgotten", "[cases]") {
    TestStore store;
    const Lodged lodged = lodge(store->cases());
    CHECK(store->cases().fresh_code(lodged.reference, morning + minutes(29)) == lodged.code);
    CHECK_FALSE(store->cases().fresh_code(lodged.reference, morning + minutes(30)));
    store->cases().forget_expired(morning + minutes(30));
    CHECK_FALSE(store->cases().fresh_code(lodged.reference, morning));
    CHECK(store->cases().open_with_code(lodged.reference, *lodged.code));
}

TEST_CASE("a case that is written down later counts from its receipt, and its code is fresh from then", "[cases]") {
    TestStore store;
    LodgeRequest request = lodging_at(morning);
    request.later = LaterRecord{morning + std::chrono::days(3), "The post room kept it"};
    const Lodged lodged = lodge(store->cases(), request);
    const auto file = store->cases().open_with_code(lodged.reference, *lodged.code);
    REQUIRE(file);
    CHECK(file->now.received_at == morning);
    const CaseEvent& first = file->events.front();
    CHECK(fact_of(first, FactName::recorded_at) == to_iso(request.later->at));
    CHECK(text_of(first, TextName::internal_note) == "The post room kept it");
    CHECK(store->cases().fresh_code(lodged.reference, request.later->at + minutes(29)) == lodged.code);
    CHECK_FALSE(store->cases().fresh_code(lodged.reference, request.later->at + minutes(30)));
}

TEST_CASE("a new code opens the case and the one before no more", "[cases]") {
    TestStore store;
    const Lodged lodged = lodge(store->cases());
    const Instant later = morning + std::chrono::hours(5);
    TakeStep request = step_of(lodged.reference, plain_step(Step::ReissueCode, officer(), later));
    request.form_token = "once";
    REQUIRE(std::holds_alternative<Taken>(store->cases().take_step(request)));
    const auto code = store->cases().fresh_code(lodged.reference, later + minutes(1));
    REQUIRE(code);
    CHECK(*code != *lodged.code);
    CHECK(store->cases().open_with_code(lodged.reference, *code));
    CHECK_FALSE(store->cases().open_with_code(lodged.reference, *lodged.code));
    const auto again = store->cases().take_step(request);
    REQUIRE(std::holds_alternative<Taken>(again));
    CHECK(std::get<Taken>(again).repeated);
    CHECK(store->cases().fresh_code(lodged.reference, later + minutes(1)) == code);
    CHECK_FALSE(store->cases().fresh_code(lodged.reference, later + minutes(30)));
    store.close();
    CHECK(verify(store.settings(), {}).faults.empty());
}

TEST_CASE("the same form sent twice is one case", "[cases]") {
    TestStore store;
    LodgeRequest request = lodging_at(morning);
    request.form_token = "once";
    const Lodged first = lodge(store->cases(), request);
    const Lodged again = lodge(store->cases(), request);
    CHECK_FALSE(first.repeated);
    CHECK(again.repeated);
    CHECK(again.reference == first.reference);
    CHECK(again.code == first.code);
    request.received_at = morning + minutes(31);
    const Lodged late = lodge(store->cases(), request);
    CHECK(late.reference == first.reference);
    CHECK_FALSE(late.code);
    CHECK(store->cases().count() == 1);
}

TEST_CASE("forms without a token are cases of their own", "[cases]") {
    TestStore store;
    CHECK(lodge(store->cases()).reference != lodge(store->cases()).reference);
    CHECK(store->cases().count() == 2);
}

TEST_CASE("a reference that is taken is not given again", "[cases]") {
    TestStore store;
    const Lodged first = lodge(store->cases());
    store.close();
    StoreSettings again = store.settings();
    again.random = seeded_random();  // the same numbers as at the first start
    const auto second_start = Store::open(again);
    CHECK(lodge(second_start->cases()).reference != first.reference);
}

TEST_CASE("a step is stored with its event, and a repeat of its form changes nothing", "[cases]") {
    TestStore store;
    const CaseReference reference = lodge(store->cases()).reference;
    TakeStep step = step_of(reference, plain_step(Step::Acknowledge, officer(), morning + minutes(1)));
    step.form_token = "once";
    CHECK(outcome_text(store->cases().take_step(step)) == "acknowledged");
    CHECK(outcome_text(store->cases().take_step(step)) == "repeated acknowledged");
    CHECK(store->cases().find_case(reference, everything)->events.size() == 2);
}

TEST_CASE("a form's token is good for one case alone", "[cases]") {
    TestStore store;
    const CaseReference one = lodge(store->cases()).reference;
    LodgeRequest with_token = lodging_at(morning);
    with_token.form_token = "shared";
    const CaseReference two = lodge(store->cases(), with_token).reference;
    for (const CaseReference& reference : {one, two}) {
        TakeStep step = step_of(reference, plain_step(Step::Acknowledge, officer(), morning + minutes(1)));
        step.form_token = "shared";
        CHECK(outcome_text(store->cases().take_step(step)) == "acknowledged");
    }
}

TEST_CASE("who saw less than there is gets what changed since, not the step", "[cases]") {
    TestStore store;
    const CaseReference reference = lodge(store->cases()).reference;
    const auto step = plain_step(Step::Acknowledge, officer(), morning + minutes(1));
    REQUIRE(outcome_text(store->cases().take_step({reference, step, 1, {}})) == "acknowledged");
    const auto work = plain_step(Step::Work, officer(), morning + minutes(2));
    CHECK(outcome_text(store->cases().take_step({reference, work, 1, {}})) == "conflict with 1 events");
    CHECK(state_of(store->cases(), reference) == "acknowledged");
    CHECK(outcome_text(store->cases().take_step({reference, work, 2, {}})) == "in-progress");
}

TEST_CASE("a step that the rules refuse, or on no case, changes nothing", "[cases]") {
    TestStore store;
    const CaseReference reference = lodge(store->cases()).reference;
    CHECK(outcome_text(store->cases().take_step(step_of(reference, plain_step(Step::Agree, complainant(), morning)))) ==
          "not in this state");
    CHECK(outcome_text(store->cases().take_step(
              step_of(some_reference(7), plain_step(Step::Acknowledge, officer(), morning)))) == "no such case");
    CHECK(store->cases().find_case(reference, everything)->events.size() == 1);
}

TEST_CASE("a case is assigned to an enabled account only", "[cases]") {
    TestStore store;
    const StaffId staff = add_staff(store->staff());
    const CaseReference reference = lodge(store->cases()).reference;
    (void)store->cases().take_step(step_of(reference, plain_step(Step::Acknowledge, officer(), morning)));
    StepRequest assign = plain_step(Step::Assign, officer(), morning + minutes(1));
    assign.assignee = StaffId{staff.value + 1};
    CHECK(outcome_text(store->cases().take_step(step_of(reference, assign))) == "missing assignee");
    set_disabled(*store.operator->(), staff, true);
    assign.assignee = staff;
    CHECK(outcome_text(store->cases().take_step(step_of(reference, assign))) == "missing assignee");
    set_disabled(*store.operator->(), staff, false);
    CHECK(outcome_text(store->cases().take_step(step_of(reference, assign))) == "assigned");
}

namespace {

// What comes of joining one case with another, for an officer of the north.
std::string join(CaseStore& cases, const CaseReference& one, const CaseReference& other) {
    TakeStep take = step_of(one, plain_step(Step::MarkDuplicate, officer(), morning + minutes(1)));
    take.step.duplicate_of = other;
    take.scope = {false, {"north"}, false};
    return outcome_text(cases.take_step(take));
}

}  // namespace

TEST_CASE("a case is joined only with an open one that the officer may see", "[cases]") {
    TestStore store;
    CaseStore& cases = store->cases();
    Lodging lodging = complaint();
    const CaseReference one = lodge(cases).reference;
    const CaseReference two = lodge(cases).reference;
    const CaseReference withdrawn = lodge(cases).reference;
    (void)cases.take_step(step_of(withdrawn, plain_step(Step::Withdraw, complainant(), morning)));
    lodging.office = "south";
    const CaseReference elsewhere = lodge(cases, lodging_at(morning, lodging)).reference;
    lodging.office = "north";
    lodging.about_official = true;
    const CaseReference about = lodge(cases, lodging_at(morning, lodging)).reference;
    for (const CaseReference& other : {some_reference(7), withdrawn, elsewhere, about})
        CHECK(join(cases, one, other) == "missing other-case");
    CHECK(join(cases, one, two) == "duplicate");
    // Not even by who sees both: the offices would find what is kept from them beside a case of theirs.
    TakeStep take = step_of(about, plain_step(Step::MarkDuplicate, officer(), morning + minutes(2)));
    take.step.duplicate_of = two;
    take.scope = everything;
    CHECK(outcome_text(cases.take_step(take)) == "missing other-case");
}

namespace {

StepRequest answer_by(const Actor& by, Instant at) {
    StepRequest answer = plain_step(Step::Answer, by, at);
    answer.finding = Finding::Upheld;
    answer.redress = {Redress::Apology};
    answer.public_note = "We mended it.";
    return answer;
}

}  // namespace

TEST_CASE("the answer to a case is the answer to those joined with it, each by its own date", "[cases]") {
    TestStore store;
    CaseStore& cases = store->cases();
    const CaseReference early = lodge(cases, lodging_at(morning - std::chrono::hours(24 * 60), complaint())).reference;
    const CaseReference stays = lodge(cases).reference;
    const CaseReference third = lodge(cases).reference;
    const auto now_of = [&](const CaseReference& each) { return cases.find_case(each, everything)->now; };
    REQUIRE(join(cases, early, stays) == "duplicate");
    REQUIRE(join(cases, third, stays) == "duplicate");
    REQUIRE(now_of(stays).joined.size() == 2);
    CHECK(joined_late_from(now_of(stays)) == running_promise(now_of(early), morning)->due.late_from);
    // In the list the case that stays is as late as the earliest that follows it.
    const Worklist list = cases.worklist(everything, {}, {morning + minutes(5), morning + minutes(6)});
    REQUIRE(list.rows.size() == 1);
    CHECK(list.rows.front().reference == stays);
    CHECK(list.rows.front().group == DueGroup::Overdue);
    CHECK(list.counts.overdue == 1);
    const RelatedCases related = cases.related_cases(now_of(stays), {false, {"south"}, false}, {}, morning);
    REQUIRE(related.following.size() == 2);
    CHECK(related.following.front().due->timeliness != Timeliness::OnTime);
    CHECK_FALSE(related.following.front().is_visible);
    CHECK(cases.related_cases(now_of(early), everything, {}, morning).followed->reference == stays);

    REQUIRE(outcome_text(cases.take_step(step_of(stays, answer_by(officer(), morning + minutes(9))))) == "resolved");
    for (const CaseReference& each : {early, third}) {
        const Case now = now_of(each);
        CHECK(now.state == State::Resolved);
        CHECK(now.answer->reason == "We mended it.");
        CHECK(now.answer->redress == std::vector{Redress::Apology});
    }
    CHECK(clock_status(now_of(early), Clock::Resolve, morning + minutes(10))->timeliness == Timeliness::TooLate);
    CHECK(clock_status(now_of(third), Clock::Resolve, morning + minutes(10))->timeliness == Timeliness::InTime);
    StepRequest dispute = plain_step(Step::Dispute, complainant(), morning + minutes(11));
    dispute.public_note = "Not mine.";
    CHECK(outcome_text(cases.take_step(step_of(early, dispute))) == "in-progress");
    CHECK(now_of(stays).state == State::Resolved);
    CHECK(now_of(stays).joined.empty());
}

TEST_CASE("a joined case is not lost when either case goes another way", "[cases]") {
    TestStore store;
    CaseStore& cases = store->cases();
    const CaseReference one = lodge(cases).reference;
    const CaseReference two = lodge(cases).reference;
    const CaseReference stays = lodge(cases).reference;
    const auto now_of = [&](const CaseReference& each) { return cases.find_case(each, everything)->now; };
    REQUIRE(join(cases, one, stays) == "duplicate");
    REQUIRE(join(cases, two, stays) == "duplicate");
    StepRequest back = plain_step(Step::TakeBack, officer(), morning + minutes(3));
    back.public_note = "It is another matter.";
    REQUIRE(outcome_text(cases.take_step(step_of(one, back))) == "in-progress");
    REQUIRE(now_of(stays).joined.size() == 1);
    CHECK(now_of(one).acknowledged_at);  // by joining it: no clock runs that nobody can stop
    REQUIRE(outcome_text(cases.take_step(
                step_of(stays, plain_step(Step::Withdraw, complainant(), morning + minutes(4))))) == "withdrawn");
    CHECK(now_of(two).state == State::InProgress);
    CHECK(now_of(two).duplicate_of.empty());
}

TEST_CASE("whoever withdraws a joined case is no longer answered with the other", "[cases]") {
    TestStore store;
    CaseStore& cases = store->cases();
    const CaseReference one = lodge(cases).reference;
    const CaseReference stays = lodge(cases).reference;
    REQUIRE(join(cases, one, stays) == "duplicate");
    (void)cases.take_step(step_of(one, plain_step(Step::Withdraw, complainant(), morning + minutes(3))));
    CHECK(cases.find_case(stays, everything)->now.joined.empty());
    (void)cases.take_step(step_of(stays, answer_by(officer(), morning + minutes(4))));
    CHECK(cases.find_case(one, everything)->now.state == State::Withdrawn);
}

TEST_CASE("who lodged a duplicate follows the case at the end of the way", "[cases]") {
    TestStore store;
    CaseStore& cases = store->cases();
    const CaseReference one = lodge(cases).reference;
    const CaseReference two = lodge(cases).reference;
    const CaseReference three = lodge(cases).reference;
    CHECK_FALSE(cases.answered_with(cases.find_case(one, everything)->now));
    REQUIRE(join(cases, one, two) == "duplicate");
    REQUIRE(join(cases, two, three) == "duplicate");
    const auto other = cases.answered_with(cases.find_case(one, everything)->now);
    REQUIRE(other);
    CHECK(other->reference == three);
}

TEST_CASE("a case outside the scope is as absent", "[cases]") {
    TestStore store;
    Lodging lodging = complaint();
    lodging.about_official = true;
    const CaseReference about = lodge(store->cases(), lodging_at(morning, lodging)).reference;
    const CaseReference plain = lodge(store->cases()).reference;
    const CaseScope desk{false, {"north"}, false};
    CHECK(store->cases().find_case(plain, desk));
    CHECK_FALSE(store->cases().find_case(about, desk));
    CHECK_FALSE(store->cases().find_case(plain, {false, {"south"}, true}));
    CHECK_FALSE(store->cases().find_case(plain, {}));
    CHECK_FALSE(store->cases().find_case(some_reference(7), everything));
}

TEST_CASE("a sensitive case reaches its office by the person's consent, and is gone from it without", "[cases]") {
    TestStore store;
    CaseStore& cases = store->cases();
    Lodging lodging = complaint();
    lodging.sensitive = true;
    const CaseReference reference = lodge(cases, lodging_at(morning, lodging)).reference;
    const CaseScope desk{false, {"north"}, false};
    const auto is_seen = [&] {
        const bool listed = !cases.worklist(desk, {}, {morning, morning}).rows.empty();
        CHECK(cases.find_case(reference, desk).has_value() == listed);
        CHECK(first_fault(store.settings()).empty());
        return listed;
    };
    CHECK_FALSE(is_seen());
    CHECK(cases.worklist(everything, {}, {morning, morning}).rows.front().sealed);
    CHECK(outcome_text(cases.take_step(step_of(reference, plain_step(Step::Consent, complainant(), morning)))) ==
          "received");
    CHECK(is_seen());
    CHECK(cases.worklist(desk, {}, {morning, morning}).rows.front().sealed);
    CHECK(outcome_text(cases.take_step(step_of(reference, plain_step(Step::Consent, complainant(), morning)))) ==
          "missing unshared");
    const StaffId head = add_staff(store->staff(), "head", Role::HeadOffice, "");
    CHECK(outcome_text(cases.take_step(
              step_of(reference, plain_step(Step::WithdrawConsent, staff_actor(head, Role::HeadOffice), morning)))) ==
          "received");
    CHECK_FALSE(is_seen());
    store.reopen();
    CHECK(store->cases().find_case(reference, everything)->events.size() == 3);
}

TEST_CASE("the timer ends the windows that are over, oldest first, as the system", "[cases]") {
    TestStore store;
    const CaseReference answered = lodge(store->cases()).reference;
    const CaseReference asked = lodge(store->cases()).reference;
    const CaseReference waiting = lodge(store->cases()).reference;
    CaseStore& cases = store->cases();
    for (const CaseReference& each : {answered, asked})
        (void)cases.take_step(step_of(each, plain_step(Step::Acknowledge, officer(), morning)));
    (void)cases.take_step(step_of(asked, plain_step(Step::Ask, officer(), morning + minutes(1))));
    (void)cases.take_step(step_of(answered, plain_step(Step::Answer, officer(), morning + std::chrono::hours(24))));

    CHECK(cases.ended_windows(morning + std::chrono::hours(24), 10).empty());
    const Instant later = local("2027-02-01 10:00");
    const auto ended = cases.ended_windows(later, 10);
    REQUIRE(ended.size() == 2);
    CHECK(ended[0].reference == asked);
    CHECK(ended[0].step == Step::QuestionLapsed);
    CHECK(ended[1].reference == answered);
    CHECK(ended[1].step == Step::Close);
    CHECK(cases.ended_windows(later, 1).size() == 1);

    // Nobody's case moves in the night, at the weekend, or by a clock that jumped from there into the day.
    const Calendar& calendar = usual_terms()->calendar;
    for (const Instant closed : {local("2027-02-01 03:00"), local("2027-02-06 10:00"), local("2027-02-01 16:00")}) {
        CHECK(cases.close_ended_windows(calendar, closed, closed) == 0);
        CHECK(cases.close_ended_windows(calendar, later, closed) == 0);
        CHECK(cases.close_ended_windows(calendar, closed, later) == 0);
    }
    CHECK(cases.close_ended_windows(calendar, later, later) == 2);
    CHECK(state_of(cases, answered) == "closed");
    CHECK(state_of(cases, asked) == "in-progress");
    CHECK(state_of(cases, waiting) == "received");
    CHECK(cases.close_ended_windows(calendar, later, later) == 0);
}

TEST_CASE("the trusted time is kept across a restart", "[cases]") {
    TestStore store;
    CHECK_FALSE(store->cases().trusted_time());
    store->cases().remember_trusted_time(morning);
    store->cases().remember_trusted_time(morning + minutes(1));
    store.reopen();
    CHECK(store->cases().trusted_time() == morning + minutes(1));
}

}  // namespace charter::case_store_test
