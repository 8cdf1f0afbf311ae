// The check symbol makes the nine symbols, read as numbers of the field of 31 elements, satisfy
//   sum of (position + 1) * value = 0   (mod 31), positions 0 to 8.
// The weights 1 to 9 are different and not zero modulo the prime 31, so one wrong symbol changes the sum by
// weight * difference, and a swap of two by (weight - weight) * difference: neither is ever zero.
#include "server/cases/reference.h"

#include <array>

namespace charter {
namespace {

constexpr int base = static_cast<int>(reference_alphabet.size());
constexpr std::size_t reference_size = 9;
constexpr std::size_t code_size = 12;
constexpr std::string_view look_alikes = "01ILO";

char upper(char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

// What a person may put between the groups: blanks, hyphens, dots, and the dashes that phones make of hyphens.
std::string without_separators(std::string_view typed) {
    static constexpr std::array<std::string_view, 5> dashes = {"\xE2\x80\x90", "\xE2\x80\x91", "\xE2\x80\x93",
                                                               "\xE2\x80\x94", "\xC2\xA0"};
    std::string kept;
    while (!typed.empty()) {
        const char c = typed.front();
        std::size_t skipped = c == ' ' || c == '-' || c == '.' || c == '\t' || c == '\r' || c == '\n' ? 1 : 0;
        for (const std::string_view dash : dashes) {
            if (typed.starts_with(dash)) skipped = dash.size();
        }
        if (skipped == 0) kept += upper(c);
        typed.remove_prefix(skipped == 0 ? 1 : skipped);
    }
    return kept;
}

int weighted_sum(std::string_view symbols) {
    int sum = 0;
    int weight = 1;
    for (const char c : symbols) sum += weight++ * static_cast<int>(reference_alphabet.find(c));
    return sum % base;
}

// The symbols as stored, or what is wrong with them.
std::variant<std::string, TypedFault> parse_symbols(std::string_view typed, std::size_t size) {
    std::string symbols = without_separators(typed);
    if (symbols.size() != size) return TypedFault::Malformed;
    bool has_look_alike = false;
    for (const char c : symbols) {
        if (look_alikes.find(c) != std::string_view::npos)
            has_look_alike = true;
        else if (reference_alphabet.find(c) == std::string_view::npos)
            return TypedFault::Malformed;
    }
    if (has_look_alike) return TypedFault::Mistyped;
    return symbols;
}

std::string random_symbols(const UniformRandom& random, std::size_t size) {
    std::string symbols;
    while (symbols.size() < size) symbols += reference_alphabet[random(static_cast<std::uint32_t>(base))];
    return symbols;
}

std::string grouped(std::string_view symbols, std::size_t group, char separator) {
    std::string text;
    for (std::size_t i = 0; i < symbols.size(); ++i) {
        if (i > 0 && i % group == 0) text += separator;
        text += symbols[i];
    }
    return text;
}

}  // namespace

char check_symbol(std::string_view eight) {
    static constexpr int weight = 9;
    static constexpr int weight_inverse = 7;  // 9 * 7 = 63 = 1 (mod 31)
    static_assert(weight * weight_inverse % base == 1);
    const int value = (base - weighted_sum(eight)) % base * weight_inverse % base;
    return reference_alphabet[static_cast<std::size_t>(value)];
}

std::variant<CaseReference, TypedFault> CaseReference::parse(std::string_view typed) {
    auto symbols = parse_symbols(typed, reference_size);
    if (const auto* fault = std::get_if<TypedFault>(&symbols)) return *fault;
    auto& text = std::get<std::string>(symbols);
    if (weighted_sum(text) != 0) return TypedFault::Mistyped;
    return CaseReference(std::move(text));
}

CaseReference CaseReference::make(const UniformRandom& random) {
    std::string text = random_symbols(random, reference_size - 1);
    text += check_symbol(text);
    return CaseReference(std::move(text));
}

std::string CaseReference::in_groups(char separator) const {
    return grouped(text_, 3, separator);
}

std::variant<CaseCode, TypedFault> CaseCode::parse(std::string_view typed) {
    auto symbols = parse_symbols(typed, code_size);
    if (const auto* fault = std::get_if<TypedFault>(&symbols)) return *fault;
    return CaseCode(std::move(std::get<std::string>(symbols)));
}

CaseCode CaseCode::make(const UniformRandom& random) {
    return CaseCode(random_symbols(random, code_size));
}

std::string CaseCode::in_groups(char separator) const {
    return grouped(text_, 4, separator);
}

}  // namespace charter
