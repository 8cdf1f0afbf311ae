// When a promise falls due, and how the days were counted. A pure function of (start, limit, calendar, holds): computed
// on every look, never stored as truth. The calendar is the one bound to the case. Any thread.
//
// Counting days: the day of the start never counts; day 1 is the next working day ("days": the next day). A clock that
// is held stops after the day the hold began and counts again from the day after it ended, so a question asked on
// Friday and answered on Wednesday leaves Monday, Tuesday and Wednesday uncounted. A day limit that ends on a day
// without work ends on the next working day. The promise is kept until the last moment of the due day. Counting hours
// and minutes: time that runs (with "working hours": while the office is open), less the time held.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "server/cases/case.h"

namespace charter {

struct Due {
    Date date;          // the local day
    Instant late_from;  // late from this moment on
    auto operator<=>(const Due&) const = default;
};

// A hold still open counts as lasting until `now`, so that the date is never promised too early.
[[nodiscard]] Due due_of(const Calendar& calendar, const Limit& limit, Instant started, std::span<const Hold> holds,
                         Instant now);

// One clock of a case: from what start it runs, when it stood still, when and why it stopped.
enum class StopReason { Kept, Left };  // Kept: what was promised was done. Left: withdrawn or referred.
struct ClockRun {
    Clock clock = Clock::Resolve;
    Instant started{};
    std::vector<Hold> holds;
    std::optional<Instant> stopped;
    StopReason stop_reason = StopReason::Kept;
};

// Nothing if the clock has not started (no question is open, no answer was given, ...).
[[nodiscard]] std::optional<ClockRun> clock_run(const Case& now, Clock clock);

// A window of the complainant (question, objection) is never late: once over, or used, it is NoLongerCounted.
enum class Timeliness { OnTime, DueSoon, Overdue, LongOverdue, Paused, InTime, TooLate, NoLongerCounted };

struct ClockStatus {
    Clock clock = Clock::Resolve;
    BoundPromise promise;
    ClockRun run;
    Due due;
    Due first_due;  // as promised at the start, without holds: to say "the date moved from .. to .."
    Timeliness timeliness = Timeliness::OnTime;
    // In the limit's unit for day limits; 0 for hours and minutes. used + left == limit while not late.
    int used = 0;
    int left = 0;
    int late = 0;  // days after the due day that count; at least 1 once late
    int held = 0;  // days that would have counted but for a hold
};

// The clock as it stands; nothing if it was not promised or has not started.
[[nodiscard]] std::optional<ClockStatus> clock_status(const Case& now, Clock clock, Instant at);
// Every clock that was promised and has started, in the order of the clocks.
[[nodiscard]] std::vector<ClockStatus> clock_statuses(const Case& now, Instant at);
// What we owe next: of the clocks of ours that run (acknowledge, resolve, review, refer) the one due first.
[[nodiscard]] std::optional<ClockStatus> running_promise(const Case& now, Instant at);
// The first moment from which a case that follows this one is late; nothing if none waits with a promise.
[[nodiscard]] std::optional<Instant> joined_late_from(const Case& now);
// The window that is open for the complainant: to reply to a question, or to object to an answer.
[[nodiscard]] std::optional<ClockStatus> open_window(const Case& now, Instant at);
// The time of a window has passed, whether or not the case has moved on since. False if none was promised or none
// began.
[[nodiscard]] bool window_is_over(const Case& now, Clock window, Instant at);

// One day of a clock, for the day strip and for printing.
enum class DayMark { Received, Counted, Held, Weekend, Holiday, Late };
struct CountedDay {
    Date date;
    DayMark mark = DayMark::Counted;
    int number = 0;                  // the count, or how late; 0 for days that do not count
    std::optional<HoldReason> held;  // on every day of a hold, weekends and holidays included
    std::vector<Holiday> holidays;   // also on a weekend, where they change nothing
    bool today = false;
    bool ahead = false;     // after today, or after the day the clock stopped
    bool promised = false;  // the due day
    bool stopped = false;   // the clock stopped on this day
    bool operator==(const CountedDay&) const = default;
};
// From the day of the start to the due day, or to the day it is late until (today, or when it stopped). Empty for
// limits in hours and minutes.
[[nodiscard]] std::vector<CountedDay> day_by_day(const ClockStatus& status, const Calendar& calendar, Instant at);

// The count as lines of English text, for `charterd case REFERENCE --working`.
[[nodiscard]] std::string working_text(const Case& now, Instant at);

[[nodiscard]] std::string_view key_of(Timeliness timeliness);  // "on-time", "due-soon", "overdue", "long-overdue", ...

}  // namespace charter
