// The figures of a text, as they are compared between languages:
//   phone number   digits in groups that blanks part, nine digits or more together: "0800 220 250" is 0800220250
//   number         any other run of digits: "07:30" is 07 and 30, "R1,500" is 1 and 500, whatever the signs between
//   address        of e-mail
//   block          [[contact hotline]]
//   month          by its name, where both texts name as many of them: "15 March" and "15 Maart" are the same
//   count          of days, hours and so on in words, where both texts have as many: "five days" and "vyf dae" are
// Used by the checks of translations. Pure.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "generator/shared/source.h"

namespace charter {

struct Figure {
    std::string text;          // what is compared
    Span span;                 // in the source
    std::string written = {};  // how it stands there, where that is something else; else empty
};

struct Figures {
    std::vector<Figure> all;     // but for months and counts
    std::vector<Figure> months;  // "month 3"
    std::vector<Figure> counts;  // "count 5"
};
inline constexpr std::array figure_lists = {&Figures::all, &Figures::months, &Figures::counts};

// Those of a text that begins at the byte `base` of its source.
void add_figures(std::string_view text, std::string_view language, std::size_t base, Figures& figures);
void add_blocks(std::string_view text, std::size_t base, Figures& figures);

// What one text has and the other lacks. A month in one alone may stand in the other as a number or in other words: so
// months, and counts in words, are compared where both have as many.
struct FigureDifference {
    std::vector<Figure> lacking;
    std::vector<Figure> extra;
};
[[nodiscard]] FigureDifference difference_of(const Figures& theirs, const Figures& ours);

// "only there 25; only here 52"
[[nodiscard]] std::string to_text(const FigureDifference& difference);
[[nodiscard]] bool is_about_months(const FigureDifference& difference);

}  // namespace charter
