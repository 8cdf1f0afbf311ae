// Limits in days are counted day by day; those in hours and minutes as the sum of the stretches of time that run.
#include <algorithm>

#include "server/cases/day_count.h"
#include "server/cases/deadline.h"

namespace charter {
namespace {

using std::chrono::days;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr int minutes_of_a_day = 24 * 60;

struct Stretch {
    Instant from;
    Instant until;
};

// The holds as stretches that do not overlap, in order.
std::vector<Stretch> held_stretches(std::span<const Hold> holds, Instant now) {
    std::vector<Stretch> stretches;
    for (const Hold& hold : holds) stretches.push_back({hold.from, std::max(hold.from, hold.until.value_or(now))});
    std::sort(stretches.begin(), stretches.end(), [](const Stretch& a, const Stretch& b) { return a.from < b.from; });
    std::vector<Stretch> merged;
    for (const Stretch& each : stretches) {
        if (!merged.empty() && each.from <= merged.back().until)
            merged.back().until = std::max(merged.back().until, each.until);
        else
            merged.push_back(each);
    }
    return merged;
}

// Takes the time that runs within `open` off `left`; gives the moment at which nothing is left, if it is reached.
std::optional<Instant> run_down(Stretch open, std::span<const Stretch> held, seconds& left) {
    Instant from = open.from;
    const auto run_until = [&](Instant until) -> std::optional<Instant> {
        if (until <= from) return std::nullopt;
        if (until - from >= left) return from + left;
        left -= until - from;
        return std::nullopt;
    };
    for (const Stretch& pause : held) {
        if (pause.until <= from || pause.from >= open.until) continue;
        if (const auto end = run_until(pause.from)) return end;
        from = std::max(from, pause.until);
    }
    return run_until(open.until);
}

// When the office is open on that day; nothing if it is not.
std::optional<Stretch> open_on(const Calendar& calendar, Date day) {
    if (!calendar.is_working_day(day)) return std::nullopt;
    OpeningHours hours = calendar.hours();
    // Hours that hold no time would never let the clock run down.
    if (hours.closes <= hours.opens) hours = {0, minutes_of_a_day};
    return Stretch{calendar.instant_of(day, hours.opens), calendar.instant_of(day, hours.closes)};
}

Instant end_of_time(const Calendar& calendar, const TimeLimit& limit, Instant started, std::span<const Stretch> held) {
    seconds left = limit.length;
    if (!limit.office_hours) {
        const Instant last = held.empty() ? started : std::max(started, held.back().until);
        return run_down({started, last + left}, held, left).value_or(last + left);
    }
    for (Date day = calendar.local_date(started);; day += days(1)) {
        auto open = open_on(calendar, day);
        if (!open) continue;
        open->from = std::max(open->from, started);
        if (const auto end = run_down(*open, held, left)) return *end;
    }
}

}  // namespace

TimeLimit time_limit(const Limit& limit) {
    switch (limit.unit) {
        case LimitUnit::WorkingHours:
            return {std::chrono::hours(limit.amount), true};
        case LimitUnit::Hours:
            return {std::chrono::hours(limit.amount), false};
        default:
            return {minutes(limit.amount), false};
    }
}

Due due_of_time(const Calendar& calendar, const TimeLimit& limit, Instant started, std::span<const Hold> holds,
                Instant now) {
    const Instant end = end_of_time(calendar, limit, started, held_stretches(holds, now));
    return {calendar.local_date(end), end};
}

Due due_of(const Calendar& calendar, const Limit& limit, Instant started, std::span<const Hold> holds, Instant now) {
    if (!is_day_limit(limit.unit)) return due_of_time(calendar, time_limit(limit), started, holds, now);
    const DayCount count(calendar, limit.unit, holds, now);
    const Date due = count.due_day(calendar.local_date(started), limit.amount);
    return {due, calendar.instant_of(due + days(1), 0)};
}

}  // namespace charter
