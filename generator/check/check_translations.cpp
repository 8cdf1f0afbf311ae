// The figures of a text, as they are compared between languages:
//   phone number   digits in groups that blanks part, nine digits or more together: "0800 220 250" is 0800220250
//   number         any other run of digits: "07:30" is 07 and 30, "R1,500" is 1 and 500, whatever the signs between
//   address        of e-mail
//   block          [[contact hotline]]
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <vector>

#include "generator/content/places.h"
#include "generator/check/translation_work.h"
#include "generator/content/html_parts.h"
#include "generator/shared/text.h"

namespace charter {
namespace {

struct Figure {
    std::string text;
    Span span;  // in the source; empty for one of the header block
};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

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

void add_figures(std::string_view text, std::size_t base, std::vector<Figure>& figures) {
    add_numbers(text, base, figures);
    if (text.find('@') != std::string_view::npos) add_addresses(text, base, figures);
}

// Fields are compared only where the translation has words of its own.
std::vector<Figure> figures_of(const Site& site, const Page& page, const Page& other) {
    std::vector<Figure> figures;
    const auto field = [&](const std::string& own, const std::string& others) {
        if (!own.empty() && !others.empty()) add_figures(own, 0, figures);
    };
    field(page.title, other.title);
    field(page.description, other.description);
    field(page.owner, other.owner);
    field(page.measured_by, other.measured_by);
    field(page.who, other.who);
    field(page.cost, other.cost);
    field(page.redress, other.redress);
    for (const std::string& need : page.needs) add_figures(need, 0, figures);
    for (Figure& figure : figures) figure.span = {};
    const std::string_view body = std::string_view(site.sources[*page.source].text).substr(page.body_begin);
    add_figures(body, page.body_begin, figures);
    add_blocks(body, page.body_begin, figures);
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
        out += fmt::format("{}{}", at == 0 ? "" : ", ", figures[at].text);
    return figures.size() > most ? out + " ..." : out;
}

void compare(const Site& site, const Page& original, const Page& page, Diagnostics& diagnostics) {
    const std::vector<Figure> theirs = figures_of(site, original, page);
    const std::vector<Figure> ours = figures_of(site, page, original);
    const std::vector<Figure> lacking = without(theirs, ours);
    const std::vector<Figure> extra = without(ours, theirs);
    if (lacking.empty() && extra.empty()) return;
    const Source& source = site.sources[*page.source];
    const Source& original_source = site.sources[*original.source];
    std::string message = fmt::format("the figures differ from {}:", original_source.path);
    if (!lacking.empty()) message += " only there " + listed(lacking);
    if (!lacking.empty() && !extra.empty()) message += ";";
    if (!extra.empty()) message += " only here " + listed(extra);
    const auto placed =
        std::find_if(extra.begin(), extra.end(), [](const Figure& each) { return each.span != Span{}; });
    diagnostics.error(source, placed != extra.end() ? placed->span : top_of_file, "translation-differs",
                      std::move(message), "write the same figures in both, as digits or as words");
    const auto missed =
        std::find_if(lacking.begin(), lacking.end(), [](const Figure& each) { return each.span != Span{}; });
    if (missed != lacking.end()) diagnostics.note(original_source, missed->span, "it stands here in the original");
}

}  // namespace

void check_translations(const Site& site, Diagnostics& diagnostics) {
    for (const Page& page : site.pages) {
        if (page.translation == Translation::Source || page.is_stale || !page.source || !is_worked_on(site, page) ||
            is_faulty(site, page))
            continue;
        const Page* original = find_page(site, source_language(site), page.path);
        if (original == nullptr || !original->source) continue;
        compare(site, *original, page, diagnostics);
    }
}

}  // namespace charter
