// Entries of the audit as rows, each sealed to the one before it, so that a row that was altered, added or removed
// shows (verify.h). Shared by the stores that write an entry in the transaction of the deed itself.
#pragma once

#include <string>

#include "server/cases/audit.h"
#include "server/staff/secrets.h"
#include "server/store/connection.h"

namespace charter {

// Seals the reason of the entry, appends it and moves the record of the newest on.
void append_audit(Connection& connection, const Secrets& secrets, AuditEntry entry);

// `seal`: of the entry before, empty for the first.
[[nodiscard]] std::string next_audit_seal(const Secrets& secrets, std::string_view seal, const AuditEntry& entry);
[[nodiscard]] std::string audit_head_of(const Secrets& secrets, std::string_view newest_seal);

// Columns from the first: at, staff, role, deed, reference, person, detail, reason, salt, reason_hash, erased.
[[nodiscard]] AuditEntry audit_entry_of(const Query& row, int first_column = 0);
inline constexpr std::string_view audit_columns =
    "at, staff, role, deed, reference, person, detail, reason, salt, reason_hash, erased";

}  // namespace charter
