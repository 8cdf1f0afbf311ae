#include "server/store/audit_store.h"

#include <algorithm>
#include <iterator>
#include <mutex>
#include <vector>

#include "server/store/audit_rows.h"
#include "server/store/parts.h"
#include "server/store/sql_clause.h"

namespace charter {
namespace {

constexpr std::size_t most_waiting = 20'000;

struct PlacedLine {
    AuditPlace place;
    AuditLine line;
};

// What both tables are narrowed by, with the names of their columns.
struct Columns {
    std::string_view id;
    int source;
};

SqlClause narrowed(const AuditFilter& filter, const Columns& columns) {
    SqlClause clause;
    const auto seconds = [](Instant at) { return at.time_since_epoch().count(); };
    if (filter.staff) clause.add(" AND staff = ?", filter.staff->value);
    if (filter.from) clause.add(" AND at >= ?", seconds(*filter.from));
    if (filter.until) clause.add(" AND at < ?", seconds(*filter.until));
    if (filter.after && filter.after->source == columns.source) {
        clause.add(" AND (at, ").add(columns.id).add(") < (?", filter.after->at).add(", ?)", filter.after->id);
    } else if (filter.after) {
        clause.add(columns.source < filter.after->source ? " AND at < ?" : " AND at <= ?", filter.after->at);
    }
    return clause;
}

SqlClause ordered(std::string_view id, const AuditFilter& filter) {
    SqlClause clause;
    return clause.add(" ORDER BY at DESC, ").add(id).add(" DESC LIMIT ?", static_cast<std::int64_t>(filter.limit + 1));
}

SqlClause deeds_of(AuditKind kind) {
    SqlClause clause;
    if (kind == AuditKind::All) return clause;
    std::string keys;
    for (const Deed deed : all_deeds()) {
        if (is_read(deed)) keys += (keys.empty() ? "'" : ", '") + std::string(key_of(deed)) + "'";
    }
    return clause.add(kind == AuditKind::Reads ? " AND deed IN (" : " AND deed NOT IN (").add(keys).add(")");
}

// Of one case: what was done with it, and the lists that showed it.
SqlClause of_reference(const AuditFilter& filter) {
    SqlClause clause;
    if (filter.reference)
        clause.add(" AND (reference = ?", filter.reference->text())
            .add(" OR (deed IN ('read-list', 'search') AND instr(detail, ?) > 0))", filter.reference->text());
    return clause.add(" AND (reference IS NULL OR reference NOT IN (SELECT reference FROM cases WHERE id IN (")
        .add(kept_from(filter.scope))
        .add(")))");
}

// A case that is kept from the reader has no lines, nor do the lists that showed it.
bool is_kept(Connection& connection, const AuditFilter& filter) {
    if (!filter.reference) return false;
    SqlClause clause;
    clause.add("SELECT 1 FROM cases WHERE reference = ?", filter.reference->text())
        .add(" AND id IN (")
        .add(kept_from(filter.scope))
        .add(")");
    Query query = connection.query(clause.sql());
    clause.bind(query);
    return query.next();
}

std::vector<PlacedLine> read_entries(Connection& connection, const AuditFilter& filter) {
    SqlClause clause;
    clause.add("SELECT id, ").add(audit_columns).add(" FROM audit WHERE 1").add(of_reference(filter));
    clause.add(narrowed(filter, {"id", 0})).add(deeds_of(filter.kind)).add(ordered("id", filter));
    Query query = connection.query(clause.sql());
    clause.bind(query);
    std::vector<PlacedLine> lines;
    while (query.next()) {
        const AuditEntry entry = audit_entry_of(query, 1);
        lines.push_back({{entry.at.time_since_epoch().count(), 0, query.number_at(0)},
                         {.at = entry.at,
                          .staff = entry.staff,
                          .role = entry.role,
                          .deed = entry.deed,
                          .reference = entry.reference ? entry.reference->text() : "",
                          .person = entry.person,
                          .detail = entry.detail,
                          .reason = entry.reason.text}});
    }
    return lines;
}

std::vector<PlacedLine> read_steps(Connection& connection, const AuditFilter& filter) {
    if (filter.kind == AuditKind::Reads) return {};
    SqlClause clause;
    clause.add(
        "SELECT position, at, staff, role, step, (SELECT reference FROM cases WHERE id = case_id) FROM events WHERE "
        "staff IS NOT NULL");
    if (filter.reference)
        clause.add(" AND case_id = (SELECT id FROM cases WHERE reference = ?)", filter.reference->text());
    clause.add(" AND case_id NOT IN (").add(kept_from(filter.scope)).add(")");
    clause.add(narrowed(filter, {"position", 1})).add(ordered("position", filter));
    Query query = connection.query(clause.sql());
    clause.bind(query);
    std::vector<PlacedLine> lines;
    while (query.next()) {
        AuditLine line{.at = query.moment_at(1),
                       .staff = StaffId{query.number_at(2)},
                       .role = find_role(query.text_at(3)),
                       .step = find_step(query.text_at(4)),
                       .reference = query.text_at(5)};
        lines.push_back({{line.at.time_since_epoch().count(), 1, query.number_at(0)}, std::move(line)});
    }
    return lines;
}

// Newest first; at one moment entries before steps.
bool stands_before(const PlacedLine& one, const PlacedLine& other) {
    if (one.place.at != other.place.at) return one.place.at > other.place.at;
    if (one.place.source != other.place.source) return one.place.source < other.place.source;
    return one.place.id > other.place.id;
}

}  // namespace

struct AuditStore::Parts {
    explicit Parts(Desk& shared) : desk(shared) {}

