// The views of the blocks about yearly editions: [[changes]] and [[editions]]. Pure; any thread.
#pragma once

#include <string_view>

#include "generator/model/changes.h"
#include "generator/render/scope.h"
#include "generator/shared/view.h"

namespace charter {

// Shape block_changes: the changes from one edition to the next, the weaker ones first.
[[nodiscard]] View changes_view(const Scope& scope, const EditionPromises& before, const EditionPromises& after);

// Shape block_editions: for each charter its editions, newest first, each with the days on which it counts.
[[nodiscard]] View editions_view(const Scope& scope);

}  // namespace charter
