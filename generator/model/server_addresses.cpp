#include "generator/model/server_addresses.h"

#include <algorithm>
#include <array>

namespace charter {
namespace {

constexpr std::array<std::string_view, 6> in_each_language = {"at",         "lodge",  "track",
                                                              "scoreboard", "search", "comment"};
constexpr std::array<std::string_view, 2> without_language = {"staff", "open311"};

// The first part of an address, which the slash before it has been taken from; the rest stays in `address`.
std::string_view take_part(std::string_view& address) {
    const std::size_t slash = std::min(address.find('/'), address.size());
    const std::string_view part = address.substr(0, slash);
    address.remove_prefix(std::min(address.size(), slash + 1));
    return part;
}

template <typename Names>
bool holds(const Names& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

bool is_server_address(const std::vector<std::string>& languages, std::string_view url) {
    if (!url.starts_with('/')) return false;
    url.remove_prefix(1);
    const std::string_view first = take_part(url);
    if (holds(without_language, first)) return true;
    if (!holds(languages, first)) return false;
    if (url == "offices/find" || url.starts_with("offices/find/")) return true;
    return holds(in_each_language, take_part(url));
}

}  // namespace charter
