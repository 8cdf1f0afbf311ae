#include "server/forms/rights_form.h"

#include <algorithm>

#include "generator/shared/text.h"
#include "server/forms/rules.h"

namespace charter {
namespace {

// Calls `use` with each longest part that holds only those signs, until it says yes.
template <typename Use>
bool any_part(std::string_view text, std::string_view signs, const Use& use) {
    for (auto begin = text.find_first_of(signs); begin != std::string_view::npos;) {
        const auto end = std::min(text.find_first_not_of(signs, begin), text.size());
        if (use(text.substr(begin, end - begin))) return true;
        begin = text.find_first_of(signs, end);
    }
    return false;
}

// A number that stands right beside another one, "021 000 0077 082 000 0000", is read as one and not found.
bool holds_phone(std::string_view text, std::string_view phone) {
    return any_part(text, "0123456789+()-./ ", [&](std::string_view part) { return normal_phone(part) == phone; });
}

bool holds_email(std::string_view text, std::string_view email) {
    constexpr std::string_view signs =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.!#$%&'*+/=?^_`{|}~-@";
    return any_part(text, signs, [&](std::string_view part) {
        while (part.ends_with('.')) part.remove_suffix(1);
        const auto found = normal_email(part);
        return found && to_lower(*found) == to_lower(email);
    });
}

}  // namespace

RightsFields read_rights_fields(const FieldMap& sent) {
    return {one_line(value_of(sent, "phone")), one_line(value_of(sent, "email")), one_line(value_of(sent, "reference")),
            value_of(sent, "identity"),        value_of(sent, "export_format"),   value_of(sent, "reason")};
}

Checked<RightsRequest> check_rights(const RightsFields& fields) {
    Checked<RightsRequest> checked;
    RightsRequest& request = checked.value;
    const auto phone = normal_phone(fields.phone);
    const auto email = normal_email(fields.email);
    if (!fields.phone.empty() && !phone) checked.errors.push_back(field_error("phone", "malformed"));
    if (!fields.email.empty() && !email) checked.errors.push_back(field_error("email", "malformed"));
    auto parsed = CaseReference::parse(fields.reference);
    if (auto* reference = std::get_if<CaseReference>(&parsed)) request.reference = std::move(*reference);
    if (!fields.reference.empty() && !request.reference)
        checked.errors.push_back(field_error("reference", "malformed"));
    if (fields.phone.empty() && fields.email.empty() && fields.reference.empty())
        checked.errors.push_back(field_error("phone", "or-email"));
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

KeepFields read_keep_fields(const FieldMap& sent) {
    return {value_of(sent, "keep_reason"), one_line(value_of(sent, "keep_until"))};
}

Checked<KeepRequest> check_keep(const KeepFields& fields, Date today, std::optional<Date> latest) {
    Checked<KeepRequest> checked;
    checked.value.reason = fields.reason;
    require("keep_reason", fields.reason, checked.errors);
    limit_length("keep_reason", fields.reason, longest_text, checked.errors);
    require("keep_until", fields.until, checked.errors);
    const auto day = says_nothing(fields.until) ? std::nullopt : read_day("keep_until", fields.until, checked.errors);
    if (day && *day <= today) checked.errors.push_back(field_error("keep_until", "past"));
    if (day && latest && *day > *latest)
        checked.errors.push_back({"keep_until", "error.keep_until.too-late", {{"date", to_iso(*latest)}}});
    checked.value.until = day.value_or(today);
    return checked;
}

bool names_contact(const AfterHoursCall& call, std::string_view phone, std::string_view email) {
    for (const std::string* text : {&call.caller, &call.words, &call.place, &call.done}) {
        if (!phone.empty() && holds_phone(*text, phone)) return true;
        if (!email.empty() && holds_email(*text, email)) return true;
    }
    return false;
}

}  // namespace charter
