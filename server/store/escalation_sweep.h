// Brings cases to the next level by the site's rules: a few cases at each turn of the timer, from what is due first to
// what is due last, then from the beginning. One thread.
#pragma once

#include <cstddef>
#include <span>

#include "generator/shared/catalogue.h"
#include "generator/shared/escalation_rule.h"
#include "server/store/case_store.h"
#include "server/store/staff_store.h"

namespace charter {

class EscalationSweep {
  public:
    // Both must outlive it.
    EscalationSweep(CaseStore& cases, StaffStore& staff) : cases_(cases), staff_(staff) {}

    // Looks at the next `limit` cases; gives how many it brought further. Whether a promise is late is asked of
    // `trusted_now`. Nothing is moved unless both moments are within office hours: a clock that jumped from the night
    // into the day moves nothing. A case that somebody else changes meanwhile is looked at again in the next round.
    std::size_t run(const Catalogue& catalogue, std::span<const EscalationRule> rules, Instant trusted_now, Instant now,
                    std::size_t limit = 500);

  private:
    CaseStore& cases_;
    StaffStore& staff_;
    DuePlace after_;  // of the last case that was looked at
};

}  // namespace charter
