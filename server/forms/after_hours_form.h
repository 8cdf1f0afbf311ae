// The form of the after-hours log. Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "generator/shared/duty_roster.h"
#include "server/cases/after_hours.h"
#include "server/forms/form.h"

namespace charter {

struct CallRules {
    const std::vector<DutyPost>& roster;
    const Calendar& calendar;
    Instant now{};
};

// Fields `topic`, `call_time` ("23:40"; of the last 24 hours; empty: now), `words`, `place`, `caller`, `done`, `post`.
// What is urgent needs a post, where the site has a roster. Who took it, and its office where no post is named, are
// left to the caller.
[[nodiscard]] Answers read_call_answers(const FieldMap& sent);
// At each field that brought values that differ.
[[nodiscard]] std::vector<FieldError> find_repeated_in_call(const FieldMap& sent);
[[nodiscard]] Checked<AfterHoursCall> check_call(const Answers& answers, const CallRules& rules);

// How to reach a caller, as it was written down: the number in it, and what stands around it.
struct Caller {
    std::string name;
    std::string phone;  // as typed; "" if there is none
};
[[nodiscard]] Caller read_caller(std::string_view written);

}  // namespace charter
