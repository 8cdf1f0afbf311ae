// Signing with Ed25519 (RFC 8032). Keys and signatures are written as small letters and digits, base 16, on one line.
// Throws std::invalid_argument with a sentence for a person if a text is no key or no signature.
#pragma once

#include <string>
#include <string_view>

namespace charter {

struct KeyPair {
    std::string secret;  // 64 characters: keep it where nobody else can read it
    std::string shown;   // 64 characters: publish it
};
// `seed`: 32 random bytes.
[[nodiscard]] KeyPair key_pair_from(std::string_view seed);
// 32 bytes of the system's randomness.
[[nodiscard]] std::string random_seed();

[[nodiscard]] std::string sign(std::string_view message, std::string_view secret);
[[nodiscard]] bool is_signed(std::string_view message, std::string_view signature, std::string_view shown);

}  // namespace charter
