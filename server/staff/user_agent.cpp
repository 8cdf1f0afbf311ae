#include "server/staff/user_agent.h"

#include <array>
#include <utility>

namespace charter {
namespace {

using Mark = std::pair<std::string_view, std::string_view>;  // what the header holds, what we say

// The first that fits: many browsers name others as well.
constexpr auto browsers = std::to_array<Mark>({{"Edg", "Edge"},
                                               {"OPR/", "Opera"},
                                               {"SamsungBrowser", "Samsung Internet"},
                                               {"Firefox/", "Firefox"},
                                               {"Chrome/", "Chrome"},
                                               {"Safari/", "Safari"}});
constexpr auto systems = std::to_array<Mark>({{"Android", "Android"},
                                              {"iPhone", "iPhone"},
                                              {"iPad", "iPad"},
                                              {"Windows", "Windows"},
                                              {"Mac OS X", "macOS"},
                                              {"Linux", "Linux"}});

template <typename Marks>
std::string_view first_in(std::string_view header, const Marks& marks) {
    for (const auto& [mark, name] : marks) {
        if (header.find(mark) != std::string_view::npos) return name;
    }
    return {};
}

// Up to and with the n-th of a sign; empty if there are fewer.
std::string_view until_nth(std::string_view text, char sign, int n) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == sign && --n == 0) return text.substr(0, i + 1);
    }
    return {};
}

}  // namespace

std::string device_name(std::string_view user_agent) {
    const std::string_view browser = first_in(user_agent, browsers);
    const std::string_view system = first_in(user_agent, systems);
    std::string name(browser);
    if (!system.empty()) name += (name.empty() ? "" : ", ") + std::string(system);
    return name;
}

std::string network_of(std::string_view address) {
    if (const auto v4 = until_nth(address, '.', 2); !v4.empty()) return std::string(v4) + "*.*";
    if (const auto v6 = until_nth(address, ':', 2); !v6.empty()) return std::string(v6) + "*";
    return {};
}

}  // namespace charter
