// What pages say of an office, and what they say is not known. Pure; any thread.
#pragma once

#include "generator/render/scope.h"
#include "generator/shared/search_index.h"
#include "generator/shared/view.h"

namespace charter {

// The office's own charter, else the one of the office above it: the latest edition. nullptr if there is none.
[[nodiscard]] const CharterEdition* charter_over(const Catalogue& catalogue, const Office& office);

// Shape office{ .. } of the part promises: where and when; `gap` says in words what is not confirmed.
[[nodiscard]] View office_summary(const Scope& scope, const Office& office);

// The office as the finder shows it.
[[nodiscard]] OfficeEntry office_entry(const Scope& scope, const Office& office);

}  // namespace charter
