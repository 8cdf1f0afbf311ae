#include "generator/render/calendar_views.h"

#include <catch2/catch.hpp>
#include <sstream>

#include "generator/shared/text.h"
#include "tests/generator/render/site_fixture.h"

namespace charter::calendar_views_test {
namespace {

std::vector<Source> town(const std::string& edition = "edition: \"2026-27\"\n") {
    return {
        {"site.yaml", town_settings + edition + "calendar: za\n"},
        {"data/calendar.yaml",
         "- id: review\n  title: Review the plan\n  months: [march, april]\n  page: plan\n"
         "- id: watch\n  title: Watch the line\n  every: month\n"
         "- id: report\n  title: Report\n  every: quarter\n"
         "- id: any\n  title: At any time\n"
         "- id: long\n  title: \"" +
             std::string("Hersien die beleid; kyk na reëls, \\\\vorms\\\\ en woorde wat nie meer "
                         "klop nie – éérlik") +
             "\"\n  months: [may]\n"},
        {"en/index.md", page_text({"title: Home"})},
        {"en/plan.md", page_text({"title: Plan"})},
        {"en/calendar/index.md", page_text({"title: Calendar"})},
        {"en/calendar/may.md", page_text({"title: May"})},
    };
}

const std::vector<View>& views(const View& view, std::string_view name) {
    return view.items().at(std::string(name)).views;
}

// Long lines put together again.
std::string unfolded(std::string text) {
    for (auto at = text.find("\r\n "); at != std::string::npos; at = text.find("\r\n ", at)) text.erase(at, 3);
    return text;
}

}  // namespace

TEST_CASE("a month shows what is at hand in it, with the last working day", "[calendar]") {
    const SiteFixture fixture(town());
    const View view = calendar_view(fixture.scope(), fixture.page("calendar/may"), MonthNumber{3});
    REQUIRE(views(view, "months").size() == 1);
    const View& march = views(view, "months")[0];
    CHECK(texts_of(march, "tasks", "title") == "Review the plan, Watch the line, Report");
    CHECK(texts_of(march, "tasks", "when") == "March to April, every month, every quarter");
    // 31 March 2027 is a Wednesday, 30 April a Friday.
    CHECK(texts_of(march, "tasks", "by") == "Done by 30 April 2027., Done by 31 March 2027., Done by 31 March 2027.");
    CHECK(text_of(views(views(march, "tasks")[0], "about")[0], "url") == "/en/plan/");
}

TEST_CASE("the year has every month that begins something, and what has no month at the end", "[calendar]") {
    const SiteFixture fixture(town());
    const View view = calendar_view(fixture.scope(), fixture.page("calendar/index"), std::nullopt);
    CHECK(texts_of(view, "others", "title") == "Watch the line, At any time");
    CHECK(texts_of(view, "months", "title") == "May, June, September, December, March");
    CHECK(texts_of(view, "months", "url") == "/en/calendar/may/, -, -, -, -");
    CHECK(text_of(view, "file_url") == "/en/calendar.ics");
}

TEST_CASE("the calendar file keeps to RFC 5545: line ends, length of lines, escapes, days", "[calendar]") {
    const SiteFixture fixture(town());
    const std::string text = calendar_file(fixture.scope());
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        CAPTURE(line);
        CHECK(line.ends_with('\r'));
        CHECK(line.size() <= 76);
        CHECK_FALSE(find_invalid_utf8(line));
    }
    const std::string whole = unfolded(text);
    CHECK(whole.find("SUMMARY:Hersien die beleid\\; kyk na reëls\\, \\\\vorms\\\\ en") != std::string::npos);
    CHECK(whole.find("UID:review-march-en@town.example\r\nDTSTAMP:20260401T000000Z\r\nDTSTART;VALUE=DATE:20270301\r\n"
                     "DTEND;VALUE=DATE:20270501\r\nRRULE:FREQ=YEARLY\r\n") != std::string::npos);
    CHECK(whole.find("UID:report-june-en@town.example\r\n") != std::string::npos);
    CHECK(whole.find("RRULE:FREQ=MONTHLY;INTERVAL=3\r\n") != std::string::npos);
    CHECK(whole.find("UID:report-september") == std::string::npos);
    CHECK(whole.find("UID:any-") == std::string::npos);
    CHECK(whole.find("URL:https://town.example/en/plan/\r\n") != std::string::npos);
}

TEST_CASE("without an edition no year is known, so there are no dates and no file", "[calendar]") {
    const SiteFixture fixture(town(""));
    CHECK(calendar_file(fixture.scope()).empty());
    const View view = calendar_view(fixture.scope(), fixture.page("calendar/may"), MonthNumber{5});
    CHECK(texts_of(views(view, "months")[0], "tasks", "by") == "-, -");
}

}  // namespace charter::calendar_views_test
