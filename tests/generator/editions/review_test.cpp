#include "generator/editions/review.h"

#include <catch2/catch.hpp>

#include "generator/editions/edit_header.h"
#include "tests/generator/editions/yearly_cycle.h"

namespace charter::review_test {
namespace {

Date day(std::string_view text) {
    return parse_date(text).value();
}

ReviewOutcome review(const YearlyCycle& site, const std::vector<std::string>& documents,
                     std::optional<Date> next = {}) {
    Diagnostics diagnostics;
    const ReviewOutcome outcome = record_review(site.options, {documents, day("2027-05-02"), next}, diagnostics);
    CHECK_FALSE(diagnostics.has_errors());
    return outcome;
}

std::string field(const YearlyCycle& site, const std::string& path, std::string_view key) {
    return header_field(site.text_of(path), HeaderKind::Page, key).value_or("");
}

}  // namespace

TEST_CASE("a review moves the days and leaves signatures and translations as they were", "[review]") {
    const YearlyCycle site;
    const ReviewOutcome outcome = review(site, {"charters/", "standards/answer"});
    CHECK(outcome.result == ReviewResult::Recorded);
    CHECK(outcome.reviewed == std::vector<std::string>{"en/charters/town.md", "en/standards/answer.md"});
    // The translation that named the whole file names its words now.
    CHECK(outcome.changed ==
          std::vector<std::string>{"en/charters/town.md", "af/charters/town.md", "en/standards/answer.md"});
    CHECK(field(site, "en/charters/town.md", "reviewed") == "2027-05-02");
    CHECK(field(site, "en/charters/town.md", "review_by") == "2028-03-31");
    Diagnostics diagnostics;
    check_site(site.options, diagnostics);
    CHECK(to_text(diagnostics.sorted()) == "0 errors, 0 warnings\n");
}

TEST_CASE("a translation that was stale stays stale", "[review]") {
    const YearlyCycle site;
    site.put("af/standards/answer.md", translation_of("an older text"));
    CHECK(review(site, {"standards/answer"}).changed.size() == 1);
    CHECK(site.text_of("af/standards/answer.md") == translation_of("an older text"));
}

TEST_CASE("a page without a day gets one, if it is named itself", "[review]") {
    const YearlyCycle site;
    CHECK(review(site, {"index"}, day("2029-01-01")).result == ReviewResult::Recorded);
    CHECK(field(site, "en/index.md", "review_by") == "2029-01-01");
}

TEST_CASE("a review that names what is not there writes nothing", "[review]") {
    const YearlyCycle site;
    const auto before = site.everything();
    const ReviewOutcome unknown = review(site, {"charters/town", "standards/anwser"});
    CHECK(unknown.result == ReviewResult::UnknownDocument);
    CHECK(unknown.unknown == "standards/anwser");
    CHECK(unknown.hint == "standards/answer");
    CHECK(review(site, {"nothing/"}).result == ReviewResult::UnknownDocument);
    CHECK(review(site, {"charters/town"}, day("2027-05-02")).result == ReviewResult::NextNotLater);
    CHECK(site.everything() == before);
}

}  // namespace charter::review_test
