// A browser from which a user name signed in before, known by a cookie: so that guessing from elsewhere cannot slow its
// owner down. The cookie's value is "NONCE.UNTIL.MARK": `until` in seconds since 1970, the mark a keyed hash, so
// nothing is stored. It opens nothing by itself. Any thread.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "generator/shared/calendar.h"
#include "server/staff/secrets.h"

namespace charter {

inline constexpr std::string_view device_cookie = "__Host-device";
inline constexpr std::chrono::hours device_life{24 * 90};

[[nodiscard]] std::string new_device(const Secrets& secrets, std::string_view user_name, Instant now);
// It was made for that name and its time is not over.
[[nodiscard]] bool is_device_of(const Secrets& secrets, std::string_view device, std::string_view user_name,
                                Instant now);

}  // namespace charter
