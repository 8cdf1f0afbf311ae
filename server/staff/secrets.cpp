// Sealed text: nonce (24 bytes) then XChaCha20-Poly1305 ciphertext; bound_to is authenticated beside it.
#include "server/staff/secrets.h"

#include <sodium.h>

#include <algorithm>
#include <cstring>
#include <stdexcept>
#include <vector>

namespace charter {
namespace {

constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr char derivation_context[crypto_kdf_CONTEXTBYTES + 1] = "charter1";
constexpr std::size_t hash_bytes = 32;

static_assert(master_key_bytes == crypto_kdf_KEYBYTES);

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

unsigned char* bytes_of(std::string& text) {
    return reinterpret_cast<unsigned char*>(text.data());
}

}  // namespace

void ready_secrets() {
    if (sodium_init() < 0) throw std::runtime_error("libsodium could not start: the system gives no random numbers");
}

std::string random_bytes(std::size_t count) {
    std::string bytes(count, '\0');
    randombytes_buf(bytes.data(), bytes.size());
    return bytes;
}

std::string random_hex(std::size_t bytes) {
    return to_hex(random_bytes(bytes));
}

std::string to_hex(std::string_view bytes) {
    std::string hex(bytes.size() * 2 + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), bytes_of(bytes), bytes.size());
    hex.pop_back();
    return hex;
}

std::optional<std::string> from_hex(std::string_view hex) {
    if (hex.size() % 2 != 0) return std::nullopt;
    std::string bytes(hex.size() / 2, '\0');
    std::size_t written = 0;
    const int result =
        sodium_hex2bin(bytes_of(bytes), bytes.size(), hex.data(), hex.size(), nullptr, &written, nullptr);
    if (result != 0 || written != bytes.size()) return std::nullopt;
    return bytes;
}

std::string random_token() {
    const std::string random = random_bytes(32);
    std::string token(sodium_base64_ENCODED_LEN(32, sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
    sodium_bin2base64(token.data(), token.size(), bytes_of(std::string_view(random)), random.size(),
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    token.resize(std::strlen(token.c_str()));
    return token;
}

std::uint32_t random_below(std::uint32_t bound) {
    return randombytes_uniform(bound);
}

bool equal_in_constant_time(std::string_view one, std::string_view other) {
    return one.size() == other.size() && sodium_memcmp(one.data(), other.data(), one.size()) == 0;
}

Secrets::Secrets(std::string_view master_key) : keys_{} {
    if (master_key.size() != master_key_bytes) throw std::invalid_argument("a master key has 32 bytes");
    for (std::size_t i = 0; i < keys_.size(); ++i)
        crypto_kdf_derive_from_key(keys_[i].data(), keys_[i].size(), i + 1, derivation_context, bytes_of(master_key));
}

const Secrets::Key& Secrets::key(Purpose purpose) const {
    return keys_.at(static_cast<std::size_t>(purpose));
}

std::string Secrets::keyed_hash(Purpose purpose, std::string_view text) const {
    std::string hash(hash_bytes, '\0');
    crypto_generichash(bytes_of(hash), hash.size(), bytes_of(text), text.size(), key(purpose).data(),
                       key(purpose).size());
    return hash;
}

bool Secrets::matches(Purpose purpose, std::string_view text, std::string_view hash) const {
    return equal_in_constant_time(keyed_hash(purpose, text), hash);
}

std::string Secrets::seal(Purpose purpose, std::string_view text, std::string_view bound_to) const {
    std::string sealed = random_bytes(nonce_bytes);
    sealed.resize(nonce_bytes + text.size() + tag_bytes);
    unsigned char* out = bytes_of(sealed);
    unsigned long long written = 0;
    crypto_aead_xchacha20poly1305_ietf_encrypt(out + nonce_bytes, &written, bytes_of(text), text.size(),
                                               bytes_of(bound_to), bound_to.size(), nullptr, out, key(purpose).data());
    return sealed;
}

std::optional<std::string> Secrets::open(Purpose purpose, std::string_view sealed, std::string_view bound_to) const {
    if (sealed.size() < nonce_bytes + tag_bytes) return std::nullopt;
    const std::string_view cipher = sealed.substr(nonce_bytes);
    std::string text(cipher.size() - tag_bytes, '\0');
    unsigned long long written = 0;
    const int result = crypto_aead_xchacha20poly1305_ietf_decrypt(bytes_of(text), &written, nullptr, bytes_of(cipher),
                                                                  cipher.size(), bytes_of(bound_to), bound_to.size(),
                                                                  bytes_of(sealed), key(purpose).data());
    if (result != 0) return std::nullopt;
    return text;
}

}  // namespace charter
