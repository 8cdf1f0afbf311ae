#include "server/cases/deadline.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace charter {
namespace {

using std::chrono::days;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::array<Clock, 6> all_clocks = {Clock::Acknowledge, Clock::Resolve,  Clock::Review,
                                             Clock::Refer,       Clock::Question, Clock::Objection};
constexpr std::array<Clock, 4> our_clocks = {Clock::Acknowledge, Clock::Resolve, Clock::Review, Clock::Refer};

bool counts_days(const Limit& limit) {
    return limit.unit == LimitUnit::WorkingDays || limit.unit == LimitUnit::Days;
}

// Holds as local dates: the clock stops after `from` and counts again after `until`.
struct HeldDates {
    Date from;
    Date until;
    HoldReason reason;
    [[nodiscard]] bool covers(Date date) const { return from < date && date <= until; }
};

std::vector<HeldDates> held_dates(const Calendar& calendar, std::span<const Hold> holds, Instant now) {
    std::vector<HeldDates> dates;
    for (const Hold& hold : holds)
        dates.push_back({calendar.local_date(hold.from),
                         calendar.local_date(std::max(hold.from, hold.until.value_or(now))), hold.reason});
    return dates;
}

const HeldDates* hold_on(const std::vector<HeldDates>& holds, Date date) {
    const auto found =
        std::find_if(holds.begin(), holds.end(), [&](const HeldDates& hold) { return hold.covers(date); });
    return found == holds.end() ? nullptr : &*found;
}

// Whether a day of the calendar is one that this unit counts, holds aside.
bool is_counted_day(const Calendar& calendar, LimitUnit unit, Date date) {
    return unit == LimitUnit::Days || calendar.is_working_day(date);
}

Due due_at_end_of(const Calendar& calendar, Date date) {
    return {date, calendar.instant_of(date + days(1), 0)};
}

Due due_in_days(const Calendar& calendar, const Limit& limit, Instant started, const std::vector<HeldDates>& holds) {
    Date date = calendar.local_date(started);
    for (int counted = 0; counted < limit.amount;) {
        date += days(1);
        if (is_counted_day(calendar, limit.unit, date) && hold_on(holds, date) == nullptr) ++counted;
    }
    while (!calendar.is_working_day(date)) date += days(1);
    return due_at_end_of(calendar, date);
}

// The next moment from `at` on that is within opening hours, and when they end.
struct OpenSpan {
    Instant from;
    Instant until;
};
OpenSpan next_open_span(const Calendar& calendar, Instant at) {
    for (Date date = calendar.local_date(at);; date += days(1)) {
        if (!calendar.is_working_day(date)) continue;
        const Instant closes = calendar.instant_of(date, calendar.hours().closes);
        if (closes <= at) continue;
        return {std::max(at, calendar.instant_of(date, calendar.hours().opens)), closes};
    }
}

seconds length_of(const Limit& limit) {
    return limit.unit == LimitUnit::Minutes ? seconds(minutes(limit.amount))
                                            : seconds(std::chrono::hours(limit.amount));
}

// The hold that covers a moment, or the first that begins after it.
std::optional<Hold> next_hold(std::span<const Hold> holds, Instant at) {
    std::optional<Hold> next;
    for (const Hold& hold : holds) {
        if (hold.until && *hold.until <= at) continue;
        if (!next || hold.from < next->from) next = hold;
    }
    return next;
}

// Lets `left` run through opening hours (or all hours) and around the holds.
Due due_in_time(const Calendar& calendar, const Limit& limit, Instant started, std::span<const Hold> holds,
                Instant now) {
    Instant at = started;
    seconds left = length_of(limit);
    while (left.count() > 0) {
        const std::optional<Hold> hold = next_hold(holds, at);
        if (hold && hold->from <= at) {
            at = std::max(at + seconds(1), hold->until.value_or(std::max(now, at)));
            if (!hold->until) holds = {};
            continue;
        }
        OpenSpan span{at, Instant::max()};
        if (limit.unit == LimitUnit::WorkingHours) span = next_open_span(calendar, at);
        if (hold && hold->from < span.until) span.until = std::max(span.from, hold->from);
        const seconds run = std::min(left, span.until - span.from);
        at = span.from + run;
        left -= run;
    }
    return {calendar.local_date(at), at + seconds(1)};
}

bool is_late(const ClockStatus& status, Instant at) {
    return status.run.stopped.value_or(at) >= status.due.late_from;
}

// The day up to which the days are told: when the clock stopped, or today.
Date told_until(const ClockStatus& status, const Calendar& calendar, Instant at) {
    return calendar.local_date(status.run.stopped.value_or(at));
}

int count_days(const Calendar& calendar, LimitUnit unit, Date after, Date until, const std::vector<HeldDates>& holds,
               bool held) {
    int count = 0;
    for (Date date = after + days(1); date <= until; date += days(1)) {
        if (is_counted_day(calendar, unit, date) && (hold_on(holds, date) != nullptr) == held) ++count;
    }
    return count;
}

void count(ClockStatus& status, const Calendar& calendar, Instant at) {
    const Limit& limit = status.promise.within;
    if (!counts_days(limit)) return;
    const std::vector<HeldDates> holds = held_dates(calendar, status.run.holds, at);
    const Date started = calendar.local_date(status.run.started);
    const Date until = told_until(status, calendar, at);
    status.used = std::min(limit.amount, count_days(calendar, limit.unit, started, until, holds, false));
    status.left = limit.amount - status.used;
    status.held = count_days(calendar, limit.unit, started, std::min(until, status.due.date), holds, true);
    if (is_late(status, at)) status.late = count_days(calendar, limit.unit, status.due.date, until, holds, false);
}

bool is_held_now(const ClockRun& run) {
    return !run.holds.empty() && !run.holds.back().until;
}

// Long overdue: as late again as the whole limit.
bool is_long_overdue(const ClockStatus& status, const Calendar& calendar, Instant at) {
    if (counts_days(status.promise.within)) return status.late >= status.promise.within.amount;
    Limit twice = status.promise.within;
    twice.amount *= 2;
    return at >= due_of(calendar, twice, status.run.started, status.run.holds, at).late_from;
}

// At most a fifth of the limit is left.
bool is_due_soon(const ClockStatus& status, const Calendar& calendar, Instant at) {
    const Limit& limit = status.promise.within;
    if (counts_days(limit)) return status.left * 5 <= limit.amount;
    return calendar.local_date(at) == status.due.date;
}

Timeliness timeliness_of(const ClockStatus& status, const Calendar& calendar, Instant at) {
    const bool late = is_late(status, at);
    if (status.run.stopped) {
        if (status.run.stop_reason == StopReason::Left) return Timeliness::NoLongerCounted;
        return late ? Timeliness::TooLate : Timeliness::InTime;
    }
    if (late) return is_long_overdue(status, calendar, at) ? Timeliness::LongOverdue : Timeliness::Overdue;
    if (is_held_now(status.run)) return Timeliness::Paused;
    return is_due_soon(status, calendar, at) ? Timeliness::DueSoon : Timeliness::OnTime;
}

// Withdrawn or joined with another case: what was promised falls away.
std::optional<Instant> left_at(const Case& now) {
    if (now.state == State::Withdrawn || now.state == State::Duplicate) return now.ended_at;
    return std::nullopt;
}

void stop(ClockRun& run, std::optional<Instant> kept, std::optional<Instant> left) {
    if (kept) {
        run.stopped = kept;
    } else if (left) {
        run.stopped = left;
        run.stop_reason = StopReason::Left;
    }
}

std::optional<ClockRun> acknowledge_run(const Case& now) {
    ClockRun run{Clock::Acknowledge, now.received_at, {}, {}, StopReason::Kept};
    stop(run, now.acknowledged_at, left_at(now));
    return run;
}

std::optional<ClockRun> resolve_run(const Case& now) {
    ClockRun run{Clock::Resolve, now.received_at, now.holds, {}, StopReason::Kept};
    std::optional<Instant> kept;
    if (now.answer) kept = now.answer->at;
    std::optional<Instant> left = left_at(now);
    if (!left && now.state == State::Referred && now.referral) left = now.referral->at;
    stop(run, kept, left);
    // The hold that the stop itself began is no hold of a clock that stands for good.
    if (run.stopped) std::erase_if(run.holds, [&](const Hold& hold) { return hold.from >= *run.stopped; });
    return run;
}

std::optional<ClockRun> review_run(const Case& now) {
    if (!now.review_started_at) return std::nullopt;
    ClockRun run{Clock::Review, *now.review_started_at, {}, {}, StopReason::Kept};
    for (const Hold& hold : now.holds) {
        if (hold.from >= run.started && hold.reason != HoldReason::Answered) run.holds.push_back(hold);
    }
    std::optional<Instant> kept;
    if (now.decision) kept = now.decision->at;
    stop(run, kept, left_at(now));
    return run;
}

std::optional<ClockRun> refer_run(const Case& now) {
    if (!now.referral) return std::nullopt;
    ClockRun run{Clock::Refer, now.referral->at, {}, {}, StopReason::Kept};
    std::optional<Instant> left = left_at(now);
    if (!left && now.state != State::Referred) left = now.changed_at;
    stop(run, now.referral->confirmed_at, left);
    return run;
}

std::optional<ClockRun> question_run(const Case& now) {
    if (!now.asked_at) return std::nullopt;
    return ClockRun{Clock::Question, *now.asked_at, {}, {}, StopReason::Kept};
}

std::optional<ClockRun> objection_run(const Case& now) {
    if (!now.answer) return std::nullopt;
    ClockRun run{Clock::Objection, now.answer->at, {}, {}, StopReason::Kept};
    if (now.state == State::Resolved) return run;
    stop(run, now.ended_at ? now.ended_at : now.review_started_at, std::nullopt);
    return run;
}

DayMark mark_of(const Calendar& calendar, LimitUnit unit, Date date) {
    if (unit == LimitUnit::Days) return DayMark::Counted;
    const std::chrono::weekday weekday(date);
    if (weekday == std::chrono::Saturday || weekday == std::chrono::Sunday) return DayMark::Weekend;
    return calendar.is_holiday(date) ? DayMark::Holiday : DayMark::Counted;
}

std::string_view mark_words(DayMark mark) {
    switch (mark) {
        case DayMark::Received:
            return "start, not counted";
        case DayMark::Counted:
            return "day";
        case DayMark::Held:
            return "count stopped";
        case DayMark::Weekend:
            return "weekend";
        case DayMark::Holiday:
            return "public holiday";
        case DayMark::Late:
            return "late";
    }
    return "";
}

std::string_view weekday_words(Date date) {
    static constexpr std::array<std::string_view, 7> names = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    return names.at(std::chrono::weekday(date).c_encoding());
}

std::string day_line(const CountedDay& day) {
    std::string line = fmt::format("  {} {}  {}", weekday_words(day.date), to_iso(day.date), mark_words(day.mark));
    if (day.number > 0) line += fmt::format(" {}", day.number);
    for (const Holiday& holiday : day.holidays)
        line += fmt::format(" ({}{})", holiday.key, holiday.observed ? ", observed" : "");
    if (day.held) line += fmt::format(" ({})", key_of(*day.held));
    if (day.promised) line += "  <- promised day";
    if (day.stopped) line += "  <- stopped";
    if (day.today) line += "  <- today";
    return line + "\n";
}

}  // namespace

