#include "server/staff/password.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <stdexcept>

#include "generator/shared/text.h"
#include "server/staff/common_passwords.h"
#include "server/staff/secrets.h"

namespace charter {
namespace {

constexpr std::size_t shortest = 12;
constexpr std::size_t longest = 128;
// What a person may add to a user name without making it hard to guess.
constexpr std::size_t added_to_name = 6;

// Waits for one of the places at which a hash may be made, and gives it back.
class Place {
  public:
    explicit Place(std::counting_semaphore<4>& places) : places_(places) { places_.acquire(); }
    ~Place() { places_.release(); }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;

  private:
    std::counting_semaphore<4>& places_;
};

bool is_letter_or_number(char sign) {
    return is_letter(sign) || (sign >= '0' && sign <= '9');
}

// The name without its signs, and each of its words that is long enough to be one; the longest first.
std::vector<std::string> parts_of(const std::vector<std::string>& names) {
    constexpr std::size_t shortest_word = 3;
    std::vector<std::string> parts;
    for (const std::string& name : names) {
        std::string whole;
        std::string word;
        for (const char sign : to_lower(name) + ' ') {
            if (is_letter_or_number(sign)) {
                whole += sign;
                word += sign;
                continue;
            }
            if (word.size() >= shortest_word) parts.push_back(word);
            word.clear();
        }
        if (!whole.empty()) parts.push_back(whole);
    }
    std::sort(parts.begin(), parts.end(),
              [](const std::string& one, const std::string& other) { return one.size() > other.size(); });
    return parts;
}

bool take_out(std::string& text, const std::string& part) {
    bool found = false;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part)) {
        text.erase(at, part.size());
        found = true;
    }
    return found;
}

// No letter is left when the names are taken out, read forwards and backwards. `folded`: in lower case.
bool is_made_of(const std::vector<std::string>& names, std::string_view folded) {
    std::string rest;
    std::copy_if(folded.begin(), folded.end(), std::back_inserter(rest), is_letter_or_number);
    bool found = false;
    for (const std::string& part : parts_of(names)) {
        found = take_out(rest, part) || found;
        found = take_out(rest, {part.rbegin(), part.rend()}) || found;
    }
    return found && std::none_of(rest.begin(), rest.end(), is_letter);
}

std::string random_base64(std::size_t bytes) {
    const std::string random = random_bytes(bytes);
    std::string text(sodium_base64_ENCODED_LEN(bytes, sodium_base64_VARIANT_ORIGINAL_NO_PADDING), '\0');
    sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(random.data()), bytes,
                      sodium_base64_VARIANT_ORIGINAL_NO_PADDING);
    text.pop_back();
    return text;
}

// Salt and hash at random: to compare with it costs what any comparison costs, and no password fits.
std::string hash_of_nobody(HashCost cost) {
    return fmt::format("$argon2id$v=19$m={},t={},p=1${}${}", cost.memory_bytes / 1024, cost.passes, random_base64(16),
                       random_base64(32));
}

}  // namespace

std::optional<PasswordFault> find_password_fault(std::string_view password, std::string_view user_name,
                                                 const std::vector<std::string>& names) {
    if (password.size() < shortest) return PasswordFault::TooShort;
    if (password.size() > longest) return PasswordFault::TooLong;
    const std::string folded = to_lower(password);
    if (is_common_password(password)) return PasswordFault::Common;
    const std::string name = to_lower(user_name);
    if (!name.empty() && folded.find(name) != std::string::npos && folded.size() <= name.size() + added_to_name)
        return PasswordFault::ContainsUserName;
    if (is_made_of({name}, folded)) return PasswordFault::ContainsUserName;
    std::vector<std::string> known = names;
    known.insert(known.end(), {name, "charter", "charterd"});
    if (is_made_of(known, folded)) return PasswordFault::MadeOfNames;
    return std::nullopt;
}

PasswordHasher::PasswordHasher(HashCost cost) : cost_(cost), stand_in_(hash_of_nobody(cost)) {}

std::string PasswordHasher::hash(std::string_view password) {
    const Place place(at_once_);
    std::array<char, crypto_pwhash_STRBYTES> stored{};
    if (crypto_pwhash_str(stored.data(), password.data(), password.size(), cost_.passes, cost_.memory_bytes) != 0)
        throw std::runtime_error("the memory to hash a password could not be had");
    return stored.data();
}

bool PasswordHasher::matches(std::string_view password, std::string_view stored) {
    const Place place(at_once_);
    std::array<char, crypto_pwhash_STRBYTES> against{};
    const std::string_view text = stored.empty() ? std::string_view(stand_in_) : stored;
    std::copy_n(text.begin(), std::min(text.size(), against.size() - 1), against.begin());
    const bool fits = crypto_pwhash_str_verify(against.data(), password.data(), password.size()) == 0;
    return fits && !stored.empty();
}

bool PasswordHasher::is_outdated(std::string_view stored) const {
    return crypto_pwhash_str_needs_rehash(std::string(stored).c_str(), cost_.passes, cost_.memory_bytes) != 0;
}

}  // namespace charter
