#include "generator/render/render_site.h"

#include <string>
#include <utility>
#include <vector>

#include "generator/content/markdown.h"
#include "generator/model/links.h"
#include "generator/render/addresses.h"
#include "generator/render/assets.h"
#include "generator/render/blocks.h"
#include "generator/render/chrome.h"
#include "generator/render/draw.h"
#include "generator/render/feeds.h"
#include "generator/render/page_views.h"
#include "generator/render/server_files.h"
#include "generator/shared/contact_views.h"
#include "generator/shared/parallel.h"

namespace charter {
namespace {

// "/en/services/" -> "en/services/index.html"
std::string output_path(std::string_view url) {
    return std::string(url.substr(1)) + "index.html";
}

// What the pages of one build share. Never changed while they are drawn.
struct Build {
    const Site& site;
    const Theme& theme;
    const SiteSettings& settings;
    const LinkIndex& links;
    const ReadingOrder& order;

    [[nodiscard]] Scope scope(std::string_view language) const {
        return {site, settings, theme, theme.words(language)};
    }
};

// Every id="..." of a page, so that links to it can be checked against what a reader's browser will find.
std::vector<std::string> ids_in(std::string_view html) {
    static constexpr std::string_view mark = " id=\"";
    std::vector<std::string> ids;
    for (auto at = html.find(mark); at != std::string_view::npos; at = html.find(mark, at)) {
        at += mark.size();
        const auto end = html.find('"', at);
        if (end == std::string_view::npos) break;
        ids.emplace_back(html.substr(at, end - at));
    }
    return ids;
}

// What drawing a page leaves behind.
struct Drawn {
    Diagnostics diagnostics;
    std::vector<std::string> ids;
    std::vector<AnchorUse> uses;
};

MarkdownPage render_text(const Build& build, const Scope& scope, const Page& page, Drawn& drawn) {
    if (!page.source) return {};
    const Source& source = build.site.sources[*page.source];
    Blocks blocks(scope, page, source, drawn.diagnostics);
    MarkdownHooks hooks;
    hooks.link = [&](const MarkdownLink& link) {
        return build.links.resolve(page, source, link, drawn.uses, drawn.diagnostics);
    };
    hooks.block = [&](std::string_view name, std::string_view argument, Span span) {
        return blocks.render(name, argument, span);
    };
    MarkdownPage text = render_markdown(source, page.body_begin, hooks);
    for (const Span span : text.raw_html)
        drawn.diagnostics.warning(source, span, "raw-html", "HTML in a text is left out",
                                  "write it in Markdown, or as a block: [[NAME]]");
    return text;
}

View with_chrome(const Scope& scope, const ChromePage& chrome, View view) {
    return view.merge(chrome_view(scope.settings, chrome, scope.words));
}

void draw_page(const Build& build, const Page& page, const Sink& sink, Drawn& drawn) {
    const Scope scope = build.scope(page.language);
    const MarkdownPage text = render_text(build, scope, page, drawn);
    View view = page_view(scope, page, text, build.order);
    const std::string html = draw(scope, layout_of(page), with_chrome(scope, chrome_of(scope, page), std::move(view)));
    drawn.ids = ids_in(html);
    sink(output_path(page.url), html);
}

void draw_pages(const Build& build, const RenderOptions& options, const Sink& sink, Diagnostics& diagnostics) {
    const std::vector<Page>& pages = build.site.pages;
    std::vector<Drawn> drawn(pages.size());
    for_each_index(pages.size(), options.jobs, [&](std::size_t index, std::size_t) {
        draw_page(build, pages[index], sink, drawn[index]);
        if (options.drawn) options.drawn();
    });
    AnchorCheck anchors(build.site);
    for (std::size_t index = 0; index < pages.size(); ++index) {
        diagnostics.merge(std::move(drawn[index].diagnostics));
        anchors.add(pages[index], std::move(drawn[index].ids), std::move(drawn[index].uses));
    }
    anchors.report(diagnostics);
}

// The page for addresses that lead nowhere, in each language, and in the first one for those without a language.
void draw_not_found(const Build& build, const Sink& sink) {
    for (const std::string& language : build.site.catalogue.languages) {
        const Scope scope = build.scope(language);
        ChromePage chrome;
        chrome.language = language;
        chrome.title = scope.words.text("not-found.title");
        chrome.languages = language_links(build.site, "index");
        chrome.no_index = true;
        View view;
        view.set("title", chrome.title);
        const std::string html = draw(scope, "not_found", with_chrome(scope, chrome, std::move(view)));
        sink(language + "/404.html", html);
        if (language == source_language(build.site)) sink("404.html", html);
    }
}

// A page for hosts that only serve files: browsers and search engines go on to where the address leads now.
void draw_moved(const Build& build, const Sink& sink) {
    for (const Page& page : build.site.pages) {
        for (const std::string& alias : page.aliases) {
            const Scope scope = build.scope(page.language);
            View view;
            view.set("language", page.language)
                .set("title", page.title)
                .set("url", page.url)
                .set("canonical", absolute_url(build.settings.base_url, page.url));
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
void draw_gone(const Build& build, const Sink& sink) {
    for (const GoneAddress& gone : build.site.gone) {
        const std::string& language = language_of_address(build.site, gone.address);
        const Scope scope = build.scope(language);
        ChromePage chrome;
        chrome.language = language;
        chrome.title = scope.words.text("gone.title");
        chrome.languages = language_links(build.site, "index");
        chrome.no_index = true;
        View view;
        view.set("title", chrome.title).set("reason", text_in(gone.reason, language));
        if (gone.since) view.set("since", scope.words.date(*gone.since));
        if (const Page* page = find_page_at(build.site, gone.see))
            view.object("see", View().set("title", page->title).set("url", page->url));
        sink(output_path(gone.address), draw(scope, "gone", with_chrome(scope, chrome, std::move(view))));
    }
}

// The page at the root: choose a language.
void draw_languages(const Build& build, const Sink& sink) {
    const Scope scope = build.scope(source_language(build.site));
    View view = emergency_view(build.settings, build.theme, scope.language());
    view.set("style_url", build.settings.style_url);
    view.set("site_name", text_in(build.settings.name, scope.language()));
    view.set("body_name", text_in(build.settings.body, scope.language()));
    std::vector<View> languages;
    for (const std::string& language : build.site.catalogue.languages) {
        const Page* home = find_page(build.site, language, "index");
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

void render_site(const Site& site, const Theme& theme, const ThemeFiles& theme_files, const RenderOptions& options,
                 const Sink& sink, Diagnostics& diagnostics) {
    const PublishedAssets assets = publish_assets(theme.assets());
    const SiteSettings settings = site_settings_of(site, theme, assets.style_url);
    const LinkIndex links(site);
    const ReadingOrder order(site);
    const Build build{site, theme, settings, links, order};
    draw_pages(build, options, sink, diagnostics);
    draw_not_found(build, sink);
    draw_moved(build, sink);
    draw_gone(build, sink);
    draw_languages(build, sink);
    for (const Source& asset : assets.files) sink(asset.path, asset.text);
    copy_pictures(site, sink, diagnostics);
    for (const auto& [path, text] : sitemap_files(site)) sink(path, text);
    sink("robots.txt", robots_text(settings.base_url));
    sink("catalogue.json", to_json(site.catalogue));
    for (const auto& [path, text] : server_files(site, settings, theme_files)) sink(path, text);
}

}  // namespace charter
