#include "generator/shared/signature.h"

#include <sodium.h>

#include <array>
#include <stdexcept>

#include "generator/shared/text.h"

namespace charter {
namespace {

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());  // the library counts in unsigned bytes
}

template <std::size_t Size>
std::string to_hex(const std::array<unsigned char, Size>& bytes) {
    std::array<char, Size * 2 + 1> text{};
    sodium_bin2hex(text.data(), text.size(), bytes.data(), bytes.size());
    return {text.data(), Size * 2};
}

template <std::size_t Size>
std::array<unsigned char, Size> from_hex(std::string_view text, const char* what) {
    text = trim(text);
    std::array<unsigned char, Size> bytes{};
    std::size_t length = 0;
    const bool is_hex =
        sodium_hex2bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, &length, nullptr) == 0;
    if (!is_hex || length != Size || text.size() != Size * 2)
        throw std::invalid_argument(std::string("this is not ") + what + ": it must be " + std::to_string(Size * 2) +
                                    " digits of base 16 on one line");
    return bytes;
}

void start_library() {
    if (sodium_init() < 0) throw std::runtime_error("the system has no source of randomness");
}

}  // namespace

KeyPair key_pair_from(std::string_view seed) {
    start_library();
    std::array<unsigned char, crypto_sign_SEEDBYTES> own{};
    if (seed.size() != own.size()) throw std::invalid_argument("a seed has 32 bytes");
    std::copy(seed.begin(), seed.end(), own.begin());
    std::array<unsigned char, crypto_sign_PUBLICKEYBYTES> shown{};
    std::array<unsigned char, crypto_sign_SECRETKEYBYTES> secret{};
    crypto_sign_seed_keypair(shown.data(), secret.data(), own.data());
    return {to_hex(own), to_hex(shown)};
}

std::string random_seed() {
    start_library();
    std::string seed(crypto_sign_SEEDBYTES, 0);
    randombytes_buf(seed.data(), seed.size());
    return seed;
}

std::string sign(std::string_view message, std::string_view secret) {
    start_library();
    const auto seed = from_hex<crypto_sign_SEEDBYTES>(secret, "a secret key");
    std::array<unsigned char, crypto_sign_PUBLICKEYBYTES> shown{};
    std::array<unsigned char, crypto_sign_SECRETKEYBYTES> own{};
    crypto_sign_seed_keypair(shown.data(), own.data(), seed.data());
    std::array<unsigned char, crypto_sign_BYTES> signature{};
    crypto_sign_detached(signature.data(), nullptr, bytes_of(message), message.size(), own.data());
    return to_hex(signature);
}

bool is_signed(std::string_view message, std::string_view signature, std::string_view shown) {
    start_library();
    const auto key = from_hex<crypto_sign_PUBLICKEYBYTES>(shown, "a public key");
    const auto own = from_hex<crypto_sign_BYTES>(signature, "a signature");
    return crypto_sign_verify_detached(own.data(), bytes_of(message), message.size(), key.data()) == 0;
}

}  // namespace charter
