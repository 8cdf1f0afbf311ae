#include "generator/render/feeds.h"

#include <catch2/catch.hpp>

#include "generator/render/server_files.h"
#include "tests/generator/render/site_fixture.h"

namespace charter::feeds_test {
namespace {

std::vector<Source> pages() {
    return {
        {"site.yaml", "name: Town\nbase_url: https://town.example/\nlanguages: [en, af]\n"},
        {"en/index.md", page_text({"title: Home"})},
        {"en/only.md", page_text({"title: Only", "translations: {af: pending}", "aliases: [before, /old/only/]"})},
        {"en/plan.md", page_text({"title: Plan", "draft: true", "translations: {af: pending}"})},
        {"af/index.md", page_text({"title: Tuis", "translation: draft", "source: \"0123456789abcdef\""})},
    };
}

}  // namespace

TEST_CASE("the site map names each page with its languages and no draft") {
    const SiteFixture fixture(pages());
    const auto files = sitemap_files(fixture.site());
    REQUIRE(files.size() == 1);
    CHECK(files[0].first == "sitemap.xml");
    const std::string alternates =
        "<xhtml:link rel=\"alternate\" hreflang=\"en\" href=\"https://town.example/en/\"/>"
        "<xhtml:link rel=\"alternate\" hreflang=\"x-default\" href=\"https://town.example/en/\"/>"
        "<xhtml:link rel=\"alternate\" hreflang=\"af\" href=\"https://town.example/af/\"/>";
    CHECK(files[0].second ==
          "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
          "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" "
          "xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n"
          "<url><loc>https://town.example/en/</loc>" +
              alternates + "</url>\n<url><loc>https://town.example/en/only/</loc></url>\n" +
              "<url><loc>https://town.example/af/</loc>" + alternates + "</url>\n</urlset>\n");
}

TEST_CASE("a site map over the limit becomes an index of several") {
    const SiteFixture fixture(pages());
    const auto files = sitemap_files(fixture.site(), 2);
    REQUIRE(files.size() == 3);
    CHECK(files[0].first == "sitemap-1.xml");
    CHECK(files[1].first == "sitemap-2.xml");
    CHECK(files[2].first == "sitemap.xml");
    CHECK(files[2].second.find("<sitemap><loc>https://town.example/sitemap-2.xml</loc></sitemap>") !=
          std::string::npos);
    CHECK(files[1].second.find("<loc>https://town.example/af/</loc>") != std::string::npos);
}

TEST_CASE("addresses that led to a page before are known to the server") {
    const SiteFixture fixture(pages());
    CHECK(redirects_json(fixture.site()) == "{\n \"/en/before/\": \"/en/only/\",\n \"/old/only/\": \"/en/only/\"\n}\n");
}

}  // namespace charter::feeds_test
