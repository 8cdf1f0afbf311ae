// What a step makes of a case, or why it may not be taken: the pages ask here for buttons and the store before every
// change. The rules are the table of step_rules.h. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "server/cases/case.h"
#include "server/cases/correction.h"
#include "server/cases/step_rules.h"

namespace charter {

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

// How the person can be known again by what the case says: nobody is called who left no number.
[[nodiscard]] bool is_possible(IdentityCheck check, const Case& now);

// The steps to offer this actor now, in the order of the table. Windows and involvement are looked at, words not.
[[nodiscard]] std::vector<Step> allowed_steps(const Case& now, const Actor& actor, Instant at);

// The event that the request makes of the case as it stands (sequence, from and to filled in; texts not yet sealed), or
// why not. Nothing else may make an event but lodge_event().
[[nodiscard]] std::variant<CaseEvent, Refusal> take_step(const Case& now, const StepRequest& request);

// A case that was written down after it was received: when, and why so late.
struct LaterRecord {
    Instant at{};
    std::string reason;
    bool only_day = false;  // nobody said at what time it came: the day counts from when offices open
};
// The first event of a case. Its moment is the receipt, whenever it was written down: the clocks run from there.
[[nodiscard]] CaseEvent lodge_event(const Lodging& lodging, const Terms& terms, const Actor& by, Instant received_at,
                                    const std::optional<LaterRecord>& later = {});

}  // namespace charter
