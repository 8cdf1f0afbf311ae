#include "server/store/escalation_sweep.h"

#include <algorithm>

#include "server/cases/escalation.h"
#include "server/cases/scope.h"

namespace charter {
namespace {

// Someone of the role who may see the case, of its own office before others; the oldest account of those. Nothing if
// there is none: then the case goes to the role.
std::optional<StaffId> officer_for(const std::vector<StaffMember>& people, Role role, const Case& now,
                                   const Catalogue& catalogue) {
    const StaffMember* best = nullptr;
    const auto is_near = [&](const StaffMember& person) { return person.office == working_office(now, catalogue); };
    for (const StaffMember& person : people) {
        if (person.disabled || person.role != role) continue;
        if (!may_see(scope_of(person, people, catalogue), now)) continue;
        const bool is_better = best == nullptr || (is_near(person) && !is_near(*best)) ||
                               (is_near(person) == is_near(*best) && person.id < best->id);
        if (is_better) best = &person;
    }
    return best == nullptr ? std::nullopt : std::optional(best->id);
}

// A rule whose role has nobody for the case brings it to the head office, if somebody is there.
void choose_officer(StepRequest& step, const std::vector<StaffMember>& people, const Case& now,
                    const Catalogue& catalogue) {
    step.assignee = officer_for(people, role_of(*step.rule, now), now, catalogue);
    if (step.assignee) return;
    step.assignee = officer_for(people, Role::HeadOffice, now, catalogue);
    if (step.assignee) step.rule->to = EscalationTo::HeadOffice;
}

}  // namespace

std::size_t EscalationSweep::run(const Catalogue& catalogue, std::span<const EscalationRule> rules, Instant trusted_now,
                                 Instant now, std::size_t limit) {
    if (rules.empty()) return 0;
    const Calendar calendar = calendar_of(catalogue);
    if (!in_office_hours(calendar, now) || !in_office_hours(calendar, trusted_now)) return 0;
    const std::vector<StaffMember> people = staff_.list("");
    const std::vector<DueCase> due = cases_.due_cases(after_, limit);
    std::size_t brought = 0;
    for (const DueCase& one : due) {
        const auto file = cases_.find_case(one.reference, every_case());
        const auto rule = file ? rule_due(file->now, rules, trusted_now) : std::nullopt;
        if (!rule) continue;
        TakeStep request{one.reference, {}, file->now.last_sequence, {}, every_case()};
        request.step.step = Step::Escalate;
        request.step.by = system_actor();
        request.step.at = now;
        request.step.rule = *rule;
        choose_officer(request.step, people, file->now, catalogue);
        brought += std::holds_alternative<Taken>(cases_.take_step(request)) ? 1 : 0;
    }
    after_ = due.size() < limit ? DuePlace{} : due.back().place;
    return brought;
}

}  // namespace charter
