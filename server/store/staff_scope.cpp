#include <algorithm>

#include "server/store/staff_store.h"

namespace charter {

CaseScope scope_of(const StaffMember& person, const std::vector<StaffMember>& everyone, const Catalogue& catalogue) {
    CaseScope scope = scope_of(person.role, person.office, catalogue);
    scope.reader = person.id;
    if (person.role != Role::Supervisor) return scope;
    for (const StaffMember& other : everyone) {
        if (std::binary_search(scope.offices.begin(), scope.offices.end(), other.office))
            scope.supervised.push_back(other.id);
    }
    std::sort(scope.supervised.begin(), scope.supervised.end());
    return scope;
}

std::vector<StaffId> people_above(const std::vector<StaffId>& named, const std::vector<StaffMember>& everyone,
                                  const Catalogue& catalogue) {
    std::vector<StaffId> people = named;
    for (const StaffMember& person : everyone) {
        const std::vector<StaffId> supervised = scope_of(person, everyone, catalogue).supervised;
        const bool is_above = std::any_of(named.begin(), named.end(), [&](StaffId id) {
            return std::binary_search(supervised.begin(), supervised.end(), id);
        });
        if (is_above) people.push_back(person.id);
    }
    std::sort(people.begin(), people.end());
    people.erase(std::unique(people.begin(), people.end()), people.end());
    return people;
}

}  // namespace charter
