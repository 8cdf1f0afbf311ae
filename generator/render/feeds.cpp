// sitemaps.org 0.9 with xhtml:link alternates, as search engines read them.
#include "generator/render/feeds.h"

#include <algorithm>

#include "generator/render/addresses.h"
#include "generator/render/chrome.h"
#include "generator/shared/text.h"

namespace charter {
namespace {

constexpr std::string_view declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
constexpr std::string_view sitemap_namespace = "http://www.sitemaps.org/schemas/sitemap/0.9";

std::string location(const Site& site, std::string_view url) {
    return escape_html(absolute_url(site.catalogue.base_url, url));
}

void add_page(std::string& text, const Site& site, const Page& page) {
    text += "<url><loc>" + location(site, page.url) + "</loc>";
    std::vector<LanguageLink> links;
    if (site.catalogue.languages.size() > 1) links = language_links(site, page.path);
    std::erase_if(links, [](const LanguageLink& link) { return link.pending; });
    if (links.size() < 2) links.clear();
    const auto link_to = [&](std::string_view language, std::string_view url) {
        text.append("<xhtml:link rel=\"alternate\" hreflang=\"").append(language);
        text.append("\" href=\"").append(location(site, url)).append("\"/>");
    };
    for (const LanguageLink& link : links) {
        link_to(link.language, link.url);
        if (link.language == source_language(site)) link_to("x-default", link.url);
    }
    text += "</url>\n";
}

std::string url_set(const Site& site, const std::vector<const Page*>& pages, std::size_t begin, std::size_t end) {
    std::string text(declaration);
    text.append("<urlset xmlns=\"")
        .append(sitemap_namespace)
        .append("\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n");
    for (std::size_t i = begin; i < end; ++i) add_page(text, site, *pages[i]);
    return text + "</urlset>\n";
}

}  // namespace

std::vector<std::pair<std::string, std::string>> sitemap_files(const Site& site, std::size_t most) {
    std::vector<const Page*> pages;
    for (const Page& page : site.pages)
        if (!page.draft && page.edition_place != EditionPlace::Same) pages.push_back(&page);
    if (pages.size() <= most) return {{"sitemap.xml", url_set(site, pages, 0, pages.size())}};
    std::vector<std::pair<std::string, std::string>> files;
    std::string index(declaration);
    index.append("<sitemapindex xmlns=\"").append(sitemap_namespace).append("\">\n");
    for (std::size_t begin = 0; begin < pages.size(); begin += most) {
        const std::string name = "sitemap-" + std::to_string(begin / most + 1) + ".xml";
        index += "<sitemap><loc>" + location(site, "/" + name) + "</loc></sitemap>\n";
        files.emplace_back(name, url_set(site, pages, begin, std::min(pages.size(), begin + most)));
    }
    files.emplace_back("sitemap.xml", index + "</sitemapindex>\n");
    return files;
}

std::string robots_text(std::string_view base_url) {
    return "User-agent: *\nDisallow: /staff/\nSitemap: " + absolute_url(base_url, "/sitemap.xml") + "\n";
}

}  // namespace charter
