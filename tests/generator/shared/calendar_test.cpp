#include "generator/shared/calendar.h"

#include <catch2/catch.hpp>

#include "tests/support/random.h"

namespace charter::calendar_test {
namespace {

using std::chrono::days;

Date day(std::string_view iso) {
    return parse_date(iso).value();
}

Instant moment(std::string_view iso) {
    return parse_instant(iso).value();
}

Calendar south_africa(std::vector<Holiday> declared = {}) {
    return {CalendarRule::SouthAfrica, std::move(declared), "Africa/Johannesburg"};
}

std::string describe(const std::vector<Holiday>& holidays) {
    std::string text;
    for (const Holiday& holiday : holidays)
        text += to_iso(holiday.date) + " " + holiday.key + (holiday.observed ? " observed" : "") + "\n";
    return text;
}

// Another way to Easter than the library's: Gauss's rule in Lichtenberg's form.
Date easter_by_gauss(int year) {
    const int k = year / 100;
    const int m = 15 + (3 * k + 3) / 4 - (8 * k + 13) / 25;
    const int s = 2 - (3 * k + 3) / 4;
    const int a = year % 19;
    const int d = (19 * a + m) % 30;
    const int r = (d + a / 11) / 29;
    const int og = 21 + d - r;
    const int sz = 7 - (year + year / 4 + s) % 7;
    const int oe = 7 - (og - sz) % 7;
    const std::chrono::year_month_day first(std::chrono::year(year), std::chrono::March, std::chrono::day(1));
    return Date(first) + days(og + oe - 1);
}

}  // namespace

TEST_CASE("easter falls on the dates that are published", "[calendar]") {
    const auto iso = GENERATE("2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28", "2028-04-16", "1961-04-02",
                              "2038-04-25", "2285-03-22", "1954-04-18", "2049-04-18");
    const Date expected = day(iso);
    CHECK(to_iso(easter_sunday(std::stoi(std::string(iso).substr(0, 4)))) == to_iso(expected));
}

TEST_CASE("two rules for easter agree in every year from 1583 to 4099", "[calendar]") {
    for (int year = 1583; year <= 4099; ++year) {
        CAPTURE(year);
        REQUIRE(to_iso(easter_sunday(year)) == to_iso(easter_by_gauss(year)));
    }
}

TEST_CASE("the holidays of a year follow the Act", "[calendar]") {
    CHECK(describe(south_african_holidays(2026)) ==
          "2026-01-01 new-years-day\n"
          "2026-03-21 human-rights-day\n"
          "2026-04-03 good-friday\n"
          "2026-04-06 family-day\n"
          "2026-04-27 freedom-day\n"
          "2026-05-01 workers-day\n"
          "2026-06-16 youth-day\n"
          "2026-08-09 womens-day\n"
          "2026-08-10 womens-day observed\n"
          "2026-09-24 heritage-day\n"
          "2026-12-16 day-of-reconciliation\n"
          "2026-12-25 christmas-day\n"
          "2026-12-26 day-of-goodwill\n");
}

TEST_CASE("a holiday on a Sunday gives the Monday, unless that is a holiday itself", "[calendar]") {
    const Calendar calendar = south_africa();
    CHECK(describe(calendar.holidays_on(day("2024-06-17"))) == "2024-06-17 youth-day observed\n");
    CHECK(calendar.is_holiday(day("2024-06-16")));
    CHECK(describe(calendar.holidays_on(day("2022-12-26"))) == "2022-12-26 day-of-goodwill\n");
    CHECK(calendar.is_working_day(day("2022-12-27")));
    CHECK(describe(calendar.holidays_on(day("2027-12-27"))) == "2027-12-27 day-of-goodwill observed\n");
}

TEST_CASE("a holiday on a Saturday moves nothing", "[calendar]") {
    const Calendar calendar = south_africa();
    CHECK(calendar.is_holiday(day("2026-12-26")));
    CHECK(calendar.is_working_day(day("2026-12-28")));
}

TEST_CASE("a declared day is free, and stands after the holiday of the Act on the same date", "[calendar]") {
    const Holiday election{day("2026-12-16"), "declared", {{"en", "Election day"}}, false};
    const Holiday extra{day("2022-12-27"), "declared", {{"en", "Extra day"}}, false};
    const Calendar calendar = south_africa({election, extra});
    CHECK_FALSE(calendar.is_working_day(day("2022-12-27")));
    CHECK(describe(calendar.holidays_on(day("2026-12-16"))) ==
          "2026-12-16 day-of-reconciliation\n2026-12-16 declared\n");
    CHECK(calendar.holidays_on(day("2022-12-27")).front().names.at("en") == "Extra day");
}

TEST_CASE("the week of easter 2027 holds three working days", "[calendar]") {
    const Calendar calendar = south_africa();
    std::string working;
    for (Date each = day("2027-03-20"); each <= day("2027-03-29"); each += days(1)) {
        if (calendar.is_working_day(each)) working += to_iso(each) + " ";
    }
    CHECK(working == "2027-03-23 2027-03-24 2027-03-25 ");
    CHECK(calendar.working_days_between(day("2027-03-19"), day("2027-03-29")) == 3);
}

TEST_CASE("a calendar without a rule knows weekends and declared days only", "[calendar]") {
    const Calendar calendar(CalendarRule::None, {{day("2026-11-25"), "declared", {}, false}}, "Africa/Johannesburg");
    CHECK(calendar.is_working_day(day("2026-12-25")));
    CHECK_FALSE(calendar.is_working_day(day("2026-11-25")));
    CHECK_FALSE(calendar.is_working_day(day("2026-11-28")));
}

TEST_CASE("a day that counts is counted, from itself never", "[calendar]") {
    const Calendar calendar = south_africa();
    CHECK(to_iso(calendar.add_working_days(day("2026-11-26"), 1)) == "2026-11-27");
    CHECK(to_iso(calendar.add_working_days(day("2026-11-27"), 1)) == "2026-11-30");
    CHECK(to_iso(calendar.add_working_days(day("2026-11-28"), 1)) == "2026-11-30");
    CHECK(to_iso(calendar.add_working_days(day("2026-11-26"), 25)) == "2027-01-05");
    CHECK(calendar.working_days_between(day("2026-11-27"), day("2026-11-27")) == 0);
    CHECK(calendar.working_days_between(day("2026-11-30"), day("2026-11-27")) == -1);
}

TEST_CASE("adding working days and counting them are inverse, in any year", "[calendar][property]") {
    const Calendar calendar = south_africa({{day("2024-05-29"), "declared", {}, false}});
    const std::uint64_t seed = property_seed();
    CAPTURE(seed);
    Random random(seed);
    for (int round = 0; round < 400; ++round) {
        const Date from = day("1985-01-01") + days(random.between(0, 50000));
        const int count = static_cast<int>(random.between(1, 60));
        const Date to = calendar.add_working_days(from, count);
        CAPTURE(to_iso(from), count, to_iso(to));
        REQUIRE(calendar.is_working_day(to));
        REQUIRE(calendar.working_days_between(from, to) == count);
        REQUIRE(calendar.working_days_between(to, from) == -count);
    }
}

TEST_CASE("is_holiday and holidays_on agree on every day, also far away", "[calendar]") {
    const Calendar calendar = south_africa({{day("2026-11-04"), "declared", {}, false}});
    const auto first = GENERATE("1989-12-01", "2026-01-01", "2109-12-01", "2116-01-01");
    for (Date each = day(first); each < day(first) + days(400); each += days(1)) {
        CAPTURE(to_iso(each));
        REQUIRE(calendar.is_holiday(each) == !calendar.holidays_on(each).empty());
    }
}

TEST_CASE("the local day begins at midnight of the time zone", "[calendar]") {
    const Calendar calendar = south_africa();
    CHECK(to_iso(calendar.local_date(moment("2026-11-25T21:59:59Z"))) == "2026-11-25");
    CHECK(to_iso(calendar.local_date(moment("2026-11-25T22:00:00Z"))) == "2026-11-26");
    CHECK(calendar.local_minute(moment("2026-11-25T05:30:00Z")) == 7 * 60 + 30);
    CHECK(to_iso(calendar.instant_of(day("2026-11-26"), 0)) == "2026-11-25T22:00:00Z");
}

TEST_CASE("an hour that a zone leaves out or has twice is read as the earlier one", "[calendar]") {
    const Calendar calendar(CalendarRule::None, {}, "Europe/Berlin");
    CHECK(to_iso(calendar.instant_of(day("2026-10-25"), 2 * 60 + 30)) == "2026-10-25T00:30:00Z");
    CHECK(to_iso(calendar.instant_of(day("2026-03-29"), 2 * 60 + 30)) == "2026-03-29T01:00:00Z");
}

TEST_CASE("an unknown time zone is refused", "[calendar]") {
    CHECK_THROWS_WITH(Calendar(CalendarRule::None, {}, "Africa/Nowhere"), Catch::Contains("Africa/Nowhere"));
}

TEST_CASE("only a date that exists is a date", "[calendar]") {
    CHECK(to_iso(day("2028-02-29")) == "2028-02-29");
    const auto text = GENERATE("", "2026-02-29", "2026-13-01", "2026-00-10", "2026-1-01", "26-01-01", "2026/01/01",
                               "2026-01-01 ", "+026-01-01", "-026-01-01", "2026-01-+1", "2026-01-0a");
    CAPTURE(text);
    CHECK_FALSE(parse_date(text).has_value());
}

TEST_CASE("moments are written and read back", "[calendar]") {
    CHECK(to_iso(moment("2026-11-22T10:00:09Z")) == "2026-11-22T10:00:09Z");
    const auto text = GENERATE("2026-11-22T24:00:00Z", "2026-11-22T10:60:00Z", "2026-11-22T10:00:60Z",
                               "2026-11-22 10:00:00Z", "2026-11-22T10:00:00", "2026-11-22T10:00:00+02:00");
    CAPTURE(text);
    CHECK_FALSE(parse_instant(text).has_value());
}

}  // namespace charter::calendar_test
