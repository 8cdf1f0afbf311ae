#include "server/store/case_steps.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <variant>

#include "server/cases/deadline.h"
#include "server/cases/history.h"
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

// When an answer is late to the person of the case, or to one whose case follows it.
std::optional<Instant> answer_late_from(const Case& now, Instant at) {
    std::optional<Instant> first = joined_late_from(now);
    const auto own = clock_status(now, Clock::Resolve, at);
    if (own && !own->run.stopped && (!first || own->due.late_from < *first)) first = own->due.late_from;
    return first;
}

void tell_other(Connection& connection, Desk& desk, Step step, const Case& now, const std::string& other) {
    StepRequest request = system_step(step, now.changed_at);
    request.duplicate_of = now.reference;
    if (step == Step::Join) request.joined_late_from = answer_late_from(now, now.changed_at);
    take_system_step(connection, desk, stored_reference(other), request);
}

void answer_joined(Connection& connection, Desk& desk, const std::vector<JoinedCase>& joined, const CaseEvent& answer) {
    const CaseAnswer given = answer_of(answer);
    StepRequest request = system_step(Step::Answer, answer.at);
    request.finding = given.finding;
    request.redress = given.redress;
    request.public_note = given.reason;
    for (const JoinedCase& one : joined) take_system_step(connection, desk, stored_reference(one.reference), request);
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
    const CaseEvent& event = file.events.back();
    const bool was_joined = before.state == State::Duplicate;
    if (event.step == Step::MarkDuplicate) tell_other(connection, desk, Step::Join, file.now, file.now.duplicate_of);
    const bool is_gone = event.step == Step::Withdraw || event.step == Step::Erase;
    if (was_joined && (is_gone || event.step == Step::TakeBack))
        tell_other(connection, desk, Step::Part, file.now, before.duplicate_of);
    if (event.step == Step::Answer) answer_joined(connection, desk, before.joined, event);
    if (!is_gone) return;
    for (const JoinedCase& one : before.joined)
        take_system_step(connection, desk, stored_reference(one.reference), system_step(Step::TakeBack, event.at));
}

}  // namespace charter
