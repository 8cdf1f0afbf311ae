// The pages of an index page in the groups a reader looks for: services by category, offices by region with the head
// office first, standards by clock, news newest first, the rest in one group without a title. Pure; any thread.
#pragma once

#include <vector>

#include "generator/render/scope.h"
#include "generator/shared/view.h"

namespace charter {

// Shape groups[ id title items[ .. ] ] of the layout section. A group's id is its anchor on the page.
[[nodiscard]] std::vector<View> section_groups(const Scope& scope, const Page& index);

// Shape items: one page in a list.
[[nodiscard]] View item_view(const Scope& scope, const Page& page);

}  // namespace charter
