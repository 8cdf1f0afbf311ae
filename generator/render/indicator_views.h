// Targets and results of a body's plan as the block [[indicators]] shows them: for each indicator a plot of two rows of
// bars, drawn without a script, a sentence that says the same, and a table. Pure; any thread.
#pragma once

#include "generator/render/scope.h"
#include "generator/shared/view.h"

namespace charter {

// Shape block_indicators.
[[nodiscard]] View indicators_view(const Scope& scope);

}  // namespace charter
