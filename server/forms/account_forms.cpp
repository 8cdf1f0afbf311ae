#include "server/forms/account_forms.h"

#include "generator/shared/text.h"
#include "server/cases/permissions.h"
#include "server/forms/rules.h"

namespace charter {

InvitationFields read_invitation_fields(const FieldMap& sent) {
    return {to_lower(one_line(value_of(sent, "user_name"))), value_of(sent, "role"), value_of(sent, "staff_office")};
}

Checked<Invitation> check_invitation(const InvitationFields& fields, const Catalogue& catalogue) {
    Checked<Invitation> checked;
    checked.value = {fields.user_name, Role::CustomerCareAssistant, fields.office};
    require("user_name", fields.user_name, checked.errors);
    const auto role = find_role(fields.role);
    if (role)
        checked.value.role = *role;
    else
        checked.errors.push_back(field_error("role", "missing"));
    const Office* office = find_office(catalogue, fields.office);
    if (fields.office.empty() && role && may(*role, Permission::WorkOnCases))
        checked.errors.push_back(field_error("staff_office", "missing"));
    else if (!fields.office.empty() && (office == nullptr || office->closed))
        checked.errors.push_back(field_error("staff_office", "unknown"));
    return checked;
}

Checked<NewPassword> read_new_password(const FieldMap& sent, OldPassword old_password) {
    Checked<NewPassword> checked;
    checked.value = {value_of(sent, "old_password"), value_of(sent, "new_password")};
    if (old_password == OldPassword::Asked && checked.value.old_password.empty())
        checked.errors.push_back(field_error("old_password", "missing"));
    if (checked.value.password.empty())
        checked.errors.push_back(field_error("new_password", "missing"));
    else if (value_of(sent, "new_password_again") != checked.value.password)
        checked.errors.push_back(field_error("new_password_again", "different"));
    return checked;
}

FieldError password_error(PasswordFault fault) {
    switch (fault) {
        case PasswordFault::TooShort:
            return field_error("new_password", "too-short");
        case PasswordFault::TooLong:
            return field_error("new_password", "too-long");
        case PasswordFault::ContainsUserName:
            return field_error("new_password", "user-name");
        case PasswordFault::MadeOfNames:
            return field_error("new_password", "names");
        case PasswordFault::Common:
            break;
    }
    return field_error("new_password", "common");
}

FactorDeed read_factor_deed(const FieldMap& sent) {
    const std::string& deed = value_of(sent, "deed");
    if (deed == "renew-codes") return FactorDeed::RenewCodes;
    return deed == "turn-off" ? FactorDeed::TurnOff : FactorDeed::TurnOn;
}

Checked<std::string> read_one_time_code(const FieldMap& sent) {
    Checked<std::string> checked;
    checked.value = one_line(value_of(sent, "one_time_code"));
    require("one_time_code", checked.value, checked.errors);
    return checked;
}

}  // namespace charter
