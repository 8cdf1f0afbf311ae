// Forms about accounts: an invitation, a password of one's own, the code of the second factor. Pure; any thread.
#pragma once

#include <string>

#include "generator/shared/catalogue.h"
#include "server/cases/case.h"
#include "server/forms/form.h"
#include "server/staff/password.h"

namespace charter {

// Fields `user_name`, `role`, `staff_office`.
struct InvitationFields {
    std::string user_name;
    std::string role;
    std::string office;
};
struct Invitation {
    std::string user_name;
    Role role = Role::CustomerCareAssistant;
    std::string office;  // empty for a role that belongs to none
};
[[nodiscard]] InvitationFields read_invitation_fields(const FieldMap& sent);
[[nodiscard]] Checked<Invitation> check_invitation(const InvitationFields& fields, const Catalogue& catalogue);

// Fields `new_password` and `new_password_again`; `old_password` where one changes one's own. What the password may be
// is for staff/password.h.
struct NewPassword {
    std::string old_password;
    std::string password;
};
enum class OldPassword { Asked, NotAsked };
[[nodiscard]] Checked<NewPassword> read_new_password(const FieldMap& sent, OldPassword old_password);
// At `new_password`.
[[nodiscard]] FieldError password_error(PasswordFault fault);

// Field `deed` of the second factor, with `old_password`: what the owner does with it.
enum class FactorDeed { TurnOn, RenewCodes, TurnOff };
[[nodiscard]] FactorDeed read_factor_deed(const FieldMap& sent);

// Field `one_time_code`: of the app, or a recovery code.
[[nodiscard]] Checked<std::string> read_one_time_code(const FieldMap& sent);

}  // namespace charter
