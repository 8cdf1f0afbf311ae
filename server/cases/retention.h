// How long cases are kept after they ended: a class for each kind, from the site's data/retention.yaml. A kind without
// a class is kept. Pure; any thread.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "generator/shared/catalogue.h"
#include "server/cases/case.h"

namespace charter {

// A case is told as due so long before its day, so that nobody is surprised.
inline constexpr std::chrono::days retention_notice{30};

// When the case ended for good: closed, decided, withdrawn or joined with another one; nothing while it is open, while
// the person may still object, and once it was deleted.
[[nodiscard]] std::optional<Instant> ended_for_good(const Case& now);

// Nothing: the kind is kept.
[[nodiscard]] std::optional<int> years_kept(const Catalogue& catalogue, CaseKind kind);
// The same day and time so many years later; of a 29 February, the 28th.
[[nodiscard]] Instant years_after(Instant at, int years);

}  // namespace charter
