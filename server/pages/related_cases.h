// The cases that a case page shows beside its own: the same person's, and open ones that may be the same.
#pragma once

#include "generator/shared/view.h"
#include "server/pages/page.h"
#include "server/store/case_store.h"

namespace charter {

// Whether a similar case may be joined with: the step is allowed now.
enum class Joining { Offered, NotNow };
// Sets `following`, `followed`, `person_cases` and `similar`.
void put_related(View& view, const PageContext& context, const Case& now, const RelatedCases& related, Joining joining);

}  // namespace charter
