// When a promise falls due: examples, and what must hold for any limit, start and holds.
#include <catch2/catch.hpp>

#include "server/cases/day_count.h"
#include "tests/server/cases/case_fixture.h"

namespace charter::due_test {
namespace {

const Calendar& south_africa() {
    static const Calendar calendar(CalendarRule::SouthAfrica, {}, "Africa/Johannesburg");
    return calendar;
}

std::string local_text(Instant instant) {
    const Instant shown = instant + std::chrono::hours(2);
    std::string text = to_iso(shown).substr(0, 16);
    text[10] = ' ';
    return text;
}

Hold hold(std::string_view from, std::string_view until) {
    return {local(from), until.empty() ? std::nullopt : std::optional(local(until)), HoldReason::AwaitingComplainant};
}

std::string due_text(Limit limit, std::string_view started, const std::vector<Hold>& holds = {},
                     std::string_view now = "2026-11-26 10:00") {
    const Due due = due_of(south_africa(), limit, local(started), holds, local(now));
    return to_iso(due.date) + ", late from " + local_text(due.late_from);
}

}  // namespace

TEST_CASE("the example of 26 November: 5 January, or 8 January after a pause from 7 to 9 December", "[due]") {
    const Limit limit{25, LimitUnit::WorkingDays};
    CHECK(due_text(limit, "2026-11-26 10:00") == "2027-01-05, late from 2027-01-06 00:00");
    CHECK(due_text(limit, "2026-11-26 10:00", {hold("2026-12-04 15:00", "2026-12-09 09:00")}, "2026-12-15 10:00") ==
          "2027-01-08, late from 2027-01-09 00:00");
}

TEST_CASE("a limit in working days", "[due]") {
    const auto [amount, started, due] = GENERATE(table<int, const char*, const char*>({
        {1, "2026-11-26 10:00", "2026-11-27"},   // Thursday to Friday
        {1, "2026-11-27 23:59", "2026-11-30"},   // Friday night to Monday
        {1, "2026-11-28 10:00", "2026-11-30"},   // received on a Saturday: day 1 is Monday
        {1, "2026-12-15 10:00", "2026-12-17"},   // over a holiday
        {3, "2027-03-19 10:00", "2027-03-25"},   // the week of easter
        {4, "2027-03-19 10:00", "2027-03-30"},   // ... and past it
        {1, "2026-11-25 23:59", "2026-11-26"},   // a minute before midnight
        {1, "2026-11-26 00:00", "2026-11-27"},   // ... and at midnight
        {251, "2026-01-01 10:00", "2026-12-31"}  // a year: 261 weekdays, 10 of them holidays
    }));
    CAPTURE(amount, started);
    CHECK(due_text({amount, LimitUnit::WorkingDays}, started).substr(0, 10) == due);
}

TEST_CASE("a limit in days counts every day, and ends on a working day", "[due]") {
    const auto [amount, started, due] = GENERATE(table<int, const char*, const char*>({
        {1, "2026-11-26 10:00", "2026-11-27"},
        {2, "2026-11-26 10:00", "2026-11-30"},   // Saturday, so Monday
        {30, "2026-11-26 10:00", "2026-12-28"},  // 26 December is a Saturday and a holiday
        {20, "2026-11-26 10:00", "2026-12-17"},  // 16 December is a holiday
    }));
    CAPTURE(amount, started);
    CHECK(due_text({amount, LimitUnit::Days}, started).substr(0, 10) == due);
}

TEST_CASE("a question asked on Friday and answered on Wednesday leaves three days uncounted", "[due]") {
    const Limit limit{5, LimitUnit::WorkingDays};
    CHECK(due_text(limit, "2026-11-24 10:00").substr(0, 10) == "2026-12-01");
    CHECK(due_text(limit, "2026-11-24 10:00", {hold("2026-11-27 12:00", "2026-12-02 08:00")}).substr(0, 10) ==
          "2026-12-04");
}

TEST_CASE("a hold", "[due]") {
    const Limit limit{5, LimitUnit::WorkingDays};  // 2026-12-01 without holds
    const auto [from, until, due] = GENERATE(table<const char*, const char*, const char*>({
        {"2026-11-25 09:00", "2026-11-25 16:00", "2026-12-01"},  // within one day: nothing
        {"2026-11-25 09:00", "2026-11-26 09:00", "2026-12-02"},  // over one night: a day
        {"2026-11-27 16:00", "2026-11-29 09:00", "2026-12-01"},  // over a weekend: nothing
        {"2026-12-01 09:00", "2026-12-10 09:00", "2026-12-01"},  // on the due day: it counts before it stops
        {"2026-11-30 09:00", "2026-12-10 09:00", "2026-12-11"},  // the day before: all of it
        {"2026-12-05 09:00", "2026-12-10 09:00", "2026-12-01"},  // afterwards: nothing
        {"2026-11-24 11:00", "2026-11-30 09:00", "2026-12-07"},  // from the first day
    }));
    CAPTURE(from, until);
    CHECK(due_text(limit, "2026-11-24 10:00", {hold(from, until)}).substr(0, 10) == due);
}

TEST_CASE("an open hold moves the date on with every day", "[due]") {
    const Limit limit{5, LimitUnit::WorkingDays};
    const std::vector<Hold> open = {hold("2026-11-26 12:00", "")};
    CHECK(due_text(limit, "2026-11-24 10:00", open, "2026-11-26 13:00").substr(0, 10) == "2026-12-01");
    CHECK(due_text(limit, "2026-11-24 10:00", open, "2026-11-27 08:00").substr(0, 10) == "2026-12-02");
    CHECK(due_text(limit, "2026-11-24 10:00", open, "2026-11-30 08:00").substr(0, 10) == "2026-12-03");
}

TEST_CASE("a hold that ends before it begins, by a clock set back, holds nothing", "[due]") {
    const std::vector<Hold> holds = {hold("2026-11-30 09:00", "2026-11-27 09:00")};
    CHECK(due_text({5, LimitUnit::WorkingDays}, "2026-11-24 10:00", holds).substr(0, 10) == "2026-12-01");
    CHECK(due_text({5, LimitUnit::Hours}, "2026-11-24 10:00", holds) == "2026-11-24, late from 2026-11-24 15:00");
}

TEST_CASE("hours and minutes run day and night, less the time held", "[due]") {
    CHECK(due_text({30, LimitUnit::Minutes}, "2026-11-28 23:50") == "2026-11-29, late from 2026-11-29 00:20");
    CHECK(due_text({48, LimitUnit::Hours}, "2026-11-27 10:00") == "2026-11-29, late from 2026-11-29 10:00");
    CHECK(due_text({4, LimitUnit::Hours}, "2026-11-27 10:00", {hold("2026-11-27 12:00", "2026-11-27 15:30")}) ==
          "2026-11-27, late from 2026-11-27 17:30");
    CHECK(due_text({4, LimitUnit::Hours}, "2026-11-27 10:00", {hold("2026-11-27 12:00", "")}, "2026-11-27 13:00") ==
          "2026-11-27, late from 2026-11-27 15:00");
}

TEST_CASE("working hours run while the office is open, from half past seven to four", "[due]") {
    const auto [amount, started, late_from] = GENERATE(table<int, const char*, const char*>({
        {2, "2026-11-26 10:00", "2026-11-26 12:00"},
        {2, "2026-11-26 05:00", "2026-11-26 09:30"},   // before opening
        {2, "2026-11-26 15:00", "2026-11-27 08:30"},   // over the night
        {2, "2026-11-27 15:00", "2026-11-30 08:30"},   // over the weekend
        {2, "2026-11-27 18:00", "2026-11-30 09:30"},   // after closing
        {1, "2026-11-26 15:00", "2026-11-26 16:00"},   // to the minute
        {17, "2026-12-15 07:30", "2026-12-17 16:00"},  // two days of 8.5 hours around a holiday
    }));
    CAPTURE(amount, started);
    CHECK(due_text({amount, LimitUnit::WorkingHours}, started) ==
          std::string(late_from).substr(0, 10) + ", late from " + late_from);
}

TEST_CASE("working hours leave a hold out, whatever part of it was open", "[due]") {
    CHECK(due_text({4, LimitUnit::WorkingHours}, "2026-11-27 14:00", {hold("2026-11-27 15:00", "2026-11-30 08:30")}) ==
          "2026-11-30, late from 2026-11-30 11:30");
}

TEST_CASE("opening hours that hold no time count whole working days", "[due]") {
    const Calendar calendar(CalendarRule::None, {}, "Africa/Johannesburg", {0, 0});
    const Due due = due_of(calendar, {30, LimitUnit::WorkingHours}, local("2026-11-26 10:00"), {}, {});
    CHECK(local_text(due.late_from) == "2026-11-27 16:00");
}

TEST_CASE("holds may overlap", "[due]") {
    const std::vector<Hold> holds = {hold("2026-11-26 12:00", "2026-12-01 09:00"),
                                     hold("2026-11-27 12:00", "2026-11-30 09:00")};
    CHECK(due_text({5, LimitUnit::WorkingDays}, "2026-11-24 10:00", holds).substr(0, 10) == "2026-12-04");
    CHECK(due_text({50, LimitUnit::Hours}, "2026-11-26 10:00", holds) == "2026-12-03, late from 2026-12-03 09:00");
}

namespace {

struct Trial {
    Limit limit;
    Instant started;
    std::vector<Hold> holds;
    Instant now;
};

Trial random_trial(Random& random) {
    static const std::vector<LimitUnit> units = {LimitUnit::WorkingDays, LimitUnit::Days, LimitUnit::WorkingHours,
                                                 LimitUnit::Hours, LimitUnit::Minutes};
    Trial trial;
    trial.limit = {static_cast<int>(random.between(1, 60)), random.pick(units)};
    trial.started = local("2026-01-01 00:00") + std::chrono::minutes(random.between(0, 1000000));
    Instant at = trial.started;
    for (std::size_t count = random.between(0, 4); count > 0; --count) {
        const Instant from = at + std::chrono::minutes(random.between(0, 20000));
        at = from + std::chrono::minutes(random.between(0, 20000));
        trial.holds.push_back({from, at, HoldReason::AwaitingComplainant});
    }
    if (!trial.holds.empty() && random.between(0, 2) == 0) trial.holds.back().until.reset();
    trial.now = at + std::chrono::minutes(random.between(0, 20000));
    return trial;
}

Due due_of(const Trial& trial) {
    return charter::due_of(south_africa(), trial.limit, trial.started, trial.holds, trial.now);
}

}  // namespace

TEST_CASE("any promise: due on a working day, later with a larger limit, never earlier with more holds",
          "[due][property]") {
    const std::uint64_t seed = property_seed();
    CAPTURE(seed);
    Random random(seed);
    for (int round = 0; round < 600; ++round) {
        const Trial trial = random_trial(random);
        CAPTURE(round, to_text(trial.limit), to_iso(trial.started), trial.holds.size());
        const Due due = due_of(trial);
        REQUIRE(due.late_from > trial.started);
        if (is_day_limit(trial.limit.unit)) REQUIRE(south_africa().is_working_day(due.date));
        if (trial.limit.unit == LimitUnit::WorkingHours)
            REQUIRE(south_africa().is_working_day(south_africa().local_date(due.late_from)));

        Trial larger = trial;
        larger.limit.amount += 1;
        const Due larger_due = due_of(larger);
        REQUIRE(larger_due >= due);
        if (trial.limit.unit != LimitUnit::Days) REQUIRE(larger_due > due);

        Trial fewer = trial;
        while (!fewer.holds.empty()) {
            fewer.holds.erase(fewer.holds.begin() + static_cast<int>(random.between(0, fewer.holds.size() - 1)));
            REQUIRE(due_of(fewer) <= due);
        }
        Trial later = trial;
        later.now += std::chrono::minutes(random.between(0, 20000));
        REQUIRE(due_of(later) >= due);
    }
}

TEST_CASE("an open hold that moved the date keeps the promise from being late", "[due][property]") {
    const std::uint64_t seed = property_seed();
    CAPTURE(seed);
    Random random(seed);
    for (int round = 0; round < 300; ++round) {
        Trial trial = random_trial(random);
        if (trial.holds.empty() || trial.holds.back().until) continue;
        const Instant held_from = trial.holds.back().from;
        trial.now = std::max(trial.now, held_from);
        Trial closed_at_once = trial;
        closed_at_once.holds.back().until = held_from;
        const Due without = due_of(closed_at_once);
        CAPTURE(round, to_text(trial.limit));
        if (south_africa().local_date(held_from) < without.date && is_day_limit(trial.limit.unit))
            REQUIRE(due_of(trial).late_from > trial.now);
    }
}

}  // namespace charter::due_test
