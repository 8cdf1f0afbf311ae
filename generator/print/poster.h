// The poster of an office: its promises with their limits, in letters that can be read from two steps away, how to
// complain, and a QR code with the short address of the office. The promises are those of the charter that is over the
// office, as its page shows them. Pure; any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "generator/print/paper.h"

namespace charter {

// The smallest letters of a poster are 18 pt on A4; A3 is the same sheet, larger by the root of two.
inline constexpr Sheet poster_a4{"a4", "10mm", "18pt"};
inline constexpr Sheet poster_a3{"a3", "14.1mm", "25.4pt"};

struct PosterForm {
    Sheet sheet = poster_a4;
    std::size_t promises = 4;  // the first of the charter; the rest are counted, with the address of all
};

// Nothing for an office that is closed, that no charter is over, or whose charter is not there in this language.
[[nodiscard]] std::optional<Paper> draw_poster(const Scope& scope, const Office& office, const PosterForm& form);

// Behind the language: "at/metro-south". The server answers there.
[[nodiscard]] std::string short_path(std::string_view office);

// "en/poster-metro-south-a4.html"
[[nodiscard]] std::string poster_path(std::string_view language, std::string_view office, const Sheet& sheet);

}  // namespace charter
