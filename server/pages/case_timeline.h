// What happened in a case, as staff read it.
#pragma once

#include <string>
#include <vector>

#include "generator/shared/view.h"
#include "server/cases/case.h"
#include "server/pages/page.h"
#include "server/pages/staff_pages.h"

namespace charter {

// "Sample Name, supervisor"; "the person"; "the system".
[[nodiscard]] std::string actor_text(const PageContext& context, const Actor& actor, const StaffNames& names);

// Newest first: when, what, who, what was recorded with it, and the words.
[[nodiscard]] std::vector<View> event_views(const PageContext& context, const CaseFile& file, const StaffNames& names);

// The last renewal of the code before a step of the person, which somebody else may have taken then; nullptr if none.
[[nodiscard]] const CaseEvent* renewal_before(const CaseFile& file, const CaseEvent& event);

// `key` of the words: who renewed it, and when.
[[nodiscard]] std::string renewal_text(const PageContext& context, const CaseFile& file, const CaseEvent& renewal,
                                       std::string_view key, const StaffNames& names);

}  // namespace charter
