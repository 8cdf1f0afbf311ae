// When a case goes to the next level by itself, as a site's `escalation_rules` say: written by the generator into
// .server/site.json, followed by the server's timer. Pure values.
#pragma once

#include <string_view>
#include <vector>

#include "generator/shared/keys.h"

namespace charter {

// How late: a fifth of the time or less is left, the date has passed, twice the time has passed.
enum class EscalationWhen { DueSoon, Overdue, LongOverdue };
// To whom: a supervisor of the region, or the head office.
enum class EscalationTo { Supervisor, HeadOffice };

struct EscalationRule {
    EscalationWhen when = EscalationWhen::Overdue;
    EscalationTo to = EscalationTo::Supervisor;
    bool operator==(const EscalationRule&) const = default;
};

inline constexpr Keys<EscalationWhen, 3> escalation_moments = {{{EscalationWhen::DueSoon, "due-soon"},
                                                                {EscalationWhen::Overdue, "overdue"},
                                                                {EscalationWhen::LongOverdue, "long-overdue"}}};
inline constexpr Keys<EscalationTo, 2> escalation_levels = {
    {{EscalationTo::Supervisor, "supervisor"}, {EscalationTo::HeadOffice, "head-office"}}};

}  // namespace charter
