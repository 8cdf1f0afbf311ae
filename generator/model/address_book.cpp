#include "generator/model/address_book.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "generator/shared/text.h"

namespace charter {
namespace {

struct Line {
    std::string_view address;
    Span span;
};

std::vector<Line> lines_of(const Source& source) {
    const std::string_view text = source.text;
    std::vector<Line> lines;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        const std::string_view address = trim(text.substr(at, end - at));
        if (!address.empty()) {
            const auto begin = static_cast<std::size_t>(address.data() - text.data());
            lines.push_back({address, {begin, begin + address.size()}});
        }
        at = end + 1;
    }
    return lines;
}

std::set<std::string, std::less<>> living_addresses(const Site& site) {
    std::set<std::string, std::less<>> living;
    for (const Page& page : site.pages) {
        living.insert(page.url);
        living.insert(page.aliases.begin(), page.aliases.end());
    }
    return living;
}

// The register is gone, while charters name offices of it.
bool lacks_offices(const Site& site) {
    const auto& charters = site.catalogue.charters;
    return site.catalogue.offices.empty() &&
           std::any_of(charters.begin(), charters.end(), [](const auto& charter) { return !charter.office.empty(); });
}

// The page above the address, whose fault may be why nothing is there: an edition's address follows from its charter.
bool hangs_on_fault(const Site& site, std::string_view address) {
    const bool is_office = address.find("/offices/") != std::string_view::npos;
    if (is_office && (site.faulty.contains("data/offices.yaml") || lacks_offices(site))) return true;
    if (site.faulty.empty() || address.size() < 2) return false;
    const Page* above = find_page_at(site, address.substr(0, address.rfind('/', address.size() - 2) + 1));
    return above != nullptr && is_faulty(site, *above);
}

// The page in the first language is there, and this language's is neither there nor declared pending: that is what is
// told, as missing-translation.
bool is_forgotten_translation(const Site& site, std::string_view address) {
    const std::size_t behind_language = address.find('/', 1);
    if (behind_language == std::string_view::npos) return false;
    const std::string_view language = address.substr(1, behind_language - 1);
    const auto& languages = site.catalogue.languages;
    if (std::find(languages.begin() + 1, languages.end(), language) == languages.end()) return false;
    const Page* original =
        find_page_at(site, fmt::format("/{}{}", source_language(site), address.substr(behind_language)));
    return original != nullptr && original->source && !is_pending(site, original->path, language);
}

}  // namespace

std::vector<std::string> addresses_of(const Site& site) {
    const auto living = living_addresses(site);
    return {living.begin(), living.end()};
}

std::string with_present_addresses(const Site& site) {
    auto all = living_addresses(site);
    for (const Line& line : lines_of(site.addresses)) all.emplace(line.address);
    std::string text;
    for (const std::string& address : all) text.append(address).append("\n");
    return text;
}

void check_address_book(const Site& site, Diagnostics& diagnostics) {
    const std::vector<Line> lines = lines_of(site.addresses);
    if (lines.empty() || site.faulty.contains(site.addresses.path)) return;
    auto known = living_addresses(site);
    for (const GoneAddress& gone : site.gone) known.insert(gone.address);
    for (const Line& line : lines) {
        if (known.contains(line.address) || hangs_on_fault(site, line.address) ||
            is_forgotten_translation(site, line.address))
            continue;
        diagnostics.error(
            site.addresses, line.span, "dead-address",
            fmt::format("nothing is at {} any more, and it was published", line.address),
            fmt::format("add aliases: [{}] to the page that took its place, or an entry in data/gone.yaml",
                        line.address));
    }
}

}  // namespace charter
