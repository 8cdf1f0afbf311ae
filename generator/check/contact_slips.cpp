#include "generator/check/contact_slips.h"

#include <fmt/format.h>

#include <algorithm>

#include "generator/check/figures.h"
#include "generator/shared/text.h"

namespace charter {
namespace {

// A number within the country has ten digits; "00" calls another one. With the country in place of the 0 it has eleven.
// Figures without blanks may count anything. `usual`: the digits it should have; 0 if it is right, or no such number.
std::size_t usual_digits(std::string_view digits, std::string_view written, bool has_plus) {
    const bool is_number = written.find(' ') != nowhere && std::all_of(digits.begin(), digits.end(), is_digit);
    const bool is_within = digits.starts_with('0') && !digits.starts_with("00");
    if (!is_number || (!is_within && !(has_plus && digits.starts_with("27")))) return 0;
    const std::size_t usual = is_within ? 10 : 11;
    return digits.size() == usual - 1 || digits.size() == usual + 1 ? usual : 0;
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
        const std::size_t begin = figure.span.begin - base;
        const std::size_t usual = usual_digits(figure.text, written, begin > 0 && text[begin - 1] == '+');
        if (usual > 0)
            slips.push_back(
                {figure.span,
                 fmt::format("\"{}\" has {} digits, and a telephone number that begins with {} has {}", written,
                             figure.text.size(), usual == 10 ? "0" : "+27", usual == 10 ? "ten" : "eleven"),
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