Due due_of(const Calendar& calendar, const Limit& limit, Instant started, std::span<const Hold> holds, Instant now) {
    if (counts_days(limit)) return due_in_days(calendar, limit, started, held_dates(calendar, holds, now));
    return due_in_time(calendar, limit, started, holds, now);
}

std::optional<ClockRun> clock_run(const Case& now, Clock clock) {
    switch (clock) {
        case Clock::Acknowledge:
            return acknowledge_run(now);
        case Clock::Resolve:
            return resolve_run(now);
        case Clock::Review:
            return review_run(now);
        case Clock::Refer:
            return refer_run(now);
        case Clock::Question:
            return question_run(now);
        case Clock::Objection:
            return objection_run(now);
        case Clock::Measured:
            break;
    }
    return std::nullopt;
}

std::optional<ClockStatus> clock_status(const Case& now, Clock clock, Instant at) {
    const BoundPromise* promise = find_promise(*now.terms, clock);
    auto run = clock_run(now, clock);
    if (promise == nullptr || !run) return std::nullopt;
    const Calendar& calendar = now.terms->calendar;
    const Instant seen = run->stopped.value_or(at);
    ClockStatus status;
    status.clock = clock;
    status.promise = *promise;
    status.due = due_of(calendar, promise->within, run->started, run->holds, seen);
    status.first_due = due_of(calendar, promise->within, run->started, {}, seen);
    status.run = std::move(*run);
    count(status, calendar, at);
    status.timeliness = timeliness_of(status, calendar, at);
    return status;
}

