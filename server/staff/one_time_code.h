// The second factor: codes of six digits that an app makes from a shared secret and the clock (RFC 6238 with HMAC-SHA1,
// 30 seconds, as every authenticator app does it), and recovery codes for who lost the app. Pure but for randomness;
// any thread. Only one_time_code.cpp knows OpenSSL, since libsodium has no SHA-1.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "generator/shared/calendar.h"

namespace charter {

inline constexpr std::chrono::seconds code_step{30};

// 20 random bytes.
[[nodiscard]] std::string new_code_secret();
// RFC 4648 without padding: as apps want a secret typed.
[[nodiscard]] std::string base32(std::string_view bytes);

// The number of the step in which a moment lies.
[[nodiscard]] std::int64_t step_of(Instant at);
// "012345"
[[nodiscard]] std::string one_time_code(std::string_view secret, std::int64_t step);
// The step whose code was typed (blanks do not count): the one of `now`, or one before or after it for clocks that
// differ. A step not after `last_used` never fits: no code is good twice.
[[nodiscard]] std::optional<std::int64_t> find_step_of_code(std::string_view secret, std::string_view typed,
                                                            Instant now, std::int64_t last_used);

// What an app reads from a QR code: "otpauth://totp/...".
[[nodiscard]] std::string code_address(std::string_view issuer, std::string_view user_name, std::string_view secret);

inline constexpr int recovery_codes_made = 8;
// "K7M4R-2WX9T": 10 symbols without look-alikes, 49 bits.
[[nodiscard]] std::vector<std::string> new_recovery_codes();
// As stored: upper case, without hyphens and blanks; nothing if it cannot be one.
[[nodiscard]] std::optional<std::string> normal_recovery_code(std::string_view typed);

}  // namespace charter
