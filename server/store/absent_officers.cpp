#include "server/store/absent_officers.h"

#include <algorithm>
#include <map>

#include "server/cases/permissions.h"
#include "server/store/case_steps.h"

namespace charter {
namespace {

// What each account that can work on cases sees of them.
std::map<StaffId, CaseScope> working_scopes(const std::vector<StaffMember>& people, const Catalogue& catalogue) {
    std::map<StaffId, CaseScope> scopes;
    for (const StaffMember& person : people) {
        if (person.disabled || !may(person.role, Permission::WorkOnCases)) continue;
        scopes.emplace(person.id, scope_of(person, people, catalogue));
    }
    return scopes;
}

bool reaches(const CaseScope& scope, std::string_view office) {
    return scope.every_office || std::binary_search(scope.offices.begin(), scope.offices.end(), office);
}

}  // namespace

std::size_t release_cases(CaseStore& cases, const StaffStore& staff, const Catalogue& catalogue, Instant now) {
    const std::map<StaffId, CaseScope> scopes = working_scopes(staff.list(""), catalogue);
    const auto is_absent = [&](StaffId officer, std::string_view office) {
        const auto found = scopes.find(officer);
        return found == scopes.end() || !reaches(found->second, office);
    };
    std::size_t released = 0;
    for (const CaseReference& reference : cases.assigned_cases(is_absent)) {
        const auto file = cases.find_case(reference, every_case());
        // Somebody else may have got it meanwhile.
        if (!file || !file->now.assignee || !is_absent(*file->now.assignee, file->now.office)) continue;
        const StepOutcome outcome =
            cases.take_step({reference, system_step(Step::Assign, now), file->now.last_sequence, {}, every_case()});
        released += std::holds_alternative<Taken>(outcome) ? 1 : 0;
    }
    return released;
}

}  // namespace charter
