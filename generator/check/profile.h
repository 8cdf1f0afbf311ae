// What a check is told: which profile, which day. Plain values.
#pragma once

#include <optional>

#include "generator/shared/calendar.h"
#include "generator/shared/diagnostics.h"

namespace charter {

// Draft: what is due is a warning, so that work can go on. Publish: it is an error.
enum class Profile { Draft, Publish };

// Needed: what every build must know. Full: also what needs a second reading of the texts (style, rules about their
// headings, unused waivers).
enum class Depth { Needed, Full };

struct CheckAim {
    Profile profile = Profile::Draft;
    Depth depth = Depth::Full;
    std::optional<Date> today;  // nothing: what depends on the day is not checked
    unsigned jobs = 1;
};

// The weight of what must be mended before a site is published, but not before it is shown to colleagues.
[[nodiscard]] constexpr Severity due_severity(Profile profile) {
    return profile == Profile::Publish ? Severity::Error : Severity::Warning;
}

}  // namespace charter
