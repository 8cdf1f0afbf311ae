#include "server/cases/retention.h"

#include <algorithm>

namespace charter {

std::optional<Instant> ended_for_good(const Case& now) {
    if (now.deleted_at) return std::nullopt;
    switch (now.state) {
        case State::Closed:
        case State::Withdrawn:
            return now.ended_at;
        case State::ReviewDecided:
            return now.decision ? std::optional(now.decision->at) : std::nullopt;
        default:
            return std::nullopt;
    }
}

std::optional<int> years_kept(const Catalogue& catalogue, CaseKind kind) {
    const auto found = std::find_if(catalogue.retention.begin(), catalogue.retention.end(),
                                    [&](const RetentionClass& each) { return each.kind == kind; });
    return found == catalogue.retention.end() ? std::nullopt : std::optional(found->years);
}

Instant years_after(Instant at, int years) {
    const auto midnight = std::chrono::floor<std::chrono::days>(at);
    std::chrono::year_month_day day{std::chrono::sys_days(midnight)};
    day += std::chrono::years(years);
    if (!day.ok()) day = day.year() / day.month() / std::chrono::last;
    return std::chrono::sys_days(day) + (at - midnight);
}

}  // namespace charter
