// The form of one step on the case page.
#pragma once

#include <vector>

#include "generator/shared/view.h"
#include "server/cases/case.h"
#include "server/pages/page.h"
#include "server/pages/staff_pages.h"

namespace charter {

// Sets `form`, and `error_summary` if something was wrong; nothing if no step is chosen, or one that this actor may not
// take now.
void put_step_form(View& view, const PageContext& context, const CaseFile& file, const StepEntry& entry,
                   const Actor& actor, const std::vector<StaffMember>& colleagues);

}  // namespace charter
