// Working days, opening hours and public holidays, as values. Both programs count with this, so the promise on the page
// and the clock of the case cannot disagree. Pure; any thread. Dates are local dates of the site's time zone.
// Rules of "za": Public Holidays Act 36 of 1994, Schedule 1, section 2(1) (a holiday on a Sunday also makes the Monday
// one), section 2A (declared days, given by the site).
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace date {
class time_zone;
}

namespace charter {

using Date = std::chrono::sys_days;
using Instant = std::chrono::sys_seconds;  // UTC

// Stable keys of the computed holidays ("new-years-day", ...); their names in words are interface words "holiday.KEY".
// A declared day has key "declared" and its own names.
struct Holiday {
    Date date;
    std::string key;
    std::map<std::string, std::string> names;  // language -> name; only for declared days
    bool observed = false;                     // the Monday after a holiday on a Sunday
    bool operator==(const Holiday&) const = default;
};

struct OpeningHours {  // minutes after local midnight, Monday to Friday
    int opens = 7 * 60 + 30;
    int closes = 16 * 60;
    bool operator==(const OpeningHours&) const = default;
};

enum class CalendarRule { None, SouthAfrica };

class Calendar {
  public:
    // `timezone` is an IANA name; throws std::runtime_error if the system does not know it.
    Calendar(CalendarRule rule, std::vector<Holiday> declared, std::string timezone, OpeningHours hours = {});

    // Holidays on that date, in the order of the Act, declared days last; a date may hold two (a holiday and an
    // observed Monday never do).
    [[nodiscard]] std::vector<Holiday> holidays_on(Date date) const;
    [[nodiscard]] bool is_holiday(Date date) const;
    // Monday to Friday and no holiday.
    [[nodiscard]] bool is_working_day(Date date) const;
    // The day that is `count` working days after `from`; from itself is never counted (day 1 is the next working day).
    // count >= 1.
    [[nodiscard]] Date add_working_days(Date from, int count) const;
    // Working days in (from, to]; negative if to < from.
    [[nodiscard]] int working_days_between(Date from, Date to) const;
    [[nodiscard]] Date local_date(Instant instant) const;
    [[nodiscard]] int local_minute(Instant instant) const;  // minutes after local midnight
    // The instant of a local date and minute. In a gap or overlap of the zone: the earlier valid reading.
    [[nodiscard]] Instant instant_of(Date date, int minute) const;
    [[nodiscard]] const OpeningHours& hours() const { return hours_; }
    [[nodiscard]] const std::string& timezone() const { return timezone_; }

  private:
    CalendarRule rule_;
    std::vector<Holiday> declared_;  // sorted by date
    std::string timezone_;
    const date::time_zone* zone_;  // of the library, which keeps it until the program ends
    OpeningHours hours_;
};

// Western (Gregorian) Easter Sunday.
[[nodiscard]] Date easter_sunday(int year);
// The public holidays of a year by the Act, observed Mondays included, sorted. Without declared days.
[[nodiscard]] std::vector<Holiday> south_african_holidays(int year);

// "2026-11-22" <-> Date. parse gives nothing for anything else, impossible dates included.
[[nodiscard]] std::optional<Date> parse_date(std::string_view text);
[[nodiscard]] std::string to_iso(Date date);
// "2026-11-22T10:00:00Z" <-> Instant.
[[nodiscard]] std::optional<Instant> parse_instant(std::string_view text);
[[nodiscard]] std::string to_iso(Instant instant);

}  // namespace charter
