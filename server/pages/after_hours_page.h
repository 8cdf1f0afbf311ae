// The page of the after-hours line: who is on duty, a form for each call, and the log. Pure; any thread.
#pragma once

#include <string>
#include <vector>

#include "generator/shared/duty_roster.h"
#include "server/cases/after_hours.h"
#include "server/forms/form.h"
#include "server/pages/staff_pages.h"

namespace charter {

inline constexpr std::string_view after_hours_url = "/staff/after-hours";

struct AfterHoursEntry {
    Answers answers;  // of the form, as typed
    std::vector<FieldError> errors;
    std::string form_token;
    const std::vector<DutyPost>& roster;
    std::vector<AfterHoursCall> calls;  // newest first
    std::string own_office;             // whose hand-overs this person may confirm; head office may confirm all
    bool confirms_all = false;
    bool done = false;                    // something was just written down
    std::vector<CaseReference> within{};  // cases made of calls that this person may open
};
[[nodiscard]] std::string after_hours_page(const PageContext& context, const AfterHoursEntry& entry,
                                           const StaffNames& names);

// Whoever is of the office of its post may say that it was taken over; nobody where it was said already.
[[nodiscard]] bool may_confirm(const AfterHoursEntry& entry, const AfterHoursCall& call);

}  // namespace charter
