#include "server/cases/escalation.h"

#include "server/cases/deadline.h"
#include "server/cases/sight.h"
#include "server/cases/workflow.h"

namespace charter {
namespace {

// How far the promise that runs has come, if it is anywhere near its end; that of a case which follows this one counts
// once it is missed.
std::optional<EscalationWhen> lateness_of(const Case& now, Instant at) {
    const auto promise = running_promise(now, at);
    const auto joined = joined_late_from(now);
    const bool is_joined_late = joined && at >= *joined;
    if (!promise) return is_joined_late ? std::optional(EscalationWhen::Overdue) : std::nullopt;
    switch (promise->timeliness) {
        case Timeliness::DueSoon:
            return is_joined_late ? EscalationWhen::Overdue : EscalationWhen::DueSoon;
        case Timeliness::Overdue:
            return EscalationWhen::Overdue;
        case Timeliness::LongOverdue:
            return EscalationWhen::LongOverdue;
        default:
            return is_joined_late ? std::optional(EscalationWhen::Overdue) : std::nullopt;
    }
}

}  // namespace

std::optional<EscalationRule> rule_due(const Case& now, std::span<const EscalationRule> rules, Instant at) {
    if (now.state == State::AwaitingComplainant || find_rule(now.state, Step::Escalate) == nullptr) return std::nullopt;
    const auto lateness = lateness_of(now, at);
    if (!lateness) return std::nullopt;
    std::optional<EscalationRule> due;
    for (const EscalationRule& rule : rules) {
        const bool is_new = !now.rule_followed || rule.when > *now.rule_followed;
        if (rule.when <= *lateness && is_new && (!due || rule.when > due->when)) due = rule;
    }
    return due;
}

Role role_of(const EscalationRule& rule, const Case& now) {
    const bool to_head_office = rule.to == EscalationTo::HeadOffice || is_withheld(now);
    return to_head_office ? Role::HeadOffice : Role::Supervisor;
}

bool is_above(Role one, Role other) {
    return one <= Role::HeadOffice && other < one;
}

bool has_someone_above(Role role) {
    return is_above(Role::HeadOffice, role);
}

bool in_office_hours(const Calendar& calendar, Instant at) {
    const int minute = calendar.local_minute(at);
    return calendar.is_working_day(calendar.local_date(at)) && minute >= calendar.hours().opens &&
           minute < calendar.hours().closes;
}

}  // namespace charter
