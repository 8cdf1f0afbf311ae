#include "generator/model/check_model.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <deque>
#include <map>
#include <set>
#include <unordered_map>

#include "generator/content/places.h"
#include "generator/model/address_book.h"
#include "generator/model/changes.h"
#include "generator/model/former_address.h"
#include "generator/model/read_calendar.h"
#include "generator/model/server_addresses.h"
#include "generator/shared/text.h"
#include "generator/shared/yaml.h"

namespace charter {
namespace {

std::string joined(const std::vector<std::string>& words, std::string_view between, std::string_view after) {
    std::string out;
    for (const std::string& word : words) out += fmt::format("{}{}{}", out.empty() ? "" : between, word, after);
    return out;
}

void check_homes(const Site& site, Diagnostics& diagnostics) {
    for (const std::string& language : site.catalogue.languages) {
        if (find_page(site, language, "index") != nullptr) continue;
        diagnostics.file_error(language + "/index.md", "no-home",
                               fmt::format("there is no home page in \"{}\"", language),
                               fmt::format("write {}/index.md", language));
    }
}

// Languages that a page of the first language is not translated into and not declared pending in.
std::vector<std::string> forgotten_languages(const Site& site, const Page& page) {
    std::vector<std::string> forgotten;
    for (const std::string& language : site.catalogue.languages) {
        if (language != page.language && !is_pending(site, page.path, language) &&
            find_page(site, language, page.path) == nullptr)
            forgotten.push_back(language);
    }
    return forgotten;
}

constexpr std::size_t most_told = 20;  // pages that a language lacks, one by one

// A language that a site begins with lacks nearly every page, which is one thing to tell. The pages that it lacks are
// then the second of the pair.
std::map<std::string, std::vector<const Page*>> new_languages(const Site& site) {
    std::map<std::string, std::vector<const Page*>> lacking;
    for (const Page& page : site.pages)
        if (page.language == source_language(site) && page.source && page.path != "index")
            for (const std::string& language : forgotten_languages(site, page)) lacking[language].push_back(&page);
    std::erase_if(lacking, [](const auto& entry) { return entry.second.size() <= most_told; });
    return lacking;
}

void report_new_language(const Site& site, const std::string& language, const std::vector<const Page*>& pages,
                         Diagnostics& diagnostics) {
    constexpr std::size_t shown = 3;
    std::vector<std::string> paths;
    for (std::size_t i = 0; i < shown; ++i) paths.push_back(site.sources[*pages[i]->source].path);
    diagnostics.error(site.settings, setting_item_place(site.settings, "languages", language), "missing-translation",
                      fmt::format("{} pages are not translated into \"{}\" and do not say so: {} and more",
                                  pages.size(), language, joined(paths, ", ", "")),
                      fmt::format("add translations: {{{}: pending}} to each until it is", language));
}

void check_translations(const Site& site, Diagnostics& diagnostics) {
    if (site.catalogue.languages.size() < 2) return;
    const std::map<std::string, std::vector<const Page*>> new_ones = new_languages(site);
    for (const auto& [language, pages] : new_ones) report_new_language(site, language, pages, diagnostics);
    for (const Page& page : site.pages) {
        // A home that is missing has been reported as such.
        if (page.language != source_language(site) || !page.source || page.path == "index") continue;
        std::vector<std::string> forgotten = forgotten_languages(site, page);
        std::erase_if(forgotten, [&](const std::string& language) { return new_ones.contains(language); });
        if (forgotten.empty()) continue;
        diagnostics.error(
            site.sources[*page.source], top_of_file, "missing-translation",
            fmt::format("the page is not translated into \"{}\" and does not say so", joined(forgotten, "\", \"", "")),
            fmt::format("add translations: {{{}}} until it is", joined(forgotten, ", ", ": pending")));
    }
    for (const auto& [path, languages] : site.pending) {
        const Page* page = find_page(site, source_language(site), path);
        for (const std::string& language : languages) {
            if (page == nullptr || !page->source || find_page(site, language, path) == nullptr) continue;
            const Source& source = site.sources[*page->source];
            diagnostics.error(
                source, inner_field_place(source, "translations", language), "needless-pending",
                fmt::format("the page says that \"{0}\" is pending, but {0}/{1}.md is there", language, path),
                fmt::format("take {} out of translations", language));
        }
    }
}

bool has_capitals(std::string_view url) {
    return std::any_of(url.begin(), url.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

struct Claim {
    const std::string& url;  // of the site, which outlives it
    const Page& page;
    std::string_view field;  // that asks for the address; "" for where the page stands by its path
};

class Addresses {
  public:
    Addresses(const Site& site, Diagnostics& diagnostics) : site_(site), diagnostics_(diagnostics) {
        claims_.reserve(site.pages.size());
        small_claims_.reserve(site.pages.size());
    }

    void add(const Claim& claim) {
        if (is_server_address(site_.catalogue.languages, claim.url))
            return report(claim, "the forms of the server answer");
        const auto [found, is_new] = claims_.emplace(claim.url, &claim.page);
        if (!is_new) return report(claim, fmt::format("{} is already", name_of(*found->second)));
        add_without_capitals(claim);
    }
    void add_alias(const Claim& claim) {
        if (is_taken_by_build(claim.url)) return report(claim, "a file of every site is");
        add(claim);
    }
    void add_gone(const GoneAddress& gone, const Source& register_file) {
        const std::string& address = gone.address;
        const auto found = claims_.find(address);
        const auto [first, is_new] = gone_.insert(address);
        std::string what;
        std::string hint = "take this entry out";
        if (is_taken_by_build(address)) what = "a file of every site is";
        if (is_server_address(site_.catalogue.languages, address)) what = "the forms of the server answer";
        if (found != claims_.end()) {
            what = fmt::format("{} is still", name_of(*found->second));
            if (!gone.since) hint += ", or say from which day the page is gone, for example since: 2027-07-01";
        }
        if (!is_new) what = "another entry is already";
        if (!what.empty())
            diagnostics_.error(register_file, gone.address_span, "duplicate-address",
                               fmt::format("{} at the address {}", what, address), std::move(hint));
    }

  private:
    // Many disks and many readers do not tell capital letters from small ones.
    void add_without_capitals(const Claim& claim) {
        std::string_view small = claim.url;
        if (has_capitals(small)) small = lowered_.emplace_back(to_lower(claim.url));
        const auto [found, is_new] = small_claims_.emplace(small, &claim.page);
        if (!is_new && found->second != &claim.page)
            report(claim, fmt::format("but for capital letters {} is already", name_of(*found->second)));
    }

    [[nodiscard]] std::string name_of(const Page& page) const {
        if (page.source) return site_.sources[*page.source].path;
        return fmt::format("the page of office \"{}\"", page.id);
    }
    void report(const Claim& claim, const std::string& what) {
        std::string message = fmt::format("{} at the address {}", what, claim.url);
        static constexpr std::string_view hint = "give the file or the alias another name";
        if (claim.page.source) {
            const Source& source = site_.sources[*claim.page.source];
            const Span place = claim.field.empty() ? top_of_file : field_place(source, claim.field);
            diagnostics_.error(source, place, "duplicate-address", std::move(message), std::string(hint));
        } else
            diagnostics_.file_error("data/offices.yaml", "duplicate-address", std::move(message), std::string(hint));
    }

    const Site& site_;
    Diagnostics& diagnostics_;
    // Of the addresses where they stand, since most sites have thousands.
    std::unordered_map<std::string_view, const Page*> claims_;
    std::unordered_map<std::string_view, const Page*> small_claims_;  // by the address in small letters
    std::deque<std::string> lowered_;                                 // those that have others
    std::set<std::string> gone_;
};

void check_gone(const Site& site, Addresses& addresses, Diagnostics& diagnostics) {
    const auto file = std::find_if(site.data.begin(), site.data.end(),
                                   [](const Source& source) { return source.path == "data/gone.yaml"; });
    if (file == site.data.end()) return;
    for (const GoneAddress& gone : site.gone) {
        addresses.add_gone(gone, *file);
        // A page whose file cannot be read may be the one.
        if (gone.see.empty() || find_page_at(site, gone.see) != nullptr || !site.faulty.empty()) continue;
        diagnostics.error(*file, gone.see_span, "dead-link", fmt::format("no page is at \"{}\"", gone.see),
                          "write the address of a page of this site, for example see: /en/services/");
    }
}

void check_addresses(const Site& site, Diagnostics& diagnostics) {
    Addresses addresses(site, diagnostics);
    for (const Page& page : site.pages) addresses.add({page.url, page, ""});
    for (const Page& page : site.pages) {
        for (const std::string& alias : page.aliases) addresses.add_alias({alias, page, "aliases"});
    }
    check_gone(site, addresses, diagnostics);
}

// What leads from one office to another.
struct OfficeChain {
    std::string Office::*next;
    std::string_view field;
    std::string_view message;
    std::string_view hint;
};
constexpr std::array<OfficeChain, 2> office_chains = {
    {{&Office::parent, "parent", "the office \"{}\" is above itself: {}",
      "follow parent from office to office: it must end at one without a parent"},
     {&Office::successor, "successor", "the cases of the office \"{}\" come back to itself: {}",
      "follow successor from office to office: it must end at one that is open"}}};

// True if following the chain from an office comes back to it.
bool leads_to_itself(const Catalogue& catalogue, const Office& office, const OfficeChain& chain) {
    const Office* next = find_office(catalogue, office.*chain.next);
    for (std::size_t steps = 0; next != nullptr && steps <= catalogue.offices.size(); ++steps) {
        if (next->id == office.id) return true;
        next = find_office(catalogue, next->*chain.next);
    }
    return false;
}

// Where the register names the next office behind this one.
Span place_of_next(const Source& offices, const std::string& id, std::string_view field) {
    Diagnostics reported_before;
    const YamlValue all = parse_yaml(offices, reported_before);
    for (const YamlValue& each : all.items) {
        const YamlEntry* own = each.find("id");
        const YamlEntry* next = each.find(field);
        if (own != nullptr && next != nullptr && own->value.text == id) return next->value.span;
    }
    return top_of_file;
}

// Each circle once, at its first office.
void check_chain(const Site& site, const OfficeChain& chain, Diagnostics& diagnostics) {
    std::set<std::string_view> told;
    for (const Office& office : site.catalogue.offices) {
        if (told.contains(office.id) || !leads_to_itself(site.catalogue, office, chain)) continue;
        std::string circle = office.id;
        const Office* next = &office;
        do {
            told.insert(next->id);
            next = find_office(site.catalogue, next->*chain.next);
            circle += ", " + next->id;
        } while (next != &office);
        for (const Source& file : site.data)
            if (file.path == "data/offices.yaml")
                diagnostics.error(file, place_of_next(file, office.id, chain.field), "office-cycle",
                                  fmt::format(fmt::runtime(chain.message), office.id, circle), std::string(chain.hint));
    }
}

void check_offices(const Site& site, Diagnostics& diagnostics) {
    for (const OfficeChain& chain : office_chains) check_chain(site, chain, diagnostics);
}

// The nearest folder above with an index page, "services/"; empty if there is none below the home page.
std::string section_above(const Site& site, const std::string& language, std::string folder) {
    while (!folder.empty() && find_page(site, language, folder + "index") == nullptr) {
        folder.pop_back();
        folder.resize(folder.rfind('/') + 1);
    }
    return folder;
}

// An index page lists its folder and the index pages one folder below: without these, a page there is on no list.
void check_folders(const Site& site, Diagnostics& diagnostics) {
    std::set<std::string> told;
    for (const Page& page : site.pages) {
        if (page.language != source_language(site) || !page.source || !page.edition.empty() ||
            !is_worked_on(site, page))
            continue;
        const std::string folder = page.path.substr(0, page.path.rfind('/') + 1);
        const std::string section = section_above(site, page.language, folder);
        if (section.empty() || section == folder || !told.insert(folder).second) continue;
        diagnostics.warning(
            site.sources[*page.source], top_of_file, "folder-without-index",
            fmt::format("the folder {0}/{1} has no index.md, so that the list of {0}/{2} does not lead to this page",
                        page.language, folder, section),
            fmt::format("write {}/{}index.md, or move the page up", page.language, folder));
    }
}

}  // namespace

void check_model(const Site& site, Diagnostics& diagnostics) {
    check_homes(site, diagnostics);
    check_translations(site, diagnostics);
    check_addresses(site, diagnostics);
    check_offices(site, diagnostics);
    check_folders(site, diagnostics);
    check_calendar(site, diagnostics);
    check_address_book(site, diagnostics);
    check_changes(site, diagnostics);
}

}  // namespace charter
