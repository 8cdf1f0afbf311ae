#include "server/pages/day_strip.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <span>
#include <string>
#include <vector>

namespace charter {
namespace {

using std::chrono::days;
using Days = std::span<const CountedDay>;  // one after the other

constexpr int weekdays_shown = 5;
constexpr int single_cells = 40;  // counted days; a longer clock shows one cell for each week
constexpr int late_cells = 10;    // of weeks with later ones, only the last is shown day by day
constexpr std::size_t fewest_summed_weeks = 2;

// 0 Monday ... 6 Sunday
int weekday_index(Date date) {
    return static_cast<int>(std::chrono::weekday(date).iso_encoding()) - 1;
}

Date monday_of(Date date) {
    return date - days(weekday_index(date));
}

bool is_weekend(Date date) {
    return weekday_index(date) >= weekdays_shown;
}

struct StripText {
    const Words& words;
    const ClockStatus& status;
    const Calendar& calendar;

    [[nodiscard]] std::string clock_key(std::string_view prefix) const {
        return fmt::format("{}.{}", prefix, key_of(status.clock));
    }
    [[nodiscard]] std::string dated(std::string_view key, Date date) const {
        return words.format(key, {{"date", words.short_date(date)}});
    }
};

std::string cell_class(const CountedDay& day) {
    std::string name;
    switch (day.mark) {
        case DayMark::Received:
            name = "received";
            break;
        case DayMark::Counted:
            name = day.ahead ? "left" : "counted";
            break;
        case DayMark::Held:
            name = "held";
            break;
        case DayMark::Weekend:
            name = "weekend";
            break;
        case DayMark::Holiday:
            name = "holiday";
            break;
        case DayMark::Late:
            name = "late";
            break;
    }
    if (day.today) name += " today";
    if (day.promised) name += " promised";
    return name;
}

std::string cell_number(const CountedDay& day) {
    if (day.number == 0) return "";
    constexpr int widest = 99;  // three digits fill the square: its colour says that the day is late
    return day.mark == DayMark::Late && day.number <= widest ? fmt::format("+{}", day.number)
                                                             : std::to_string(day.number);
}

std::string cell_text(const CountedDay& day, const Words& words) {
    const std::string date = words.long_date(day.date);
    const std::string number = std::to_string(day.number);
    std::string key = "strip.day.counted";
    switch (day.mark) {
        case DayMark::Received:
            key = "strip.day.received";
            break;
        case DayMark::Counted:
            key = day.today ? "strip.day.today" : day.ahead ? "strip.day.left" : key;
            break;
        case DayMark::Held:
            key = "strip.day.held";
            break;
        case DayMark::Late:
            key = "strip.day.late";
            break;
        case DayMark::Weekend:
        case DayMark::Holiday:
            key = "strip.day.not-counted";
            break;
    }
    if (day.promised && day.mark == DayMark::Counted) key = "strip.day.promised";
    return words.format(key, {{"date", date}, {"n", number}});
}

View cell_view(const CountedDay& day, const StripText& text) {
    View view;
    view.set("class", cell_class(day)).set("number", cell_number(day)).set("text", cell_text(day, text.words));
    return view;
}

View empty_cell() {
    View view;
    view.set("class", "none");
    return view;
}

View note_view(std::string text) {
    View view;
    view.set("text", std::move(text));
    return view;
}

// "7 Dec to 9 Dec: paused. We waited for you." for each run of held days within the week.
void add_hold_notes(std::vector<View>& notes, Days week, const Words& words) {
    for (std::size_t i = 0; i < week.size(); ++i) {
        if (week[i].mark != DayMark::Held) continue;
        std::size_t last = i;
        for (std::size_t next = i + 1; next < week.size() && week[next].held == week[i].held; ++next) {
            if (week[next].mark == DayMark::Held) last = next;
        }
        const std::string_view reason = key_of(week[i].held.value_or(HoldReason::AwaitingComplainant));
        const std::string from = words.short_date(week[i].date);
        const std::string to = words.short_date(week[last].date);
        notes.push_back(note_view(
            i == last ? words.format(fmt::format("strip.note.held-day.{}", reason), {{"date", from}})
                      : words.format(fmt::format("strip.note.held.{}", reason), {{"from", from}, {"to", to}})));
        i = last;
    }
}

// Said from the day the count stopped, though that day itself still counts.
void add_open_hold_note(std::vector<View>& notes, const CountedDay& day, const StripText& text) {
    const auto& holds = text.status.run.holds;
    if (holds.empty() || holds.back().until || text.status.run.stopped) return;
    if (text.calendar.local_date(holds.back().from) != day.date) return;
    const std::string key = fmt::format("strip.note.hold-open.{}", key_of(holds.back().reason));
    notes.push_back(note_view(text.dated(key, day.date)).flag("strong", true));
}

void add_day_notes(std::vector<View>& notes, const CountedDay& day, const StripText& text) {
    const std::string date = text.words.short_date(day.date);
    if (day.mark == DayMark::Received) {
        notes.push_back(note_view(text.dated(text.clock_key("strip.note.start"), day.date)));
    }
    add_open_hold_note(notes, day, text);
    for (const Holiday& holiday : day.holidays) {
        const char* key = is_weekend(day.date) ? "strip.note.weekend-holiday" : "strip.note.holiday";
        notes.push_back(
            note_view(text.words.format(key, {{"date", date}, {"name", text.words.holiday_name(holiday)}})));
    }
    if (day.today && !day.stopped) {
        notes.push_back(note_view(text.dated("strip.note.today", day.date)).flag("strong", true));
    }
    if (day.stopped)
        notes.push_back(note_view(text.dated(text.clock_key("strip.note.stopped"), day.date)).flag("strong", true));
    if (day.promised) {
        notes.push_back(note_view(text.dated(text.clock_key("strip.note.promised"), day.date)).flag("signal", true));
    }
}

std::vector<View> week_notes(Days week, const StripText& text) {
    std::vector<View> notes;
    add_hold_notes(notes, week, text.words);
    for (const CountedDay& day : week) add_day_notes(notes, day, text);
    return notes;
}

View week_view(Days week, const StripText& text, bool one_cell) {
    std::vector<View> cells;
    if (one_cell) {
        const auto shown =
            std::find_if(week.rbegin(), week.rend(), [](const CountedDay& day) { return day.number != 0; });
        cells.push_back(shown == week.rend() ? empty_cell() : cell_view(*shown, text));
    } else {
        Date expected = monday_of(week.front().date);
        for (const CountedDay& day : week) {
            if (is_weekend(day.date)) continue;
            for (; expected < day.date; expected += days(1)) cells.push_back(empty_cell());
            cells.push_back(cell_view(day, text));
            expected = day.date + days(1);
        }
    }
    View view;
    view.set("label", text.words.short_date(monday_of(week.front().date)))
        .list("days", std::move(cells))
        .list("notes", week_notes(week, text));
    return view;
}

std::vector<Days> split_by_week(const std::vector<CountedDay>& shown) {
    std::vector<Days> weeks;
    std::size_t begin = 0;
    while (begin < shown.size()) {
        const Date monday = monday_of(shown[begin].date);
        std::size_t end = begin;
        while (end < shown.size() && monday_of(shown[end].date) == monday) ++end;
        weeks.push_back(Days(shown).subspan(begin, end - begin));
        begin = end;
    }
    return weeks;
}

// Nothing happened in it but that we were late, or that the count stood still after we were.
bool is_long_after(Days week) {
    const bool plain = std::all_of(week.begin(), week.end(), [](const CountedDay& day) {
        if (day.today || day.stopped || day.promised) return false;
        return is_weekend(day.date) || day.mark == DayMark::Holiday || day.mark == DayMark::Held ||
               (day.mark == DayMark::Late && day.number > late_cells);
    });
    return plain &&
           std::any_of(week.begin(), week.end(), [](const CountedDay& day) { return day.mark == DayMark::Late; });
}

// Many weeks as one row without days: how many more working days, from when to when, and where the count stood still.
View summed_view(Days weeks, const StripText& text) {
    const auto is_late = [](const CountedDay& day) { return day.mark == DayMark::Late; };
    const auto first = std::find_if(weeks.begin(), weeks.end(), is_late);
    const auto last = std::find_if(weeks.rbegin(), weeks.rend(), is_late);
    const std::string sum =
        text.words.plural("strip.note.more-late", std::count_if(weeks.begin(), weeks.end(), is_late),
                          {{"from", text.words.date(first->date)}, {"to", text.words.date(last->date)}});
    std::vector<View> notes;
    notes.push_back(note_view(sum).flag("strong", true));
    add_hold_notes(notes, weeks, text.words);
    View view;
    view.set("label", text.words.short_date(monday_of(weeks.front().date)))
        .list("days", {})
        .list("notes", std::move(notes));
    return view;
}

// A case that is late by a year would fill screens: of the weeks long after the promised day, the last stands alone
// and those before it are one row.
std::vector<View> week_views(const std::vector<CountedDay>& shown, const StripText& text, bool one_cell) {
    const std::vector<Days> weeks = split_by_week(shown);
    std::vector<View> views;
    for (std::size_t i = 0; i < weeks.size(); ++i) {
        std::size_t end = i;
        while (end + 1 < weeks.size() && is_long_after(weeks[end])) ++end;
        if (end - i < fewest_summed_weeks) {
            views.push_back(week_view(weeks[i], text, one_cell));
            continue;
        }
        views.push_back(summed_view(Days(weeks[i].begin(), weeks[end - 1].end()), text));
        i = end - 1;
    }
    return views;
}

// The shapes that appear, each once, with what they mean.
std::vector<View> key_views(const std::vector<CountedDay>& shown, const StripText& strip) {
    static constexpr std::array<std::string_view, 7> classes = {"counted", "today",    "left", "held",
                                                                "holiday", "promised", "late"};
    std::vector<View> keys;
    for (const std::string_view name : classes) {
        const auto found = std::find_if(shown.begin(), shown.end(), [&](const CountedDay& day) {
            return !is_weekend(day.date) && cell_class(day).find(name) != std::string::npos;
        });
        if (found == shown.end()) continue;
        View view;
        view.set("class", std::string(name))
            .set("number", cell_number(*found))
            .set("text", strip.words.text(fmt::format("strip.key.{}", name)));
        keys.push_back(std::move(view));
    }
    return keys;
}

long count_holidays(const std::vector<CountedDay>& shown) {
    return std::count_if(shown.begin(), shown.end(),
                         [](const CountedDay& day) { return day.mark == DayMark::Holiday; });
}

// The same as the cells, in sentences.
std::string sentence(const ClockStatus& status, const std::vector<CountedDay>& shown, const Words& words) {
    std::string text;
    const auto add = [&](std::string_view key, long n) {
        if (n == 0) return;
        if (!text.empty()) text += ' ';
        text += words.plural(key, n);
    };
    const bool with_today = std::any_of(shown.begin(), shown.end(), [](const CountedDay& day) {
        return day.today && !day.ahead && day.mark == DayMark::Counted;
    });
    add(with_today && !status.run.stopped ? "strip.counted-today" : "strip.counted", status.used);
    if (!status.run.stopped) add("strip.left", status.left);
    add("strip.late", status.late);
    add("strip.held", status.held);
    add("strip.holidays", count_holidays(shown));
    return text;
}

std::string title(const ClockStatus& status, const Words& words) {
    // Another promise of the same case may be late by more or less.
    if (status.late > 0)
        return fmt::format("{}: {}", words.text(fmt::format("moved.{}", key_of(status.clock))),
                           words.plural("strip.title-late", status.late));
    return words.format(status.used > 0 ? "strip.title" : "strip.title-none",
                        {{"day", std::to_string(status.used)}, {"days", std::to_string(status.promise.within.amount)}});
}

std::string moved(const ClockStatus& status, const Words& words) {
    if (status.due.date == status.first_due.date) return "";
    return words.plural("strip.moved", status.held,
                        {{"from", words.date(status.first_due.date)}, {"to", words.date(status.due.date)}});
}

}  // namespace

std::optional<View> day_strip_view(const ClockStatus& status, const Calendar& calendar, const Words& words,
                                   Instant now) {
    if (status.promise.within.unit != LimitUnit::WorkingDays) return std::nullopt;
    std::vector<CountedDay> shown = day_by_day(status, calendar, now);
    // Behind the end of a count there is nothing to see, and of one that ended on its first day nothing at all.
    if (status.run.stopped) std::erase_if(shown, [](const CountedDay& day) { return day.ahead; });
    if (shown.empty() || (status.run.stopped && status.used == 0 && status.late == 0)) return std::nullopt;
    const bool one_cell = status.promise.within.amount > single_cells;
    std::vector<std::string> headings;
    if (!one_cell) {
        for (int day = 1; day <= weekdays_shown; ++day)
            headings.push_back(words.text(fmt::format("date.weekday-short.{}", day)));
    }
    std::vector<View> heading_views;
    for (const std::string& heading : headings) heading_views.emplace_back().set("text", heading);
    View view;
    view.set("title", title(status, words))
        .set("sentence", sentence(status, shown, words))
        .list("headings", std::move(heading_views))
        .list("weeks", week_views(shown, {words, status, calendar}, one_cell))
        .list("key", key_views(shown, {words, status, calendar}))
        .set("moved", moved(status, words));
    return view;
}

}  // namespace charter
