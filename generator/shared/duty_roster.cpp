// [{"id": "metro", "title": {"en": ...}, "when": {"en": ...}, "office": "metro-south", "phone": "021 000 0000",
//   "times": [{"days": ["saturday", "holiday"], "from": 960, "until": 450}]}]
// Minutes after midnight.
#include "generator/shared/duty_roster.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace charter {
namespace {

DutyDay duty_day(const Calendar& calendar, Date date) {
    if (calendar.is_holiday(date)) return DutyDay::Holiday;
    return duty_days[std::chrono::weekday(date).iso_encoding() - 1].first;
}

// Whether a time that begins on that date holds a minute so long after its midnight.
bool covers(const DutyTime& time, const Calendar& calendar, Date date, int minute) {
    const auto& days = time.days;
    if (!days.empty() && std::find(days.begin(), days.end(), duty_day(calendar, date)) == days.end()) return false;
    constexpr int minutes_of_a_day = 24 * 60;
    const int until = time.until > time.from ? time.until : time.until + minutes_of_a_day;
    return minute >= time.from && minute < until;
}

nlohmann::ordered_json json_of(const DutyTime& time) {
    nlohmann::ordered_json days = nlohmann::ordered_json::array();
    for (const DutyDay day : time.days) days.push_back(key_in(duty_days, day));
    return {{"days", std::move(days)}, {"from", time.from}, {"until", time.until}};
}

std::vector<DutyTime> times_of(const nlohmann::json& post) {
    std::vector<DutyTime> times;
    for (const nlohmann::json& one : post.value("times", nlohmann::json::array())) {
        DutyTime time{{}, one.at("from").get<int>(), one.at("until").get<int>()};
        for (const nlohmann::json& key : one.at("days")) {
            const auto day = find_in(duty_days, key.get<std::string>());
            if (!day) throw std::runtime_error("duty.json: it names an unknown day");
            time.days.push_back(*day);
        }
        times.push_back(std::move(time));
    }
    return times;
}

}  // namespace

const DutyPost* find_post(const std::vector<DutyPost>& roster, std::string_view id) {
    const auto found = std::find_if(roster.begin(), roster.end(), [&](const DutyPost& post) { return post.id == id; });
    return found == roster.end() ? nullptr : &*found;
}

bool is_on_duty(const DutyPost& post, const Calendar& calendar, Instant at) {
    constexpr int minutes_of_a_day = 24 * 60;
    const Date today = calendar.local_date(at);
    const int minute = calendar.local_minute(at);
    return std::any_of(post.times.begin(), post.times.end(), [&](const DutyTime& time) {
        return covers(time, calendar, today, minute) ||
               covers(time, calendar, today - std::chrono::days(1), minute + minutes_of_a_day);
    });
}

std::string to_json(const std::vector<DutyPost>& roster) {
    nlohmann::ordered_json json = nlohmann::ordered_json::array();
    for (const DutyPost& post : roster) {
        nlohmann::ordered_json one = {{"id", post.id},
                                      {"title", post.title},
                                      {"when", post.when},
                                      {"office", post.office},
                                      {"phone", post.phone}};
        for (const DutyTime& time : post.times) one["times"].push_back(json_of(time));
        json.push_back(std::move(one));
    }
    return json.dump(1) + "\n";
}

std::vector<DutyPost> parse_duty_roster(std::string_view json) {
    try {
        std::vector<DutyPost> roster;
        for (const nlohmann::json& post : nlohmann::json::parse(json))
            roster.push_back({post.at("id").get<std::string>(), post.at("title").get<Localized>(),
                              post.at("when").get<Localized>(), post.at("office").get<std::string>(),
                              post.at("phone").get<std::string>(), times_of(post)});
        return roster;
    } catch (const nlohmann::json::exception& fault) {
        throw std::runtime_error(std::string("duty.json: ") + fault.what());
    }
}

}  // namespace charter
