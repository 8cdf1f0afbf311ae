#include "server/cases/deadline.h"

#include <algorithm>
#include <array>

#include "generator/shared/keys.h"
#include "server/cases/day_count.h"

namespace charter {
namespace {

using std::chrono::days;

constexpr Keys<Timeliness, 8> timeliness_keys = {{{Timeliness::OnTime, "on-time"},
                                                  {Timeliness::DueSoon, "due-soon"},
                                                  {Timeliness::Overdue, "overdue"},
                                                  {Timeliness::LongOverdue, "long-overdue"},
                                                  {Timeliness::Paused, "paused"},
                                                  {Timeliness::InTime, "in-time"},
                                                  {Timeliness::TooLate, "too-late"},
                                                  {Timeliness::NoLongerCounted, "no-longer-counted"}}};

constexpr std::array<Clock, 4> our_clocks = {Clock::Acknowledge, Clock::Resolve, Clock::Review, Clock::Refer};
constexpr int due_soon_divisor = 5;     // a fifth of the limit left
constexpr int long_overdue_factor = 2;  // twice the limit gone

bool is_window(Clock clock) {
    return clock == Clock::Question || clock == Clock::Objection;
}

// Stopped by the first of the two moments, if either has come.
ClockRun stopped_by(ClockRun run, std::optional<Instant> kept, std::optional<Instant> left) {
    if (kept && (!left || *kept <= *left)) {
        run.stopped = kept;
        run.stop_reason = StopReason::Kept;
    } else if (left) {
        run.stopped = left;
        run.stop_reason = StopReason::Left;
    }
    return run;
}

ClockRun resolve_run(const Case& now) {
    const ClockRun run{Clock::Resolve, now.received_at, now.holds, std::nullopt, StopReason::Kept};
    const auto answered = now.answer ? std::optional(now.answer->at) : std::nullopt;
    const auto left = now.referral ? std::optional(now.referral->at) : now.ended_at;
    return stopped_by(run, answered, left);
}

std::optional<ClockRun> review_run(const Case& now) {
    if (!now.review_started_at) return std::nullopt;
    const ClockRun run{Clock::Review, *now.review_started_at, {}, std::nullopt, StopReason::Kept};
    return stopped_by(run, now.decision ? std::optional(now.decision->at) : std::nullopt, now.ended_at);
}

std::optional<ClockRun> refer_run(const Case& now) {
    if (!now.referral) return std::nullopt;
    const ClockRun run{Clock::Refer, now.referral->at, {}, std::nullopt, StopReason::Kept};
    return stopped_by(run, now.referral->confirmed_at, now.ended_at);
}

std::optional<ClockRun> question_run(const Case& now) {
    if (!now.asked_at) return std::nullopt;
    return ClockRun{Clock::Question, *now.asked_at, {}, std::nullopt, StopReason::Kept};
}

std::optional<ClockRun> objection_run(const Case& now) {
    if (!now.answer) return std::nullopt;
    const ClockRun run{Clock::Objection, now.answer->at, {}, std::nullopt, StopReason::Kept};
    return stopped_by(run, std::nullopt, now.review_started_at ? now.review_started_at : now.ended_at);
}

// Days of (start, end] by how they bear on the clock.
struct DayTotals {
    int counted = 0;
    int held = 0;
    int late = 0;
};

DayTotals count_days(const DayCount& count, Date start, Date due, Date end) {
    DayTotals totals;
    for (Date day = start + days(1); day <= end; day += days(1)) {
        if (!count.is_counting_day(day)) continue;
        if (count.held_on(day))
            ++totals.held;
        else
            ++(day <= due ? totals.counted : totals.late);
    }
    return totals;
}

void put_counts(ClockStatus& status, const Calendar& calendar, Instant end) {
    const DayCount count(calendar, status.promise.within.unit, status.run.holds, end);
    const DayTotals totals =
        count_days(count, calendar.local_date(status.run.started), status.due.date, calendar.local_date(end));
    status.used = std::min(totals.counted, status.promise.within.amount);
    status.left = status.promise.within.amount - status.used;
    status.held = totals.held;
    if (!is_window(status.clock) && end >= status.due.late_from) status.late = std::max(1, totals.late);
}

bool is_due_soon(const ClockStatus& status, const Calendar& calendar, Instant at) {
    const Limit& limit = status.promise.within;
    if (is_day_limit(limit.unit)) return status.left * due_soon_divisor <= limit.amount;
    TimeLimit most = time_limit(limit);
    most.length -= most.length / due_soon_divisor;
    return at >= due_of_time(calendar, most, status.run.started, status.run.holds, at).late_from;
}

bool is_long_overdue(const ClockStatus& status, const Calendar& calendar, Instant at) {
    Limit doubled = status.promise.within;
    doubled.amount *= long_overdue_factor;
    return at >= due_of(calendar, doubled, status.run.started, status.run.holds, at).late_from;
}

Timeliness timeliness_of(const ClockStatus& status, const Calendar& calendar, Instant at) {
    const ClockRun& run = status.run;
    if (run.stopped) {
        if (run.stop_reason == StopReason::Left) return Timeliness::NoLongerCounted;
        return *run.stopped < status.due.late_from ? Timeliness::InTime : Timeliness::TooLate;
    }
    if (at >= status.due.late_from) {
        if (is_window(status.clock)) return Timeliness::NoLongerCounted;
        return is_long_overdue(status, calendar, at) ? Timeliness::LongOverdue : Timeliness::Overdue;
    }
    if (!run.holds.empty() && !run.holds.back().until) return Timeliness::Paused;
    return is_due_soon(status, calendar, at) ? Timeliness::DueSoon : Timeliness::OnTime;
}

}  // namespace

std::optional<ClockRun> clock_run(const Case& now, Clock clock) {
    switch (clock) {
        case Clock::Acknowledge:
            return stopped_by({Clock::Acknowledge, now.received_at, {}, std::nullopt, StopReason::Kept},
                              now.acknowledged_at, now.ended_at);
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
    ClockStatus status;
    status.clock = clock;
    status.promise = *promise;
    status.run = std::move(*run);
    const Instant end = status.run.stopped.value_or(at);
    status.due = due_of(calendar, promise->within, status.run.started, status.run.holds, end);
    status.first_due = due_of(calendar, promise->within, status.run.started, {}, end);
    if (is_day_limit(promise->within.unit)) put_counts(status, calendar, end);
    status.timeliness = timeliness_of(status, calendar, at);
    return status;
}

std::vector<ClockStatus> clock_statuses(const Case& now, Instant at) {
    std::vector<ClockStatus> statuses;
    for (const BoundPromise& promise : now.terms->promises) {
        if (auto status = clock_status(now, promise.clock, at)) statuses.push_back(std::move(*status));
    }
    return statuses;
}

std::optional<ClockStatus> running_promise(const Case& now, Instant at) {
    std::optional<ClockStatus> first;
    for (const Clock clock : our_clocks) {
        const auto run = clock_run(now, clock);
        if (!run || run->stopped) continue;
        auto status = clock_status(now, clock, at);
        if (status && (!first || status->due.late_from < first->due.late_from)) first = std::move(status);
    }
    return first;
}

std::optional<Instant> joined_late_from(const Case& now) {
    std::optional<Instant> first;
    for (const JoinedCase& one : now.joined)
        if (one.late_from && (!first || *one.late_from < *first)) first = one.late_from;
    return first;
}

std::optional<ClockStatus> open_window(const Case& now, Instant at) {
    const bool is_asked = now.state == State::AwaitingComplainant;
    if (!is_asked && now.state != State::Resolved) return std::nullopt;
    const Clock window = is_asked ? Clock::Question : Clock::Objection;
    if (window_is_over(now, window, at)) return std::nullopt;
    return clock_status(now, window, at);
}

bool window_is_over(const Case& now, Clock window, Instant at) {
    const BoundPromise* promise = find_promise(*now.terms, window);
    const auto run = clock_run(now, window);
    if (promise == nullptr || !run) return false;
    return at >= due_of(now.terms->calendar, promise->within, run->started, run->holds, at).late_from;
}

std::string_view key_of(Timeliness timeliness) {
    return key_in(timeliness_keys, timeliness);
}

}  // namespace charter
