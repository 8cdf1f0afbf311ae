// Which step may follow in which state, who may take it, and what it needs: one table, in workflow.cpp, that the pages
// ask for buttons and the store asks before every change. Pure; any thread.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "server/cases/case.h"
#include "server/cases/correction.h"

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

struct StepRequest {
    Step step = Step::Note;
    Actor by;
    Instant at{};
    std::string public_note;
    std::string internal_note;
    std::string evidence;
    std::optional<Finding> finding;
    std::vector<Redress> redress;
    std::optional<StaffId> assignee;
    std::string office;  // with Assign: the office that gets the case; empty: it stays
    std::string body;
    std::string body_reference;
    std::optional<Date> body_due{};             // with Refer and ReferralConfirmed: their own day to answer by
    std::optional<CaseReference> duplicate_of;  // with Join and Part: the case that follows
    std::optional<Instant> joined_late_from{};  // with Join: its answer, if one was promised
    std::optional<IdentityCheck> identity;
    std::optional<CaseCorrection> correction;
    std::optional<AddedFile> file;       // with AddFile; with RemoveFile its id is enough
    std::optional<EscalationRule> rule;  // of the site: why the timer takes it
    std::optional<ConsentWay> consent_way{};
    std::optional<Instant> consented_at{};
    std::optional<StaffId> proposed_by{};
    std::optional<StaffId> confirmed_by{};
    std::optional<std::vector<StaffId>> complained_of{};  // all of them, sorted; empty: nobody by name any more
    std::vector<StaffId> kept_from{};                     // with who supervises them, sorted
};

enum class RefusalKind {
    NotInThisState,  // the case has moved on, or the step never follows here
    NotThisActor,    // this role, or the person, may not take it
    Missing          // `need` is not met
};
struct Refusal {
    RefusalKind kind = RefusalKind::NotInThisState;
    std::optional<Need> need;
    bool operator==(const Refusal&) const = default;
};

// One row of the table, for tests and for the staff handbook.
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

// How the person can be known again by what the case says: nobody is called who left no number.
[[nodiscard]] bool is_possible(IdentityCheck check, const Case& now);

// The other body may say then by when it means to answer.
[[nodiscard]] bool tells_body_due(Step step);

// The row for a step in a state, or nullptr if the step never follows there.
[[nodiscard]] const StepRule* find_rule(State state, Step step);
// Whether the rule lets this actor take it.
[[nodiscard]] bool may_take(const StepRule& rule, const Actor& actor);
// The steps to offer this actor now, in the order of the table. Windows and involvement are looked at, words not.
[[nodiscard]] std::vector<Step> allowed_steps(const Case& now, const Actor& actor, Instant at);

// The event that the request makes of the case as it stands (sequence, from and to filled in; texts not yet sealed), or
// why not. Nothing else may make an event but lodge_event().
[[nodiscard]] std::variant<CaseEvent, Refusal> take_step(const Case& now, const StepRequest& request);

// A case that was written down after it was received: when, and why so late.
struct LaterRecord {
    Instant at{};
    std::string reason;
};
// The first event of a case. Its moment is the receipt, whenever it was written down: the clocks run from there.
[[nodiscard]] CaseEvent lodge_event(const Lodging& lodging, const Terms& terms, const Actor& by, Instant received_at,
                                    const std::optional<LaterRecord>& later = {});

[[nodiscard]] std::string_view key_of(Need need);

}  // namespace charter
