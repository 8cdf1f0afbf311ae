// Who takes what cannot wait while the offices are closed, from a site's data/duty.yaml: offices and roles, never names
// of people. Published by the generator in .server/duty.json, read by the case desk. Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "generator/shared/service.h"

namespace charter {

struct DutyPost {
    std::string id;
    Localized title;  // "Social worker on duty, Metro South"
    Localized when;   // in words: "Monday to Friday from 16:00 to 07:30"
    std::string office;
    std::string phone;
    bool operator==(const DutyPost&) const = default;
};

// nullptr if the roster has no such post.
[[nodiscard]] const DutyPost* find_post(const std::vector<DutyPost>& roster, std::string_view id);

[[nodiscard]] std::string to_json(const std::vector<DutyPost>& roster);
// Throws std::runtime_error naming what is wrong.
[[nodiscard]] std::vector<DutyPost> parse_duty_roster(std::string_view json);

}  // namespace charter
