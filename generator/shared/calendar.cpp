#include "generator/shared/calendar.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <stdexcept>

#include "generator/shared/time_zones.h"

namespace charter {
namespace {

using std::chrono::days;
using std::chrono::minutes;
using std::chrono::year;
using std::chrono::year_month_day;

// Outside these years holidays are computed at each question.
constexpr int first_usual_year = 1990;
constexpr int last_usual_year = 2109;

struct FixedHoliday {
    unsigned month;
    unsigned day;
    std::string_view key;
};
// Schedule 1 of the Act, but for the two days that follow Easter.
constexpr std::array<FixedHoliday, 10> fixed_holidays = {{{1, 1, "new-years-day"},
                                                          {3, 21, "human-rights-day"},
                                                          {4, 27, "freedom-day"},
                                                          {5, 1, "workers-day"},
                                                          {6, 16, "youth-day"},
                                                          {8, 9, "womens-day"},
                                                          {9, 24, "heritage-day"},
                                                          {12, 16, "day-of-reconciliation"},
                                                          {12, 25, "christmas-day"},
                                                          {12, 26, "day-of-goodwill"}}};

Date date_of(int in_year, unsigned month, unsigned day) {
    return year_month_day(year(in_year), std::chrono::month(month), std::chrono::day(day));
}

int year_of(Date date) {
    return static_cast<int>(year_month_day(date).year());
}

bool is_weekend(Date date) {
    const std::chrono::weekday day(date);
    return day == std::chrono::Saturday || day == std::chrono::Sunday;
}

// A flag for each day of the usual years, from the first on.
std::vector<bool> usual_holidays() {
    const Date first = date_of(first_usual_year, 1, 1);
    std::vector<bool> flags(static_cast<std::size_t>((date_of(last_usual_year, 12, 31) - first).count()) + 1);
    for (int each = first_usual_year; each <= last_usual_year; ++each) {
        for (const Holiday& holiday : south_african_holidays(each))
            flags[static_cast<std::size_t>((holiday.date - first).count())] = true;
    }
    return flags;
}

// Counting days asks this for every day, so the holidays of the usual years are computed once.
bool is_south_african_holiday(Date date) {
    static const std::vector<bool> usual = usual_holidays();
    static const Date first = date_of(first_usual_year, 1, 1);
    // A day before the first becomes a number beyond the last.
    const auto index = static_cast<std::size_t>((date - first).count());
    if (index < usual.size()) return usual[index];
    const std::vector<Holiday> of_year = south_african_holidays(year_of(date));
    return std::any_of(of_year.begin(), of_year.end(), [&](const Holiday& holiday) { return holiday.date == date; });
}

// A number of exactly `text`'s digits, or nothing.
std::optional<int> digits(std::string_view text) {
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || text.front() == '-') return std::nullopt;
    return number;
}

}  // namespace

// The anonymous Gregorian computus: golden number, century corrections, then the Sunday after the full moon.
Date easter_sunday(int in_year) {
    const int golden = in_year % 19;
    const int century = in_year / 100;
    const int moon = (century - century / 4 - (8 * century + 13) / 25 + 19 * golden + 15) % 30;
    const int full = moon - (moon / 28) * (1 - (moon / 28) * (29 / (moon + 1)) * ((21 - golden) / 11));
    const int weekday = (in_year + in_year / 4 + full + 2 - century + century / 4) % 7;
    const int from_march = full - weekday;
    return date_of(in_year, 3, 28) + days(from_march);
}

std::vector<Holiday> south_african_holidays(int in_year) {
    std::vector<Holiday> found;
    found.reserve(2 * (fixed_holidays.size() + 2));
    for (const FixedHoliday& fixed : fixed_holidays)
        found.push_back({date_of(in_year, fixed.month, fixed.day), std::string(fixed.key), {}, false});
    const Date easter = easter_sunday(in_year);
    found.push_back({easter - days(2), "good-friday", {}, false});
    found.push_back({easter + days(1), "family-day", {}, false});
    const auto is_taken = [&](Date date) {
        return std::any_of(found.begin(), found.end(), [&](const Holiday& holiday) { return holiday.date == date; });
    };
    const std::size_t scheduled = found.size();
    for (std::size_t i = 0; i < scheduled; ++i) {
        const Date monday = found[i].date + days(1);
        if (std::chrono::weekday(found[i].date) == std::chrono::Sunday && !is_taken(monday))
            found.push_back({monday, found[i].key, {}, true});
    }
    std::stable_sort(found.begin(), found.end(), [](const Holiday& a, const Holiday& b) { return a.date < b.date; });
    return found;
}

