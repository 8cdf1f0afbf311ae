// [{"id": "metro", "title": {"en": ...}, "when": {"en": ...}, "office": "metro-south", "phone": "021 000 0000"}]
#include "generator/shared/duty_roster.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace charter {

const DutyPost* find_post(const std::vector<DutyPost>& roster, std::string_view id) {
    const auto found = std::find_if(roster.begin(), roster.end(), [&](const DutyPost& post) { return post.id == id; });
    return found == roster.end() ? nullptr : &*found;
}

std::string to_json(const std::vector<DutyPost>& roster) {
    nlohmann::ordered_json json = nlohmann::ordered_json::array();
    for (const DutyPost& post : roster)
        json.push_back({{"id", post.id},
                        {"title", post.title},
                        {"when", post.when},
                        {"office", post.office},
                        {"phone", post.phone}});
    return json.dump(1) + "\n";
}

std::vector<DutyPost> parse_duty_roster(std::string_view json) {
    try {
        std::vector<DutyPost> roster;
        for (const nlohmann::json& post : nlohmann::json::parse(json))
            roster.push_back({post.at("id").get<std::string>(), post.at("title").get<Localized>(),
                              post.at("when").get<Localized>(), post.at("office").get<std::string>(),
                              post.at("phone").get<std::string>()});
        return roster;
    } catch (const nlohmann::json::exception& fault) {
        throw std::runtime_error(std::string("duty.json: ") + fault.what());
    }
}

}  // namespace charter
