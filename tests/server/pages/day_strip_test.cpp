#include "server/pages/day_strip.h"

#include <catch2/catch.hpp>
#include <string>

#include "tests/server/cases/case_fixture.h"
#include "tests/server/pages/default_theme.h"

namespace charter::day_strip_test {
namespace {

// The strip of the resolve clock as its words: title, sentence, then the notes of each week.
std::string strip_text(const Case& now, std::string_view at) {
    const auto status = clock_status(now, Clock::Resolve, local(at));
    REQUIRE(status);
    const auto strip = day_strip_view(*status, now.terms->calendar, default_theme().words("en"), local(at));
    REQUIRE(strip);
    std::string text = strip->items().at("title").text + " | " + strip->items().at("sentence").text;
    for (const View& week : strip->items().at("weeks").views) {
        for (const View& note : week.items().at("notes").views) text += " | " + note.items().at("text").text;
    }
    return text;
}

bool says(const std::string& text, std::string_view words) {
    return text.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("the count names today only on a day that counts", "[strip]") {
    const TestCase lodged(local("2026-11-26 10:00"));  // a Thursday
    CHECK(says(strip_text(lodged.now(), "2026-11-27 12:00"), "1 working day is counted, with today."));
    CHECK(says(strip_text(lodged.now(), "2026-11-28 12:00"), "1 working day is counted. "));
    CHECK(says(strip_text(lodged.now(), "2026-11-26 12:00"), "No day of the 25 is used yet"));
}

TEST_CASE("a pause is told from the day on which it begins", "[strip]") {
    TestCase asked(local("2026-11-26 10:00"));
    asked.take(Step::Acknowledge, officer(), "2026-11-27 09:00").take(Step::Ask, officer(), "2026-11-27 10:00");
    const std::string note = "27 Nov: we asked you. The count stops until you reply.";
    CHECK(says(strip_text(asked.now(), "2026-11-27 12:00"), note));
    CHECK(says(strip_text(asked.now(), "2026-12-01 12:00"), note));
    CHECK(says(strip_text(asked.now(), "2026-12-01 12:00"), "30 Nov to 1 Dec: count stopped. We waited for a reply."));
    asked.take(Step::Reply, complainant(), "2026-12-02 10:00");
    CHECK_FALSE(says(strip_text(asked.now(), "2026-12-03 12:00"), note));
    CHECK(says(strip_text(asked.now(), "2026-12-03 12:00"), "30 Nov to 2 Dec: count stopped. We waited for a reply."));
}

TEST_CASE("a count that ended on its first day has no strip", "[strip]") {
    TestCase answered(local("2026-11-26 10:00"));
    answered.take(Step::Answer, officer(), "2026-11-26 15:00");
    const auto status = clock_status(answered.now(), Clock::Resolve, local("2026-11-26 16:00"));
    REQUIRE(status);
    CHECK_FALSE(day_strip_view(*status, answered.now().terms->calendar, default_theme().words("en"),
                               local("2026-11-26 16:00")));
}

TEST_CASE("the strip ends where the count does", "[strip]") {
    TestCase answered(local("2026-11-26 10:00"));
    answered.take(Step::Answer, officer(), "2026-11-27 15:00");
    const auto status = clock_status(answered.now(), Clock::Resolve, local("2026-12-07 12:00"));
    REQUIRE(status);
    const auto strip =
        day_strip_view(*status, answered.now().terms->calendar, default_theme().words("en"), local("2026-12-07 12:00"));
    REQUIRE(strip);
    std::string days;
    for (const View& week : strip->items().at("weeks").views) {
        for (const View& day : week.items().at("days").views)
            if (day.items().find("text") != day.items().end()) days += day.items().at("text").text + "; ";
    }
    CHECK(days.ends_with("Friday 27 November 2026: day 1; "));
    CHECK(strip->items().at("key").views.size() == 1);  // counted
}

TEST_CASE("a case that is late by hundreds of days has a short strip that says all of it", "[strip]") {
    const TestCase lodged(local("2026-11-26 10:00"));
    const auto rows = [&](std::string_view at) {
        const auto status = clock_status(lodged.now(), Clock::Resolve, local(at));
        const auto strip =
            day_strip_view(*status, lodged.now().terms->calendar, default_theme().words("en"), local(at));
        return strip->items().at("weeks").views.size();
    };
    // Promised for 5 January 2027. Then: the week of the tenth late day, those between as one row, and the last.
    const std::size_t first_late_weeks = rows("2027-01-15 12:00");
    CHECK(rows("2027-02-05 12:00") == first_late_weeks + 3);
    CHECK(rows("2028-03-17 12:00") == first_late_weeks + 3);
    const std::string text = strip_text(lodged.now(), "2028-03-17 12:00");
    CHECK(text.starts_with("The answer: "));
    CHECK(says(text, "working days late | "));
    CAPTURE(text);
    CHECK(says(text, "… 286 more working days late: 25 January 2027 to 10 March 2028."));
    CHECK(says(text, "17 Mar: today."));
}

TEST_CASE("where the count stood still while a case was late is told in the one row", "[strip]") {
    TestCase answered(local("2026-11-26 10:00"));
    answered.take(Step::Answer, officer(), "2027-02-24 10:00").take(Step::Dispute, complainant(), "2027-03-03 10:00");
    const std::string text = strip_text(answered.now(), "2027-06-18 12:00");
    CHECK(says(text, "more working days late"));
    CHECK(says(text, "25 Feb to 3 Mar: count stopped. You had our answer."));
}

}  // namespace charter::day_strip_test
