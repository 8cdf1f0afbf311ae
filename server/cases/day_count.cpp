#include "server/cases/day_count.h"

#include <algorithm>

namespace charter {

using std::chrono::days;

DayCount::DayCount(const Calendar& calendar, LimitUnit unit, std::span<const Hold> holds, Instant now)
    : calendar_(calendar), unit_(unit) {
    for (const Hold& hold : holds) {
        const Date first = calendar.local_date(hold.from) + days(1);
        const Date last = calendar.local_date(hold.until.value_or(now));
        if (first <= last) held_.push_back({first, last, hold.reason});
    }
}

bool DayCount::is_counting_day(Date day) const {
    return unit_ == LimitUnit::Days || calendar_.is_working_day(day);
}

std::optional<HoldReason> DayCount::held_on(Date day) const {
    const auto found = std::find_if(held_.begin(), held_.end(),
                                    [&](const HeldDays& held) { return held.first <= day && day <= held.last; });
    if (found == held_.end()) return std::nullopt;
    return found->reason;
}

Date DayCount::due_day(Date start, int amount) const {
    Date day = start;
    for (int counted = 0; counted < amount;) {
        day += days(1);
        if (counts(day)) ++counted;
    }
    while (!calendar_.is_working_day(day) || held_on(day)) day += days(1);
    return day;
}

}  // namespace charter
