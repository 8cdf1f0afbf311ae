#include "generator/render/change_feed.h"

#include <catch2/catch.hpp>

#include "tests/generator/render/site_fixture.h"

namespace charter::change_feed_test {
namespace {

std::string standard(const std::string& id, const std::string& within, const std::string& more = "weight: 1") {
    return page_text({"title: We answer & more", "kind: standard", "id: " + id, "applies_to: [complaint]",
                      "clock: resolve", "within: " + within, "status: example", more});
}

std::vector<Source> town() {
    return {
        {"site.yaml", town_settings + "edition: \"2026-27\"\n"},
        {"en/index.md", page_text({"title: Home"})},
        {"en/standards/answer.md", standard("answer", "25 working days", "change_note: Fewer <people> do this.")},
        {"en/standards/added.md", standard("added", "2 days", "in_force_from: 2026-06-15")},
        {"editions/2025-26/en/standards/answer.md", standard("answer", "20 working days")},
    };
}

std::size_t count(const std::string& text, std::string_view part) {
    std::size_t found = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
    return found;
}

}  // namespace

TEST_CASE("the feed tells each change with its day and why", "[feed]") {
    const SiteFixture fixture(town());
    REQUIRE(has_feed(fixture.site()));
    const std::string feed = change_feed(fixture.scope());
    CAPTURE(feed);
    CHECK(count(feed, "<entry>") == 2);
    CHECK(feed.find("<id>https://town.example/en/changes.atom</id>") != std::string::npos);
    // The latest day of an entry: promises without a day count from the first of the financial year.
    CHECK(feed.find("<updated>2026-06-15T00:00:00Z</updated>\n<author><name>the town</name>") != std::string::npos);
    CHECK(count(feed, "<updated>2026-04-01T00:00:00Z</updated>") == 1);
    CHECK(feed.find("<category term=\"weaker\"") != std::string::npos);
    CHECK(feed.find("Was 20 working days. Now 25 working days.\nWhy: Fewer &lt;people&gt; do this.") !=
          std::string::npos);
    CHECK(feed.find("<title>We answer &amp; more</title>") != std::string::npos);
    CHECK(count(feed, "#2026-27-weaker-") == 1);
}

TEST_CASE("the first edition of a site has no feed", "[feed]") {
    std::vector<Source> files = town();
    files.pop_back();
    const SiteFixture fixture(files);
    CHECK_FALSE(has_feed(fixture.site()));
    CHECK(change_feed(fixture.scope()).empty());
}

}  // namespace charter::change_feed_test
