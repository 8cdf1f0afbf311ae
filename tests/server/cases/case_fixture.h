// A case to try the rules on: a calendar, promises, and a case moved on step by step.
#pragma once

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "server/cases/case.h"
#include "server/cases/deadline.h"
#include "server/cases/history.h"
#include "server/cases/workflow.h"
#include "tests/support/random.h"

namespace charter {

inline Date day(std::string_view iso) {
    return parse_date(iso).value();
}

// "2026-11-26 10:00", in Johannesburg.
inline Instant local(std::string_view text) {
    return parse_instant(fmt::format("{}T{}:00Z", text.substr(0, 10), text.substr(11))).value() - std::chrono::hours(2);
}

inline BoundPromise promise(Clock clock, Limit within) {
    return {clock, fmt::format("{}-standard", key_of(clock)), "2026-27", "", PromiseStatus::Example, within, {}, {}};
}

// The promises of the example: 3, 25, 20 and 10 working days, windows of 10.
inline std::vector<BoundPromise> usual_promises() {
    const auto working_days = [](int amount) { return Limit{amount, LimitUnit::WorkingDays}; };
    return {promise(Clock::Acknowledge, working_days(3)), promise(Clock::Resolve, working_days(25)),
            promise(Clock::Review, working_days(20)),     promise(Clock::Refer, working_days(10)),
            promise(Clock::Question, working_days(10)),   promise(Clock::Objection, working_days(10))};
}

inline std::shared_ptr<const Terms> usual_terms() {
    static const std::shared_ptr<const Terms> terms = make_terms(usual_promises(), {});
    return terms;
}

inline CaseReference some_reference(std::uint32_t first = 0) {
    std::uint32_t next = first;
    return CaseReference::make([&](std::uint32_t bound) { return next++ % bound; });
}

inline Lodging complaint() {
    Lodging lodging;
    lodging.language = "en";
    lodging.office = "north";
    lodging.description = "Nobody answered.";
    lodging.consent = true;
    return lodging;
}

inline Actor officer() {
    return staff_actor({7}, Role::CustomerCareOfficer);
}
inline Actor supervisor() {
    return staff_actor({9}, Role::Supervisor);
}

inline AddedFile some_file() {
    return {"00112233445566778899aabbccddeeff", FileKind::Jpeg, 1234, std::string(64, 'a'), "IMG_1.jpg", {}, {}};
}

// A request that brings everything any step may need.
inline StepRequest request_for(Step step, const Actor& by, Instant at) {
    StepRequest request;
    request.step = step;
    request.by = by;
    request.at = at;
    request.public_note = "To you.";
    request.internal_note = "To us.";
    request.evidence = "Photo 1";
    request.finding = Finding::Upheld;
    request.redress = {Redress::Apology, Redress::Explanation};
    request.assignee = StaffId{8};
    request.identity = IdentityCheck::Questions;
    request.complained_of = std::vector{StaffId{50}};
    request.kept_from = {StaffId{50}};
    request.file = some_file();
    request.rule = EscalationRule{};
    request.consent_way = ConsentWay::Phone;
    request.consented_at = at - std::chrono::hours(1);
    request.proposed_by = StaffId{11};
    request.confirmed_by = StaffId{12};
    request.body = "Police";
    request.body_reference = "P 12";
    request.body_due = parse_date("2027-01-15");
    request.duplicate_of = some_reference(40);
    return request;
}

// The same with something to correct in this case.
inline StepRequest request_for(const Case& now, Step step, const Actor& by, Instant at) {
    StepRequest request = request_for(step, by, at);
    request.correction = no_correction(now);
    request.correction->contact.name = now.lodging.contact.name + "N";
    if (request.assignee == now.assignee) request.assignee = StaffId{10};
    return request;
}

// A case and its events, moved on by the rules alone.
class TestCase {
  public:
    explicit TestCase(Instant received, std::shared_ptr<const Terms> terms = usual_terms(),
                      const Lodging& lodging = complaint())
        : events_{lodge_event(lodging, *terms, complainant(), received)},
          now_(begin_case(some_reference(), terms, events_.front())) {}

    // Fails the test if the rules refuse the step.
    TestCase& take(const StepRequest& request) {
        auto outcome = take_step(now_, request);
        CAPTURE(key_of(request.step), key_of(now_.state));
        REQUIRE(std::holds_alternative<CaseEvent>(outcome));
        events_.push_back(std::get<CaseEvent>(std::move(outcome)));
        apply_event(now_, events_.back());
        return *this;
    }
    TestCase& take(Step step, const Actor& by, std::string_view at) {
        return take(request_for(now_, step, by, local(at)));
    }

