// The figures of a text, as they are compared between languages:
//   phone number   digits in groups that blanks part, nine digits or more together: "0800 220 250" is 0800220250
//   number         any other run of digits: "07:30" is 07 and 30, "R1,500" is 1 and 500, whatever the signs between
//   address        of e-mail
//   block          [[contact hotline]]
//   month          by its name, where both texts name as many of them: "15 March" and "15 Maart" are the same
//   count          of days, hours and so on in words, where both texts have as many: "five days" and "vyf dae" are
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>
#include <vector>

#include "generator/check/month_names.h"
#include "generator/check/number_words.h"
#include "generator/check/translation_work.h"
#include "generator/content/html_parts.h"
#include "generator/content/places.h"
#include "generator/shared/text.h"

namespace charter {
namespace {

struct Figure {
    std::string text;          // what is compared
    Span span;                 // in the source
    std::string written = {};  // how it stands there, where that is something else; else empty
};

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

void add_blocks(std::string_view text, std::size_t base, std::vector<Figure>& figures) {
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        const std::string_view line = trim(text.substr(begin, end - begin));
        if (!block_in(line).empty()) figures.push_back({std::string(line), {base + begin, base + end}});
        begin = end + 1;
    }
}

struct Figures {
    std::vector<Figure> all;     // but for months and counts
    std::vector<Figure> months;  // "month 3"
    std::vector<Figure> counts;  // "count 5"
};
constexpr std::array figure_lists = {&Figures::all, &Figures::months, &Figures::counts};

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

// The figures of a field, which all stand at its value.
void add_field(const Source& source, std::string_view key, std::string_view text, std::string_view language,
               Figures& figures) {
    Figures found;
    add_figures(text, language, 0, found);
    const auto is_empty = [&](auto list) { return (found.*list).empty(); };
    if (std::all_of(figure_lists.begin(), figure_lists.end(), is_empty)) return;
    const Span place = field_place(source, key);
    for (const auto list : figure_lists) {
        for (Figure& figure : found.*list) {
            figure.span = place;
            (figures.*list).push_back(std::move(figure));
        }
    }
}

// Fields are compared only where the translation has words of its own.
Figures figures_of(const Site& site, const Page& page, const Page& other) {
    Figures figures;
    const Source& source = site.sources[*page.source];
    const auto field = [&](std::string_view key, const std::string& own, const std::string& others) {
        if (!own.empty() && !others.empty()) add_field(source, key, own, page.language, figures);
    };
    field("title", page.title, other.title);
    field("description", page.description, other.description);
    field("owner", page.owner, other.owner);
    field("measured_by", page.measured_by, other.measured_by);
    field("who", page.who, other.who);
    field("cost", page.cost, other.cost);
    field("redress", page.redress, other.redress);
    field("change_note", page.change_note, other.change_note);
    for (const std::string& need : page.needs) add_field(source, "needs", need, page.language, figures);
    const std::string_view body = std::string_view(source.text).substr(page.body_begin);
    add_figures(body, page.language, page.body_begin, figures);
    add_blocks(body, page.body_begin, figures.all);
    return figures;
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

// What one text has and the other lacks. A month in one alone may stand in the other as a number or in other words: so
// months, and counts in words, are compared where both have as many.
struct Difference {
    std::vector<Figure> lacking;
    std::vector<Figure> extra;
};

Difference difference_of(const Figures& theirs, const Figures& ours) {
    Difference found{without(theirs.all, ours.all), without(ours.all, theirs.all)};
    for (const auto list : {&Figures::months, &Figures::counts}) {
        if ((theirs.*list).size() != (ours.*list).size()) continue;
        for (Figure& figure : without(theirs.*list, ours.*list)) found.lacking.push_back(std::move(figure));
        for (Figure& figure : without(ours.*list, theirs.*list)) found.extra.push_back(std::move(figure));
    }
    return found;
}

}  // namespace

void check_translation(const Site& site, const Page& original, const Page& page, Severity severity,
                       Diagnostics& diagnostics) {
    const auto [lacking, extra] = difference_of(figures_of(site, original, page), figures_of(site, page, original));
    if (lacking.empty() && extra.empty()) return;
    const Source& source = site.sources[*page.source];
    const Source& original_source = site.sources[*original.source];
    std::string message = fmt::format("the figures differ from {}:", original_source.path);
    if (!lacking.empty()) message += " only there " + listed(lacking);
    if (!lacking.empty() && !extra.empty()) message += ";";
    if (!extra.empty()) message += " only here " + listed(extra);
    const bool is_month = (lacking.empty() ? extra : lacking).front().text.starts_with("month ");
    diagnostics.add(severity, source, extra.empty() ? top_of_file : extra.front().span, "translation-differs",
                    std::move(message),
                    is_month ? "write the same date in both" : "write the same figures in both, as digits or as words");
    if (!lacking.empty()) diagnostics.note(original_source, lacking.front().span, "it stands here in the original");
}

namespace {

// Words of a promise or a service that the translation shows in the first language, for it has none of its own.
void report_untranslated(const Site& site, const Page& original, const Page& page, const CheckAim& aim,
                         Diagnostics& diagnostics) {
    const Source& source = site.sources[*page.source];
    const std::string& needs = original.needs.empty() ? std::string() : original.needs.front();
    const auto fields =
        std::to_array<std::pair<std::string_view, const std::string&>>({{"measured_by", original.measured_by},
                                                                        {"change_note", original.change_note},
                                                                        {"who", original.who},
                                                                        {"cost", original.cost},
                                                                        {"redress", original.redress},
                                                                        {"needs", needs}});
    for (const auto& [key, words] : fields) {
        if (words.empty() || has_field(source, key)) continue;
        diagnostics.add(due_severity(aim.profile), source, top_of_file, "words-untranslated",
                        fmt::format("\"{}\" has no words in this language: readers see \"{}\"", key, words),
                        fmt::format("write {}: and the words below title", key));
        diagnostics.note(site.sources[*original.source], field_place(site.sources[*original.source], key),
                         "they stand here in the original");
    }
}

}  // namespace

void check_translations(const Site& site, const CheckAim& aim, Diagnostics& diagnostics) {
    for (const Page& page : site.pages) {
        if (page.translation == Translation::Source || !page.source || !is_worked_on(site, page) ||
            is_faulty(site, page))
            continue;
        const Page* original = find_page(site, source_language(site), page.path);
        if (original == nullptr || !original->source) continue;
        // Of a text that waits for its translator this is told too: it may not wait as long.
        check_translation(site, *original, page, page.is_stale ? Severity::Warning : Severity::Error, diagnostics);
        report_untranslated(site, *original, page, aim, diagnostics);
    }
}

}  // namespace charter
