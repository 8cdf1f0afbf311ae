// Whose cases a member of staff may see: the own office, the own region, or all. Made from the catalogue's offices at
// each request, so that a moved office takes effect at once. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "generator/shared/catalogue.h"
#include "server/cases/case.h"

namespace charter {

struct CaseScope {
    bool every_office = false;
    std::vector<std::string> offices;  // sorted; unused with every_office
    // Withheld cases (sight.h) are shown. Only the head office sees them: in the office and region of the case anyone
    // might be the official it is about, or their supervisor.
    bool withheld = false;
    // Whoever is complained of by name does not see it, nor does who supervises them (permissions.h).
    StaffId reader{};                   // nobody: the program itself
    std::vector<StaffId> supervised{};  // whom the reader supervises now, sorted
};

// Every case, whoever it is kept from: for the program itself, which shows it to nobody.
[[nodiscard]] CaseScope every_case();
// As far as Permission::ReadCases reaches (permissions.h). A region, where the office has none, is the office and those
// below it.
[[nodiscard]] CaseScope scope_of(Role role, std::string_view office, const Catalogue& catalogue);
// The head office, or the first that is open where there is none; empty if all are closed.
[[nodiscard]] std::string head_office(const Catalogue& catalogue);
// Where the people are who work on the case: its office, or the head office for one that is withheld.
[[nodiscard]] std::string working_office(const Case& now, const Catalogue& catalogue);
// The person is complained of in the case, or supervised, or supervises, somebody who is.
[[nodiscard]] bool is_kept_from(const CaseScope& scope, const Case& now);
[[nodiscard]] bool may_see(const CaseScope& scope, const Case& now);

}  // namespace charter