    [[nodiscard]] const Case& now() const { return now_; }
    [[nodiscard]] const std::vector<CaseEvent>& events() const { return events_; }

  private:
    std::vector<CaseEvent> events_;
    Case now_;
};

// Everything that a replay must bring back, as text.
inline std::string describe(const Case& now) {
    std::string text =
        fmt::format("{} {} {} received {} changed {} office {} reopened {}", now.reference.text(), key_of(now.state),
                    now.last_sequence, to_iso(now.received_at), to_iso(now.changed_at), now.office, now.reopenings);
    const auto add = [&](std::string_view name, const std::optional<Instant>& at) {
        if (at) text += fmt::format(" {} {}", name, to_iso(*at));
    };
    if (now.assignee) text += fmt::format(" with {}", now.assignee->value);
    add("acknowledged", now.acknowledged_at);
    add("asked", now.asked_at);
    add("answered", now.answer ? std::optional(now.answer->at) : std::nullopt);
    add("referred", now.referral ? std::optional(now.referral->at) : std::nullopt);
    add("confirmed", now.referral ? now.referral->confirmed_at : std::nullopt);
    add("review", now.review_started_at);
    add("decided", now.decision ? std::optional(now.decision->at) : std::nullopt);
    add("ended", now.ended_at);
    if (now.escalation)
        text += fmt::format(" level {} with {} {}", now.escalation->level,
                            now.escalation->officer ? now.escalation->officer->value : 0, to_iso(now.escalation->at));
    if (!now.duplicate_of.empty()) text += " duplicate of " + now.duplicate_of;
    if (now.lodging.sensitive) text += " sensitive";
    if (now.office_consent) text += " shared";
    for (const Hold& hold : now.holds) {
        text += fmt::format(" held {} {}..{}", key_of(hold.reason), to_iso(hold.from),
                            hold.until ? to_iso(*hold.until) : "");
    }
    for (const AddedFile& file : now.files)
        text += fmt::format(" file {} {} {} {} {}", file.id, key_of(file.kind), file.size, file.hash, file.name);
    for (const StaffId id : now.involved) text += fmt::format(" involved {}", id.value);
    return text;
}

// A case in each state, brought there by the rules. The last step was on 30 November 2026.
inline Case case_in(State state) {
    TestCase made(local("2026-11-26 10:00"));
    const auto work = [&] { made.take(Step::Acknowledge, officer(), "2026-11-27 09:00"); };
    const std::string_view at = "2026-11-30 10:00";
    switch (state) {
        case State::Received:
            break;
        case State::Acknowledged:
            work();
            break;
        case State::Assigned:
            work();
            made.take(Step::Assign, officer(), at);
            break;
        case State::InProgress:
            work();
            made.take(Step::Work, officer(), at);
            break;
        case State::AwaitingComplainant:
            work();
            made.take(Step::Ask, officer(), at);
            break;
        case State::AwaitingThirdParty:
            work();
            made.take(Step::AwaitThirdParty, officer(), at);
            break;
        case State::Referred:
            made.take(Step::Refer, officer(), at);
            break;
        case State::Resolved:
            made.take(Step::Answer, officer(), at);
            break;
        case State::Closed:
            made.take(Step::Answer, officer(), at).take(Step::Agree, complainant(), at);
            break;
        case State::UnderReview:
            made.take(Step::Answer, officer(), at).take(Step::Review, complainant(), at);
            break;
        case State::ReviewDecided:
            made.take(Step::Answer, officer(), at)
                .take(Step::Review, complainant(), at)
                .take(Step::Decide, supervisor(), at);
            break;
        case State::Withdrawn:
            made.take(Step::Withdraw, complainant(), at);
            break;
        case State::Duplicate:
            made.take(Step::MarkDuplicate, officer(), at);
            break;
    }
    REQUIRE(made.now().state == state);
    return made.now();
}

// Before and after the windows of such a case end, on 14 December.
inline const Instant in_window = local("2026-12-01 10:00");
inline const Instant after_window = local("2027-02-01 10:00");

inline std::string outcome_text(const std::variant<CaseEvent, Refusal>& outcome) {
    if (const auto* event = std::get_if<CaseEvent>(&outcome)) return std::string(key_of(event->to));
    const auto& refusal = std::get<Refusal>(outcome);
    std::string text = refusal.kind == RefusalKind::NotInThisState ? "not in this state"
                       : refusal.kind == RefusalKind::NotThisActor ? "not this actor"
                                                                   : "missing";
    if (refusal.need) text += fmt::format(" {}", key_of(*refusal.need));
    return text;
}

inline std::string try_step(const Case& now, Step step, const Actor& by, Instant at) {
    return outcome_text(take_step(now, request_for(now, step, by, at)));
}

}  // namespace charter
