#include "server/store/escalation_sweep.h"

#include <map>
#include <optional>
#include <tuple>
#include <vector>

#include "server/cases/escalation.h"
#include "server/cases/scope.h"

namespace charter {
namespace {

// To whom cases are brought: read once at each turn, when the first one is.
class Officers {
  public:
    Officers(const CaseStore& cases, const std::vector<StaffMember>& people, const Catalogue& catalogue)
        : cases_(cases), people_(people), catalogue_(catalogue) {}

    // A rule whose role has nobody for the case brings it to the head office, if somebody is there.
    void choose(StepRequest& step, const Case& now) {
        if (!loads_) loads_ = cases_.brought_counts();
        step.assignee = officer_for(role_of(*step.rule, now), now);
        if (step.assignee) return;
        step.assignee = officer_for(Role::HeadOffice, now);
        if (step.assignee) step.rule->to = EscalationTo::HeadOffice;
    }
    void note_brought(const std::optional<StaffId>& officer) {
        if (officer) ++(*loads_)[*officer];
    }

  private:
    // Someone of the role who may see the case, of its own office before others; of those the one to whom the fewest
    // open cases were brought, and then the oldest account. Nothing if there is none: then the case goes to the role.
    [[nodiscard]] std::optional<StaffId> officer_for(Role role, const Case& now) const {
        const std::string office = working_office(now, catalogue_);
        const auto rank = [&](const StaffMember& person) {
            const auto load = loads_->find(person.id);
            return std::make_tuple(person.office != office, load == loads_->end() ? 0 : load->second, person.id);
        };
        const StaffMember* best = nullptr;
        for (const StaffMember& person : people_) {
            if (person.disabled || person.role != role) continue;
            if (!may_see(scope_of(person, people_, catalogue_), now)) continue;
            if (best == nullptr || rank(person) < rank(*best)) best = &person;
        }
        return best == nullptr ? std::nullopt : std::optional(best->id);
    }

    const CaseStore& cases_;
    const std::vector<StaffMember>& people_;
    const Catalogue& catalogue_;
    std::optional<std::map<StaffId, std::size_t>> loads_;
};

}  // namespace

std::size_t EscalationSweep::run(const Catalogue& catalogue, std::span<const EscalationRule> rules, Instant trusted_now,
                                 Instant now, std::size_t limit) {
    if (rules.empty()) return 0;
    const Calendar calendar = calendar_of(catalogue);
    if (!in_office_hours(calendar, now) || !in_office_hours(calendar, trusted_now)) return 0;
    const std::vector<StaffMember> people = staff_.list("");
    const std::vector<DueCase> due = cases_.due_cases(after_, limit);
    Officers officers(cases_, people, catalogue);
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
        officers.choose(request.step, file->now);
        if (!std::holds_alternative<Taken>(cases_.take_step(request))) continue;
        officers.note_brought(request.step.assignee);
        ++brought;
    }
    after_ = due.size() < limit ? DuePlace{} : due.back().place;
    return brought;
}

}  // namespace charter
