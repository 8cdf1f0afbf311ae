#include "server/forms/audit_form.h"

#include <algorithm>
#include <array>
#include <utility>

#include "server/forms/rules.h"
#include "server/http/message.h"

namespace charter {
namespace {

constexpr std::array<std::pair<std::string_view, std::string AuditFields::*>, 5> audit_fields = {
    {{"audit_case", &AuditFields::reference},
     {"audit_person", &AuditFields::person},
     {"audit_from", &AuditFields::from},
     {"audit_until", &AuditFields::until},
     {"audit_kind", &AuditFields::kind}}};

// The beginning of a day; an error at the field if it is no day.
std::optional<Instant> beginning_of(std::string_view field, const std::string& typed, const AuditRules& rules,
                                    int days_on, std::vector<FieldError>& errors) {
    const auto day = typed.empty() ? std::nullopt : read_day(field, typed, errors);
    if (!day) return std::nullopt;
    return rules.calendar.instant_of(*day + std::chrono::days(days_on), 0);
}

std::optional<StaffId> read_person(const std::string& typed, const AuditRules& rules, std::vector<FieldError>& errors) {
    if (typed.empty()) return std::nullopt;
    const auto found = std::find_if(rules.people.begin(), rules.people.end(),
                                    [&](StaffId id) { return std::to_string(id.value) == typed; });
    if (found != rules.people.end()) return *found;
    errors.push_back(field_error("audit_person", "unknown"));
    return std::nullopt;
}

}  // namespace

AuditFields read_audit_fields(const FieldMap& sent) {
    AuditFields fields;
    for (const auto& [name, field] : audit_fields) fields.*field = one_line(value_of(sent, name));
    fields.after = value_of(sent, "after");
    return fields;
}

std::string query_of(const AuditFields& fields) {
    std::string query;
    for (const auto& [name, field] : audit_fields) {
        if ((fields.*field).empty()) continue;
        if (!query.empty()) query += '&';
        query += std::string(name) + "=" + encode_query_value(fields.*field);
    }
    return query;
}

Checked<AuditFilter> check_audit(const AuditFields& fields, const AuditRules& rules) {
    Checked<AuditFilter> checked;
    AuditFilter& filter = checked.value;
    if (!fields.reference.empty()) {
        auto parsed = CaseReference::parse(fields.reference);
        if (auto* reference = std::get_if<CaseReference>(&parsed))
            filter.reference = *reference;
        else
            checked.errors.push_back(field_error("audit_case", "unknown"));
    }
    filter.staff = read_person(fields.person, rules, checked.errors);
    filter.from = beginning_of("audit_from", fields.from, rules, 0, checked.errors);
    filter.until = beginning_of("audit_until", fields.until, rules, 1, checked.errors);
    if (filter.from && filter.until && *filter.from >= *filter.until)
        checked.errors.push_back(field_error("audit_until", "before-from"));
    const auto kind = find_audit_kind(fields.kind);
    if (!kind && !fields.kind.empty()) checked.errors.push_back(field_error("audit_kind", "unknown"));
    filter.kind = kind.value_or(AuditKind::All);
    filter.after = parse_audit_place(fields.after);
    return checked;
}

}  // namespace charter
