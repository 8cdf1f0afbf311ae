// The rules of staff sessions: how long they live. Ids are random_token(); the store keeps only a keyed hash of them.
#pragma once

#include <chrono>

#include "generator/shared/calendar.h"

namespace charter {

struct SessionTimes {
    Instant started{};
    Instant last_seen{};
};

inline constexpr std::chrono::minutes session_idle{30};
inline constexpr std::chrono::hours session_longest{8};

// Not idle for 30 minutes, not older than 8 hours. A clock that went back never makes a session live longer: one that
// seems to begin in the future is dead.
[[nodiscard]] bool is_alive(const SessionTimes& session, Instant now);

}  // namespace charter
