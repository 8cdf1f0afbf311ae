// The day strip: a clock as weeks of days, each with a class for its shape and words that say the same. Limits in
// working days only; other clocks are said in a sentence.
#pragma once

#include <optional>

#include "generator/shared/view.h"
#include "generator/shared/words.h"
#include "server/cases/deadline.h"

namespace charter {

// The names of `strip` in the shape. Nothing for limits that have no strip.
[[nodiscard]] std::optional<View> day_strip_view(const ClockStatus& status, const Calendar& calendar,
                                                 const Words& words, Instant now);

}  // namespace charter
