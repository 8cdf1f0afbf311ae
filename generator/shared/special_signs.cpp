#include "generator/shared/special_signs.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace charter {
namespace {

struct SpecialSign {
    std::string_view bytes;
    std::string_view plain;  // "": nobody sees it
};

constexpr std::array<SpecialSign, 14> special_signs = {{{"\xC2\xA0", " "},       // no-break space
                                                        {"\xE2\x80\x82", " "},   // en space
                                                        {"\xE2\x80\x83", " "},   // em space
                                                        {"\xE2\x80\x87", " "},   // figure space
                                                        {"\xE2\x80\x89", " "},   // thin space
                                                        {"\xE2\x80\xAF", " "},   // narrow no-break space
                                                        {"\xE3\x80\x80", " "},   // ideographic space
                                                        {"\xE2\x80\x90", "-"},   // hyphen
                                                        {"\xE2\x80\x91", "-"},   // non-breaking hyphen
                                                        {"\xE2\x88\x92", "-"},   // minus
                                                        {"\xC2\xAD", ""},        // soft hyphen
                                                        {"\xE2\x80\x8B", ""},    // zero width space
                                                        {"\xE2\x81\xA0", ""},    // word joiner
                                                        {"\xEF\xBB\xBF", ""}}};  // byte order mark

const SpecialSign* sign_at(std::string_view text) {
    const auto found = std::find_if(special_signs.begin(), special_signs.end(),
                                    [&](const SpecialSign& sign) { return text.starts_with(sign.bytes); });
    return found == special_signs.end() ? nullptr : &*found;
}

}  // namespace

std::string hint_of_special_sign(std::string_view text) {
    for (; !text.empty(); text.remove_prefix(1)) {
        const SpecialSign* sign = sign_at(text);
        if (sign == nullptr) continue;
        if (sign->plain.empty()) return "it holds a sign that nobody sees, as word processors set it: type it anew";
        return fmt::format("a {0} in it is a special one, as word processors set it: type a plain {0} there",
                           sign->plain == " " ? "blank" : "hyphen");
    }
    return {};
}

bool begins_with_special_blank(std::string_view text) {
    const SpecialSign* sign = sign_at(text);
    return sign != nullptr && sign->plain == " ";
}

std::string with_plain_signs(std::string_view text) {
    std::string plain;
    while (!text.empty()) {
        const SpecialSign* sign = sign_at(text);
        plain += sign == nullptr ? text.substr(0, 1) : sign->plain;
        text.remove_prefix(sign == nullptr ? 1 : sign->bytes.size());
    }
    return plain;
}

}  // namespace charter
