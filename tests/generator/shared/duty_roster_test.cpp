#include "generator/shared/duty_roster.h"

#include <catch2/catch.hpp>

namespace charter::duty_roster_test {
namespace {

constexpr int hour = 60;

Calendar calendar() {
    return {CalendarRule::SouthAfrica, {}, "Africa/Johannesburg"};
}

DutyPost post_with(std::vector<DutyTime> times) {
    DutyPost post;
    post.id = "metro";
    post.office = "north";
    post.times = std::move(times);
    return post;
}

// "Fri 2026-11-27 is a working day, Wed 2026-12-16 a holiday."
bool on_duty(const DutyPost& post, std::string_view day, int hours, int minutes = 0) {
    return is_on_duty(post, calendar(), calendar().instant_of(*parse_date(day), hours * hour + minutes));
}

}  // namespace

TEST_CASE("a post is on duty over midnight", "[duty]") {
    const DutyPost nights = post_with({{{}, 16 * hour, 7 * hour + 30}});
    CHECK_FALSE(on_duty(nights, "2026-11-27", 15, 59));
    CHECK(on_duty(nights, "2026-11-27", 16));
    CHECK(on_duty(nights, "2026-11-28", 0));
    CHECK(on_duty(nights, "2026-11-28", 7, 29));
    CHECK_FALSE(on_duty(nights, "2026-11-28", 7, 30));
    CHECK(on_duty(nights, "2026-12-16", 20));  // every day, holidays too
}

TEST_CASE("a holiday is no day of the week", "[duty]") {
    const DutyPost week = post_with({{{DutyDay::Wednesday}, 0, 24 * hour}});
    CHECK(on_duty(week, "2026-12-09", 12));
    CHECK_FALSE(on_duty(week, "2026-12-16", 12));
    const DutyPost holidays = post_with({{{DutyDay::Saturday, DutyDay::Holiday}, 0, 24 * hour}});
    CHECK(on_duty(holidays, "2026-12-16", 0));
    CHECK(on_duty(holidays, "2026-12-16", 23, 59));
    CHECK_FALSE(on_duty(holidays, "2026-12-17", 0));
    CHECK(on_duty(holidays, "2026-11-28", 12));
}

TEST_CASE("a night belongs to the day on which it began", "[duty]") {
    const DutyPost fridays = post_with({{{DutyDay::Friday}, 22 * hour, 6 * hour}});
    CHECK(on_duty(fridays, "2026-11-28", 5, 59));
    CHECK_FALSE(on_duty(fridays, "2026-11-28", 22));
    CHECK_FALSE(on_duty(fridays, "2026-11-27", 5));
}

TEST_CASE("without times nobody can tell who is on duty", "[duty]") {
    CHECK_FALSE(on_duty(post_with({}), "2026-11-27", 12));
}

TEST_CASE("a roster comes back from its file as it was", "[duty]") {
    DutyPost post = post_with({{{DutyDay::Monday, DutyDay::Holiday}, 16 * hour, 450}, {{}, 0, 24 * hour}});
    post.title = {{"en", "On duty"}};
    post.phone = "021 000 0000";
    const std::vector<DutyPost> roster = {post, post_with({})};
    CHECK(parse_duty_roster(to_json(roster)) == roster);
    CHECK_THROWS(parse_duty_roster(R"([{"id": "a", "title": {}, "when": {}, "office": "", "phone": "",
        "times": [{"days": ["someday"], "from": 0, "until": 1}]}])"));
}

}  // namespace charter::duty_roster_test
