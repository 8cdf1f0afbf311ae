// Which step may follow in which state, who may take it, and what it must bring: one table, in step_rules.cpp. Pure;
// any thread.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "server/cases/case.h"

namespace charter {

// What a step must bring with it.
enum class Need {
    PublicNote,  // words to the complainant: the question, the reason, the answer
    Text,        // words from the person, or a note: public or internal
    Finding,
    Redress,
    Assignee,
    Officer,       // by name: to whom the case is brought
    Identity,      // how it was checked
    TwoPersons,    // one who proposed it and another who confirmed it
    Body,          // the body referred to, waited for, or next to turn to
    OtherCase,     // the reference that stays open
    WindowOpen,    // the objection window has not passed
    WindowOver,    // ... has passed
    QuestionOver,  // the time to reply has passed
    NewFile,       // a file that was kept
    KnownFile,     // a file of the case
    Unshared,      // the office complained of waits for the person's consent (sight.h)
    Shared,        // it has that consent
    ConsentTold,   // by staff: how and when the person said so
    NotInvolved,   // the actor did not work on the case before
    Unconfirmed,   // the body has not said yet that it has the case; may bring its reference
    Officials,     // accounts of those complained of, other than are named already
    Correction     // something was recorded otherwise, and can be (correction.h)
};

// One row of the table.
struct StepRule {
    Step step;
    std::vector<State> from;
    std::optional<State> to;  // nothing: the state stays
    bool complainant = false;
    bool system = false;
    std::vector<Role> roles;
    std::vector<Need> needs;
};
[[nodiscard]] std::span<const StepRule> step_rules();

// The row for a step in a state, or nullptr if the step never follows there.
[[nodiscard]] const StepRule* find_rule(State state, Step step);
// Whether the rule lets this actor take it.
[[nodiscard]] bool may_take(const StepRule& rule, const Actor& actor);

// The other body may say then by when it means to answer.
[[nodiscard]] bool tells_body_due(Step step);

[[nodiscard]] std::string_view key_of(Need need);

}  // namespace charter
