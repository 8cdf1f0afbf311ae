#include "server/forms/rights_form.h"

#include "server/forms/rules.h"

namespace charter {

RightsFields read_rights_fields(const FieldMap& sent) {
    return {one_line(value_of(sent, "phone")), one_line(value_of(sent, "email")), value_of(sent, "identity"),
            value_of(sent, "export_format")};
}

Checked<RightsRequest> check_rights(const RightsFields& fields) {
    Checked<RightsRequest> checked;
    RightsRequest& request = checked.value;
    const auto phone = normal_phone(fields.phone);
    const auto email = normal_email(fields.email);
    if (!fields.phone.empty() && !phone) checked.errors.push_back(field_error("phone", "malformed"));
    if (!fields.email.empty() && !email) checked.errors.push_back(field_error("email", "malformed"));
    if (fields.phone.empty() && fields.email.empty()) checked.errors.push_back(field_error("phone", "or-email"));
    const auto identity = find_identity_check(fields.identity);
    if (!identity) checked.errors.push_back(field_error("identity", "missing"));
    if (!fields.format.empty() && fields.format != "json" && fields.format != "page")
        checked.errors.push_back(field_error("export_format", "unknown"));
    request.phone = phone.value_or("");
    request.email = email.value_or("");
    request.identity = identity.value_or(IdentityCheck::Document);
    request.format = fields.format == "json" ? ExportFormat::Json : ExportFormat::Page;
    return checked;
}

}  // namespace charter
