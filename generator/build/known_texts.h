// Which texts the next build need not read again: those that nobody but their own page knows beyond the header, in
// which nothing was found, and whose files are not so young that a change might leave no trace in their times.
#pragma once

#include "generator/content/text_memory.h"
#include "generator/model/site.h"
#include "generator/render/page_memory.h"
#include "generator/shared/calendar.h"
#include "generator/shared/diagnostics.h"

namespace charter {

// `before`: what was known of those that were not read now. `pages`: what is remembered of the pages drawn or kept.
// `begun`: when this build began, or earlier.
[[nodiscard]] TextMemory texts_to_know(const Site& site, const TextReading& reading, const TextMemory& before,
                                       const PageMemory& pages, const Diagnostics& diagnostics, Instant begun);

}  // namespace charter
