// Who takes what cannot wait while the offices are closed, from a site's data/duty.yaml: offices and roles, never names
// of people. Published by the generator in .server/duty.json, read by the case desk. Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "generator/shared/calendar.h"
#include "generator/shared/keys.h"
#include "generator/shared/service.h"

namespace charter {

// A public holiday is one whatever day of the week it is.
enum class DutyDay { Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday, Holiday };

inline constexpr Keys<DutyDay, 8> duty_days = {{{DutyDay::Monday, "monday"},
                                                {DutyDay::Tuesday, "tuesday"},
                                                {DutyDay::Wednesday, "wednesday"},
                                                {DutyDay::Thursday, "thursday"},
                                                {DutyDay::Friday, "friday"},
                                                {DutyDay::Saturday, "saturday"},
                                                {DutyDay::Sunday, "sunday"},
                                                {DutyDay::Holiday, "holiday"}}};

// Begins on each of these days; where `until` is not later than `from`, it ends on the next day.
struct DutyTime {
    std::vector<DutyDay> days;  // empty: every day, holidays too
    int from = 0;               // minutes after local midnight, as the next; at most 24 * 60
    int until = 0;
    bool operator==(const DutyTime&) const = default;
};

struct DutyPost {
    std::string id;
    Localized title;  // "Social worker on duty, Metro South"
    Localized when;   // in words: "Monday to Friday from 16:00 to 07:30"
    std::string office;
    std::string phone;
    std::vector<DutyTime> times{};  // the hours once more, to be counted with; empty: nobody can tell
    bool operator==(const DutyPost&) const = default;
};

// nullptr if the roster has no such post.
[[nodiscard]] const DutyPost* find_post(const std::vector<DutyPost>& roster, std::string_view id);

[[nodiscard]] bool is_on_duty(const DutyPost& post, const Calendar& calendar, Instant at);

[[nodiscard]] std::string to_json(const std::vector<DutyPost>& roster);
// Throws std::runtime_error naming what is wrong.
[[nodiscard]] std::vector<DutyPost> parse_duty_roster(std::string_view json);

}  // namespace charter
