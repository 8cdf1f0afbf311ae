#include "server/cases/deadline.h"

#include <catch2/catch.hpp>

#include "server/cases/day_count.h"
#include "tests/server/cases/case_fixture.h"

namespace charter::deadline_test {
namespace {

// "25 counted, 0 left, 1 late, 3 held: overdue, due 2027-01-08"
std::string describe(const std::optional<ClockStatus>& status) {
    if (!status) return "none";
    return fmt::format("{}: {} counted, {} left, {} late, {} held: {}, due {}", key_of(status->clock), status->used,
                       status->left, status->late, status->held, key_of(status->timeliness), to_iso(status->due.date));
}

std::string clocks_of(const Case& now, std::string_view at) {
    std::string text;
    for (const ClockStatus& status : clock_statuses(now, local(at)))
        text += fmt::format("{} {}; ", key_of(status.clock), key_of(status.timeliness));
    return text;
}

std::string resolve_on(const Case& now, std::string_view at) {
    return describe(clock_status(now, Clock::Resolve, local(at)));
}

// The example: received 26 November, asked on Friday 4 December, answered on Wednesday 9 December.
TestCase example() {
    TestCase made(local("2026-11-26 10:00"));
    made.take(Step::Acknowledge, officer(), "2026-11-27 09:00")
        .take(Step::Ask, officer(), "2026-12-04 15:00")
        .take(Step::Reply, complainant(), "2026-12-09 09:00");
    return made;
}

std::string mark_text(DayMark mark) {
    static const std::map<DayMark, std::string> marks = {{DayMark::Received, "received"}, {DayMark::Counted, ""},
                                                         {DayMark::Held, "held"},         {DayMark::Weekend, "weekend"},
                                                         {DayMark::Holiday, "holiday"},   {DayMark::Late, "late"}};
    return marks.at(mark);
}

std::string describe(const CountedDay& day) {
    std::string text = to_iso(day.date) + " " + mark_text(day.mark);
    if (day.number > 0) text += std::to_string(day.number);
    if (day.held) text += fmt::format(" ({})", key_of(*day.held));
    for (const Holiday& holiday : day.holidays) text += " " + holiday.key;
    if (day.today) text += " today";
    if (day.ahead) text += " ahead";
    if (day.promised) text += " promised";
    if (day.stopped) text += " stopped";
    return text;
}

std::vector<CountedDay> strip(const Case& now, Clock clock, std::string_view at) {
    const auto status = clock_status(now, clock, local(at));
    REQUIRE(status);
    return day_by_day(*status, now.terms->calendar, local(at));
}

std::string describe(const std::vector<CountedDay>& strip) {
    std::string text;
    for (const CountedDay& day : strip) text += describe(day) + "\n";
    return text;
}

}  // namespace

TEST_CASE("the example, from the first day to long after it was late", "[deadline]") {
    const TestCase made = example();
    const auto [at, expected] = GENERATE(table<const char*, const char*>({
        {"2026-12-09 16:00", "resolve: 6 counted, 19 left, 0 late, 3 held: on-time, due 2027-01-08"},
        {"2026-12-17 10:00", "resolve: 11 counted, 14 left, 0 late, 3 held: on-time, due 2027-01-08"},
        {"2026-12-31 10:00", "resolve: 20 counted, 5 left, 0 late, 3 held: due-soon, due 2027-01-08"},
        {"2026-12-30 10:00", "resolve: 19 counted, 6 left, 0 late, 3 held: on-time, due 2027-01-08"},
        {"2027-01-08 23:59", "resolve: 25 counted, 0 left, 0 late, 3 held: due-soon, due 2027-01-08"},
        {"2027-01-09 00:00", "resolve: 25 counted, 0 left, 1 late, 3 held: overdue, due 2027-01-08"},
        {"2027-01-11 10:00", "resolve: 25 counted, 0 left, 1 late, 3 held: overdue, due 2027-01-08"},
        {"2027-01-14 10:00", "resolve: 25 counted, 0 left, 4 late, 3 held: overdue, due 2027-01-08"},
        {"2027-02-12 10:00", "resolve: 25 counted, 0 left, 25 late, 3 held: overdue, due 2027-01-08"},
        {"2027-02-15 10:00", "resolve: 25 counted, 0 left, 26 late, 3 held: long-overdue, due 2027-01-08"},
    }));
    CAPTURE(at);
    CHECK(resolve_on(made.now(), at) == expected);
    CHECK(to_iso(clock_status(made.now(), Clock::Resolve, local(at))->first_due.date) == "2027-01-05");
}

TEST_CASE("on the day of receipt nothing is counted", "[deadline]") {
    const TestCase made(local("2026-11-26 10:00"));
    CHECK(resolve_on(made.now(), "2026-11-26 23:00") ==
          "resolve: 0 counted, 25 left, 0 late, 0 held: on-time, due 2027-01-05");
    CHECK(clocks_of(made.now(), "2026-11-26 23:00") == "acknowledge on-time; resolve on-time; ");
}

TEST_CASE("while a question is open the clock is paused and its date moves on", "[deadline]") {
    TestCase made(local("2026-11-26 10:00"));
    made.take(Step::Acknowledge, officer(), "2026-11-27 09:00").take(Step::Ask, officer(), "2026-12-04 15:00");
    CHECK(resolve_on(made.now(), "2026-12-04 16:00") ==
          "resolve: 6 counted, 19 left, 0 late, 0 held: paused, due 2027-01-05");
    CHECK(resolve_on(made.now(), "2026-12-08 16:00") ==
          "resolve: 6 counted, 19 left, 0 late, 2 held: paused, due 2027-01-07");
    CHECK(describe(open_window(made.now(), local("2026-12-08 16:00"))) ==
          "question: 2 counted, 8 left, 0 late, 0 held: on-time, due 2026-12-21");
    CHECK(describe(running_promise(made.now(), local("2026-12-08 16:00"))) ==
          resolve_on(made.now(), "2026-12-08 16:00"));
}

TEST_CASE("a question sent after the date does not hide that it has passed", "[deadline]") {
    TestCase made(local("2026-11-26 10:00"));
    made.take(Step::Acknowledge, officer(), "2026-11-27 09:00").take(Step::Ask, officer(), "2027-01-07 15:00");
    CHECK(resolve_on(made.now(), "2027-01-12 10:00") ==
          "resolve: 25 counted, 0 left, 2 late, 3 held: overdue, due 2027-01-05");
}

TEST_CASE("what a person did stops the acknowledge clock", "[deadline]") {
    const auto step = GENERATE(Step::Acknowledge, Step::Answer, Step::Refer);
    TestCase made(local("2026-11-26 10:00"));
    made.take(step, officer(), "2026-11-30 09:00");
    CAPTURE(key_of(step));
    CHECK(describe(clock_status(made.now(), Clock::Acknowledge, local("2026-12-30 10:00"))) ==
          "acknowledge: 2 counted, 1 left, 0 late, 0 held: in-time, due 2026-12-01");
}

TEST_CASE("an answer in time, and one too late", "[deadline]") {
    TestCase early = example();
    early.take(Step::Answer, officer(), "2027-01-08 23:59");
    CHECK(resolve_on(early.now(), "2027-03-01 10:00") ==
          "resolve: 25 counted, 0 left, 0 late, 3 held: in-time, due 2027-01-08");
    TestCase late = example();
    late.take(Step::Answer, officer(), "2027-01-13 09:00");
    CHECK(resolve_on(late.now(), "2027-03-01 10:00") ==
          "resolve: 25 counted, 0 left, 3 late, 3 held: too-late, due 2027-01-08");
    CHECK(describe(running_promise(late.now(), local("2027-01-13 10:00"))) == "none");
}

TEST_CASE("a dispute lets the clock go on: the days since the answer are shown, not counted", "[deadline]") {
    TestCase made = example();
    made.take(Step::Answer, officer(), "2026-12-17 09:00");
    CHECK(describe(open_window(made.now(), local("2026-12-21 10:00"))) ==
          "objection: 2 counted, 8 left, 0 late, 0 held: on-time, due 2027-01-04");
    made.take(Step::Dispute, complainant(), "2026-12-21 10:00");
    CHECK(resolve_on(made.now(), "2026-12-22 10:00") ==
          "resolve: 12 counted, 13 left, 0 late, 5 held: on-time, due 2027-01-12");
    CHECK(describe(open_window(made.now(), local("2026-12-22 10:00"))) == "none");
    CHECK(made.now().reopenings == 1);
}

TEST_CASE("a referral stops our clock until the case comes back", "[deadline]") {
    TestCase made = example();
    made.take(Step::Refer, officer(), "2026-12-17 09:00");
    CHECK(clocks_of(made.now(), "2026-12-18 10:00") ==
          "acknowledge in-time; resolve no-longer-counted; refer on-time; ");
    CHECK(describe(running_promise(made.now(), local("2026-12-18 10:00"))) ==
          "refer: 1 counted, 9 left, 0 late, 0 held: on-time, due 2027-01-04");
    TestCase confirmed = made;
    confirmed.take(Step::ReferralConfirmed, officer(), "2026-12-21 09:00");
    CHECK(clocks_of(confirmed.now(), "2027-02-18 10:00") ==
          "acknowledge in-time; resolve no-longer-counted; refer in-time; ");
    made.take(Step::TakeBack, officer(), "2026-12-21 09:00");
    CHECK(resolve_on(made.now(), "2026-12-22 10:00") ==
          "resolve: 12 counted, 13 left, 0 late, 5 held: on-time, due 2027-01-12");
    CHECK(clocks_of(made.now(), "2026-12-22 10:00") == "acknowledge in-time; resolve on-time; ");
}

TEST_CASE("a duplicate's answer stays promised for its first date, and so it comes back", "[deadline]") {
    TestCase made = example();
    made.take(Step::MarkDuplicate, officer(), "2026-12-17 09:00");
    CHECK(clocks_of(made.now(), "2026-12-18 10:00") == "acknowledge in-time; resolve on-time; ");
    CHECK(clocks_of(made.now(), "2027-03-18 10:00") == "acknowledge in-time; resolve long-overdue; ");
    made.take(Step::TakeBack, officer(), "2027-01-04 09:00");
    CHECK(resolve_on(made.now(), "2027-01-04 10:00") ==
          "resolve: 21 counted, 4 left, 0 late, 3 held: due-soon, due 2027-01-08");
}

TEST_CASE("a withdrawn case owes nothing more", "[deadline]") {
    TestCase made(local("2026-11-26 10:00"));
    made.take(Step::Withdraw, complainant(), "2026-11-30 09:00");
    CHECK(clocks_of(made.now(), "2027-02-18 10:00") == "acknowledge no-longer-counted; resolve no-longer-counted; ");
    CHECK(describe(running_promise(made.now(), local("2027-02-18 10:00"))) == "none");
}

TEST_CASE("a review has a clock of its own", "[deadline]") {
    TestCase made = example();
    made.take(Step::Answer, officer(), "2026-12-17 09:00").take(Step::Review, complainant(), "2026-12-18 09:00");
    CHECK(clocks_of(made.now(), "2026-12-21 10:00") ==
          "acknowledge in-time; resolve in-time; review on-time; objection no-longer-counted; ");
    CHECK(describe(running_promise(made.now(), local("2026-12-21 10:00"))) ==
          "review: 1 counted, 19 left, 0 late, 0 held: on-time, due 2027-01-19");
    made.take(Step::Decide, supervisor(), "2027-01-20 09:00");
    CHECK(clocks_of(made.now(), "2027-02-21 10:00") ==
          "acknowledge in-time; resolve in-time; review too-late; objection no-longer-counted; ");
}

TEST_CASE("the promise that is due first is the one shown", "[deadline]") {
    const TestCase made(local("2026-11-26 10:00"));
    CHECK(running_promise(made.now(), local("2026-11-26 11:00"))->clock == Clock::Acknowledge);
    CHECK(running_promise(example().now(), local("2026-12-10 11:00"))->clock == Clock::Resolve);
}

TEST_CASE("a window is open until the end of its last day, and never late", "[deadline]") {
    TestCase made = example();
    made.take(Step::Answer, officer(), "2026-12-17 09:00");
    CHECK(describe(open_window(made.now(), local("2027-01-04 23:59"))) ==
          "objection: 10 counted, 0 left, 0 late, 0 held: due-soon, due 2027-01-04");
    CHECK_FALSE(window_is_over(made.now(), Clock::Objection, local("2027-01-04 23:59")));
    CHECK(window_is_over(made.now(), Clock::Objection, local("2027-01-05 00:00")));
    CHECK(describe(open_window(made.now(), local("2027-01-05 00:00"))) == "none");
    CHECK(describe(clock_status(made.now(), Clock::Objection, local("2027-01-20 00:00"))) ==
          "objection: 10 counted, 0 left, 0 late, 0 held: no-longer-counted, due 2027-01-04");
}

TEST_CASE("a clock that was not promised, or has not begun, has no status", "[deadline]") {
    const TestCase made(local("2026-11-26 10:00"), make_terms({promise(Clock::Resolve, {5, LimitUnit::Days})}, {}));
    const Instant at = local("2026-11-27 10:00");
    CHECK_FALSE(clock_status(made.now(), Clock::Acknowledge, at));
    CHECK_FALSE(clock_status(made.now(), Clock::Review, at));
    CHECK_FALSE(window_is_over(made.now(), Clock::Objection, at));
    CHECK_FALSE(clock_run(made.now(), Clock::Measured));
}

TEST_CASE("a limit in working hours is due soon in its last fifth", "[deadline]") {
    const TestCase made(local("2026-11-26 08:00"),
                        make_terms({promise(Clock::Resolve, {5, LimitUnit::WorkingHours})}, {}));
    const auto [at, timeliness] = GENERATE(table<const char*, Timeliness>({
        {"2026-11-26 11:59", Timeliness::OnTime},
        {"2026-11-26 12:00", Timeliness::DueSoon},
        {"2026-11-26 13:00", Timeliness::Overdue},
        {"2026-11-27 09:00", Timeliness::Overdue},
        {"2026-11-27 09:30", Timeliness::LongOverdue},
    }));
    CAPTURE(at);
    const auto status = clock_status(made.now(), Clock::Resolve, local(at));
    REQUIRE(status);
    CHECK(key_of(status->timeliness) == key_of(timeliness));
    CHECK(status->used + status->left + status->late + status->held == 0);
    CHECK(day_by_day(*status, made.now().terms->calendar, local(at)).empty());
}

TEST_CASE("the days of the example, one by one", "[deadline]") {
    CHECK(describe(strip(example().now(), Clock::Resolve, "2026-12-17 10:00")) ==
          "2026-11-26 received\n"
          "2026-11-27 1\n"
          "2026-11-28 weekend\n"
          "2026-11-29 weekend\n"
          "2026-11-30 2\n"
          "2026-12-01 3\n"
          "2026-12-02 4\n"
          "2026-12-03 5\n"
          "2026-12-04 6\n"
          "2026-12-05 weekend (awaiting-complainant)\n"
          "2026-12-06 weekend (awaiting-complainant)\n"
          "2026-12-07 held (awaiting-complainant)\n"
          "2026-12-08 held (awaiting-complainant)\n"
          "2026-12-09 held (awaiting-complainant)\n"
          "2026-12-10 7\n"
          "2026-12-11 8\n"
          "2026-12-12 weekend\n"
          "2026-12-13 weekend\n"
          "2026-12-14 9\n"
          "2026-12-15 10\n"
          "2026-12-16 holiday day-of-reconciliation\n"
          "2026-12-17 11 today\n"
          "2026-12-18 12 ahead\n"
          "2026-12-19 weekend ahead\n"
          "2026-12-20 weekend ahead\n"
          "2026-12-21 13 ahead\n"
          "2026-12-22 14 ahead\n"
          "2026-12-23 15 ahead\n"
          "2026-12-24 16 ahead\n"
          "2026-12-25 holiday christmas-day ahead\n"
          "2026-12-26 weekend day-of-goodwill ahead\n"
          "2026-12-27 weekend ahead\n"
          "2026-12-28 17 ahead\n"
          "2026-12-29 18 ahead\n"
          "2026-12-30 19 ahead\n"
          "2026-12-31 20 ahead\n"
          "2027-01-01 holiday new-years-day ahead\n"
          "2027-01-02 weekend ahead\n"
          "2027-01-03 weekend ahead\n"
          "2027-01-04 21 ahead\n"
          "2027-01-05 22 ahead\n"
          "2027-01-06 23 ahead\n"
          "2027-01-07 24 ahead\n"
          "2027-01-08 25 ahead promised\n");
}

TEST_CASE("a late clock goes on to today, or to the day of the answer", "[deadline]") {
    TestCase made(local("2026-11-27 10:00"));
    const auto tail = [&](std::string_view at) {
        const std::string text = describe(strip(made.now(), Clock::Acknowledge, at));
        return text.substr(text.find("2026-12-02"));
    };
    CHECK(tail("2026-12-07 10:00") ==
          "2026-12-02 3 promised\n2026-12-03 late1\n2026-12-04 late2\n2026-12-05 weekend\n2026-12-06 weekend\n"
          "2026-12-07 late3 today\n");
    made.take(Step::Acknowledge, officer(), "2026-12-04 10:00");
    CHECK(tail("2026-12-20 10:00") == "2026-12-02 3 promised\n2026-12-03 late1\n2026-12-04 late2 stopped\n");
}

TEST_CASE("the days after an early answer are still ahead of it", "[deadline]") {
    TestCase made(local("2026-11-27 10:00"));
    made.take(Step::Acknowledge, officer(), "2026-11-30 10:00");
    CHECK(describe(strip(made.now(), Clock::Acknowledge, "2026-12-20 10:00")) ==
          "2026-11-27 received\n2026-11-28 weekend\n2026-11-29 weekend\n2026-11-30 1 stopped\n2026-12-01 2 ahead\n"
          "2026-12-02 3 ahead promised\n");
}

TEST_CASE("calendar days are numbered on weekends too, and end on a working day", "[deadline]") {
    const TestCase made(local("2026-11-26 10:00"), make_terms({promise(Clock::Resolve, {2, LimitUnit::Days})}, {}));
    CHECK(describe(strip(made.now(), Clock::Resolve, "2026-11-26 11:00")) ==
          "2026-11-26 received today\n2026-11-27 1 ahead\n2026-11-28 2 ahead\n2026-11-29  ahead\n"
          "2026-11-30  ahead promised\n");
}

TEST_CASE("the working is printed for each clock, day by day", "[deadline]") {
    TestCase made(local("2026-12-14 10:00"), make_terms({promise(Clock::Acknowledge, {2, LimitUnit::WorkingHours}),
                                                         promise(Clock::Resolve, {3, LimitUnit::WorkingDays})},
                                                        {}));
    made.take(Step::Acknowledge, officer(), "2026-12-14 11:00")
        .take(Step::Ask, officer(), "2026-12-14 12:00")
        .take(Step::Reply, complainant(), "2026-12-15 09:00");
    CHECK(working_text(made.now(), local("2026-12-22 08:30")) ==
          fmt::format("case {}: complaint, in-progress\n"
                      "as on 2026-12-22 08:30, times of Africa/Johannesburg\n"
                      "\n"
                      "acknowledge: 2 working hours (acknowledge-standard, edition 2026-27, example)\n"
                      "  from 2026-12-14 10:00, due 2026-12-14 12:00, in-time, stopped 2026-12-14 11:00\n"
                      "\n"
                      "resolve: 3 working days (resolve-standard, edition 2026-27, example)\n"
                      "  from 2026-12-14 10:00, due 2026-12-21, overdue\n"
                      "  held from 2026-12-14 12:00 to 2026-12-15 09:00: awaiting-complainant\n"
                      "  counted 3, left 0, late 1, held 1\n"
                      "  Mon 2026-12-14  start, not counted\n"
                      "  Tue 2026-12-15  held: awaiting-complainant\n"
                      "  Wed 2026-12-16  holiday, day-of-reconciliation\n"
                      "  Thu 2026-12-17  1\n"
                      "  Fri 2026-12-18  2\n"
                      "  Sat 2026-12-19  weekend\n"
                      "  Sun 2026-12-20  weekend\n"
                      "  Mon 2026-12-21  3, due\n"
                      "  Tue 2026-12-22  late +1, today\n",
                      made.now().reference.in_groups()));
}

TEST_CASE("the strip and the counts of a clock agree, whenever one looks", "[deadline][property]") {
    const std::uint64_t seed = property_seed();
    CAPTURE(seed);
    Random random(seed);
    const TestCase made = example();
    for (int round = 0; round < 200; ++round) {
        const Instant at = local("2026-12-09 09:00") + std::chrono::minutes(random.between(0, 120000));
        const auto status = clock_status(made.now(), Clock::Resolve, at);
        REQUIRE(status);
        const auto days = day_by_day(*status, made.now().terms->calendar, at);
        int counted = 0;
        int late = 0;
        int promised = 0;
        for (const CountedDay& each : days) {
            if (each.mark == DayMark::Counted && !each.ahead) counted = each.number;
            if (each.mark == DayMark::Late) late = each.number;
            if (each.promised) ++promised;
        }
        CAPTURE(to_iso(at));
        REQUIRE(counted == status->used);
        REQUIRE(std::max(late, status->late > 0 ? 1 : 0) == status->late);
        REQUIRE(status->used + status->left == 25);
        REQUIRE(promised == 1);
    }
}

}  // namespace charter::deadline_test
