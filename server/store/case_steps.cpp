#include "server/store/case_steps.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <variant>

#include "server/cases/deadline.h"
#include "server/cases/history.h"
#include "server/cases/sight.h"
#include "server/cases/workflow.h"
#include "server/store/file_rows.h"
#include "server/store/search_rows.h"

namespace charter {
namespace {

// Nothing is done where the rules do not allow it: the other case has moved on.
void take_system_step(Connection& connection, Desk& desk, const CaseReference& reference, const StepRequest& request) {
    const auto row = find_case_row(connection, reference);
    if (!row) return;
    CaseFile file = read_file(connection, reference, *row, desk.terms);
    auto outcome = take_step(file.now, request);
    auto* event = std::get_if<CaseEvent>(&outcome);
    if (event == nullptr) return;
    const Case before = file.now;
    store_event(connection, desk, row->id, file, std::move(*event));
    update_case(connection, row->id, file.now);
    move_joined_cases(connection, desk, before, file);
}

// When an answer is late to the person of the case; nothing if none is owed.
std::optional<Instant> answer_late_from(const Case& now, Instant at) {
    const auto own = clock_status(now, Clock::Resolve, at);
    return own && !own->run.stopped ? std::optional(own->due.late_from) : std::nullopt;
}

void tell_other(Connection& connection, Desk& desk, Step step, const Case& now, const std::string& other) {
    StepRequest request = system_step(step, now.changed_at);
    request.duplicate_of = now.reference;
    if (step == Step::Join) request.joined_late_from = answer_late_from(now, now.changed_at);
    take_system_step(connection, desk, stored_reference(other), request);
}

using JoinedCases = std::vector<JoinedCase>;

void take_in_each(Connection& connection, Desk& desk, const JoinedCases& cases, const StepRequest& request) {
    for (const JoinedCase& one : cases) take_system_step(connection, desk, stored_reference(one.reference), request);
}

// Of those that follow the case, the ones that the same people see; the others go their own way from now on.
JoinedCases part_from_unlike(Connection& connection, Desk& desk, const JoinedCases& following, const CaseFile& file) {
    JoinedCases alike;
    JoinedCases unlike;
    for (const JoinedCase& one : following) {
        const auto other = read_now(connection, one.reference, desk.terms);
        if (other) (are_seen_alike(*other, file.now) ? alike : unlike).push_back(one);
    }
    take_in_each(connection, desk, unlike, system_step(Step::TakeBack, file.now.changed_at));
    return alike;
}

// The case itself, if it follows another that is not seen by the same people any more.
void part_from_leading(Connection& connection, Desk& desk, const CaseFile& file) {
    if (file.now.state != State::Duplicate) return;
    const auto leading = read_now(connection, file.now.duplicate_of, desk.terms);
    if (!leading || are_seen_alike(*leading, file.now)) return;
    take_system_step(connection, desk, file.now.reference, system_step(Step::TakeBack, file.now.changed_at));
}

StepRequest answer_as(const CaseEvent& event) {
    const CaseAnswer given = answer_of(event);
    StepRequest request = system_step(Step::Answer, event.at);
    request.finding = given.finding;
    request.redress = given.redress;
    request.public_note = given.reason;
    return request;
}

StepRequest refer_as(const CaseEvent& event) {
    StepRequest request = system_step(Step::Refer, event.at);
    request.body = named_in(event, TextName::body);
    request.body_reference = named_in(event, TextName::body_reference);
    request.body_due = parse_date(fact_of(event, FactName::body_due));
    request.public_note = text_of(event, TextName::public_note);
    return request;
}

// They follow the other case at once, and no longer this one: whoever answers it sees them all beside it.
void hand_on(Connection& connection, Desk& desk, const JoinedCases& following, const CaseFile& file) {
    const CaseReference leading = stored_reference(file.now.duplicate_of);
    for (const JoinedCase& one : following) {
        StepRequest part = system_step(Step::Part, file.now.changed_at);
        part.duplicate_of = stored_reference(one.reference);
        take_system_step(connection, desk, file.now.reference, part);
        StepRequest join = system_step(Step::MarkDuplicate, file.now.changed_at);
        join.duplicate_of = leading;
        take_system_step(connection, desk, stored_reference(one.reference), join);
    }
}

// What a step of this case makes of those that follow it.
void move_following(Connection& connection, Desk& desk, const JoinedCases& following, const CaseFile& file) {
    const CaseEvent& event = file.events.back();
    switch (event.step) {
        case Step::MarkDuplicate:
            return hand_on(connection, desk, following, file);
        case Step::Answer:
            return take_in_each(connection, desk, following, answer_as(event));
        case Step::Refer:
            return take_in_each(connection, desk, following, refer_as(event));
        case Step::Withdraw:
        case Step::Erase:
            return take_in_each(connection, desk, following, system_step(Step::TakeBack, event.at));
        default:
            return;
    }
}

// What a step of this case makes of the one that it follows.
void move_leading(Connection& connection, Desk& desk, const Case& before, const CaseFile& file) {
    const Case& now = file.now;
    const bool was_joined = before.state == State::Duplicate;
    const bool is_joined = now.state == State::Duplicate;
    const bool is_answered = file.events.back().step == Step::Answer;  // with the other, which forgets it by itself
    if (was_joined && !is_joined && !is_answered) tell_other(connection, desk, Step::Part, now, before.duplicate_of);
    if (!is_joined) return;
    const bool is_new = now.duplicate_of != before.duplicate_of;
    const bool is_moved = answer_late_from(before, now.changed_at) != answer_late_from(now, now.changed_at);
    if (is_new || is_moved) tell_other(connection, desk, Step::Join, now, now.duplicate_of);
}

}  // namespace

StepRequest system_step(Step step, Instant at) {
    StepRequest request;
    request.step = step;
    request.by = system_actor();
    request.at = at;
    return request;
}

std::string new_salt() {
    return random_hex(16);
}

void store_event(Connection& connection, Desk& desk, std::int64_t case_id, CaseFile& file, CaseEvent event) {
    seal_texts(event, new_salt);
    event.hash = chain_hash(file.events.back().hash, event);
    append_event(connection, case_id, event, desk.secrets);
    keep_words(connection, case_id, event.sequence, event_words(desk.secrets, event, file.now.lodging.language));
    follow_event(connection, case_id, event);
    apply_event(file.now, event);
    file.events.push_back(std::move(event));
}

void move_joined_cases(Connection& connection, Desk& desk, const Case& before, const CaseFile& file) {
    move_leading(connection, desk, before, file);
    move_following(connection, desk, part_from_unlike(connection, desk, before.joined, file), file);
    part_from_leading(connection, desk, file);
}

}  // namespace charter
