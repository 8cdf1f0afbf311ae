// The worklist's filters and its search box: what was sent to a filter, or errors at fields. Pure; any thread.
//
// Filters are in the address: `view`, `filter_office`, `filter_region`, `filter_officer`, `filter_service`,
// `filter_channel`, `filter_kind`, `filter_state`, `after` (a place in the list). What is looked for is a name, a
// number or words of a person, so it is sent by POST as `asked` and stands in the address sealed (`sought`), for the
// handler to open.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "generator/shared/catalogue.h"
#include "server/cases/scope.h"
#include "server/cases/worklist.h"
#include "server/forms/form.h"

namespace charter {

struct WorklistFields {
    std::string view{};
    std::string office{};
    std::string region{};
    std::string officer{};
    std::string service{};
    std::string channel{};
    std::string kind{};
    std::string state{};
    std::string after{};
    std::string sought{};  // sealed
    std::string asked{};   // opened, or as just typed
    bool operator==(const WorklistFields&) const = default;
};
// All but `asked`, which no address holds.
[[nodiscard]] WorklistFields read_worklist_fields(const FieldMap& sent);
// Name and value of the fields that stand in an address, in one order; `after` does not.
[[nodiscard]] std::vector<std::pair<std::string_view, std::string>> address_values(const WorklistFields& fields);
// The fields as the query of an address, in one order, without those that are empty, `after` and `asked`.
[[nodiscard]] std::string query_of(const WorklistFields& fields);

struct WorklistRules {
    const Catalogue& catalogue;
    const CaseScope& scope;             // an office outside it is as unknown as one that is not there
    std::span<const StaffId> officers;  // whose cases may be asked for
};
// What cannot be used is left out of the filter, so that with errors it is still a list to show.
[[nodiscard]] Checked<WorklistFilter> check_worklist(const WorklistFields& fields, const WorklistRules& rules);

// What was typed into the search box, by its looks: an e-mail address, a telephone number, a reference or the beginning
// of one, else words. Nine symbols that nearly are a reference are told as mistyped. Error at `asked`.
[[nodiscard]] Checked<WorklistQuestion> read_question(std::string_view typed);

}  // namespace charter
