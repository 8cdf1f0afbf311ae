// The log of the after-hours line. A line is written once; what is added to it, that it was taken over and the case
// that was made of it, is added once and never changed. Any thread.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/cases/after_hours.h"
#include "server/cases/audit.h"
#include "server/cases/scope.h"
#include "server/store/store.h"

namespace charter {

class AfterHoursStore {
  public:
    struct Parts;
    explicit AfterHoursStore(std::unique_ptr<Parts> parts);
    ~AfterHoursStore();

    // A repeat with the same form token adds nothing.
    [[nodiscard]] std::optional<StoreBusy> add(const AfterHoursCall& call, std::string_view form_token);
    // Of the offices in the scope, and those that the reader took, since that moment, newest first; those not yet taken
    // over whenever they were.
    [[nodiscard]] std::vector<AfterHoursCall> list(const CaseScope& scope, StaffId reader, Instant since,
                                                   std::size_t limit) const;
    // Nothing if there is none, or it is outside the scope and not the reader's own.
    [[nodiscard]] std::optional<AfterHoursCall> find(std::int64_t id, const CaseScope& scope, StaffId reader) const;
    // Handed to a post, and not yet taken over by its office; of every office where that is none.
    [[nodiscard]] std::size_t count_waiting(const std::optional<std::string>& office) const;
    // Of the offices in the scope, those whose words are there, oldest first.
    [[nodiscard]] std::vector<AfterHoursCall> with_words(const CaseScope& scope) const;
    // What was said goes for good; when, by whom and what about stays. `trace` is noted with it. Nothing changes where
    // it was erased before.
    [[nodiscard]] std::optional<StoreBusy> erase(std::int64_t id, const AuditEntry& trace);
    // Changes nothing where it was taken over already, or handed to nobody.
    [[nodiscard]] std::optional<StoreBusy> confirm(std::int64_t id, StaffId by, Instant at);
    // Changes nothing where a case was made already.
    [[nodiscard]] std::optional<StoreBusy> note_case(std::int64_t id, const CaseReference& reference);

  private:
    std::unique_ptr<Parts> parts_;
};

}  // namespace charter
