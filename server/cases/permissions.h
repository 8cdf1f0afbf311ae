// Who may do what, and how far it reaches: the one table of permissions, in permissions.cpp. The route table names the
// permission of each address of the case desk; scopes, steps and menus are made from the same rows. Steps that need
// something besides (a state, a window) say so in workflow.h. Source of the rows: the roles of ISO 10002 and of the
// body's manual. Pure; any thread.
#pragma once

#include <string_view>
#include <vector>

#include "server/cases/case.h"

namespace charter {

enum class Permission {
    UseDesk,      // sign in, the own account, the first page
    ReadCases,    // that there is a case, its dates, states and steps
    ReadSealed,   // the same of a sealed case
    ReadWords,    // what people wrote and how to reach them, without giving a reason first
    WorkOnCases,  // the steps of the case desk
    ReviewCases,  // the steps of a review
    Capture,      // write down what came in by another way than the web
    ReadAudit,    // who read and changed what
    ManageAccounts,
    AnswerRights,  // hand a person what is kept about them, correct or erase it
    DeleteCases    // whose time is over; two persons for each
};

// How far a permission reaches from the office of the account.
enum class Reach { Nothing, OwnOffice, Region, Everywhere };

[[nodiscard]] Reach reach_of(Role role, Permission permission);
// It reaches at least something.
[[nodiscard]] bool may(Role role, Permission permission);
// Those who may, in the order of the enum.
[[nodiscard]] std::vector<Role> roles_with(Permission permission);

[[nodiscard]] std::string_view key_of(Permission permission);  // "use-desk", "read-cases", ...
[[nodiscard]] const std::vector<Permission>& all_permissions();

}  // namespace charter
