// The views of the blocks about yearly editions: [[changes]] and [[editions]]. Pure; any thread.
#pragma once

#include <string_view>
#include <vector>

#include "generator/model/changes.h"
#include "generator/render/scope.h"
#include "generator/shared/view.h"

namespace charter {

// Shape block_changes: the changes from one edition to the next, the weaker ones first.
[[nodiscard]] View changes_view(const Scope& scope, const EditionPromises& before, const EditionPromises& after);

// The signatures under a document in the page's edition, oldest first.
[[nodiscard]] std::vector<View> history_views(const Scope& scope, const Page& page);

// Shape block_register: every document that someone signed, with its status.
[[nodiscard]] View register_view(const Scope& scope);

// Shape block_editions: for each charter its editions, newest first, each with the days on which it counts.
[[nodiscard]] View editions_view(const Scope& scope);

}  // namespace charter
