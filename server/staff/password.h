// Passwords of staff: which are accepted, and argon2id hashes of them. At most four hashes are made at once, since each
// takes 64 MiB; further callers wait. Any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <semaphore>
#include <string>
#include <string_view>
#include <vector>

namespace charter {

enum class PasswordFault { TooShort, TooLong, Common, ContainsUserName, MadeOfNames };
// 12 to 128 bytes of any characters, not a common one (common_passwords.h), not the user name with something added,
// not made of `names` and this program's: once or more, backwards too, with numbers and signs around. Nothing if it may
// be used.
[[nodiscard]] std::optional<PasswordFault> find_password_fault(std::string_view password, std::string_view user_name,
                                                               const std::vector<std::string>& names = {});

struct HashCost {
    std::size_t memory_bytes = std::size_t{64} * 1024 * 1024;
    unsigned long long passes = 2;
};

class PasswordHasher {
  public:
    explicit PasswordHasher(HashCost cost = {});

    // The string to store: algorithm, cost, salt and hash. Throws std::runtime_error if the memory cannot be had.
    [[nodiscard]] std::string hash(std::string_view password);
    // An empty `stored` (no such user) takes as long as a wrong password.
    [[nodiscard]] bool matches(std::string_view password, std::string_view stored);
    // Made with a lower cost than now asked for.
    [[nodiscard]] bool is_outdated(std::string_view stored) const;

  private:
    HashCost cost_;
    std::counting_semaphore<4> at_once_{4};
    std::string stand_in_;  // a hash that no password has
};

}  // namespace charter
