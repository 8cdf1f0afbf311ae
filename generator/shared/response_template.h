// Texts that staff begin an answer with, from a site's data/responses.yaml: the generator checks and publishes them in
// .server/responses.json, the case desk fills in the case's values. Pure; any thread.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "generator/shared/service.h"

namespace charter {

struct ResponseTemplate {
    std::string id;
    std::string step;             // one of response_steps: the state follows from it
    std::vector<CaseKind> kinds;  // empty: every kind
    Localized title;
    Localized text;  // with {placeholders}
    bool operator==(const ResponseTemplate&) const = default;
};

// The steps that bring words to the person.
inline constexpr std::array<std::string_view, 7> response_steps = {"acknowledge", "ask",    "answer",        "refer",
                                                                   "take-back",   "decide", "mark-duplicate"};
// What can stand in braces: the reference, a greeting with the person's name if we know it, the name alone, the kind,
// the service, the office that has the case, the day it came, and the last day of each clock of ours that a person
// waits for.
inline constexpr std::array<std::string_view, 10> response_placeholders = {
    "reference", "greeting", "name",           "kind",      "service",
    "office",    "received", "acknowledge_by", "answer_by", "review_by"};

// The names in braces, in order; a brace that is never closed gives what stands behind it.
[[nodiscard]] std::vector<std::string> placeholders_in(std::string_view text);

[[nodiscard]] std::string to_json(const std::vector<ResponseTemplate>& responses);
// Throws std::runtime_error naming what is wrong.
[[nodiscard]] std::vector<ResponseTemplate> parse_responses(std::string_view json);

}  // namespace charter
