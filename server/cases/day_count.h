// What the date of a promise and its day strip are both counted with, so that they cannot disagree: how a single day
// bears on a clock, and when a length of time has run. For the files of this folder; others ask deadline.h. Pure.
#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <vector>

#include "server/cases/case.h"
#include "server/cases/deadline.h"

namespace charter {

[[nodiscard]] constexpr bool is_day_limit(LimitUnit unit) {
    return unit == LimitUnit::WorkingDays || unit == LimitUnit::Days;
}

class DayCount {
  public:
    // A hold still open lasts until `now`. `calendar` must outlive this.
    DayCount(const Calendar& calendar, LimitUnit unit, std::span<const Hold> holds, Instant now);

    // Would count, but for a hold.
    [[nodiscard]] bool is_counting_day(Date day) const;
    // Why the clock stood still on that day, whether it would have counted or not.
    [[nodiscard]] std::optional<HoldReason> held_on(Date day) const;
    [[nodiscard]] bool counts(Date day) const { return is_counting_day(day) && !held_on(day); }
    // The `amount`-th day that counts after `start`, moved on to a working day.
    [[nodiscard]] Date due_day(Date start, int amount) const;

  private:
    struct HeldDays {  // both included
        Date first;
        Date last;
        HoldReason reason;
    };
    const Calendar& calendar_;
    LimitUnit unit_;
    std::vector<HeldDays> held_;
};

// A limit in hours or minutes, as a length of time.
struct TimeLimit {
    std::chrono::seconds length{};
    bool office_hours = false;  // only time while the office is open runs
};
[[nodiscard]] TimeLimit time_limit(const Limit& limit);
[[nodiscard]] Due due_of_time(const Calendar& calendar, const TimeLimit& limit, Instant started,
                              std::span<const Hold> holds, Instant now);

}  // namespace charter
