// Cases whose time is over: found, proposed for deletion by one person, deleted by another. What is left is a stub: its
// events with their dates, none of the words (erasure.h). Any thread.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "server/cases/audit.h"
#include "server/cases/retention.h"
#include "server/cases/scope.h"
#include "server/store/store.h"

namespace charter {

struct DueDeletion {
    CaseReference reference;
    CaseKind kind = CaseKind::Complaint;
    std::string office{};
    Instant ended_at{};
    Instant due_at{};  // may be deleted from then on
    std::optional<StaffId> proposed_by{};
    std::optional<Instant> proposed_at{};
};

enum class DeletionRefusal { NoSuchCase, NotYet, NotProposed, SamePerson };

// A line of the after-hours log (after_hours.h).
struct DueCall {
    std::int64_t id = 0;
    std::string office{};
    Instant taken_at{};
    Instant due_at{};  // may be erased from then on
    std::optional<StaffId> proposed_by{};
};

// Some of the cases and, behind them, the calls that are due.
struct DuePage {
    std::vector<DueDeletion> cases;
    std::vector<DueCall> calls;
    std::size_t total = 0;  // of all
    bool is_followed = false;
};
struct DueRange {
    std::size_t before = 0;  // left out
    std::size_t limit = 0;
};

class RetentionStore {
  public:
    using Outcome = std::variant<std::monostate, DeletionRefusal, StoreBusy>;

    struct Parts;
    explicit RetentionStore(std::unique_ptr<Parts> parts);
    ~RetentionStore();

    // Cases of the scope whose day comes until then, those that ended first before the others.
    [[nodiscard]] std::vector<DueDeletion> due(const Catalogue& catalogue, const CaseScope& scope, Instant until,
                                               std::size_t limit) const;

    // Both in one list, of which the range is given.
    [[nodiscard]] DuePage due_page(const Catalogue& catalogue, const CaseScope& scope, Instant until,
                                   const DueRange& range) const;

    // Nothing: it is proposed. A second proposal of the same case changes nothing. No sooner than the notice before its
    // day.
    [[nodiscard]] std::variant<std::monostate, DeletionRefusal, StoreBusy> propose(const CaseReference& reference,
                                                                                   const Catalogue& catalogue,
                                                                                   const AuditEntry& trace);
    // It is not due before that moment, and a proposal is taken back; why is the reason of the trace.
    [[nodiscard]] std::variant<std::monostate, DeletionRefusal, StoreBusy> keep(const CaseReference& reference,
                                                                                Instant until, const AuditEntry& trace);
    // By another person than who proposed it, on its day or later.
    [[nodiscard]] std::variant<std::monostate, DeletionRefusal, StoreBusy> confirm(const CaseReference& reference,
                                                                                   const Catalogue& catalogue,
                                                                                   const AuditEntry& trace);

    // The same for the lines of the after-hours log: what is deleted is what was said. Empty where the site does not
    // say how long they are kept.
    [[nodiscard]] std::vector<DueCall> due_calls(const Catalogue& catalogue, Instant until, std::size_t limit) const;
    [[nodiscard]] Outcome propose_call(std::int64_t id, const Catalogue& catalogue, const AuditEntry& trace);
    [[nodiscard]] Outcome keep_call(std::int64_t id, Instant until, const AuditEntry& trace);
    [[nodiscard]] Outcome confirm_call(std::int64_t id, const Catalogue& catalogue, const AuditEntry& trace);

  private:
    std::unique_ptr<Parts> parts_;
};

}  // namespace charter
