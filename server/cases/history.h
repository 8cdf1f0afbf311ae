// A case is its events. This replays them, and chains them by hash so that an altered, missing or reordered event
// shows. Pure but for the randomness passed in; any thread.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "server/cases/case.h"

namespace charter {

// The case after its first event; throws std::logic_error if that is not a Lodge.
[[nodiscard]] Case begin_case(const CaseReference& reference, std::shared_ptr<const Terms> terms,
                              const CaseEvent& lodged);
// Moves the case on by one event. Its terms stay: a correction may bring others (correction.h), which whoever keeps
// them sets.
void apply_event(Case& now, const CaseEvent& event);
// begin_case and apply_event over all. `events` oldest first, not empty; `terms` those of terms_of(events).
[[nodiscard]] Case replay(const CaseReference& reference, std::shared_ptr<const Terms> terms,
                          std::span<const CaseEvent> events);

// Those with a later sequence.
[[nodiscard]] std::vector<CaseEvent> events_after(const std::vector<CaseEvent>& events, int sequence);

// What an event of the step Answer or Decide says. Throws std::logic_error if the event says something unknown.
[[nodiscard]] CaseAnswer answer_of(const CaseEvent& event);

// 16 bytes of salt as 32 hexadecimal digits.
using MakeSalt = std::function<std::string()>;
// Gives every text of the event its salt and hash.
void seal_texts(CaseEvent& event, const MakeSalt& make_salt);
[[nodiscard]] std::string text_hash(std::string_view salt, std::string_view text);

// The bytes that the chain covers: everything but the texts themselves (their hashes stand in) and the event's own
// hash.
[[nodiscard]] std::string canonical_bytes(const CaseEvent& event);
// The link before the first event of a case.
[[nodiscard]] std::string chain_start(const CaseReference& reference);
[[nodiscard]] std::string chain_hash(std::string_view previous, const CaseEvent& event);

// The first event that does not fit, and why, in words for the operator.
struct ChainFault {
    int sequence = 0;
    std::string what;
    bool operator==(const ChainFault&) const = default;
};
[[nodiscard]] std::optional<ChainFault> check_chain(const CaseReference& reference, std::span<const CaseEvent> events);

}  // namespace charter
