// What counts as an address (after the GFM specification, section 6.9):
//   web    ("https://" | "http://" | "www.") domain [anything but white space and "<"]
//   mail   [letters digits . _ + -]+ "@" domain
//   domain parts of letters, digits, "-" and "_" with a "." between; none of the last two holds a "_"
// A web address begins the text or follows white space or one of * _ ~ (. At its end ?!.,:*_~'" and a ")" that nothing
// opened are left out.
#include "generator/content/bare_addresses.h"

#include <algorithm>
#include <array>
#include <utility>

namespace charter {
namespace {

using Prefix = std::pair<std::string_view, std::string_view>;  // as written, what the link begins with
constexpr std::array<Prefix, 3> web_prefixes = {
    {{"https://", "https://"}, {"http://", "http://"}, {"www.", "http://www."}}};

bool is_alphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (static_cast<unsigned char>(c) & 0x80U) != 0;
}

bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

bool may_precede(std::string_view text, std::size_t at) {
    return at == 0 || is_blank(text[at - 1]) || std::string_view("*_~(").find(text[at - 1]) != std::string_view::npos;
}

// The end of the domain that begins at `at`; `at` itself if there is none with at least `dots` dots.
std::size_t domain_end(std::string_view text, std::size_t at, std::size_t dots) {
    std::size_t end = at;
    while (end < text.size() && (is_alphanumeric(text[end]) || std::string_view("-_.").find(text[end]) < 3)) ++end;
    while (end > at && text[end - 1] == '.') --end;
    const std::string_view domain = text.substr(at, end - at);
    if (domain.empty() || !is_alphanumeric(domain.front())) return at;
    if (static_cast<std::size_t>(std::count(domain.begin(), domain.end(), '.')) < dots) return at;
    const std::size_t last_dot = domain.rfind('.');
    const std::size_t before =
        last_dot == std::string_view::npos || last_dot == 0 ? std::string_view::npos : domain.rfind('.', last_dot - 1);
    const std::string_view last_two = before == std::string_view::npos ? domain : domain.substr(before + 1);
    return last_two.find('_') == std::string_view::npos ? end : at;
}

// Leaves out signs that belong to the sentence around the address.
std::size_t without_sentence_end(std::string_view text, std::size_t begin, std::size_t end) {
    const std::string_view address = text.substr(begin, end - begin);
    auto unopened = std::count(address.begin(), address.end(), ')') - std::count(address.begin(), address.end(), '(');
    while (end > begin) {
        const char last = text[end - 1];
        const bool closes_sentence = last == ')' && unopened > 0;
        if (!closes_sentence && std::string_view("?!.,:*_~'\"").find(last) == std::string_view::npos) break;
        unopened -= closes_sentence ? 1 : 0;
        --end;
    }
    return end;
}

bool find_web_address(std::string_view text, std::size_t at, BareAddress& found) {
    if (!may_precede(text, at)) return false;
    for (const auto& [written, url] : web_prefixes) {
        if (!text.substr(at).starts_with(written)) continue;
        const std::size_t domain = at + written.size();
        std::size_t end = domain_end(text, domain, 1);
        if (end == domain) return false;
        while (end < text.size() && !is_blank(text[end]) && text[end] != '<') ++end;
        end = without_sentence_end(text, at, end);
        if (end <= domain) return false;
        found = {at, end, std::string(url) + std::string(text.substr(domain, end - domain))};
        return true;
    }
    return false;
}

// The mail address around the "@" at `at`, not reaching back beyond `floor`.
bool find_mail_address(std::string_view text, std::size_t at, std::size_t floor, BareAddress& found) {
    std::size_t begin = at;
    while (begin > floor && (std::string_view("._+-").find(text[begin - 1]) < 4 ||
                             (is_alphanumeric(text[begin - 1]) && static_cast<signed char>(text[begin - 1]) > 0)))
        --begin;
    std::size_t end = domain_end(text, at + 1, 1);
    if (begin == at || end == at + 1) return false;
    if (text[end - 1] == '-' || text[end - 1] == '_') return false;
    found = {begin, end, "mailto:" + std::string(text.substr(begin, end - begin))};
    return true;
}

}  // namespace

bool may_hold_address(std::string_view text) {
    return text.find('@') != std::string_view::npos || text.find("://") != std::string_view::npos ||
           text.find("www.") != std::string_view::npos;
}

std::vector<BareAddress> find_bare_addresses(std::string_view text) {
    std::vector<BareAddress> found;
    std::size_t floor = 0;  // end of the last address
    for (std::size_t at = text.find_first_of("hw@"); at != std::string_view::npos;
         at = text.find_first_of("hw@", at + 1)) {
        if (at < floor) continue;
        BareAddress address;
        const bool is_address =
            text[at] == '@' ? find_mail_address(text, at, floor, address) : find_web_address(text, at, address);
        if (!is_address) continue;
        floor = address.end;
        found.push_back(std::move(address));
    }
    return found;
}

}  // namespace charter
