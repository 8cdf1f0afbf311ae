#include "server/store/retention_store.h"

#include <algorithm>

#include "server/store/audit_rows.h"
#include "server/store/parts.h"
#include "server/store/sql_clause.h"

namespace charter {
namespace {

struct Proposal {
    std::int64_t case_id = 0;
    CaseKind kind = CaseKind::Complaint;
    Instant ended_at{};
    std::optional<StaffId> proposed_by;
    std::optional<Instant> kept_until;
};

// Nothing: cases of that kind are kept for ever.
std::optional<Instant> due_of(const Proposal& proposal, const Catalogue& catalogue) {
    const auto years = years_kept(catalogue, proposal.kind);
    if (!years) return std::nullopt;
    return std::max(years_after(proposal.ended_at, *years), proposal.kept_until.value_or(Instant{}));
}

// Nothing if there is no such case, or it has not ended, or it was deleted.
std::optional<Proposal> find_proposal(Connection& connection, const CaseReference& reference) {
    Query query = connection.query(
        "SELECT c.id, c.kind, c.ended_at, d.proposed_by, k.until FROM cases c LEFT JOIN deletions d ON d.case_id = "
        "c.id "
        "LEFT JOIN kept_cases k ON k.case_id = c.id WHERE c.reference = ? AND c.ended_at IS NOT NULL");
    query.text(reference.text());
    if (!query.next()) return std::nullopt;
    Proposal found{query.number_at(0),
                   find_case_kind(query.text_at(1)).value_or(CaseKind::Complaint),
                   query.moment_at(2),
                   {},
                   query.optional_moment_at(4)};
    if (const auto by = query.optional_number_at(3)) found.proposed_by = StaffId{*by};
    return found;
}

void append_deed(Connection& connection, const Secrets& secrets, const AuditEntry& trace, Deed deed,
                 const CaseReference& reference) {
    AuditEntry entry = trace;
    entry.deed = deed;
    entry.reference = reference;
    append_audit(connection, secrets, entry);
}

void read_due(Connection& connection, const RetentionClass& kept, const SqlClause& scope, Instant until,
              std::size_t limit, std::vector<DueDeletion>& due) {
    // Wide enough for every month; the day itself is compared below.
    const Instant latest = years_after(until, -kept.years) + std::chrono::days(1);
    SqlClause clause;
    clause
        .add(
            "SELECT c.reference, c.office, c.ended_at, d.proposed_by, d.proposed_at, k.until FROM cases c LEFT JOIN "
            "deletions d ON d.case_id = c.id LEFT JOIN kept_cases k ON k.case_id = c.id WHERE c.ended_at IS NOT NULL "
            "AND c.kind = ?",
            std::string(key_of(kept.kind)))
        .add(" AND c.ended_at <= ?", latest.time_since_epoch().count())
        .add(" AND ifnull(k.until, 0) <= ?", until.time_since_epoch().count())
        .add(scope)
        .add(" ORDER BY c.ended_at, c.id LIMIT ?", static_cast<std::int64_t>(limit));
    Query query = connection.query(clause.sql());
    clause.bind(query);
    while (query.next()) {
        DueDeletion one{.reference = stored_reference(query.text_at(0)),
                        .kind = kept.kind,
                        .office = query.text_at(1),
                        .ended_at = query.moment_at(2),
                        .due_at = std::max(years_after(query.moment_at(2), kept.years),
                                           query.optional_moment_at(5).value_or(Instant{})),
                        .proposed_at = query.optional_moment_at(4)};
        if (const auto by = query.optional_number_at(3)) one.proposed_by = StaffId{*by};
        if (one.due_at <= until) due.push_back(std::move(one));
    }
}

// Keeps what stands behind `before` others, at most so many.
template <typename Due>
void keep_range(std::vector<Due>& due, std::size_t before, std::size_t limit) {
    due.erase(due.begin(), due.begin() + static_cast<std::ptrdiff_t>(std::min(before, due.size())));
    if (due.size() > limit) due.erase(due.begin() + static_cast<std::ptrdiff_t>(limit), due.end());
}

}  // namespace

RetentionStore::RetentionStore(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
RetentionStore::~RetentionStore() = default;

std::vector<DueDeletion> RetentionStore::due(const Catalogue& catalogue, const CaseScope& scope, Instant until,
                                             std::size_t limit) const {
    const auto connection = parts_->desk.readers.lend();
    std::vector<DueDeletion> due;
    for (const RetentionClass& kept : catalogue.retention)
        read_due(*connection, kept, scope_clause(scope), until, limit, due);
    std::stable_sort(due.begin(), due.end(),
                     [](const DueDeletion& one, const DueDeletion& other) { return one.due_at < other.due_at; });
    if (due.size() > limit) due.erase(due.begin() + static_cast<std::ptrdiff_t>(limit), due.end());
    return due;
}

DuePage RetentionStore::due_page(const Catalogue& catalogue, const CaseScope& scope, Instant until,
                                 const DueRange& range) const {
    constexpr std::size_t no_limit = 1 << 30;
    DuePage page{due(catalogue, scope, until, no_limit), due_calls(catalogue, until, no_limit)};
    const std::size_t cases = page.cases.size();
    page.total = cases + page.calls.size();
    page.is_followed = page.total > range.before && page.total - range.before > range.limit;
    keep_range(page.cases, range.before, range.limit);
    keep_range(page.calls, range.before - std::min(range.before, cases), range.limit - page.cases.size());
    return page;
}

std::variant<std::monostate, DeletionRefusal, StoreBusy> RetentionStore::propose(const CaseReference& reference,
                                                                                 const Catalogue& catalogue,
                                                                                 const AuditEntry& trace) {
    std::optional<DeletionRefusal> refusal;
    const auto busy = parts_->desk.write([&](Connection& connection) {
        refusal.reset();
        const auto proposal = find_proposal(connection, reference);
        const auto due = proposal ? due_of(*proposal, catalogue) : std::nullopt;
        if (!proposal)
            refusal = DeletionRefusal::NoSuchCase;
        else if (!due || *due > trace.at + retention_notice)
            refusal = DeletionRefusal::NotYet;
        if (refusal || proposal->proposed_by) return;
        connection.query("INSERT INTO deletions (case_id, proposed_by, proposed_at) VALUES (?, ?, ?)")
            .number(proposal->case_id)
            .number(trace.staff.value_or(StaffId{}).value)
            .moment(trace.at)
            .run();
        append_deed(connection, parts_->desk.secrets, trace, Deed::ProposeDeletion, reference);
    });
    if (busy) return *busy;
    if (refusal) return *refusal;
    return std::monostate{};
}

std::variant<std::monostate, DeletionRefusal, StoreBusy> RetentionStore::keep(const CaseReference& reference,
                                                                              Instant until, const AuditEntry& trace) {
    bool found = false;
    const auto busy = parts_->desk.write([&](Connection& connection) {
        const auto proposal = find_proposal(connection, reference);
        found = proposal.has_value();
        if (!found) return;
        connection.query("DELETE FROM deletions WHERE case_id = ?").number(proposal->case_id).run();
        connection.query("INSERT OR REPLACE INTO kept_cases (case_id, until) VALUES (?, ?)")
            .number(proposal->case_id)
            .moment(until)
            .run();
        append_deed(connection, parts_->desk.secrets, trace, Deed::KeepCase, reference);
    });
    if (busy) return *busy;
    if (!found) return DeletionRefusal::NoSuchCase;
    return std::monostate{};
}

// The step itself holds who proposed and who confirmed, and the rules of workflow.h ask for two persons once more.
std::variant<std::monostate, DeletionRefusal, StoreBusy> RetentionStore::confirm(const CaseReference& reference,
                                                                                 const Catalogue& catalogue,
                                                                                 const AuditEntry& trace) {
    std::optional<Proposal> proposal;
    {
        const auto connection = parts_->desk.readers.lend();
        proposal = find_proposal(*connection, reference);
    }
    if (!proposal) return DeletionRefusal::NoSuchCase;
    const auto due = due_of(*proposal, catalogue);
    if (!due || *due > trace.at) return DeletionRefusal::NotYet;
    if (!proposal->proposed_by) return DeletionRefusal::NotProposed;
    if (proposal->proposed_by == trace.staff) return DeletionRefusal::SamePerson;
    TakeStep request{reference, {}, {}, {}};
    request.step.step = Step::Delete;
    request.step.by = system_actor();
    request.step.at = trace.at;
    request.step.proposed_by = proposal->proposed_by;
    request.step.confirmed_by = trace.staff;
    const StepOutcome outcome = parts_->cases.take_step(request);
    if (std::holds_alternative<StoreBusy>(outcome)) return StoreBusy{};
    if (!std::holds_alternative<Taken>(outcome)) return DeletionRefusal::NoSuchCase;
    parts_->desk.write_or_throw([&](Connection& connection) {
        connection.query("DELETE FROM deletions WHERE case_id = ?").number(proposal->case_id).run();
        append_deed(connection, parts_->desk.secrets, trace, Deed::ConfirmDeletion, reference);
    });
    return std::monostate{};
}

}  // namespace charter
