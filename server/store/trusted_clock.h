// A clock that a jump of the system's clock cannot fool, for what a timer does to people: closing a case because a
// window passed. It follows the system's clock, but runs at most twice as fast as the machine's own steady clock, so a
// clock set a day ahead is believed only after a day of running. It is never ahead of the system's clock. Pure; one
// thread.
#pragma once

#include <chrono>
#include <optional>

#include "generator/shared/calendar.h"

namespace charter {

class TrustedClock {
  public:
    // `remembered`: what it said before the restart; nothing on the first start, when the system's clock is believed.
    TrustedClock(std::optional<Instant> remembered, Instant system_now, std::chrono::seconds steady_now);

    // Tell it the time now and then; `steady_now` is any clock that only runs.
    [[nodiscard]] Instant advance(Instant system_now, std::chrono::seconds steady_now);
    [[nodiscard]] Instant now() const { return trusted_; }

  private:
    Instant trusted_;
    std::chrono::seconds steady_;
};

}  // namespace charter
