#include <fmt/format.h>

#include <algorithm>

#include "server/cases/day_count.h"
#include "server/cases/deadline.h"

namespace charter {
namespace {

using std::chrono::days;

constexpr int iso_saturday = 6;

bool is_weekend(Date date) {
    return std::chrono::weekday(date).iso_encoding() >= iso_saturday;
}

bool is_past_due(const ClockStatus& status, Instant end) {
    return status.clock != Clock::Question && status.clock != Clock::Objection && end >= status.due.late_from;
}

// Numbers the days of one clock, one after the other.
class DayWriter {
  public:
    DayWriter(const ClockStatus& status, const Calendar& calendar, Instant at)
        : status_(status),
          calendar_(calendar),
          end_(status.run.stopped.value_or(at)),
          count_(calendar, status.promise.within.unit, status.run.holds, end_),
          start_(calendar.local_date(status.run.started)),
          today_(calendar.local_date(at)),
          end_day_(calendar.local_date(end_)) {}

    std::vector<CountedDay> days_of_clock() {
        const Date last = is_past_due(status_, end_) ? std::max(status_.due.date, end_day_) : status_.due.date;
        std::vector<CountedDay> written;
        for (Date day = start_; day <= last; day += days(1)) written.push_back(write(day));
        return written;
    }

  private:
    CountedDay write(Date day) {
        CountedDay written;
        written.date = day;
        written.held = count_.held_on(day);
        written.holidays = calendar_.holidays_on(day);
        written.today = day == today_;
        written.ahead = day > std::min(today_, end_day_);
        written.promised = day == status_.due.date;
        written.stopped = status_.run.stopped && day == end_day_;
        number(written);
        return written;
    }

    void number(CountedDay& day) {
        if (day.date == start_) {
            day.mark = DayMark::Received;
        } else if (!count_.is_counting_day(day.date)) {
            day.mark = is_weekend(day.date) ? DayMark::Weekend : DayMark::Holiday;
        } else if (day.held) {
            day.mark = DayMark::Held;
        } else if (day.date > status_.due.date) {
            day.mark = DayMark::Late;
            day.number = ++late_;
        } else if (counted_ < status_.promise.within.amount) {
            day.number = ++counted_;
        }
    }

    const ClockStatus& status_;
    const Calendar& calendar_;
    Instant end_;
    DayCount count_;
    Date start_;
    Date today_;
    Date end_day_;
    int counted_ = 0;
    int late_ = 0;
};

std::string local_text(const Calendar& calendar, Instant instant) {
    const int minute = calendar.local_minute(instant);
    return fmt::format("{} {:02}:{:02}", to_iso(calendar.local_date(instant)), minute / 60, minute % 60);
}

std::string weekday_text(Date date) {
    static constexpr std::string_view names[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    return std::string(names[std::chrono::weekday(date).c_encoding()]);
}

std::string holiday_text(const Holiday& holiday) {
    const std::string& name = holiday.names.empty() ? holiday.key : text_in(holiday.names, "en");
    return holiday.observed ? name + " (observed)" : name;
}

std::string mark_text(const CountedDay& day) {
    switch (day.mark) {
        case DayMark::Received:
            return "start, not counted";
        case DayMark::Counted:
            return day.number == 0 ? "moved on to a working day" : std::to_string(day.number);
        case DayMark::Held:
            return fmt::format("held: {}", key_of(*day.held));
        case DayMark::Weekend:
            return "weekend";
        case DayMark::Holiday:
            return "holiday";
        case DayMark::Late:
            break;
    }
    return fmt::format("late +{}", day.number);
}

std::string day_line(const CountedDay& day) {
    std::string line = fmt::format("  {} {}  {}", weekday_text(day.date), to_iso(day.date), mark_text(day));
    for (const Holiday& holiday : day.holidays) line += fmt::format(", {}", holiday_text(holiday));
    if (day.promised) line += ", due";
    if (day.stopped) line += ", stopped";
    if (day.today) line += ", today";
    return line + "\n";
}

std::string clock_head(const ClockStatus& status, const Calendar& calendar) {
    std::string head = fmt::format(
        "{}: {} ({}, edition {}, {})\n  from {}, due {}, {}", key_of(status.clock), to_text(status.promise.within),
        status.promise.standard, status.promise.edition, key_of(status.promise.status),
        local_text(calendar, status.run.started),
        is_day_limit(status.promise.within.unit) ? to_iso(status.due.date) : local_text(calendar, status.due.late_from),
        key_of(status.timeliness));
    if (status.run.stopped) head += fmt::format(", stopped {}", local_text(calendar, *status.run.stopped));
    return head + "\n";
}

std::string counts_line(const ClockStatus& status) {
    return fmt::format("  counted {}, left {}, late {}, held {}\n", status.used, status.left, status.late, status.held);
}

std::string hold_lines(const ClockStatus& status, const Calendar& calendar) {
    std::string lines;
    for (const Hold& hold : status.run.holds) {
        lines += fmt::format("  held from {} to {}: {}\n", local_text(calendar, hold.from),
                             hold.until ? local_text(calendar, *hold.until) : "now", key_of(hold.reason));
    }
    return lines;
}

}  // namespace

std::vector<CountedDay> day_by_day(const ClockStatus& status, const Calendar& calendar, Instant at) {
    if (!is_day_limit(status.promise.within.unit)) return {};
    return DayWriter(status, calendar, at).days_of_clock();
}

std::string working_text(const Case& now, Instant at) {
    const Calendar& calendar = now.terms->calendar;
    std::string text =
        fmt::format("case {}: {}, {}\nas on {}, times of {}\n", now.reference.in_groups(), key_of(now.lodging.kind),
                    key_of(now.state), local_text(calendar, at), calendar.timezone());
    for (const ClockStatus& status : clock_statuses(now, at)) {
        text += "\n" + clock_head(status, calendar) + hold_lines(status, calendar);
        if (!is_day_limit(status.promise.within.unit)) continue;
        text += counts_line(status);
        for (const CountedDay& day : day_by_day(status, calendar, at)) text += day_line(day);
    }
    return text;
}

}  // namespace charter
