#include "generator/check/number_words.h"

#include <algorithm>
#include <array>
#include <string>

#include "generator/shared/text.h"

namespace charter {
namespace {

constexpr std::array<int, 27> counts = {1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14,
                                        15, 16, 17, 18, 19, 20, 30, 40, 50, 60, 70, 80, 90};

struct LanguageOfCounts {
    std::string_view language;
    std::array<std::string_view, counts.size()> numbers;
    std::array<std::string_view, 16> units;
};

constexpr std::array<LanguageOfCounts, 2> languages = {{
    {"en",
     {"one",      "two",    "three",  "four",     "five",     "six",     "seven",   "eight",     "nine",
      "ten",      "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
      "nineteen", "twenty", "thirty", "forty",    "fifty",    "sixty",   "seventy", "eighty",    "ninety"},
     {"day", "days", "week", "weeks", "month", "months", "hour", "hours", "minute", "minutes", "year", "years"}},
    {"af",
     {"een",       "twee",    "drie",   "vier",    "vyf",      "ses",     "sewe",     "agt",       "nege",
      "tien",      "elf",     "twaalf", "dertien", "veertien", "vyftien", "sestien",  "sewentien", "agttien",
      "negentien", "twintig", "dertig", "veertig", "vyftig",   "sestig",  "sewentig", "tagtig",    "negentig"},
     {"dag", "dae", "werksdag", "werksdae", "kalenderdag", "kalenderdae", "week", "weke", "maand", "maande", "uur",
      "ure", "minuut", "minute", "jaar", "jare"}},
}};

// The word that begins at `at` or behind blanks; empty if another sign stands there.
std::string_view word_at(std::string_view text, std::size_t at) {
    while (at < text.size() && (text[at] == ' ' || text[at] == '\n')) ++at;
    std::size_t end = at;
    while (end < text.size() && is_letter(text[end])) ++end;
    return text.substr(std::min(at, text.size()), end - at);
}

std::size_t end_of(std::string_view text, std::string_view word) {
    return static_cast<std::size_t>(word.data() - text.data()) + word.size();
}

// The end of the unit that follows; 0 if none does.
std::size_t end_of_unit(std::string_view text, std::size_t at, const LanguageOfCounts& known) {
    for (int words = 0; words < 2; ++words) {
        const std::string_view word = word_at(text, at);
        if (word.empty()) return 0;
        at = end_of(text, word);
        if (std::find(known.units.begin(), known.units.end(), to_lower(word)) != known.units.end()) return at;
    }
    return 0;
}

}  // namespace

std::vector<CountInWords> counts_in_words(std::string_view text, std::string_view language) {
    std::vector<CountInWords> found;
    const auto known = std::find_if(languages.begin(), languages.end(),
                                    [&](const LanguageOfCounts& each) { return each.language == language; });
    if (known == languages.end()) return found;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (!is_letter(text[at])) continue;
        const std::string_view word = word_at(text, at);
        const auto number = std::find(known->numbers.begin(), known->numbers.end(), to_lower(word));
        const std::size_t end = number == known->numbers.end() ? 0 : end_of_unit(text, at + word.size(), *known);
        if (end > 0) found.push_back({counts[static_cast<std::size_t>(number - known->numbers.begin())], {at, end}});
        at += word.size() - 1;
    }
    return found;
}

}  // namespace charter
