// Charters of the tree that still say the edition which is kept already: a line that was not changed with the others.
#pragma once

#include <vector>

#include "generator/model/page_draft.h"
#include "generator/model/site.h"
#include "generator/shared/diagnostics.h"

namespace charter {

// Tells each at its line, and reads it as the edition that site.yaml names, so that nothing follows from it. Code:
// bad-field.
void settle_left_editions(std::vector<PageDraft>& drafts, Site& site, Diagnostics& diagnostics);

}  // namespace charter