Calendar::Calendar(CalendarRule rule, std::vector<Holiday> declared, std::string timezone, OpeningHours hours)
    : rule_(rule),
      declared_(std::move(declared)),
      timezone_(std::move(timezone)),
      zone_(find_time_zone(timezone_)),
      hours_(hours) {
    std::stable_sort(declared_.begin(), declared_.end(),
                     [](const Holiday& a, const Holiday& b) { return a.date < b.date; });
}

std::vector<Holiday> Calendar::holidays_on(Date date) const {
    std::vector<Holiday> found;
    if (rule_ == CalendarRule::SouthAfrica && is_south_african_holiday(date)) {
        for (Holiday& holiday : south_african_holidays(year_of(date))) {
            if (holiday.date == date) found.push_back(std::move(holiday));
        }
    }
    for (const Holiday& holiday : declared_) {
        if (holiday.date == date) found.push_back(holiday);
    }
    return found;
}

bool Calendar::is_holiday(Date date) const {
    const auto earlier = [](const Holiday& holiday, Date day) { return holiday.date < day; };
    const auto declared = std::lower_bound(declared_.begin(), declared_.end(), date, earlier);
    if (declared != declared_.end() && declared->date == date) return true;
    return rule_ == CalendarRule::SouthAfrica && is_south_african_holiday(date);
}

bool Calendar::is_working_day(Date date) const {
    return !is_weekend(date) && !is_holiday(date);
}

Date Calendar::add_working_days(Date from, int count) const {
    Date date = from;
    for (int counted = 0; counted < count;) {
        date += days(1);
        if (is_working_day(date)) ++counted;
    }
    return date;
}

int Calendar::working_days_between(Date from, Date to) const {
    if (to < from) return -working_days_between(to, from);
    int counted = 0;
    for (Date date = from + days(1); date <= to; date += days(1)) counted += is_working_day(date) ? 1 : 0;
    return counted;
}

Date Calendar::local_date(Instant instant) const {
    return Date(std::chrono::floor<days>(local_time(*zone_, instant)).time_since_epoch());
}

int Calendar::local_minute(Instant instant) const {
    const LocalSeconds local = local_time(*zone_, instant);
    return static_cast<int>(std::chrono::duration_cast<minutes>(local - std::chrono::floor<days>(local)).count());
}

Instant Calendar::instant_of(Date date, int minute) const {
    return instant_at(*zone_, LocalSeconds(date.time_since_epoch()) + minutes(minute));
}

std::optional<Date> parse_date(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto in_year = digits(text.substr(0, 4));
    const auto month = digits(text.substr(5, 2));
    const auto day = digits(text.substr(8, 2));
    if (!in_year || !month || !day) return std::nullopt;
    const year_month_day date(year(*in_year), std::chrono::month(static_cast<unsigned>(*month)),
                              std::chrono::day(static_cast<unsigned>(*day)));
    if (!date.ok()) return std::nullopt;
    return Date(date);
}

std::string to_iso(Date date) {
    const year_month_day parts(date);
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(parts.year()), static_cast<unsigned>(parts.month()),
                       static_cast<unsigned>(parts.day()));
}

std::optional<Instant> parse_instant(std::string_view text) {
    if (text.size() != 20 || text[10] != 'T' || text[13] != ':' || text[16] != ':' || text[19] != 'Z')
        return std::nullopt;
    const auto date = parse_date(text.substr(0, 10));
    const auto hour = digits(text.substr(11, 2));
    const auto minute = digits(text.substr(14, 2));
    const auto second = digits(text.substr(17, 2));
    if (!date || !hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 59) return std::nullopt;
    return Instant(*date) + std::chrono::hours(*hour) + minutes(*minute) + std::chrono::seconds(*second);
}

std::string to_iso(Instant instant) {
    const Date date = std::chrono::floor<days>(instant);
    const std::chrono::hh_mm_ss time(instant - date);
    return fmt::format("{}T{:02}:{:02}:{:02}Z", to_iso(date), time.hours().count(), time.minutes().count(),
                       time.seconds().count());
}

}  // namespace charter
