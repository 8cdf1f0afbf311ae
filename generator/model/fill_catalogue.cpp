#include "generator/model/fill_catalogue.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace charter {
namespace {

// The page in each language, or else in the first one, handed to `each` with the language.
template <typename Each>
void for_each_language(const Site& site, std::string_view path, const Each& each) {
    const Page* original = find_page(site, source_language(site), path);
    for (const std::string& language : site.catalogue.languages) {
        const Page* own = find_page(site, language, path);
        each(language, own != nullptr ? *own : *original);
    }
}

void add_words(const Site& site, std::string_view path, Standard& standard) {
    for_each_language(site, path, [&](const std::string& language, const Page& page) {
        standard.title[language] = page.title;
        standard.url[language] = page.url;
        if (!page.measured_by.empty()) standard.measured_by[language] = page.measured_by;
    });
}

void add_words(const Site& site, std::string_view path, Service& service) {
    for_each_language(site, path, [&](const std::string& language, const Page& page) {
        service.title[language] = page.title;
        service.url[language] = page.url;
        if (!page.description.empty()) service.summary[language] = page.description;
        if (!page.cost.empty()) service.cost[language] = page.cost;
        if (!page.needs.empty()) service.needs[language] = page.needs;
    });
}

void add_words(const Site& site, std::string_view path, CharterEdition& charter) {
    for_each_language(site, path, [&](const std::string& language, const Page& page) {
        charter.title[language] = page.title;
        charter.url[language] = page.url;
    });
}

template <typename Item>
void sort_by_id(std::vector<Item>& items) {
    std::sort(items.begin(), items.end(), [](const Item& a, const Item& b) { return a.id < b.id; });
}

Edition& edition_of(Site& site, const std::string& year) {
    const auto found = std::find_if(site.editions.begin(), site.editions.end(),
                                    [&](const Edition& edition) { return edition.year == year; });
    if (found != site.editions.end()) return *found;
    site.editions.push_back({year, {}, {}});
    return site.editions.back();
}

void sort_editions(Site& site) {
    std::sort(site.editions.begin(), site.editions.end(),
              [](const Edition& a, const Edition& b) { return a.year < b.year; });
    for (Edition& edition : site.editions) {
        sort_by_id(edition.standards);
        sort_by_id(edition.charters);
    }
}

bool is_sensitive_category(const Site& site, const std::string& category) {
    const std::vector<std::string>& sensitive = site.sensitive_categories;
    return std::find(sensitive.begin(), sensitive.end(), category) != sensitive.end();
}

}  // namespace

std::string_view kind_of(const PageDraft& draft) {
    if (std::holds_alternative<Standard>(draft.promise)) return "standard";
    if (std::holds_alternative<Service>(draft.promise)) return "service";
    if (std::holds_alternative<CharterEdition>(draft.promise)) return "charter";
    return {};
}

std::vector<Promise> take_promises(std::vector<PageDraft>& drafts) {
    std::vector<Promise> promises;
    for (PageDraft& draft : drafts) {
        if (!kind_of(draft).empty())
            promises.push_back({draft.page.path, draft.page.edition, std::move(draft.promise)});
    }
    return promises;
}

void settle_edition(Catalogue& catalogue) {
    if (catalogue.charters.empty()) return;
    std::string latest;
    for (const CharterEdition& charter : catalogue.charters) latest = std::max(latest, charter.edition);
    if (!latest.empty()) catalogue.edition = latest;
}

void fill_catalogue(Site& site, std::vector<Promise> promises) {
    Catalogue& catalogue = site.catalogue;
    for (Promise& promise : promises) {
        const bool in_force = promise.edition.empty();
        if (auto* standard = std::get_if<Standard>(&promise.item)) {
            add_words(site, promise.path, *standard);
            (in_force ? catalogue.standards : edition_of(site, promise.edition).standards)
                .push_back(std::move(*standard));
        } else if (auto* service = std::get_if<Service>(&promise.item)) {
            add_words(site, promise.path, *service);
            service->sensitive = service->sensitive || is_sensitive_category(site, service->category);
            if (in_force) catalogue.services.push_back(std::move(*service));
        } else if (auto* charter = std::get_if<CharterEdition>(&promise.item)) {
            add_words(site, promise.path, *charter);
            (in_force ? catalogue.charters : edition_of(site, promise.edition).charters).push_back(std::move(*charter));
        }
    }
    sort_by_id(catalogue.standards);
    sort_by_id(catalogue.services);
    sort_by_id(catalogue.charters);
    sort_editions(site);
}

void leave_out_coming(Site& site) {
    std::set<std::string_view> coming;
    for (const Page& page : site.pages)
        if (page.kind == PageKind::Standard && page.edition_place == EditionPlace::Coming) coming.insert(page.id);
    for (const Standard& standard : site.catalogue.standards) coming.erase(standard.id);
    if (coming.empty()) return;
    const auto is_coming = [&](const std::string& id) { return coming.contains(id); };
    for (Service& service : site.catalogue.services) std::erase_if(service.standards, is_coming);
    for (CharterEdition& charter : site.catalogue.charters) std::erase_if(charter.standards, is_coming);
}

void address_offices(Site& site) {
    std::map<std::string_view, std::map<std::string, std::string>> urls;  // office -> language -> address
    for (const Page& page : site.pages) {
        if (page.kind == PageKind::Office) urls[page.id][page.language] = page.url;
    }
    for (Office& office : site.catalogue.offices) {
        const auto& own = urls[office.id];
        const auto first = own.find(source_language(site));
        if (first == own.end()) continue;
        for (const std::string& language : site.catalogue.languages) {
            const auto found = own.find(language);
            office.url[language] = found != own.end() ? found->second : first->second;
        }
    }
    sort_by_id(site.catalogue.offices);
    std::sort(site.office_facts.begin(), site.office_facts.end(),
              [](const OfficeFacts& a, const OfficeFacts& b) { return a.office < b.office; });
}

}  // namespace charter
