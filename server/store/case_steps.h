// What a step does beyond its own row: it is appended wherever its case is followed, and cases that are joined move
// together. All within the caller's transaction.
#pragma once

#include <cstdint>

#include "server/cases/workflow.h"
#include "server/store/parts.h"

namespace charter {

// A step that the system takes by itself.
[[nodiscard]] StepRequest system_step(Step step, Instant at);

// Random, for the texts of one event.
[[nodiscard]] std::string new_salt();

// Seals and chains the event, appends it and its words, and applies it to the file. The case's own row is the
// caller's (update_case).
void store_event(Connection& connection, Desk& desk, std::int64_t case_id, CaseFile& file, CaseEvent event);

// After a step of a case: the case that it was joined with knows of it and its date from then on, or no longer; cases
// that follow it get its answer or referral, go with it to a third one, or are taken back if it is withdrawn or erased.
// Cases that the same people may no longer see part. `before`: the case before the step.
void move_joined_cases(Connection& connection, Desk& desk, const Case& before, const CaseFile& file);

}  // namespace charter
