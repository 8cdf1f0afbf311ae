// Secrets: random bytes, keyed hashes, sealed text. All keys derive from one master key that lives in a file outside
// the database (store/data_folder.h), so a stolen database opens no case and no session. This folder alone, with
// generator/shared/files.cpp, uses libsodium on the server. Immutable after creation; any thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace charter {

inline constexpr std::size_t master_key_bytes = 32;

// From the system's generator. Call ready_secrets() once before anything else; it throws std::runtime_error if
// libsodium cannot start.
void ready_secrets();
[[nodiscard]] std::string random_bytes(std::size_t count);
[[nodiscard]] std::string random_hex(std::size_t bytes);
[[nodiscard]] std::string to_hex(std::string_view bytes);
// Nothing if it is not an even number of hexadecimal digits.
[[nodiscard]] std::optional<std::string> from_hex(std::string_view hex);
// 256 bits in 43 symbols of A-Z a-z 0-9 - _ : for cookies.
[[nodiscard]] std::string random_token();
// A number in [0, bound), every one equally likely.
[[nodiscard]] std::uint32_t random_below(std::uint32_t bound);

// Equal, in a time that depends on the lengths alone.
[[nodiscard]] bool equal_in_constant_time(std::string_view one, std::string_view other);

// What a derived key is for; a hash or a seal made for one purpose is worth nothing for another.
enum class Purpose {
    CaseCode,
    Session,
    Csrf,
    FormToken,
    Draft,
    FreshCode,
    DraftId,
    Attempts,
    Head,
    Seal,
    Device,
    Contact,
    Word,
    Question,
    Audit,
    AuditHead,
    StaffLink,     // one-time links of invitations and resets
    SecondFactor,  // its secret, sealed
    RecoveryCode,
    KeptWords,  // of a form that was sent when its session was over, sealed
    FormAuthor
};

class Secrets {
  public:
    // `master_key`: exactly master_key_bytes; std::invalid_argument otherwise.
    explicit Secrets(std::string_view master_key);

    // 32 bytes.
    [[nodiscard]] std::string keyed_hash(Purpose purpose, std::string_view text) const;
    [[nodiscard]] bool matches(Purpose purpose, std::string_view text, std::string_view hash) const;
    // Encrypted and authenticated, with `bound_to` (an id, for example) that must be the same to open it. Every call
    // gives other bytes.
    [[nodiscard]] std::string seal(Purpose purpose, std::string_view text, std::string_view bound_to) const;
    // Nothing if the bytes were altered, cut, or sealed for something else.
    [[nodiscard]] std::optional<std::string> open(Purpose purpose, std::string_view sealed,
                                                  std::string_view bound_to) const;

  private:
    using Key = std::array<unsigned char, 32>;
    [[nodiscard]] const Key& key(Purpose purpose) const;
    std::array<Key, 21> keys_;
};

}  // namespace charter
