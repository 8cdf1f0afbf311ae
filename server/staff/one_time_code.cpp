#include "server/staff/one_time_code.h"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <stdexcept>

#include "server/cases/reference.h"
#include "server/staff/secrets.h"

namespace charter {
namespace {

constexpr std::size_t secret_bytes = 20;
constexpr std::size_t recovery_symbols = 10;
constexpr std::uint32_t codes = 1'000'000;
constexpr std::size_t digits = 6;

using Digest = std::array<unsigned char, 20>;

Digest hmac_sha1(std::string_view key, const std::array<unsigned char, 8>& message) {
    Digest digest{};
    unsigned int length = 0;
    const unsigned char* made = HMAC(EVP_sha1(), key.data(), static_cast<int>(key.size()), message.data(),
                                     message.size(), digest.data(), &length);
    if (made == nullptr || length != digest.size()) throw std::runtime_error("OpenSSL makes no HMAC-SHA1");
    return digest;
}

std::string without_blanks(std::string_view typed) {
    std::string text;
    for (const char sign : typed) {
        if (sign != ' ' && sign != '-' && sign != '\t') text += sign;
    }
    return text;
}

std::string percent_encoded(std::string_view text) {
    std::string encoded;
    for (const char sign : text) {
        const bool plain = (sign >= 'a' && sign <= 'z') || (sign >= 'A' && sign <= 'Z') ||
                           (sign >= '0' && sign <= '9') || sign == '-' || sign == '.' || sign == '_';
        encoded += plain ? std::string(1, sign) : fmt::format("%{:02X}", static_cast<unsigned char>(sign));
    }
    return encoded;
}

}  // namespace

std::string new_code_secret() {
    return random_bytes(secret_bytes);
}

std::string base32(std::string_view bytes) {
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    std::string text;
    std::uint32_t held = 0;
    int bits = 0;
    for (const char byte : bytes) {
        held = (held << 8U) | static_cast<unsigned char>(byte);
        for (bits += 8; bits >= 5; bits -= 5) text += alphabet[(held >> static_cast<unsigned>(bits - 5)) & 31U];
    }
    if (bits > 0) text += alphabet[(held << static_cast<unsigned>(5 - bits)) & 31U];
    return text;
}

std::int64_t step_of(Instant at) {
    return at.time_since_epoch() / code_step;
}

std::string one_time_code(std::string_view secret, std::int64_t step) {
    std::array<unsigned char, 8> message{};
    auto rest = static_cast<std::uint64_t>(step);
    for (std::size_t i = message.size(); i > 0; --i, rest >>= 8U)
        message[i - 1] = static_cast<unsigned char>(rest & 0xFFU);
    const Digest digest = hmac_sha1(secret, message);
    const std::size_t offset = digest.back() & 0x0FU;
    std::uint32_t number = digest[offset] & 0x7FU;
    for (std::size_t i = 1; i < 4; ++i) number = (number << 8U) | digest[offset + i];
    return fmt::format("{:06}", number % codes);
}

std::optional<std::int64_t> find_step_of_code(std::string_view secret, std::string_view typed, Instant now,
                                              std::int64_t last_used) {
    const std::string code = without_blanks(typed);
    if (code.size() != digits) return std::nullopt;
    std::optional<std::int64_t> found;
    for (const int apart : {-1, 0, 1}) {
        const std::int64_t step = step_of(now) + apart;
        if (equal_in_constant_time(one_time_code(secret, step), code) && step > last_used) found = step;
    }
    return found;
}

std::string code_address(std::string_view issuer, std::string_view user_name, std::string_view secret) {
    return fmt::format("otpauth://totp/{0}:{1}?secret={2}&issuer={0}&algorithm=SHA1&digits=6&period=30",
                       percent_encoded(issuer), percent_encoded(user_name), base32(secret));
}

std::vector<std::string> new_recovery_codes() {
    std::vector<std::string> made;
    for (int each = 0; each < recovery_codes_made; ++each) {
        std::string code;
        for (std::size_t symbol = 0; symbol < recovery_symbols; ++symbol) {
            if (symbol == recovery_symbols / 2) code += '-';
            code += reference_alphabet[random_below(static_cast<std::uint32_t>(reference_alphabet.size()))];
        }
        made.push_back(std::move(code));
    }
    return made;
}

std::optional<std::string> normal_recovery_code(std::string_view typed) {
    std::string code = without_blanks(typed);
    for (char& sign : code) {
        if (sign >= 'a' && sign <= 'z') sign = static_cast<char>(sign - 'a' + 'A');
    }
    const bool fits =
        code.size() == recovery_symbols && code.find_first_not_of(reference_alphabet) == std::string::npos;
    return fits ? std::optional(std::move(code)) : std::nullopt;
}

}  // namespace charter
