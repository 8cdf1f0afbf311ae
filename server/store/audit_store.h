// The audit on disk: reads of personal data and deeds beside the steps of cases. Any thread.
#pragma once

#include <memory>
#include <optional>

#include "server/cases/audit.h"
#include "server/store/store.h"

namespace charter {

class AuditStore {
  public:
    struct Parts;
    explicit AuditStore(std::unique_ptr<Parts> parts);
    ~AuditStore();

    // Nothing: the entry is on disk. StoreBusy: nothing was kept.
    [[nodiscard]] std::optional<StoreBusy> record(const AuditEntry& entry);
    // A read that must not be refused because the disk is full or the writer busy: on disk when this returns, committed
    // together with whatever else is written; else kept in memory until flush() can write it. Throws StoreError once
    // too many wait: nobody reads without a trace.
    void note(const AuditEntry& entry);
    // The same without waiting for the disk: flush(), called each second, writes it.
    void note_later(const AuditEntry& entry);
    void flush();

    // Whether that person gave a reason to read that case at `since` or later.
    [[nodiscard]] bool gave_reason(StaffId staff, const CaseReference& reference, Instant since) const;

    // Entries and steps of cases that staff took, newest first.
    [[nodiscard]] AuditPage list(const AuditFilter& filter) const;

  private:
    std::unique_ptr<Parts> parts_;
};

}  // namespace charter
