// Which edition of each charter and standard counts: that page takes the plain address, every edition keeps its
// permanent one. A tree page that is a draft, or counts only from a later day, leaves the plain address to the newest
// frozen edition; what only the next edition has, or has no more, begins and ends with the charters that name it. Part
// of the model only.
#pragma once

#include <string>
#include <vector>

#include "generator/model/build_model.h"
#include "generator/model/page_draft.h"

namespace charter {

// Moves, copies and removes drafts; findings and references must have been taken out of them. True if an edition that
// the tree holds does not count yet, so that the one before is still the site's.
bool choose_editions(std::vector<PageDraft>& drafts, const std::string& first_language, const EditionChoice& choice);

}  // namespace charter
