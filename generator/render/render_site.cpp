#include "generator/render/render_site.h"

#include <optional>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "generator/model/links.h"
#include "generator/render/addresses.h"
#include "generator/render/calendar_views.h"
#include "generator/render/change_feed.h"
#include "generator/render/chrome.h"
#include "generator/render/draw.h"
#include "generator/render/feeds.h"
#include "generator/render/open_data.h"
#include "generator/render/page_drawing.h"
#include "generator/render/search_content.h"
#include "generator/render/server_files.h"
#include "generator/shared/contact_views.h"
#include "generator/shared/parallel.h"

namespace charter {
namespace {

// A page that is drawn, or stays as it was.
struct Outcome {
    Diagnostics diagnostics;
    std::vector<AnchorUse> uses;
    std::string drawn;  // its packed record
    std::string_view kept_path;
    std::string_view kept;  // the one of the build before, if it stays
    SearchPage found_by;    // if the site has a search
    [[nodiscard]] std::string_view record() const { return drawn.empty() ? kept : drawn; }
};

bool keep_page(const PageDrawing& drawing, const Page& page, const std::string& path, const RenderOptions& options,
               bool is_unread, Outcome& outcome) {
    if (options.before == nullptr || !options.keep) return false;
    const auto record = options.before->pages.find(path);
    if (record == options.before->pages.end()) return false;
    const PageRecord before = unpack(record->second);
    const bool is_same = !options.outlook.empty() && options.before->outlook == options.outlook;
    std::optional<std::vector<AnchorUse>> uses = drawing.same_as(page, before, is_same ? Outlook::Same : Outlook::Other,
                                                                 is_unread ? TextState::AsItWas : TextState::Read);
    if (!uses || !options.keep(path)) return false;
    outcome.uses = std::move(*uses);
    outcome.kept_path = record->first;
    outcome.kept = record->second;
    if (options.hashed) options.hashed(path, before.output);
    return true;
}

// `pages`: those of the site, in their order.
std::string search_index_of(const Site& site, const PageDrawing& drawing, std::vector<SearchPage> pages) {
    std::vector<BesidesPages> besides;
    for (const std::string& language : site.catalogue.languages) {
        const Scope scope = drawing.scope(language);
        besides.push_back({office_entries(scope), form_pages(scope)});
    }
    return write_search_index(search_content(site, std::move(pages), std::move(besides)));
}

// .server/search.sqlite
void write_search(const Site& site, const PageDrawing& drawing, std::vector<Outcome>& outcomes, const Sink& sink) {
    std::vector<SearchPage> pages;
    pages.reserve(outcomes.size());
    for (Outcome& outcome : outcomes) pages.push_back(std::move(outcome.found_by));
    sink(".server/search.sqlite", search_index_of(site, drawing, std::move(pages)));
}

// Only the ids of pages that some link asks about are looked at. The outcomes are those of the site's pages, in order.
void check_anchors(const Site& site, std::vector<Outcome>& outcomes, Diagnostics& diagnostics) {
    std::unordered_set<const Page*> targets;
    for (const Outcome& outcome : outcomes)
        for (const AnchorUse& use : outcome.uses) targets.insert(use.target);
    if (targets.empty()) return;
    AnchorCheck anchors(site);
    for (std::size_t index = 0; index < outcomes.size(); ++index) {
        Outcome& outcome = outcomes[index];
        const bool is_target = targets.contains(&site.pages[index]);
        if (is_target || !outcome.uses.empty())
            anchors.add(site.pages[index], is_target ? ids_of(unpack(outcome.record())) : std::vector<std::string>(),
                        std::move(outcome.uses));
    }
    anchors.report(diagnostics);
}

void remember(const std::vector<Page>& pages, std::vector<Outcome>& outcomes, const RenderOptions& options,
              PageMemory& after) {
    after.outlook = options.outlook;
    after.pages.reserve(pages.size());
    const auto own = [&](std::string text) -> std::string_view { return after.own.emplace_back(std::move(text)); };
    for (std::size_t index = 0; index < pages.size(); ++index) {
        Outcome& outcome = outcomes[index];
        if (!outcome.diagnostics.empty()) continue;
        if (outcome.drawn.empty())
            after.pages.insert_or_assign(outcome.kept_path, outcome.kept);
        else
            after.pages.insert_or_assign(own(output_path(pages[index].url)), own(std::move(outcome.drawn)));
    }
}

void draw_pages(const Site& site, const PageDrawing& drawing, const RenderOptions& options, const Sink& sink,
                Diagnostics& diagnostics) {
    const std::vector<Page>& pages = site.pages;
    std::vector<Outcome> outcomes(pages.size());
    const bool searched = has_search(site);
    const Sink& page_sink = options.page_sink ? options.page_sink : sink;
    for_each_index(pages.size(), options.jobs, [&](std::size_t index, std::size_t) {
        Outcome& outcome = outcomes[index];
        const Page& page = pages[index];
        const std::string path = output_path(page.url);
        MarkdownPage text;
        const bool is_unread =
            options.unread != nullptr && page.source && options.unread->contains(site.sources[*page.source].path);
        if (!keep_page(drawing, page, path, options, is_unread, outcome)) {
            if (is_unread) {
                *options.lacks_text = true;
                return;
            }
            DrawnPage drawn = drawing.draw(page);
            page_sink(path, drawn.html);
            if (options.hashed) options.hashed(path, drawn.hash);
            text = std::move(drawn.text);
            outcome = {std::move(drawn.diagnostics), std::move(drawn.uses), std::move(drawn.record), {}, {}, {}};
        } else if (searched && is_searched(page)) {
            text = drawing.text_of(page);
        }
        if (searched && is_searched(page)) outcome.found_by = search_page_of(drawing.scope(page.language), page, text);
        if (options.drawn) options.drawn();
    });
    if (searched) write_search(site, drawing, outcomes, sink);
    check_anchors(site, outcomes, diagnostics);
    if (options.after != nullptr) remember(pages, outcomes, options, *options.after);
    for (Outcome& outcome : outcomes) diagnostics.merge(std::move(outcome.diagnostics));
}

View with_chrome(const Scope& scope, const ChromePage& chrome, View view) {
    view.merge(chrome_view(scope.settings, chrome, scope.words));
    return view;
}

// The page for addresses that lead nowhere, in each language, and in the first one for those without a language.
void draw_not_found(const Site& site, const PageDrawing& drawing, const Sink& sink) {
    for (const std::string& language : site.catalogue.languages) {
        const Scope scope = drawing.scope(language);
        ChromePage chrome;
        chrome.language = language;
        chrome.title = scope.words.text("not-found.title");
        chrome.languages = language_links(site, "index");
        chrome.no_index = true;
        View view;
        view.set("title", chrome.title);
        const std::string html = draw(scope, "not_found", with_chrome(scope, chrome, std::move(view)));
        sink(language + "/404.html", html);
        if (language == source_language(site)) sink("404.html", html);
    }
}

// A page for hosts that only serve files: browsers and search engines go on to where the address leads now.
void draw_moved(const Site& site, const PageDrawing& drawing, const Sink& sink) {
    for (const Page& page : site.pages) {
        for (const std::string& alias : page.aliases) {
            const Scope scope = drawing.scope(page.language);
            View view;
            view.set("language", page.language)
                .set("title", page.title)
                .set("url", page.url)
                .set("canonical", absolute_url(drawing.settings().base_url, page.url));
            sink(output_path(alias), draw(scope, "moved", view));
        }
    }
}

// "/en/old/": "en", if that is a language of the site; else the first one.
const std::string& language_of_address(const Site& site, std::string_view address) {
    for (const std::string& language : site.catalogue.languages)
        if (address.starts_with("/" + language + "/")) return language;
    return source_language(site);
}

// Where something was given up on purpose: why, and where to turn.
void draw_gone(const Site& site, const PageDrawing& drawing, const Sink& sink) {
    for (const GoneAddress& gone : site.gone) {
        const std::string& language = language_of_address(site, gone.address);
        const Scope scope = drawing.scope(language);
        ChromePage chrome;
        chrome.language = language;
        chrome.title = scope.words.text("gone.title");
        chrome.languages = language_links(site, "index");
        chrome.no_index = true;
        View view;
        view.set("title", chrome.title).set("reason", text_in(gone.reason, language));
        if (gone.since) view.set("since", scope.words.date(*gone.since));
        if (const Page* page = find_page_at(site, gone.see))
            view.object("see", View().set("title", page->title).set("url", page->url));
        sink(output_path(gone.address), draw(scope, "gone", with_chrome(scope, chrome, std::move(view))));
    }
}

// The page at the root: choose a language.
void draw_languages(const Site& site, const PageDrawing& drawing, const Sink& sink) {
    const Scope scope = drawing.scope(source_language(site));
    View view = emergency_view(scope.settings, scope.theme, scope.language());
    view.set("style_url", scope.settings.style_url);
    view.set("site_name", text_in(scope.settings.name, scope.language()));
    view.set("body_name", text_in(scope.settings.body, scope.language()));
    std::vector<View> languages;
    for (const std::string& language : site.catalogue.languages) {
        const Page* home = find_page(site, language, "index");
        if (home == nullptr) continue;
        languages.push_back(View()
                                .set("language", language)
                                .set("name", scope.words.text("language." + language))
                                .set("url", home->url)
                                .set("title", home->title));
    }
    view.list("languages", std::move(languages));
    sink("index.html", draw(scope, "languages", view));
}

// A file beside the pages that would take the place of one of them is reported and left out.
bool takes_place_of_page(const Site& site, const std::string& path) {
    constexpr std::string_view ending = "index.html";
    if (!path.ends_with(ending)) return path.ends_with("/404.html");
    const std::string url = "/" + path.substr(0, path.size() - ending.size());
    return find_page_at(site, url) != nullptr;
}

void copy_pictures(const Site& site, const Sink& sink, Diagnostics& diagnostics) {
    for (const Source& picture : site.pictures) {
        if (takes_place_of_page(site, picture.path))
            diagnostics.file_error(picture.path, "duplicate-address", "a page of this site has the same address",
                                   "give the file another name");
        else
            sink(picture.path, picture.text);
    }
}

}  // namespace

std::string draw_search_index(const Site& site, const PageDrawing& drawing, unsigned jobs) {
    std::vector<SearchPage> pages(site.pages.size());
    for_each_index(pages.size(), jobs, [&](std::size_t index, std::size_t) {
        const Page& page = site.pages[index];
        if (is_searched(page)) pages[index] = search_page_of(drawing.scope(page.language), page, drawing.text_of(page));
    });
    return search_index_of(site, drawing, std::move(pages));
}

void draw_others(const Site& site, const PageDrawing& drawing, const ThemeFiles& theme_files, const Sink& sink,
                 Diagnostics& diagnostics) {
    draw_not_found(site, drawing, sink);
    draw_moved(site, drawing, sink);
    draw_gone(site, drawing, sink);
    draw_languages(site, drawing, sink);
    for (const Source& asset : drawing.assets().files) sink(asset.path, asset.text);
    copy_pictures(site, sink, diagnostics);
    for (const auto& [path, text] : sitemap_files(site)) sink(path, text);
    sink("robots.txt", robots_text(drawing.settings().base_url));
    sink("catalogue.json", to_json(site.catalogue));
    for (const auto& [path, text] : data_files(site)) sink(path, text);
    for (const std::string& language : site.catalogue.languages) {
        const Scope scope = drawing.scope(language);
        if (has_feed(site)) sink(feed_url(language).substr(1), change_feed(scope));
        if (has_calendar(site)) sink(calendar_url(language).substr(1), calendar_file(scope));
    }
    for (const auto& [path, text] : server_files(site, drawing.settings(), theme_files)) sink(path, text);
}

void render_site(const Site& site, const Theme& theme, const ThemeFiles& theme_files, const RenderOptions& options,
                 const Sink& sink, Diagnostics& diagnostics) {
    const PageDrawing drawing(site, theme);
    draw_pages(site, drawing, options, sink, diagnostics);
    draw_others(site, drawing, theme_files, sink, diagnostics);
}

}  // namespace charter