std::vector<ClockStatus> clock_statuses(const Case& now, Instant at) {
    std::vector<ClockStatus> statuses;
    for (const Clock clock : all_clocks) {
        if (auto status = clock_status(now, clock, at)) statuses.push_back(std::move(*status));
    }
    return statuses;
}

std::optional<ClockStatus> running_promise(const Case& now, Instant at) {
    std::optional<ClockStatus> first;
    for (const Clock clock : our_clocks) {
        auto status = clock_status(now, clock, at);
        if (!status || status->run.stopped) continue;
        if (!first || status->due < first->due) first = std::move(status);
    }
    return first;
}

std::optional<ClockStatus> open_window(const Case& now, Instant at) {
    for (const Clock clock : {Clock::Question, Clock::Objection}) {
        auto status = clock_status(now, clock, at);
        if (status && !status->run.stopped && at < status->due.late_from) return status;
    }
    return std::nullopt;
}

std::vector<CountedDay> day_by_day(const ClockStatus& status, const Calendar& calendar, Instant at) {
    const Limit& limit = status.promise.within;
    if (!counts_days(limit)) return {};
    const std::vector<HeldDates> holds = held_dates(calendar, status.run.holds, status.run.stopped.value_or(at));
    const Date started = calendar.local_date(status.run.started);
    const Date today = calendar.local_date(at);
    const Date until = status.late > 0 ? std::max(status.due.date, told_until(status, calendar, at)) : status.due.date;
    std::vector<CountedDay> told;
    int number = 0;
    int late = 0;
    for (Date date = started; date <= until; date += days(1)) {
        CountedDay day;
        day.date = date;
        day.mark = date == started ? DayMark::Received : mark_of(calendar, limit.unit, date);
        day.holidays = calendar.holidays_on(date);
        if (day.mark == DayMark::Counted) {
            if (const HeldDates* hold = hold_on(holds, date)) {
                day.mark = DayMark::Held;
                day.held = hold->reason;
            } else if (number < limit.amount) {
                day.number = ++number;
            } else if (date > status.due.date) {
                day.mark = DayMark::Late;
                day.number = ++late;
            }
        }
        day.today = date == today;
        day.ahead = date > today;
        day.promised = date == status.due.date;
        day.stopped = status.run.stopped && calendar.local_date(*status.run.stopped) == date;
        told.push_back(std::move(day));
    }
    return told;
}

