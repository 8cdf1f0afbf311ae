// The case desk's form for what came in another way than over the web: at the counter, by telephone, by letter, through
// another body. The questions of the lodging on one page, and how and when it reached us. Pure; any thread.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "server/cases/workflow.h"
#include "server/forms/lodging_form.h"

namespace charter {

// Besides the lodging's: `channel`, `received_date` ("2026-11-22"), `received_time` ("14:20"), `later_reason`,
// `source_reference`, `source_date`.
struct Capture {
    Lodging lodging;
    Instant received_at{};
    std::optional<LaterRecord> later;
};

struct CaptureRules {
    LodgingRules lodging;
    Instant now{};
};

// What can be captured: all but what comes in by itself.
[[nodiscard]] std::span<const CaseChannel> capture_channels();

// Puts what was sent into the answers and makes the case of it, or says what is wrong. The person's consent is noted
// but not needed: a letter or a message from the suggestion box brings none. A day of receipt without a time counts
// from when the offices open.
[[nodiscard]] Checked<Capture> take_capture(const FieldMap& sent, Answers& answers, const CaptureRules& rules);

}  // namespace charter
