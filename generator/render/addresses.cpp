#include "generator/render/addresses.h"

#include <array>
#include <utility>

namespace charter {

// Ids are [a-z0-9-], so nothing needs to be percent-encoded.
std::string lodge_url(std::string_view language, const CaseSubject& subject) {
    const std::array<std::pair<std::string_view, std::string_view>, 4> fields = {{{"kind", subject.kind},
                                                                                  {"office", subject.office},
                                                                                  {"service", subject.service},
                                                                                  {"standard", subject.standard}}};
    std::string url = "/" + std::string(language) + "/lodge/";
    char separator = '?';
    for (const auto& [name, id] : fields) {
        if (id.empty()) continue;
        url += separator;
        url.append(name).append("=").append(id);
        separator = '&';
    }
    return url;
}

std::string absolute_url(std::string_view base_url, std::string_view url) {
    while (base_url.ends_with('/')) base_url.remove_suffix(1);
    return std::string(base_url).append(url);
}

std::string printed_address(std::string_view base_url, std::string_view url) {
    const auto scheme = base_url.find("://");
    if (scheme != std::string_view::npos) base_url.remove_prefix(scheme + 3);
    return absolute_url(base_url, url);
}

}  // namespace charter
