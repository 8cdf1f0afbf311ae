// A call that the after-hours line took: a line of its log. It is no case; one may be made of it. What is urgent is
// handed to a post of the duty roster at once, by telephone, and whoever took it over says so. Plain values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "generator/shared/calendar.h"
#include "generator/shared/call_topic.h"
#include "server/cases/case.h"

namespace charter {

struct AfterHoursCall {
    std::int64_t id = 0;
    Instant taken_at{};
    StaffId taken_by;
    std::string office;  // whose log it stands in: that of the post it was handed to, else of who took it
    CallTopic topic = CallTopic::Information;
    std::string words;                      // what the caller said
    std::string place;                      // may be empty
    std::string caller;                     // how to reach the caller; may be empty
    std::string done;                       // what was done or said; may be empty
    std::string post;                       // of the roster, to which it was handed; empty: it could wait
    std::optional<Instant> confirmed_at{};  // by someone of that office
    std::optional<StaffId> confirmed_by{};
    std::optional<CaseReference> made_case{};
};

// What was said is gone: for the caller, with the case made of it, or because its time was over.
[[nodiscard]] bool is_erased(const AfterHoursCall& call);

// These cannot wait for the morning: a post must be named.
[[nodiscard]] bool is_urgent(CallTopic topic);

[[nodiscard]] std::string_view key_of(CallTopic topic);
[[nodiscard]] std::optional<CallTopic> find_call_topic(std::string_view key);
[[nodiscard]] const std::vector<CallTopic>& all_call_topics();

}  // namespace charter
