#include "server/store/audit_rows.h"

#include <fmt/format.h>

#include "server/cases/history.h"
#include "server/store/case_rows.h"

namespace charter {
namespace {

constexpr std::size_t salt_bytes = 16;

std::string newest_audit_seal(Connection& connection) {
    Query query = connection.query("SELECT seal FROM audit ORDER BY id DESC LIMIT 1");
    return query.next() ? query.blob_at(0) : std::string();
}

std::optional<std::int64_t> number_of(const std::optional<StaffId>& id) {
    return id ? std::optional(id->value) : std::nullopt;
}

std::optional<StaffId> staff_at(const Query& row, int column) {
    const auto number = row.optional_number_at(column);
    return number ? std::optional(StaffId{*number}) : std::nullopt;
}

}  // namespace

std::string next_audit_seal(const Secrets& secrets, std::string_view seal, const AuditEntry& entry) {
    return secrets.keyed_hash(Purpose::Audit, std::string(seal) + audit_bytes(entry));
}

std::string audit_head_of(const Secrets& secrets, std::string_view newest_seal) {
    return secrets.keyed_hash(Purpose::AuditHead, newest_seal);
}

void append_audit(Connection& connection, const Secrets& secrets, AuditEntry entry) {
    entry.reason.salt = random_hex(salt_bytes);
    entry.reason.hash = text_hash(entry.reason.salt, entry.reason.text);
    const std::string seal = next_audit_seal(secrets, newest_audit_seal(connection), entry);
    connection
        .query(
            "INSERT INTO audit (at, staff, role, deed, reference, person, detail, reason, salt, reason_hash, seal) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .moment(entry.at)
        .number(number_of(entry.staff))
        .optional_text(entry.role ? std::optional(key_of(*entry.role)) : std::nullopt)
        .text(key_of(entry.deed))
        .optional_text(entry.reference ? std::optional<std::string_view>(entry.reference->text()) : std::nullopt)
        .number(number_of(entry.person))
        .text(entry.detail)
        .text(entry.reason.text)
        .text(entry.reason.salt)
        .text(entry.reason.hash)
        .blob(seal)
        .run();
    connection.query("UPDATE audit_head SET entry = ?, hash = ? WHERE id = 1")
        .number(connection.last_row())
        .blob(audit_head_of(secrets, seal))
        .run();
}

AuditEntry audit_entry_of(const Query& row, int first_column) {
    const auto column = [first_column](int offset) { return first_column + offset; };
    AuditEntry entry;
    entry.at = row.moment_at(column(0));
    entry.staff = staff_at(row, column(1));
    if (const auto role = row.optional_text_at(column(2))) entry.role = find_role(*role);
    const auto deed = find_deed(row.text_at(column(3)));
    if (!deed)
        throw StoreError(
            fmt::format("the audit holds the unknown deed \"{}\"; is the database newer than this program?",
                        row.text_at(column(3))));
    entry.deed = *deed;
    if (const auto reference = row.optional_text_at(column(4))) entry.reference = stored_reference(*reference);
    entry.person = staff_at(row, column(5));
    entry.detail = row.text_at(column(6));
    entry.reason = {row.text_at(column(7)), row.text_at(column(8)), row.text_at(column(9)),
                    row.number_at(column(10)) != 0};
    return entry;
}

}  // namespace charter
