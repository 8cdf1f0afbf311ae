// Which rule of the site is due in a case, and to whom it goes. Pure; any thread.
#pragma once

#include <optional>
#include <span>

#include "generator/shared/escalation_rule.h"
#include "server/cases/case.h"

namespace charter {

// The farthest rule whose time has come for the promise that runs, and that goes further than those that were followed
// in this case before: each is followed once, and a lower one not after a higher. Nothing while a question is open, or
// where the case cannot be brought to anyone. `at` is a moment that can be trusted (store/trusted_clock.h).
[[nodiscard]] std::optional<EscalationRule> rule_due(const Case& now, std::span<const EscalationRule> rules,
                                                     Instant at);
// Who takes it: a case about an official goes to the head office at once, which alone may see it.
[[nodiscard]] Role role_of(const EscalationRule& rule, const Case& now);

// In the order of the case desk: assistant, officer, supervisor, head office. Auditors and administrators stand beside
// it.
[[nodiscard]] bool is_above(Role one, Role other);
[[nodiscard]] bool has_someone_above(Role role);

// A working day, and the offices are open.
[[nodiscard]] bool in_office_hours(const Calendar& calendar, Instant at);

}  // namespace charter
