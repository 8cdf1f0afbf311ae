#include "generator/check/contact_slips.h"

#include <fmt/format.h>

#include <algorithm>

#include "generator/check/figures.h"
#include "generator/shared/text.h"

namespace charter {
namespace {

// A number within the country has ten digits; "00" calls another one. Figures without blanks may count anything.
bool is_mistyped_number(std::string_view digits, std::string_view written) {
    constexpr std::size_t usual_digits = 10;
    const bool is_number = digits.starts_with('0') && !digits.starts_with("00") && written.find(' ') != nowhere &&
                           std::all_of(digits.begin(), digits.end(), is_digit);
    return is_number && (digits.size() == usual_digits - 1 || digits.size() == usual_digits + 1);
}

bool is_mistyped_address(std::string_view text) {
    const std::size_t at = text.find('@');
    if (at == nowhere) return false;
    const std::string_view domain = text.substr(at + 1);
    return domain.find('.') == nowhere || domain.starts_with('.') || domain.find("..") != nowhere;
}

}  // namespace

std::vector<ContactSlip> find_contact_slips(std::string_view text, std::size_t base) {
    Figures figures;
    add_figures(text, {}, base, figures);
    std::vector<ContactSlip> slips;
    for (const Figure& figure : figures.all) {
        const std::string_view written = text.substr(figure.span.begin - base, figure.span.end - figure.span.begin);
        if (is_mistyped_number(figure.text, written))
            slips.push_back({figure.span,
                             fmt::format("\"{}\" has {} digits, and a telephone number that begins with 0 has ten",
                                         written, figure.text.size()),
                             "look the number up, and call it; what is no telephone number is written without blanks"});
        else if (is_mistyped_address(figure.text))
            slips.push_back({figure.span, fmt::format("\"{}\" is no whole address of e-mail", written),
                             "write for example help@example.org"});
    }
    std::sort(slips.begin(), slips.end(),
              [](const ContactSlip& one, const ContactSlip& other) { return one.span.begin < other.span.begin; });
    return slips;
}

}  // namespace charter
