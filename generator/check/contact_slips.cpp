#include "generator/check/contact_slips.h"

#include <fmt/format.h>

#include <algorithm>

#include "generator/check/figures.h"
#include "generator/model/contact_rules.h"
#include "generator/shared/text.h"

namespace charter {
namespace {

// Figures without blanks may count anything.
std::string number_fault(std::string_view text, const Figure& figure) {
    const std::string_view written = text.substr(figure.span.begin, figure.span.end - figure.span.begin);
    if (written.find(' ') == nowhere || !std::all_of(figure.text.begin(), figure.text.end(), is_digit)) return {};
    const bool has_plus = figure.span.begin > 0 && text[figure.span.begin - 1] == '+';
    return digit_fault(has_plus ? "+" + figure.text : figure.text);
}

bool is_mistyped_address(std::string_view text) {
    return text.find('@') != nowhere && (!is_email_address(text) || text.find("..") != nowhere);
}

}  // namespace

std::vector<ContactSlip> find_contact_slips(std::string_view text) {
    if (text.find_first_of("0@+") == nowhere) return {};  // most texts
    Figures figures;
    add_figures(text, {}, 0, figures);
    std::vector<ContactSlip> slips;
    for (const Figure& figure : figures.all) {
        const std::string_view written = text.substr(figure.span.begin, figure.span.end - figure.span.begin);
        if (const std::string fault = number_fault(text, figure); !fault.empty())
            slips.push_back({figure.span, fmt::format("\"{}\" {}", written, fault),
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
