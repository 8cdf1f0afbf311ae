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

class RetentionStore {
  public:
    struct Parts;
    explicit RetentionStore(std::unique_ptr<Parts> parts);
    ~RetentionStore();

    // Cases of the scope whose day comes until then, those that ended first before the others.
    [[nodiscard]] std::vector<DueDeletion> due(const Catalogue& catalogue, const CaseScope& scope, Instant until,
                                               std::size_t limit) const;

    // Nothing: it is proposed. A second proposal of the same case changes nothing.
    [[nodiscard]] std::variant<std::monostate, DeletionRefusal, StoreBusy> propose(const CaseReference& reference,
                                                                                   const AuditEntry& trace);
    // The proposal is taken back.
    [[nodiscard]] std::variant<std::monostate, DeletionRefusal, StoreBusy> keep(const CaseReference& reference,
                                                                                const AuditEntry& trace);
    // By another person than who proposed it, on its day or later.
    [[nodiscard]] std::variant<std::monostate, DeletionRefusal, StoreBusy> confirm(const CaseReference& reference,
                                                                                   const Catalogue& catalogue,
                                                                                   const AuditEntry& trace);

  private:
    std::unique_ptr<Parts> parts_;
};

}  // namespace charter
