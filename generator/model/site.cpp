#include "generator/model/site.h"

#include <algorithm>
#include <tuple>

#include "generator/model/content_keys.h"

namespace charter {
namespace {

using PageIterator = std::vector<Page>::const_iterator;

std::size_t place_of_language(const Site& site, std::string_view language) {
    const auto& languages = site.catalogue.languages;
    return static_cast<std::size_t>(std::find(languages.begin(), languages.end(), language) - languages.begin());
}

// The first page of the language that is not before `path`. Pages are sorted by language, then path.
PageIterator lower_bound(const Site& site, std::string_view language, std::string_view path) {
    const std::pair wanted{place_of_language(site, language), path};
    const auto is_before = [&](const Page& page, const auto& key) {
        return std::pair{place_of_language(site, page.language), std::string_view(page.path)} < key;
    };
    return std::lower_bound(site.pages.begin(), site.pages.end(), wanted, is_before);
}

// The address of a promise's page in the language, which for a pending page is that of the first language.
template <typename Item, typename Wanted>
const Item* find_where(const std::vector<Item>& items, const Wanted& wanted) {
    const auto found = std::find_if(items.begin(), items.end(), wanted);
    return found == items.end() ? nullptr : &*found;
}

const Localized* urls_of(const Site& site, PageKind kind, std::string_view id) {
    const auto urls = [](const auto* item) { return item == nullptr ? nullptr : &item->url; };
    if (kind == PageKind::Standard) return urls(find_standard(site.catalogue, id));
    if (kind == PageKind::Service) return urls(find_service(site.catalogue, id));
    if (kind == PageKind::Office) return urls(find_office(site.catalogue, id));
    if (kind != PageKind::Charter) return nullptr;
    return urls(find_where(site.catalogue.charters, [&](const CharterEdition& each) { return each.id == id; }));
}

bool is_child(std::string_view path, std::string_view folder) {
    std::string_view below = path.substr(folder.size());
    const std::size_t slash = below.find('/');
    if (slash == std::string_view::npos) return below != "index";
    return below.substr(slash + 1) == "index";
}

}  // namespace

std::string_view key_of(PageKind kind) {
    return key_in(page_kinds, kind);
}

std::string_view key_of(SignOff step) {
    return key_in(sign_off_steps, step);
}

const std::string& source_language(const Site& site) {
    return site.catalogue.languages.front();
}

const std::string& role_text(const Site& site, const std::string& role, std::string_view language) {
    const Named* known =
        find_where(site.roles, [&](const Named& named) { return text_in(named.name, source_language(site)) == role; });
    return known == nullptr ? role : text_in(known->name, language);
}

bool is_worked_on(const Site& site, const Page& page) {
    const bool is_second = page.edition_place == EditionPlace::Same || page.edition_place == EditionPlace::Earlier;
    return !is_second && !(page.source && site.sources[*page.source].path.starts_with("editions/"));
}

bool is_pending(const Site& site, std::string_view path, std::string_view language) {
    const auto found = site.pending.find(path);
    return found != site.pending.end() &&
           std::binary_search(found->second.begin(), found->second.end(), language, std::less<>());
}

bool is_faulty(const Site& site, const Page& page) {
    if (site.faulty.empty()) return false;
    if (page.source && site.faulty.contains(site.sources[*page.source].path)) return true;
    const Page* original = find_page(site, source_language(site), page.path);
    return original != nullptr && original->source && site.faulty.contains(site.sources[*original->source].path);
}

std::string_view plain_path(const Page& page) {
    std::string_view path = page.path;
    if (!page.edition.empty()) path.remove_suffix(page.edition.size() + 1);
    return path;
}

const HoursEntry* find_hours(const Site& site, std::string_view id) {
    return find_where(site.hours, [&](const HoursEntry& hours) { return hours.id == id; });
}

const OfficeFacts* find_facts(const Site& site, std::string_view office) {
    return find_where(site.office_facts, [&](const OfficeFacts& facts) { return facts.office == office; });
}

const Edition* find_edition(const Site& site, std::string_view year) {
    return find_where(site.editions, [&](const Edition& edition) { return edition.year == year; });
}

const CharterEdition* find_charter_of(const Site& site, const Page& page) {
    if (page.kind != PageKind::Charter) return nullptr;
    const Edition* edition = page.edition.empty() ? nullptr : find_edition(site, page.edition);
    const auto& charters = edition == nullptr ? site.catalogue.charters : edition->charters;
    return find_where(charters, [&](const CharterEdition& charter) { return charter.id == page.id; });
}

const Standard* find_standard_of(const Site& site, std::string_view year, std::string_view id) {
    const Edition* edition = year.empty() ? nullptr : find_edition(site, year);
    const Standard* found = nullptr;
    if (edition != nullptr)
        found = find_where(edition->standards, [&](const Standard& standard) { return standard.id == id; });
    return found != nullptr ? found : find_standard(site.catalogue, id);
}

const Page* find_page(const Site& site, std::string_view language, std::string_view path) {
    const PageIterator found = lower_bound(site, language, path);
    return found != site.pages.end() && found->language == language && found->path == path ? &*found : nullptr;
}

const Page* find_page_at(const Site& site, std::string_view url) {
    if (!url.starts_with('/')) return nullptr;
    url.remove_prefix(1);
    const std::size_t slash = url.find('/');
    if (slash == std::string_view::npos) return nullptr;
    const std::string_view language = url.substr(0, slash);
    std::string path(url.substr(slash + 1));
    if (path.empty()) return find_page(site, language, "index");
    if (path.ends_with('/')) path.pop_back();
    const Page* page = find_page(site, language, path);
    return page != nullptr ? page : find_page(site, language, path + "/index");
}

const Page* find_page_of(const Site& site, PageKind kind, std::string_view id, std::string_view language) {
    const Localized* urls = urls_of(site, kind, id);
    return urls == nullptr ? nullptr : find_page_at(site, text_in(*urls, language));
}

std::vector<const Page*> pages_below(const Site& site, std::string_view language, std::string_view folder) {
    std::vector<const Page*> pages;
    for (auto page = lower_bound(site, language, folder);
         page != site.pages.end() && page->language == language && page->path.starts_with(folder); ++page)
        pages.push_back(&*page);
    return pages;
}

std::vector<const Page*> children_of(const Site& site, const Page& index) {
    const std::string& first_language = source_language(site);
    const std::size_t slash = index.path.rfind('/');
    const std::string folder = slash == std::string::npos ? std::string() : index.path.substr(0, slash + 1);
    std::vector<const Page*> children;
    for (const Page* page : pages_below(site, first_language, folder)) {
        if (!is_child(page->path, folder)) continue;
        const Page* own = index.language == first_language ? page : find_page(site, index.language, page->path);
        children.push_back(own != nullptr ? own : page);
    }
    std::sort(children.begin(), children.end(), [](const Page* a, const Page* b) {
        return std::tie(a->weight, a->title, a->path) < std::tie(b->weight, b->title, b->path);
    });
    return children;
}

}  // namespace charter
