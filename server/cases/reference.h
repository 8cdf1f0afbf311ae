// The number a citizen keeps and the secret code beside it. Both are written with 31 symbols that cannot be taken for
// one another (no 0 O, 1 I L). A reference is 8 random symbols and one check symbol; every single wrong symbol and
// every swap of two symbols is noticed. It opens nothing by itself: the code does. Pure; randomness is passed in; any
// thread.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace charter {

inline constexpr std::string_view reference_alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

// A number in [0, bound), every one equally likely. In production from libsodium, in tests from a seed.
using UniformRandom = std::function<std::uint32_t(std::uint32_t bound)>;

// Mistyped: of the right length, but a symbol is a look-alike (O, 0, I, 1, L) or the check symbol does not fit.
// Malformed: cannot be a reference or code at all. Neither says whether a case exists.
enum class TypedFault { Mistyped, Malformed };

class CaseReference {
  public:
    // As a person types it: any case, with spaces, hyphens and dots anywhere. Look-alikes are told, never guessed.
    [[nodiscard]] static std::variant<CaseReference, TypedFault> parse(std::string_view typed);
    [[nodiscard]] static CaseReference make(const UniformRandom& random);

    [[nodiscard]] const std::string& text() const { return text_; }   // "K7M4R2WX9": as stored and compared
    [[nodiscard]] std::string in_groups(char separator = ' ') const;  // "K7M 4R2 WX9": as shown
    auto operator<=>(const CaseReference&) const = default;

  private:
    explicit CaseReference(std::string text) : text_(std::move(text)) {}
    std::string text_;
};

class CaseCode {
  public:
    [[nodiscard]] static std::variant<CaseCode, TypedFault> parse(std::string_view typed);
    [[nodiscard]] static CaseCode make(const UniformRandom& random);

    [[nodiscard]] const std::string& text() const { return text_; }
    [[nodiscard]] std::string in_groups(char separator = ' ') const;  // three groups of four
    bool operator==(const CaseCode&) const = default;

  private:
    explicit CaseCode(std::string text) : text_(std::move(text)) {}
    std::string text_;
};

// The check symbol of 8 symbols of the alphabet.
[[nodiscard]] char check_symbol(std::string_view eight);

}  // namespace charter