std::string working_text(const Case& now, Instant at) {
    std::string text = fmt::format(
        "Case {}, received {}, counted by the {} calendar in {}\n", now.reference.in_groups(), to_iso(now.received_at),
        now.terms->bound_calendar.rule == CalendarRule::SouthAfrica ? "South African" : "plain",
        now.terms->calendar.timezone());
    for (const ClockStatus& status : clock_statuses(now, at)) {
        text += fmt::format("\n{}: {} (standard {}, edition {}): {}\n", key_of(status.clock),
                            to_text(status.promise.within), status.promise.standard, status.promise.edition,
                            key_of(status.timeliness));
        text += fmt::format("  started {}, due {}, late from {}\n", to_iso(status.run.started), to_iso(status.due.date),
                            to_iso(status.due.late_from));
        for (const Hold& hold : status.run.holds)
            text += fmt::format("  stood still from {} to {} ({})\n", to_iso(hold.from),
                                hold.until ? to_iso(*hold.until) : "now", key_of(hold.reason));
        for (const CountedDay& day : day_by_day(status, now.terms->calendar, at)) text += day_line(day);
    }
    return text;
}

std::string_view key_of(Timeliness timeliness) {
    switch (timeliness) {
        case Timeliness::OnTime:
            return "on-time";
        case Timeliness::DueSoon:
            return "due-soon";
        case Timeliness::Overdue:
            return "overdue";
        case Timeliness::LongOverdue:
            return "long-overdue";
        case Timeliness::Paused:
            return "paused";
        case Timeliness::InTime:
            return "in-time";
        case Timeliness::TooLate:
            return "too-late";
        case Timeliness::NoLongerCounted:
            return "no-longer-counted";
    }
    return "";
}

}  // namespace charter
