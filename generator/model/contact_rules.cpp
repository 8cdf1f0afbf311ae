#include "generator/model/contact_rules.h"

#include <fmt/format.h>

#include <algorithm>

#include "generator/shared/text.h"

namespace charter {
namespace {

std::ptrdiff_t digits_in(std::string_view text) {
    return std::count_if(text.begin(), text.end(), is_digit);
}

}  // namespace

bool is_phone_number(std::string_view text) {
    constexpr std::ptrdiff_t fewest_digits = 3;
    constexpr std::ptrdiff_t most_digits = 15;
    const std::ptrdiff_t digits = digits_in(text);
    if (text.starts_with('+')) text.remove_prefix(1);
    const bool is_dialled = std::all_of(text.begin(), text.end(), [](char c) {
        return is_digit(c) || std::string_view(" -()*#").find(c) != std::string_view::npos;
    });
    return is_dialled && digits >= fewest_digits && digits <= most_digits;
}

std::string digit_fault(std::string_view number) {
    const bool is_within = number.starts_with('0') && !number.starts_with("00");
    if (!is_within && !number.starts_with("+27")) return {};
    const std::ptrdiff_t usual = is_within ? 10 : 11;
    const std::ptrdiff_t digits = digits_in(number);
    if (digits != usual - 1 && digits != usual + 1) return {};
    return fmt::format("has {} digits, and a number that begins with {} has {}", digits, is_within ? "0" : "+27",
                       is_within ? "ten" : "eleven");
}

bool is_email_address(std::string_view text) {
    const std::size_t at = text.find('@');
    if (at == std::string_view::npos || at == 0 || text.find_first_of(" ()<>,;\t\"'\\") != std::string_view::npos)
        return false;
    const std::string_view domain = text.substr(at + 1);
    const std::size_t dot = domain.find('.');
    return domain.find('@') == std::string_view::npos && dot != std::string_view::npos && dot > 0 &&
           !domain.ends_with('.');
}

}  // namespace charter
