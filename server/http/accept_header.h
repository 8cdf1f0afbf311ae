// Accept-Encoding and Accept-Language, as lists of names with their quality. Pure.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace charter {

inline constexpr int full_quality = 1000;

struct Accepted {
    std::string name;  // as sent
    int quality = 0;   // in thousandths; 0: not acceptable, or not well-formed
};
[[nodiscard]] std::vector<Accepted> parse_accept(std::string_view header);

// The language the reader likes best: the same ("af"), or of the same family ("af-ZA"). The first one if none is liked.
[[nodiscard]] std::string choose_language(std::string_view accept_language, std::span<const std::string> languages);

}  // namespace charter
