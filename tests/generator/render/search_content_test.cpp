#include "generator/render/search_content.h"

#include <catch2/catch.hpp>

#include "tests/generator/render/site_fixture.h"

namespace charter::search_content_test {
namespace {

const char* const settings =
    "name: Town\nbase_url: https://town.example\nlanguages: [en, xh]\nmenu: [help, track, search]\n"
    "hours:\n  office: {days: mon-fri, opens: \"07:30\", closes: \"16:00\", status: example}\n";

SiteFixture town() {
    return SiteFixture(
        {{"site.yaml", settings},
         {"data/offices.yaml",
          "- {id: hall, name: Town Hall, type: local, phone: 021 000 0000, hours: office, areas: [Old Town]}\n"
          "- {id: gone, name: Old Hall, type: local, closed: true, successor: hall}\n"},
         {"data/synonyms.yaml", "en:\n  - {words: [city], also: [town]}\n"},
         {"en/index.md", "---\ntitle: Home\ntranslations: {xh: pending}\n---\nWelcome.\n"},
         {"en/help/index.md", "---\ntitle: Help\ntranslations: {xh: pending}\n---\n"},
         {"en/help/pay.md",
          "---\ntitle: Pay\ndescription: How to pay.\nkeywords: [money]\n"
          "translations: {xh: pending}\n---\n## Where\n\nAt the *desk* & online.\n"}});
}

std::string urls_of(const SearchScope& scope, const SearchContent& content) {
    std::string urls;
    for (const std::size_t page : scope.pages) urls += content.pages[page].entry.url + " ";
    return urls;
}

}  // namespace

TEST_CASE("the words of a page are its text without marks, a line for each block", "[search]") {
    CHECK(plain_text("<p>One <em>two</em>\nthree &amp; four.</p>\n<ul><li>Five</li><li>Si<b>x</b></li></ul>") ==
          "One two three & four.\nFive\nSix");
    CHECK(plain_text("") == "");
    CHECK(plain_text("<p>One</p><div class=\"foot\"><p>Two</p></div><p>Three</p>") == "One\nThree");
    CHECK(plain_text("<svg><path d=\"M1\"/></svg>a") == "a");
    CHECK(plain_text("&lt;b&gt; &#39;x&#39; <unclosed") == "<b> 'x'");
}

TEST_CASE("a page is found by title, keywords, headings, description and text", "[search]") {
    const SiteFixture site = town();
    MarkdownPage text;
    text.html = "<h2 id=\"where\">Where</h2>\n<p>At the <em>desk</em> &amp; online.</p>";
    text.headings.push_back({2, "where", "Where"});
    const SearchEntry entry = search_page_of(site.scope(), site.page("help/pay"), text).entry;
    CHECK(entry.title == "Pay");
    CHECK(entry.section == "Help");
    CHECK(entry.keywords == "money");
    CHECK(entry.headings == "Where");
    CHECK(entry.description == "How to pay.");
    CHECK(entry.text == "Where\nAt the desk & online.");
}

TEST_CASE("a block that speaks to all languages is found, but not shown in an excerpt", "[search]") {
    const SiteFixture site = town();
    MarkdownPage text;
    text.html =
        "<p>Before</p>\n<section class=\"danger\"><ul><li><a href=\"tel:1\">1</a> <span><span lang=\"en\">police"
        "</span> <span lang=\"xh\">amapolisa</span> </span></li></ul></section>\n<p>After</p>";
    const SearchEntry entry = search_page_of(site.scope(), site.page("help/pay"), text).entry;
    CHECK(entry.text == "Before\nAfter");
    CHECK(entry.unshown == "1 police amapolisa");
}

TEST_CASE("the forms that the menu names are found in the words of the theme", "[search]") {
    const SiteFixture site = town();
    const std::vector<SearchPage> forms = form_pages(site.scope());
    REQUIRE(forms.size() == 1);
    CHECK(forms[0].entry.url == "/en/track/");
    CHECK(forms[0].entry.title == site.scope().words.text("track.title"));
    CHECK(forms[0].entry.text == site.scope().words.text("track.lost"));
}

TEST_CASE("the finder has the open offices with what is known of them", "[search]") {
    const SiteFixture site = town();
    const std::vector<OfficeEntry> offices = office_entries(site.scope());
    REQUIRE(offices.size() == 1);
    CHECK(offices[0].name == "Town Hall");
    CHECK(offices[0].phone == "021 000 0000");
    CHECK(offices[0].hours.find("07:30") != std::string::npos);
    CHECK(offices[0].hours_example);
    CHECK(offices[0].places.find("Old Town") != std::string::npos);
    CHECK(offices[0].address.empty());
}

TEST_CASE("each language finds its own pages, and the first language's where it has none", "[search]") {
    const SiteFixture site = town();
    CHECK(has_search(site.site()));
    std::vector<SearchPage> pages;
    for (const Page& page : site.site().pages) pages.push_back(search_page_of(site.scope(), page, {}));
    std::vector<BesidesPages> besides(2);
    besides[0].forms = form_pages(site.scope());
    const SearchContent content = search_content(site.site(), std::move(pages), std::move(besides));
    REQUIRE(content.scopes.size() == 2);
    CHECK(urls_of(content.scopes[0], content).find("/en/help/pay/") != std::string::npos);
    CHECK(urls_of(content.scopes[1], content).find("/en/help/pay/") != std::string::npos);
    CHECK(urls_of(content.scopes[0], content).find("/en/track/") != std::string::npos);
    CHECK(urls_of(content.scopes[1], content).find("/en/track/") == std::string::npos);
    CHECK(urls_of(content.scopes[1], content).find("/xh/offices/hall/") != std::string::npos);
    CHECK(urls_of(content.scopes[1], content).find("/en/offices/hall/") == std::string::npos);
    CHECK(content.scopes[0].synonyms.size() == 1);
    CHECK(content.scopes[1].synonyms.empty());
}

}  // namespace charter::search_content_test
