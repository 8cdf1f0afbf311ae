#include "generator/model/address_slips.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "generator/shared/text.h"

namespace charter {
namespace {

std::string hint_for_web(std::string_view scheme, std::string_view rest) {
    const std::string_view address = rest.substr(std::min(rest.find_first_not_of('/'), rest.size()));
    if (!rest.starts_with("//") || rest.starts_with("///"))
        return fmt::format("did you mean \"{}//{}\"?", scheme, address);
    const std::string_view host = address.substr(0, address.find_first_of("/?#:"));
    const bool is_host = !host.empty() && host.find_first_of(" ,;@") == host.npos && host.find("..") == host.npos;
    return is_host ? std::string() : "write the whole address, for example https://www.example.org";
}

// What is behind the ? is the letter's subject and the like.
std::string hint_for_mail(std::string_view rest) {
    const std::string_view address = rest.substr(0, rest.find('?'));
    const std::size_t at = address.find('@');
    const std::string_view domain = at == address.npos ? std::string_view() : address.substr(at + 1);
    const bool is_address = at != address.npos && at > 0 && domain.find('.') != domain.npos &&
                            !domain.starts_with('.') && !domain.ends_with('.') &&
                            address.find_first_of(" ;") == address.npos;
    return is_address ? std::string() : "write for example mailto:help@example.org";
}

std::string hint_for_call(std::string_view rest) {
    constexpr std::ptrdiff_t fewest_digits = 3;
    const auto digits = std::count_if(rest.begin(), rest.end(), is_digit);
    const bool is_number = digits >= fewest_digits && rest.find_first_not_of("0123456789+-*#%()") == rest.npos;
    return is_number ? std::string() : "write digits alone, for example tel:0800000000";
}

}  // namespace

std::string hint_for_broken_address(std::string_view target) {
    const std::size_t colon = target.find(':');
    if (colon == target.npos) return {};
    const std::string scheme = to_lower(target.substr(0, colon + 1));
    const std::string_view rest = target.substr(colon + 1);
    if (scheme == "http:" || scheme == "https:") return hint_for_web(scheme, rest);
    if (scheme == "mailto:") return hint_for_mail(rest);
    return scheme == "tel:" ? hint_for_call(rest) : std::string();
}

}  // namespace charter
