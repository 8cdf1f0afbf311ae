// What is asked of the audit, from the address of its page: `audit_case` (a reference), `audit_person` (an id of an
// account), `audit_from` and `audit_until` (days, both included), `audit_kind`, `after` (a place in the list). Pure.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "generator/shared/calendar.h"
#include "server/cases/audit.h"
#include "server/forms/form.h"

namespace charter {

struct AuditFields {
    std::string reference;
    std::string person;
    std::string from;
    std::string until;
    std::string kind;
    std::string after;
};
[[nodiscard]] AuditFields read_audit_fields(const FieldMap& sent);
// The fields as the query of an address, without those that are empty and `after`.
[[nodiscard]] std::string query_of(const AuditFields& fields);

struct AuditRules {
    Calendar calendar;
    std::span<const StaffId> people;
};
// What cannot be used is left out of the filter.
[[nodiscard]] Checked<AuditFilter> check_audit(const AuditFields& fields, const AuditRules& rules);

}  // namespace charter
