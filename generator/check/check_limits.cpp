#include "generator/check/check_limits.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "generator/content/places.h"
#include "generator/shared/text.h"

namespace charter {
namespace {

std::vector<std::string> numbers_in(std::string_view text) {
    std::vector<std::string> numbers;
    bool is_inside = false;
    for (const char c : text) {
        if (is_digit(c) && !is_inside) numbers.emplace_back();
        if (is_digit(c)) numbers.back() += c;
        is_inside = is_digit(c);
    }
    return numbers;
}

std::string_view field_text(const Source& source, std::string_view key) {
    const Span place = field_place(source, key);
    return std::string_view(source.text).substr(place.begin, place.end - place.begin);
}

}  // namespace

void check_limits(const Site& site, const CheckAim& aim, Diagnostics& diagnostics) {
    for (const Page& page : site.pages) {
        if (page.kind != PageKind::Standard || !page.source || !page.edition.empty()) continue;
        if (page.language != source_language(site) || is_faulty(site, page)) continue;
        const Source& source = site.sources[*page.source];
        if (!has_field(source, "within")) continue;
        const std::string_view within = field_text(source, "within");
        const std::vector<std::string> limit = numbers_in(within);
        const std::vector<std::string> promised = numbers_in(page.title);
        if (limit.empty() || promised.empty() || std::count(promised.begin(), promised.end(), limit.front()) != 0)
            continue;
        diagnostics.add(due_severity(aim.profile), source, field_place(source, "title"), "limit-differs",
                        fmt::format("the title promises {}, the clock counts {}", promised.front(), within),
                        "change one of them, so that the title, the page and the deadline say the same");
    }
}

}  // namespace charter
