#include "server/cases/permissions.h"

#include <algorithm>
#include <array>

#include "generator/shared/keys.h"

namespace charter {
namespace {

constexpr Keys<Permission, 11> permission_keys = {{{Permission::UseDesk, "use-desk"},
                                                   {Permission::ReadCases, "read-cases"},
                                                   {Permission::ReadSealed, "read-sealed"},
                                                   {Permission::ReadWords, "read-words"},
                                                   {Permission::WorkOnCases, "work-on-cases"},
                                                   {Permission::ReviewCases, "review-cases"},
                                                   {Permission::Capture, "capture"},
                                                   {Permission::ReadAudit, "read-audit"},
                                                   {Permission::ManageAccounts, "manage-accounts"},
                                                   {Permission::AnswerRights, "answer-rights"},
                                                   {Permission::DeleteCases, "delete-cases"}}};

// One row for each permission; columns in the order of Role.
struct Row {
    Permission permission;
    Reach assistant;
    Reach officer;
    Reach supervisor;
    Reach head_office;
    Reach auditor;
    Reach administrator;
};

constexpr Reach none = Reach::Nothing;
constexpr Reach own = Reach::OwnOffice;
constexpr Reach area = Reach::Region;
constexpr Reach all = Reach::Everywhere;

// clang-format off
constexpr auto rows = std::to_array<Row>({
    //                          assistant officer supervisor head  auditor administrator
    {Permission::UseDesk,       own,      area,   area,      all,  all,    all},
    {Permission::ReadCases,     own,      area,   area,      all,  all,    none},
    {Permission::ReadSealed,    none,     none,   none,      all,  all,    none},
    {Permission::ReadWords,     own,      area,   area,      all,  none,   none},
    {Permission::WorkOnCases,   own,      area,   area,      all,  none,   none},
    {Permission::ReviewCases,   none,     none,   area,      all,  none,   none},
    {Permission::Capture,       own,      area,   area,      all,  none,   none},
    {Permission::ReadAudit,     none,     none,   none,      all,  all,    none},
    {Permission::ManageAccounts, none,    none,   none,      none, none,   all},
    {Permission::AnswerRights,  none,     none,   none,      all,  none,   none},
    {Permission::DeleteCases,   none,     none,   none,      all,  none,   none},
});
// clang-format on

}  // namespace

Reach reach_of(Role role, Permission permission) {
    const auto row =
        std::find_if(rows.begin(), rows.end(), [&](const Row& each) { return each.permission == permission; });
    switch (role) {
        case Role::CustomerCareAssistant:
            return row->assistant;
        case Role::CustomerCareOfficer:
            return row->officer;
        case Role::Supervisor:
            return row->supervisor;
        case Role::HeadOffice:
            return row->head_office;
        case Role::Auditor:
            return row->auditor;
        case Role::Administrator:
            return row->administrator;
    }
    return Reach::Nothing;
}

bool may(Role role, Permission permission) {
    return reach_of(role, permission) != Reach::Nothing;
}

std::vector<Role> roles_with(Permission permission) {
    std::vector<Role> roles = all_roles();
    std::erase_if(roles, [&](Role role) { return !may(role, permission); });
    return roles;
}

std::string_view key_of(Permission permission) {
    return key_in(permission_keys, permission);
}
const std::vector<Permission>& all_permissions() {
    static const std::vector<Permission> values = values_in(permission_keys);
    return values;
}

}  // namespace charter
