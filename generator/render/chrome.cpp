#include "generator/render/chrome.h"

#include <array>
#include <utility>

#include "generator/render/addresses.h"
#include "generator/render/article_view.h"

namespace charter {
namespace {

// Pages that the footer leads to where a site has them.
constexpr std::array<std::string_view, 4> footer_paths = {"rights/index", "rights/escalation", "rights/privacy",
                                                          "rights/accessibility"};

// An entry that leads to a page, in every language; no title and no url if the site has no such page.
MenuEntry page_entry(const Site& site, std::string id, std::string_view path) {
    MenuEntry entry{std::move(id), {}, {}};
    const Page* source = find_page(site, source_language(site), path);
    for (const std::string& language : site.catalogue.languages) {
        const Page* own = find_page(site, language, path);
        const Page* page = own == nullptr ? source : own;
        if (page == nullptr) continue;
        entry.title[language] = page->title;
        entry.url[language] = page->url;
    }
    return entry;
}

MenuEntry form_entry(const Site& site, const Theme& theme, const std::string& id) {
    MenuEntry entry{id, {}, {}};
    for (const std::string& language : site.catalogue.languages) {
        entry.title[language] = theme.words(language).text("menu." + id);
        entry.url[language] = "/" + language + "/" + id + "/";
    }
    return entry;
}

bool is_form(std::string_view id) {
    return id == "track" || id == "lodge" || id == "search";
}

// "Foster care - Services": the page and the section it is in.
std::string title_with_section(const Scope& scope, const Page& page) {
    const std::vector<const Page*> above = ancestors_of(scope.site, page);
    const std::string title = page.edition.empty() ? page.title : page.title + " - " + page.edition;
    return above.size() < 2 ? title : title + " - " + above[1]->title;
}

// The edition that counts has two addresses; search engines are to show the plain one.
const std::string& canonical_url(const Site& site, const Page& page) {
    const Page* plain = nullptr;
    if (page.edition_place == EditionPlace::Same) plain = find_page(site, page.language, plain_path(page));
    return plain == nullptr ? page.url : plain->url;
}

// For search results: every page has one, also those of offices, which have no file.
std::string description_of(const Scope& scope, const Page& page) {
    if (!page.description.empty()) return page.description;
    if (page.kind == PageKind::Office) return scope.words.format("office.description", {{"office", page.title}});
    return page.title;
}

}  // namespace

SiteSettings site_settings_of(const Site& site, const Theme& theme, std::string style_url) {
    SiteSettings settings;
    settings.name = site.catalogue.name;
    settings.body = site.catalogue.body;
    settings.title_suffix = site.title_suffix;
    settings.demo_notice = site.demo_notice;
    settings.base_url = absolute_url(site.catalogue.base_url, "");
    settings.languages = site.catalogue.languages;
    settings.style_url = std::move(style_url);
    for (const std::string& id : site.menu) {
        MenuEntry entry = is_form(id) ? form_entry(site, theme, id) : page_entry(site, id, id + "/index");
        if (!entry.url.empty()) settings.menu.push_back(std::move(entry));
    }
    for (const std::string_view path : footer_paths) {
        MenuEntry entry = page_entry(site, std::string(path), path);
        if (!entry.url.empty()) settings.footer.push_back(std::move(entry));
    }
    settings.channels = site.channels;
    settings.emergency = site.emergency;
    settings.escalation = site.escalation;
    settings.elsewhere = site.elsewhere;
    settings.escalation_rules = site.escalation_rules;
    settings.edition = site.catalogue.edition;
    return settings;
}

std::vector<LanguageLink> language_links(const Site& site, std::string_view path) {
    std::vector<LanguageLink> links;
    const Page* source = find_page(site, source_language(site), path);
    for (const std::string& language : site.catalogue.languages) {
        if (const Page* page = find_page(site, language, path))
            links.push_back({language, page->url, false});
        else if (source != nullptr)
            links.push_back({language, source->url, true});
    }
    return links;
}

ChromePage chrome_of(const Scope& scope, const Page& page) {
    ChromePage chrome;
    chrome.language = page.language;
    chrome.title = title_with_section(scope, page);
    chrome.description = description_of(scope, page);
    chrome.canonical = absolute_url(scope.settings.base_url, canonical_url(scope.site, page));
    chrome.current_menu = page.section;
    chrome.languages = language_links(scope.site, page.path);
    chrome.no_index = page.draft;
    return chrome;
}

}  // namespace charter
