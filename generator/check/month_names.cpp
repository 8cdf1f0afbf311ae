#include "generator/check/month_names.h"

#include <algorithm>
#include <array>

#include "generator/shared/text.h"

namespace charter {
namespace {

struct MonthNames {
    std::string_view language;
    std::size_t longest_prefix = 0;                // small letters that may stand before a name: "ku" in "kuMatshi"
    std::array<std::string_view, 12> names;        // of January to December
    std::array<std::string_view, 12> short_names;  // "" for a name that is short itself
};

constexpr auto known_months = std::to_array<MonthNames>({
    {"en",
     0,
     {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
      "December"},
     {"Jan", "Feb", "Mar", "Apr", "", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"}},
    {"af",
     0,
     {"Januarie", "Februarie", "Maart", "April", "Mei", "Junie", "Julie", "Augustus", "September", "Oktober",
      "November", "Desember"},
     {"Jan", "Feb", "Mrt", "Apr", "", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Des"}},
    {"xh",
     5,
     {"Januwari", "Februwari", "Matshi", "Epreli", "Meyi", "Juni", "Julayi", "Agasti", "Septemba", "Oktobha", "Novemba",
      "Disemba"},
     {"Jan", "Feb", "Mat", "Epr", "Mey", "Jun", "Jul", "Aga", "Sep", "Okt", "Nov", "Dis"}},
});

bool is_capital(char c) {
    return c >= 'A' && c <= 'Z';
}

// A part of an address or a name, not a word of the text: "/March/", "march@".
bool is_joined(std::string_view text, std::size_t at) {
    return at < text.size() && std::string_view("/_@").find(text[at]) != std::string_view::npos;
}

int month_called(const MonthNames& known, std::string_view word) {
    for (const auto* names : {&known.names, &known.short_names}) {
        const auto found = std::find(names->begin(), names->end(), word);
        if (found != names->end()) return static_cast<int>(found - names->begin()) + 1;
    }
    return 0;
}

}  // namespace

std::vector<NamedMonth> months_in(std::string_view text, std::string_view language) {
    std::vector<NamedMonth> months;
    const auto known = std::find_if(known_months.begin(), known_months.end(),
                                    [&](const MonthNames& each) { return each.language == language; });
    if (known == known_months.end()) return months;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (!is_letter(text[at])) continue;
        const std::size_t begin = at;
        while (at < text.size() && is_letter(text[at])) ++at;
        const std::size_t name = std::min(begin + known->longest_prefix + 1, at);
        const auto* capital = std::find_if(text.data() + begin, text.data() + name, is_capital);
        const auto first = static_cast<std::size_t>(capital - text.data());
        if (first == name || is_joined(text, at) || (begin > 0 && is_joined(text, begin - 1))) continue;
        if (const int month = month_called(*known, text.substr(first, at - first)); month != 0)
            months.push_back({month, {first, at}});
    }
    return months;
}

}  // namespace charter
