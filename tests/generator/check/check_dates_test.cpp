#include "generator/check/check_dates.h"

#include <catch2/catch.hpp>

#include "tests/generator/check/check_fixture.h"

namespace charter::check_dates_test {
namespace {

const std::string approved = "approved: {role: Head, on: 2026-06-15}\n";

Check check_on(std::string_view today, FileTexts files, Profile profile = Profile::Draft) {
    files["site.yaml"] = "name: Town\nbase_url: https://town.example\nlanguages: [en]\nedition: 2026-27\n";
    Check check{std::move(files), "", {}};
    check.aim.today = day(today);
    check.aim.profile = profile;
    return check;
}

}  // namespace

TEST_CASE("a page is due for review on the day after review_by", "[dates]") {
    const FileTexts files = {{"en/index.md", "---\ntitle: Home\nreview_by: 2026-11-27\n---\n"}};
    CHECK(check_on("2026-11-27", files).findings() == "");
    CHECK(check_on("2026-11-28", files).findings() == "warning en/index.md:3:12 review-due\n");
    CHECK(check_on("2026-11-28", files, Profile::Publish).findings() == "error en/index.md:3:12 review-due\n");
    Check timeless = check_on("2026-11-28", files);
    timeless.aim.today.reset();
    CHECK(timeless.findings() == "");
}

TEST_CASE("an edition gets advice in its last month, and is old when its year is over", "[dates]") {
    const FileTexts files = charter_files(approved);
    CHECK(check_on("2027-03-01", files).findings() == "");
    CHECK(check_on("2027-03-02", files, Profile::Publish).findings() ==
          "advice en/north.md:6:10 edition-old\nadvice site.yaml:4:10 edition-old\n");
    CHECK(check_on("2027-04-01", files).findings() ==
          "warning en/north.md:6:10 edition-old\nwarning site.yaml:4:10 edition-old\n");
    CHECK(check_on("2027-04-01", files, Profile::Publish).findings() ==
          "error en/north.md:6:10 edition-old\nerror site.yaml:4:10 edition-old\n");
}

TEST_CASE("an edition that counts on while the next is drafted can be published", "[dates]") {
    FileTexts files = charter_files(approved);
    files["editions/2026-27/en/north.md"] = files["en/north.md"];
    files["editions/2026-27/en/answer.md"] = files["en/answer.md"];
    for (const std::string path : {"en/north.md", "en/answer.md"}) files[path].insert(4, "draft: true\n");
    files["en/north.md"].replace(files["en/north.md"].find("2026-27"), 7, "2027-28");
    Check check = check_on("2027-04-20", files, Profile::Publish);
    std::string& settings = check.files["site.yaml"];
    settings.replace(settings.find("2026-27"), 7, "2027-28");
    CHECK(check.findings() == "advice site.yaml:4:10 edition-old\n");
}

TEST_CASE("a review that is still to come is told", "[dates]") {
    FileTexts files = {{"en/index.md", "---\ntitle: Home\nreviewed: 2027-04-01\n---\n"}};
    CHECK(check_on("2027-04-01", files).findings() == "");
    CHECK(check_on("2027-03-31", files).findings() == "warning en/index.md:3:11 review-due\n");
    CHECK(check_on("2027-03-31", files, Profile::Publish).findings() == "error en/index.md:3:11 review-due\n");
}

TEST_CASE("the site says on which day an edition begins", "[dates]") {
    Check check = check_on("2027-06-30", charter_files(approved));
    check.files["site.yaml"] += "financial_year: {starts: \"07-01\"}\n";
    CHECK(check.findings() == "advice en/north.md:6:10 edition-old\nadvice site.yaml:4:10 edition-old\n");
}

TEST_CASE("an edition that is none is reported as a field, and has no year to be over", "[dates]") {
    Check check = check_on("2027-06-30", charter_files(approved));
    check.files["en/north.md"].replace(check.files["en/north.md"].find("2026-27"), 7, "next ye");
    CHECK(check.findings().find("error en/north.md:6:10 bad-field\n") == 0);
}

}  // namespace charter::check_dates_test
