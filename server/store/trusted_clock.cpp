#include "server/store/trusted_clock.h"

#include <algorithm>

namespace charter {

TrustedClock::TrustedClock(std::optional<Instant> remembered, Instant system_now, std::chrono::seconds steady_now)
    : trusted_(std::min(remembered.value_or(system_now), system_now)), steady_(steady_now) {}

Instant TrustedClock::advance(Instant system_now, std::chrono::seconds steady_now) {
    const std::chrono::seconds passed = std::max(std::chrono::seconds(0), steady_now - steady_);
    steady_ = std::max(steady_, steady_now);
    trusted_ = std::min(trusted_ + 2 * passed, system_now);
    return trusted_;
}

}  // namespace charter
