// One case at the desk, for the handlers that answer with its page.
#pragma once

#include <optional>
#include <string_view>

#include "server/handlers/session.h"
#include "server/handlers/visit.h"
#include "server/pages/staff_pages.h"

namespace charter {

// The reference in the address; nothing if it is none.
[[nodiscard]] std::optional<CaseReference> reference_of(const Visit& visit);
// The number of the last event that a page showed; nothing if the field holds no number.
[[nodiscard]] std::optional<int> read_sequence(const FieldMap& form, std::string_view field);
// The page of the case, with a fresh token for its form unless the entry has one. `file`: as this person sees it; the
// look at it leaves its trace.
[[nodiscard]] Response staff_case_answer(const Visit& visit, const SignedIn& who, const CaseFile& file, StepEntry entry,
                                         int status);

}  // namespace charter
