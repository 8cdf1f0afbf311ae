#include "server/cases/permissions.h"

#include <catch2/catch.hpp>
#include <map>
#include <string>

namespace charter::permissions_test {
namespace {

// The table once more, as the handbook says it. Columns: assistant, officer, supervisor, head office, auditor,
// administrator. o own office, r region, a all, - nothing.
const std::map<std::string_view, std::string>& handbook() {
    static const std::map<std::string_view, std::string> table = {
        {"use-desk", "orraaa"},        {"read-cases", "orraa-"},    {"read-sealed", "---aa-"}, {"read-words", "orra--"},
        {"work-on-cases", "orra--"},   {"review-cases", "--ra--"},  {"capture", "orra--"},     {"read-audit", "---aa-"},
        {"manage-accounts", "-----a"}, {"answer-rights", "---a--"}, {"delete-cases", "---a--"}};
    return table;
}

char letter_of(Reach reach) {
    switch (reach) {
        case Reach::OwnOffice:
            return 'o';
        case Reach::Region:
            return 'r';
        case Reach::Everywhere:
            return 'a';
        case Reach::Nothing:
            break;
    }
    return '-';
}

}  // namespace

TEST_CASE("every permission of every role reaches as far as the handbook says", "[permissions]") {
    CHECK(all_permissions().size() == handbook().size());
    for (const Permission permission : all_permissions()) {
        CAPTURE(key_of(permission));
        std::string row;
        for (const Role role : all_roles()) row += letter_of(reach_of(role, permission));
        CHECK(row == handbook().at(key_of(permission)));
    }
}

TEST_CASE("who reads without limit changes nothing, and who manages accounts reads no case", "[permissions]") {
    for (const Permission permission :
         {Permission::WorkOnCases, Permission::ReviewCases, Permission::Capture, Permission::ReadWords})
        CHECK_FALSE(may(Role::Auditor, permission));
    for (const Permission permission : all_permissions()) {
        CAPTURE(key_of(permission));
        const bool is_account = permission == Permission::UseDesk || permission == Permission::ManageAccounts;
        CHECK(may(Role::Administrator, permission) == is_account);
    }
}

}  // namespace charter::permissions_test
