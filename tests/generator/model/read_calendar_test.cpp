#include "generator/model/read_calendar.h"

#include <catch2/catch.hpp>

#include "tests/generator/model/site_files.h"

namespace charter::read_calendar_test {
namespace {

const std::string home = "---\ntitle: Home\n---\nWelcome.\n";

FileTexts site_with(std::string calendar) {
    return {{"en/index.md", home}, {"data/calendar.yaml", std::move(calendar)}};
}

std::string task(const std::string& more) {
    return "- id: review\n  title: Review it\n" + more;
}

Site site_of(const std::string& calendar) {
    Diagnostics diagnostics;
    Site site = checked_site(site_with(calendar), diagnostics);
    INFO(to_text(diagnostics.sorted()));
    REQUIRE(diagnostics.empty());
    return site;
}

std::string stretches_text(const Site& site) {
    std::string text;
    for (const Stretch& stretch : stretches_of(site, site.tasks.front()))
        text += (text.empty() ? "" : " ") + std::to_string(stretch.first) + "-" + std::to_string(stretch.last);
    return text;
}

}  // namespace

TEST_CASE("a task is read as it is written", "[calendar]") {
    const Site site = site_of(task("  months: [march, april]\n  page: index\n"));
    REQUIRE(site.tasks.size() == 1);
    CHECK(site.tasks[0].id == "review");
    CHECK(text_in(site.tasks[0].title, "en") == "Review it");
    CHECK(site.tasks[0].months == std::vector<MonthNumber>{3, 4});
    CHECK(site.tasks[0].page == "index");
}

TEST_CASE("months that follow each other are one stretch, across the new year too", "[calendar]") {
    CHECK(stretches_text(site_of(task("  months: [june, february]\n"))) == "6-6 2-2");
    CHECK(stretches_text(site_of(task("  months: [february, june]\n"))) == "6-6 2-2");
    CHECK(stretches_text(site_of(task("  months: [december, january]\n"))) == "12-1");
    CHECK(stretches_text(site_of(task("  months: [march, april]\n"))) == "3-4");
    CHECK(stretches_text(site_of(task(""))) == "");
}

TEST_CASE("work of every quarter falls in the last months of the quarters of the financial year", "[calendar]") {
    CHECK(stretches_text(site_of(task("  every: quarter\n"))) == "6-6 9-9 12-12 3-3");
    const std::string months = stretches_text(site_of(task("  every: month\n")));
    CHECK(months.starts_with("4-4 5-5"));
    CHECK(months.ends_with("3-3"));
}

TEST_CASE("the days of a stretch are those of its financial year, or those around a day", "[calendar]") {
    const Site site = site_of(task("  months: [march, april]\n"));
    const Stretch stretch = stretches_of(site, site.tasks.front()).front();
    CHECK(covers(stretch, 3));
    CHECK(covers(stretch, 4));
    CHECK_FALSE(covers(stretch, 5));
    CHECK(covers({12, 1}, 1));
    const StretchDays days = days_of(site, 2026, stretch);
    CHECK(to_iso(days.begin) == "2027-03-01");
    CHECK(to_iso(days.end) == "2027-05-01");
    CHECK(to_iso(days_around(stretch, *parse_date("2027-04-30")).end) == "2027-05-01");
    CHECK(to_iso(days_around({12, 1}, *parse_date("2027-01-02")).begin) == "2026-12-01");
    // 31 January 2027 is a Sunday.
    CHECK(to_iso(last_working_day(calendar_of(site.catalogue), days_of(site, 2026, {1, 1}))) == "2027-01-29");
}

TEST_CASE("an edition is called by the year in which it begins", "[calendar]") {
    CHECK(first_year_of("2026-27") == 2026);
    CHECK_FALSE(first_year_of("first"));
    CHECK_FALSE(first_year_of(""));
}

TEST_CASE("mistakes in the calendar are found at their place", "[calendar]") {
    CHECK(findings_of(site_with("")) == "0 errors, 0 warnings\n");
    CHECK(findings_of(site_with("review: 1\n"))
              .find("data/calendar.yaml:1:1: error: data/calendar.yaml must be a list") == 0);
    CHECK(findings_of(site_with(task("  months: [juny]\n"))).find("did you mean \"june\"?") != std::string::npos);
    CHECK(findings_of(site_with(task("  every: week\n"))).find("data/calendar.yaml:3:10: error:") == 0);
    CHECK(findings_of(site_with(task("  every: month\n  months: [june]\n"))).find("has no months of its own") !=
          std::string::npos);
    CHECK(findings_of(site_with(task("  page: charters/index\n")))
              .find("data/calendar.yaml:3:9: error: the task \"review\" is about a page that is not there: "
                    "charters/index [dead-link]") == 0);
    CHECK(findings_of(site_with(task("") + task(""))).find("the id \"review\" is used twice [duplicate-id]") !=
          std::string::npos);
    CHECK(findings_of(site_with("- id: review\n")).find("\"title\" is missing [missing-field]") != std::string::npos);
}

}  // namespace charter::read_calendar_test
