// Reads of personal data leave a trace, and what is sealed asks for a reason first.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "server/cases/after_hours.h"
#include "server/cases/audit.h"
#include "server/cases/sight.h"
#include "server/handlers/session.h"
#include "server/store/case_store.h"

namespace charter {

// How long a reason that was given opens the case to the person who gave it.
inline constexpr std::chrono::minutes reason_stands{60};

// The person as sight.h knows one; a reason counts that is not older than `stands`.
[[nodiscard]] Viewer viewer_of(const Visit& visit, const SignedIn& who, const CaseReference& reference,
                               std::chrono::seconds stands);
void note_read(const Visit& visit, const SignedIn& who, Deed deed, const CaseReference& reference);
// Field `reason`: why somebody needs to read what is sealed.
void check_reason(const std::string& reason, std::vector<FieldError>& errors);
// From now on it opens the case to this person.
[[nodiscard]] std::optional<StoreBusy> record_reason(const Visit& visit, const SignedIn& who,
                                                     const CaseReference& reference, const std::string& reason);
// Of a list: which cases it showed.
void note_list(const Visit& visit, const SignedIn& who, Deed deed, const std::vector<WorklistRow>& shown);
// Who searches, for the store.
[[nodiscard]] Searcher searcher_of(const Visit& visit, const SignedIn& who);
// What callers of the after-hours line said: the numbers of the lines that were shown.
void note_calls(const Visit& visit, const SignedIn& who, const std::vector<AfterHoursCall>& calls);
// The number of a line of its log in the address.
[[nodiscard]] std::optional<std::int64_t> call_id(const Visit& visit);

}  // namespace charter
