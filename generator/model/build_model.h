// The texts of a site's folder to one Site: header blocks, settings and registers are read (in parallel), put together
// and looked up in each other. Texts are not rendered here. Never throws for content. Findings carry their places;
// what needs no more than the finished Site is left to check_model().
#pragma once

#include <optional>

#include "generator/content/read_content.h"
#include "generator/model/draft_memory.h"
#include "generator/model/site.h"
#include "generator/shared/diagnostics.h"

namespace charter {

// Which edition of a charter or standard stands at its plain address, and which comment rounds are open.
struct EditionChoice {
    std::optional<Date> today;  // nothing: the day of `now` where the site is; without both, the day does not matter
    bool drafts = false;        // drafts and coming editions too, as their editors want to see them
    std::optional<Instant> now = std::nullopt;
};

// Takes the texts: move them in. The same Site and findings whatever `jobs`, and whatever `memory` spares reading
// again; it may be null. What is wrong is left out or replaced, so that the rest can be checked too. Codes: those of
// settings.h, registers.h, read_page.h and references.h; unknown-language, missing-source, duplicate-id.
[[nodiscard]] Site build_model(SiteFiles files, unsigned jobs, Diagnostics& diagnostics,
                               const EditionChoice& choice = {}, DraftMemory* memory = nullptr);

// The texts that a Site was made from.
[[nodiscard]] SiteFiles take_files(Site site);

}  // namespace charter
