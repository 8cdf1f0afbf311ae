#include "server/cases/scope.h"

#include <algorithm>

#include "generator/shared/contains.h"
#include "server/cases/permissions.h"
#include "server/cases/sight.h"

namespace charter {
namespace {

// The office is `top`, or below it; a circle in the content ends after as many steps as there are offices.
bool is_below(const Catalogue& catalogue, const Office& office, std::string_view top) {
    const Office* each = &office;
    for (std::size_t steps = 0; each != nullptr && steps <= catalogue.offices.size(); ++steps) {
        if (each->id == top) return true;
        each = find_office(catalogue, each->parent);
    }
    return false;
}

std::vector<std::string> region_of(const Catalogue& catalogue, std::string_view office) {
    const Office* own = find_office(catalogue, office);
    const std::string region = own == nullptr ? std::string() : own->region;
    std::vector<std::string> offices;
    for (const Office& each : catalogue.offices) {
        if (region.empty() ? is_below(catalogue, each, office) : each.region == region) offices.push_back(each.id);
    }
    return offices;
}

// With the closed offices whose open cases these offices took over.
std::vector<std::string> with_closed(const Catalogue& catalogue, const std::vector<std::string>& offices) {
    std::vector<std::string> all = offices;
    for (const Office& each : catalogue.offices) {
        if (each.closed && contains(offices, receiving_office(catalogue, each.id))) all.push_back(each.id);
    }
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
}

}  // namespace

CaseScope every_case() {
    return {true, {}, true, {}, {}};
}

CaseScope scope_of(Role role, std::string_view office, const Catalogue& catalogue) {
    const bool is_known = find_office(catalogue, office) != nullptr;
    const bool withheld = may(role, Permission::ReadSealed);
    switch (reach_of(role, Permission::ReadCases)) {
        case Reach::Everywhere:
            return {true, {}, withheld, {}, {}};
        case Reach::OwnOffice:
            if (!is_known) return {};
            return {false, with_closed(catalogue, {std::string(office)}), withheld, {}, {}};
        case Reach::Region:
            if (!is_known) return {};
            return {false, with_closed(catalogue, region_of(catalogue, office)), withheld, {}, {}};
        case Reach::Nothing:
            break;
    }
    return {};
}

std::string head_office(const Catalogue& catalogue) {
    const auto find_open = [&catalogue](auto&& wanted) {
        return std::find_if(catalogue.offices.begin(), catalogue.offices.end(),
                            [&](const Office& office) { return !office.closed && wanted(office); });
    };
    auto found = find_open([](const Office& office) { return office.type == "head"; });
    if (found == catalogue.offices.end()) found = find_open([](const Office&) { return true; });
    return found == catalogue.offices.end() ? std::string() : found->id;
}

std::string working_office(const Case& now, const Catalogue& catalogue) {
    return is_withheld(now) ? head_office(catalogue) : now.office;
}

bool is_kept_from(const CaseScope& scope, const Case& now) {
    const auto is_among = [](const std::vector<StaffId>& people, StaffId id) {
        return std::binary_search(people.begin(), people.end(), id);
    };
    return is_among(now.kept_from, scope.reader) ||
           std::any_of(now.complained_of.begin(), now.complained_of.end(),
                       [&](StaffId id) { return is_among(scope.supervised, id); });
}

bool may_see(const CaseScope& scope, const Case& now) {
    if (is_kept_from(scope, now)) return false;
    if (is_withheld(now) && !scope.withheld) return false;
    return scope.every_office || std::binary_search(scope.offices.begin(), scope.offices.end(), now.office);
}

}  // namespace charter
