#include "generator/render/article_view.h"

#include <catch2/catch.hpp>

#include "tests/generator/render/site_fixture.h"

namespace charter::article_view_test {
namespace {

std::vector<Source> two_languages() {
    return {
        {"site.yaml",
         "name: Town\nbase_url: https://town.example\nlanguages: [en, af]\nbody: {en: the town, af: die "
         "dorp}\ntitle_suffix: {en: Town, af: Dorp}\nmenu: [rights, track]\n"},
        {"en/index.md", page_text({"title: Home"})},
        {"en/rights/index.md", page_text({"title: Rights"})},
        {"en/rights/appeal.md", page_text({"title: Appeal", "translations: {af: pending}"})},
        {"af/index.md", page_text({"title: Tuis", "translation: draft", "source: \"0123456789abcdef\""})},
        {"af/rights/index.md", page_text({"title: Regte", "translation: draft", "source: \"0123456789abcdef\""})},
    };
}

MarkdownPage with_headings(const std::vector<int>& levels) {
    MarkdownPage text;
    for (const int level : levels) {
        const std::string id = "h" + std::to_string(text.headings.size());
        text.headings.push_back({level, id, "Heading " + id});
    }
    return text;
}

std::string described(const std::vector<LanguageLink>& links) {
    std::string text;
    for (const LanguageLink& link : links)
        text += link.language + " " + link.url + (link.pending ? " pending; " : "; ");
    return text;
}

}  // namespace

TEST_CASE("a table of contents has the headings of the second level, from three on") {
    const SiteFixture fixture(two_languages());
    const auto contents = [&](const std::vector<int>& levels) {
        return texts_of(article_view(fixture.scope(), fixture.page("rights/appeal"), with_headings(levels)), "toc",
                        "href");
    };
    CHECK(contents({2, 3, 2, 3, 2}) == "#h0, #h2, #h4");
    CHECK(contents({2, 3, 3, 3, 2}).empty());
    CHECK(contents({}).empty());
}

TEST_CASE("breadcrumbs lead from home to the page's section and leave out the page itself") {
    const SiteFixture fixture(two_languages());
    const auto crumbs = [&](std::string_view path, std::string_view language) {
        return texts_of(article_view(fixture.scope(language), fixture.page(path, language), {}), "breadcrumbs", "url");
    };
    CHECK(crumbs("index", "en").empty());
    CHECK(crumbs("rights/index", "en") == "/en/");
    CHECK(crumbs("rights/appeal", "en") == "/en/, /en/rights/");
    CHECK(crumbs("rights/index", "af") == "/af/");
}

TEST_CASE("a translation that is a draft, or older than its source, says so and leads to the source") {
    const SiteFixture fixture(two_languages());
    const View view = article_view(fixture.scope("af"), fixture.page("rights/index", "af"), {});
    CHECK(flag_of(view, "draft_translation"));
    CHECK(flag_of(view, "stale_translation"));
    CHECK(text_of(view, "source_url") == "/en/rights/");
    CHECK_FALSE(flag_of(article_view(fixture.scope(), fixture.page("rights/index"), {}), "draft_translation"));
}

TEST_CASE("the language switch leads to the first language where a page is pending, and says so") {
    const SiteFixture fixture(two_languages());
    CHECK(described(language_links(fixture.site(), "rights/index")) == "en /en/rights/; af /af/rights/; ");
    CHECK(described(language_links(fixture.site(), "rights/appeal")) ==
          "en /en/rights/appeal/; af /en/rights/appeal/ pending; ");
}

TEST_CASE("a page's chrome knows its section, its title and its address in full") {
    const SiteFixture fixture(two_languages());
    const ChromePage chrome = chrome_of(fixture.scope(), fixture.page("rights/appeal"));
    CHECK(chrome.title == "Appeal - Rights");
    CHECK(chrome.canonical == "https://town.example/en/rights/appeal/");
    CHECK(chrome.current_menu == "rights");
    CHECK(chrome_of(fixture.scope(), fixture.page("rights/index")).title == "Rights");
}

TEST_CASE("the menu leads to sections and forms in each language, the footer to pages that exist") {
    const SiteFixture fixture(two_languages());
    const SiteSettings& settings = fixture.settings();
    REQUIRE(settings.menu.size() == 2);
    CHECK(settings.menu[0].url == Localized{{"en", "/en/rights/"}, {"af", "/af/rights/"}});
    CHECK(settings.menu[0].title == Localized{{"en", "Rights"}, {"af", "Regte"}});
    CHECK(settings.menu[1].url == Localized{{"en", "/en/track/"}, {"af", "/af/track/"}});
    REQUIRE(settings.footer.size() == 1);
    CHECK(settings.footer[0].url.at("af") == "/af/rights/");
}

}  // namespace charter::article_view_test