    Desk& desk;
    std::mutex lock;
    std::vector<AuditEntry> waiting;

    void keep(const std::vector<AuditEntry>& entries) {
        const std::lock_guard hold(lock);
        if (waiting.size() + entries.size() > most_waiting)
            throw StoreError("nobody reads without a trace: the record of reads cannot be written");
        waiting.insert(waiting.begin(), entries.begin(), entries.end());
    }

    [[nodiscard]] bool write(const std::vector<AuditEntry>& entries) const {
        const auto busy = desk.write([&](Connection& connection) {
            for (const AuditEntry& entry : entries) append_audit(connection, desk.secrets, entry);
        });
        return !busy;
    }

    void write_or_keep(const std::vector<AuditEntry>& entries) {
        try {
            if (write(entries)) return;
        } catch (const StoreError&) {
            keep(entries);  // the disk is full, which trouble() tells the operator
            return;
        }
        keep(entries);
    }
};

std::unique_ptr<AuditStore> make_audit_store(Desk& desk) {
    return std::make_unique<AuditStore>(std::make_unique<AuditStore::Parts>(desk));
}

AuditStore::AuditStore(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
AuditStore::~AuditStore() = default;

std::optional<StoreBusy> AuditStore::record(const AuditEntry& entry) {
    if (!parts_->write({entry})) return StoreBusy{};
    return std::nullopt;
}

void AuditStore::note(const AuditEntry& entry) {
    parts_->write_or_keep({entry});
}

void AuditStore::note_later(const AuditEntry& entry) {
    parts_->keep({entry});
}

void AuditStore::flush() {
    std::vector<AuditEntry> entries;
    {
        const std::lock_guard hold(parts_->lock);
        entries.swap(parts_->waiting);
    }
    if (entries.empty()) return;
    std::stable_sort(entries.begin(), entries.end(),
                     [](const AuditEntry& one, const AuditEntry& other) { return one.at < other.at; });
    parts_->write_or_keep(entries);
}

bool AuditStore::gave_reason(StaffId staff, const CaseReference& reference, Instant since) const {
    const auto connection = parts_->desk.readers.lend();
    Query query = connection->query(
        "SELECT 1 FROM audit WHERE reference = ? AND staff = ? AND deed = 'give-reason' AND at >= ? LIMIT 1");
    query.text(reference.text()).number(staff.value).moment(since);
    return query.next();
}

AuditPage AuditStore::list(const AuditFilter& filter) const {
    const auto connection = parts_->desk.readers.lend();
    if (is_kept(*connection, filter)) return {};
    std::vector<PlacedLine> lines = read_entries(*connection, filter);
    std::vector<PlacedLine> steps = read_steps(*connection, filter);
    std::move(steps.begin(), steps.end(), std::back_inserter(lines));
    std::sort(lines.begin(), lines.end(), stands_before);
    AuditPage page;
    for (PlacedLine& placed : lines) {
        if (page.lines.size() == filter.limit) {
            page.after = lines[filter.limit - 1].place;
            break;
        }
        page.lines.push_back(std::move(placed.line));
    }
    return page;
}

}  // namespace charter
