#include "generator/model/kind_by_fields.h"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>
#include <utility>

namespace charter {
namespace {

// The fields that no other kind of page has.
constexpr std::array<std::pair<PageKind, std::string_view>, 14> telling_fields = {{{PageKind::Standard, "clock"},
                                                                                   {PageKind::Standard, "within"},
                                                                                   {PageKind::Standard, "target"},
                                                                                   {PageKind::Standard, "principle"},
                                                                                   {PageKind::Standard, "measured_by"},
                                                                                   {PageKind::Service, "category"},
                                                                                   {PageKind::Service, "who"},
                                                                                   {PageKind::Service, "not_ours"},
                                                                                   {PageKind::Service, "sensitive"},
                                                                                   {PageKind::Charter, "office"},
                                                                                   {PageKind::Charter, "edition"},
                                                                                   {PageKind::Charter, "services"},
                                                                                   {PageKind::Charter, "approved"},
                                                                                   {PageKind::Charter, "redress"}}};

}  // namespace

std::optional<PageKind> kind_by_fields(const YamlValue& map) {
    std::map<PageKind, int> signs;
    for (const auto& [kind, key] : telling_fields)
        if (map.find(key) != nullptr) ++signs[kind];
    const auto is_less = [](const auto& a, const auto& b) { return a.second < b.second; };
    const auto most = std::max_element(signs.begin(), signs.end(), is_less);
    return most == signs.end() || most->second < 2 ? std::nullopt : std::optional(most->first);
}

}  // namespace charter
