#include "server/cases/scope.h"

#include <algorithm>

namespace charter {
namespace {

constexpr int most_levels = 16;

bool is_below(const Catalogue& catalogue, const Office& office, std::string_view above) {
    std::string id = office.parent;
    for (int level = 0; level < most_levels && !id.empty(); ++level) {
        if (id == above) return true;
        const Office* parent = find_office(catalogue, id);
        id = parent == nullptr ? "" : parent->parent;
    }
    return false;
}

// The region's offices, or without a region the office and those below it.
std::vector<std::string> offices_around(const Catalogue& catalogue, std::string_view own) {
    const Office* office = find_office(catalogue, own);
    if (office == nullptr) return {};
    std::vector<std::string> ids;
    for (const Office& other : catalogue.offices) {
        const bool near = office->region.empty() ? other.id == own || is_below(catalogue, other, own)
                                                 : other.region == office->region;
        if (near) ids.push_back(other.id);
    }
    std::sort(ids.begin(), ids.end());
    return ids;
}

}  // namespace

CaseScope scope_of(Role role, std::string_view office, const Catalogue& catalogue) {
    switch (role) {
        case Role::CustomerCareAssistant:
            return {false, {std::string(office)}, false};
        case Role::CustomerCareOfficer:
        case Role::Supervisor:
            return {false, offices_around(catalogue, office), true};
        case Role::HeadOffice:
        case Role::Auditor:
            return {true, {}, true};
        case Role::Administrator:
            break;
    }
    return {};
}

bool may_see(const CaseScope& scope, const Case& now) {
    if (now.lodging.about_official && !scope.about_officials) return false;
    return scope.every_office || std::binary_search(scope.offices.begin(), scope.offices.end(), now.office);
}

}  // namespace charter
