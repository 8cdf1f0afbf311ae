#include "generator/check/waivers.h"

#include <catch2/catch.hpp>

#include "tests/generator/check/check_fixture.h"

namespace charter::waivers_test {
namespace {

Check check_with(const std::string& waivers) {
    Check check{{{"site.yaml", "name: Town\nbase_url: https://town.example\nlanguages: [en]\nwaivers:\n" + waivers},
                 {"en/index.md", home + "![](a.svg)\n"},
                 {"en/a.svg", "<svg/>"}},
                "rules:\n  - {id: r, of: site, site: channels, says: it lacks, source: s}\n",
                {}};
    check.aim.today = day("2026-11-28");
    return check;
}

const std::string for_rule = "  - {code: rule-not-met/r, path: site.yaml, reason: soon, until: 2026-12-31}\n";
const std::string for_picture = "  - {code: alt-text, path: \"en/*\", reason: soon, until: 2026-11-28}\n";

}  // namespace

TEST_CASE("a waiver takes out the findings of its code in its files until its last day", "[waivers]") {
    CHECK(check_with("").findings() == "warning en/index.md:4:5 alt-text\nwarning site.yaml:1:1 rule-not-met/r\n");
    CHECK(check_with(for_rule + for_picture).findings() == "");
    Check later = check_with(for_rule + for_picture);
    later.aim.today = day("2026-11-29");
    CHECK(later.findings() == "warning en/index.md:4:5 alt-text\nwarning site.yaml:6:12 waiver-expired\n");
    later.aim.profile = Profile::Publish;
    CHECK(later.findings() == "warning en/index.md:4:5 alt-text\nerror site.yaml:6:12 waiver-expired\n");
}

TEST_CASE("a code waives every rule, an id after it one alone", "[waivers]") {
    CHECK(check_with("  - {code: rule-not-met, path: site.yaml, reason: soon, until: 2026-12-31}\n" + for_picture)
              .findings() == "");
    CHECK(check_with("  - {code: rule-not-met/other, path: site.yaml, reason: soon, until: 2026-12-31}\n" + for_picture)
              .findings() == "warning site.yaml:1:1 rule-not-met/r\nwarning site.yaml:5:12 waiver-unused\n");
}

TEST_CASE("a waiver that waives nothing is reported by a full check alone", "[waivers]") {
    Check check =
        check_with(for_rule + for_picture + "  - {code: alt-text, path: af/*, reason: soon, until: 2026-12-31}\n");
    CHECK(check.findings() == "warning site.yaml:7:12 waiver-unused\n");
    check.aim.depth = Depth::Needed;
    CHECK(check.findings() == "");
}

TEST_CASE("a waiver without reason or end, or of a code that cannot be waived, is refused", "[waivers]") {
    const std::string rest = for_rule + for_picture;
    CHECK(check_with(rest + "  - {code: alt-text, path: en/*, reason: soon}\n").findings() ==
          "error site.yaml:7:5 missing-field\n");
    CHECK(check_with(rest + "  - {code: dead-link, path: a, reason: b, until: 2026-12-31}\n").findings() ==
          "error site.yaml:7:12 waiver-refused\n");
    CHECK(check_with(rest + "  - {code: alttext, path: a, reason: b, until: 2026-12-31}\n").findings() ==
          "error site.yaml:7:12 unknown-code\n");
}

TEST_CASE("the path of a waiver begins in the site's folder", "[waivers]") {
    for (const std::string before : {"/", "./"})
        CHECK(check_with(for_rule + "  - {code: alt-text, path: " + before + "en/*, reason: soon, until: 2026-12-31}\n")
                  .findings() == "error site.yaml:6:28 bad-field\n");
}

TEST_CASE("a star stands for any signs of a path", "[waivers]") {
    CHECK(matches_pattern("en/news/a.md", "en/news/*"));
    CHECK(matches_pattern("en/news/a.md", "*/a.md"));
    CHECK(matches_pattern("en/a.md", "en/a.md"));
    CHECK(matches_pattern("aXbXc", "a*b*c"));
    CHECK(matches_pattern("abcbc", "a*bc"));
    CHECK(matches_pattern("", "*"));
    CHECK_FALSE(matches_pattern("en/news/a.md", "en/news"));
    CHECK_FALSE(matches_pattern("en/news/a.md", "*b"));
    CHECK_FALSE(matches_pattern("", "a"));
    CHECK_FALSE(matches_pattern("a", ""));
}

}  // namespace charter::waivers_test
