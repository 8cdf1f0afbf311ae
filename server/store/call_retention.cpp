#include <fmt/format.h>

#include <algorithm>

#include "server/store/audit_rows.h"
#include "server/store/erasure.h"
#include "server/store/parts.h"
#include "server/store/retention_store.h"

namespace charter {
namespace {

constexpr std::string_view selected =
    "SELECT a.id, a.office, a.taken_at, d.proposed_by, k.until FROM after_hours_calls a LEFT JOIN call_deletions d ON "
    "d.call = a.id LEFT JOIN kept_calls k ON k.call = a.id WHERE a.words <> ''";

DueCall call_of(const Query& row, int years) {
    DueCall call{row.number_at(0),
                 row.text_at(1),
                 row.moment_at(2),
                 std::max(years_after(row.moment_at(2), years), row.optional_moment_at(4).value_or(Instant{})),
                 {}};
    if (const auto by = row.optional_number_at(3)) call.proposed_by = StaffId{*by};
    return call;
}

// Nothing if there is no such line, or nothing is left of what was said.
std::optional<DueCall> find_call(Connection& connection, std::int64_t id, int years) {
    Query query = connection.query(fmt::format("{} AND a.id = ?", selected));
    query.number(id);
    if (!query.next()) return std::nullopt;
    return call_of(query, years);
}

void append_deed(Connection& connection, const Secrets& secrets, const AuditEntry& trace, Deed deed, std::int64_t id) {
    AuditEntry entry = trace;
    entry.deed = deed;
    entry.detail = fmt::format("call {}", id);
    append_audit(connection, secrets, entry);
}

std::optional<DeletionRefusal> refusal_of(const std::optional<DueCall>& call, const std::optional<int>& years,
                                          const AuditEntry& trace) {
    if (!call) return DeletionRefusal::NoSuchCase;
    if (!years || call->due_at > trace.at) return DeletionRefusal::NotYet;
    if (!call->proposed_by) return DeletionRefusal::NotProposed;
    if (call->proposed_by == trace.staff) return DeletionRefusal::SamePerson;
    return std::nullopt;
}

RetentionStore::Outcome outcome_of(const std::optional<StoreBusy>& busy,
                                   const std::optional<DeletionRefusal>& refusal) {
    if (busy) return *busy;
    if (refusal) return *refusal;
    return std::monostate{};
}

}  // namespace

std::vector<DueCall> RetentionStore::due_calls(const Catalogue& catalogue, Instant until, std::size_t limit) const {
    std::vector<DueCall> due;
    if (!catalogue.calls_kept_years) return due;
    const int years = *catalogue.calls_kept_years;
    const auto connection = parts_->desk.readers.lend();
    Query query = connection->query(
        fmt::format("{} AND a.taken_at <= ? AND ifnull(k.until, 0) <= ? ORDER BY a.taken_at, a.id LIMIT ?", selected));
    // Wide enough for every month; the day itself is compared below.
    query.moment(years_after(until, -years) + std::chrono::days(1))
        .moment(until)
        .number(static_cast<std::int64_t>(limit));
    while (query.next()) {
        DueCall call = call_of(query, years);
        if (call.due_at <= until) due.push_back(std::move(call));
    }
    return due;
}

RetentionStore::Outcome RetentionStore::propose_call(std::int64_t id, const Catalogue& catalogue,
                                                     const AuditEntry& trace) {
    const std::optional<int>& years = catalogue.calls_kept_years;
    std::optional<DeletionRefusal> refusal;
    const auto busy = parts_->desk.write([&](Connection& connection) {
        refusal.reset();
        const auto call = find_call(connection, id, years.value_or(0));
        if (!call)
            refusal = DeletionRefusal::NoSuchCase;
        else if (!years || call->due_at > trace.at + retention_notice)
            refusal = DeletionRefusal::NotYet;
        if (refusal || call->proposed_by) return;
        connection.query("INSERT INTO call_deletions (call, proposed_by, proposed_at) VALUES (?, ?, ?)")
            .number(id)
            .number(trace.staff.value_or(StaffId{}).value)
            .moment(trace.at)
            .run();
        append_deed(connection, parts_->desk.secrets, trace, Deed::ProposeDeletion, id);
    });
    return outcome_of(busy, refusal);
}

RetentionStore::Outcome RetentionStore::keep_call(std::int64_t id, Instant until, const AuditEntry& trace) {
    std::optional<DeletionRefusal> refusal;
    const auto busy = parts_->desk.write([&](Connection& connection) {
        refusal.reset();
        const auto call = find_call(connection, id, 0);
        if (!call) {
            refusal = DeletionRefusal::NoSuchCase;
            return;
        }
        connection.query("DELETE FROM call_deletions WHERE call = ?").number(id).run();
        connection.query("INSERT OR REPLACE INTO kept_calls (call, until) VALUES (?, ?)")
            .number(id)
            .moment(until)
            .run();
        append_deed(connection, parts_->desk.secrets, trace, Deed::KeepCase, id);
    });
    return outcome_of(busy, refusal);
}

// Looked at and erased in one transaction, so that what was taken back meanwhile is kept.
RetentionStore::Outcome RetentionStore::confirm_call(std::int64_t id, const Catalogue& catalogue,
                                                     const AuditEntry& trace) {
    const std::optional<int>& years = catalogue.calls_kept_years;
    std::optional<DeletionRefusal> refusal;
    const auto busy = parts_->desk.write([&](Connection& connection) {
        refusal = refusal_of(find_call(connection, id, years.value_or(0)), years, trace);
        if (refusal) return;
        erase_call(connection, id);
        append_deed(connection, parts_->desk.secrets, trace, Deed::ConfirmDeletion, id);
    });
    return outcome_of(busy, refusal);
}

}  // namespace charter
