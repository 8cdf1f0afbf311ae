#include "generator/check/figures.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "generator/check/month_names.h"
#include "generator/check/number_words.h"
#include "generator/content/html_parts.h"
#include "generator/shared/text.h"

namespace charter {
namespace {

bool is_address_byte(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           std::string_view("._-+").find(c) != std::string_view::npos;
}

// The groups of digits from `at` on that single blanks part.
std::vector<Span> digit_groups(std::string_view text, std::size_t at) {
    std::vector<Span> groups;
    while (at < text.size() && is_digit(text[at])) {
        std::size_t end = at;
        while (end < text.size() && is_digit(text[end])) ++end;
        groups.push_back({at, end});
        at = end < text.size() && text[end] == ' ' ? end + 1 : end;
    }
    return groups;
}

void add_numbers(std::string_view text, std::size_t base, std::vector<Figure>& figures) {
    constexpr std::size_t fewest_phone_digits = 9;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (!is_digit(text[at])) continue;
        const std::vector<Span> groups = digit_groups(text, at);
        std::string digits;
        for (const Span group : groups) digits += text.substr(group.begin, group.end - group.begin);
        if (digits.size() >= fewest_phone_digits && groups.size() > 1) {
            figures.push_back({digits, {base + at, base + groups.back().end}});
        } else {
            for (const Span group : groups)
                figures.push_back({std::string(text.substr(group.begin, group.end - group.begin)),
                                   {base + group.begin, base + group.end}});
        }
        at = groups.back().end;
    }
}

void add_addresses(std::string_view text, std::size_t base, std::vector<Figure>& figures) {
    for (std::size_t at = text.find('@'); at != std::string_view::npos; at = text.find('@', at + 1)) {
        std::size_t begin = at;
        while (begin > 0 && is_address_byte(text[begin - 1])) --begin;
        std::size_t end = at + 1;
        while (end < text.size() && is_address_byte(text[end])) ++end;
        while (end > at && text[end - 1] == '.') --end;
        if (begin == at || end == at + 1) continue;
        figures.push_back({std::string(text.substr(begin, end - begin)), {base + begin, base + end}});
    }
}

// Those of `these` that `others` lacks, each as often as it lacks it.
std::vector<Figure> without(const std::vector<Figure>& these, const std::vector<Figure>& others) {
    std::map<std::string_view, std::size_t> there;
    for (const Figure& figure : others) ++there[figure.text];
    std::vector<Figure> left;
    for (const Figure& figure : these) {
        const auto found = there.find(figure.text);
        if (found != there.end() && found->second > 0)
            --found->second;
        else
            left.push_back(figure);
    }
    return left;
}

std::string listed(const std::vector<Figure>& figures) {
    constexpr std::size_t most = 5;
    std::string out;
    for (std::size_t at = 0; at < std::min(most, figures.size()); ++at)
        out += fmt::format("{}{}", at == 0 ? "" : ", ",
                           figures[at].written.empty() ? figures[at].text : figures[at].written);
    return figures.size() > most ? out + " ..." : out;
}

}  // namespace

void add_blocks(std::string_view text, std::size_t base, Figures& figures) {
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        const std::string_view line = trim(text.substr(begin, end - begin));
        if (!block_in(line).empty()) figures.all.push_back({std::string(line), {base + begin, base + end}});
        begin = end + 1;
    }
}

void add_figures(std::string_view text, std::string_view language, std::size_t base, Figures& figures) {
    add_numbers(text, base, figures.all);
    if (text.find('@') != std::string_view::npos) add_addresses(text, base, figures.all);
    for (const NamedMonth& named : months_in(text, language))
        figures.months.push_back({fmt::format("month {}", named.month),
                                  {base + named.span.begin, base + named.span.end},
                                  std::string(text.substr(named.span.begin, named.span.end - named.span.begin))});
    for (const auto& [count, span] : counts_in_words(text, language))
        figures.counts.push_back({fmt::format("count {}", count),
                                  {base + span.begin, base + span.end},
                                  std::string(text.substr(span.begin, span.end - span.begin))});
}

FigureDifference difference_of(const Figures& theirs, const Figures& ours) {
    FigureDifference found{without(theirs.all, ours.all), without(ours.all, theirs.all)};
    for (const auto list : {&Figures::months, &Figures::counts}) {
        if ((theirs.*list).size() != (ours.*list).size()) continue;
        for (Figure& figure : without(theirs.*list, ours.*list)) found.lacking.push_back(std::move(figure));
        for (Figure& figure : without(ours.*list, theirs.*list)) found.extra.push_back(std::move(figure));
    }
    return found;
}

std::string to_text(const FigureDifference& difference) {
    std::string text;
    if (!difference.lacking.empty()) text = "only there " + listed(difference.lacking);
    if (!difference.extra.empty()) text += (text.empty() ? "only here " : "; only here ") + listed(difference.extra);
    return text;
}

bool is_about_months(const FigureDifference& difference) {
    const std::vector<Figure>& figures = difference.lacking.empty() ? difference.extra : difference.lacking;
    return !figures.empty() && figures.front().text.starts_with("month ");
}

}  // namespace charter
