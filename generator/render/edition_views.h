// The views of the blocks about yearly editions: [[changes]] and [[editions]]. Pure; any thread.
#pragma once

#include <string_view>
#include <vector>

#include "generator/model/changes.h"
#include "generator/render/scope.h"
#include "generator/shared/view.h"

namespace charter {

// What became of one promise, or of one charter's list of them, in one direction.
struct ChangedPromise {
    const Page* page = nullptr;      // where it is shown; never nullptr
    std::vector<std::string> lines;  // what changed, each text once
    std::string note;                // why it promises less; else empty
};
struct ChangeGroup {
    ChangeEffect effect = ChangeEffect::Changed;
    std::vector<ChangedPromise> promises;
};
// In the words of the page's language, what people must know first before the rest: weaker, removed, stronger, new,
// other words. Groups without a change are left out, and other words where that is not all that changed.
[[nodiscard]] std::vector<ChangeGroup> grouped_changes(const Scope& scope, const EditionPromises& before,
                                                       const EditionPromises& after);
[[nodiscard]] const std::string& title_of(const Scope& scope, ChangeEffect effect);

// Shape block_changes: the changes from one edition to the next, the weaker ones first.
[[nodiscard]] View changes_view(const Scope& scope, const EditionPromises& before, const EditionPromises& after);

// The revision history of a document: its signatures, oldest first, up to the edition that the page shows. A document
// without editions has versions: as the register names them, else counted, a new one after each that was approved.
[[nodiscard]] std::vector<View> history_views(const Scope& scope, const Page& page);

// Shape block_register: every charter, every document that someone signed and every page that is open for comment, each
// edition by itself, with status, owner and next review.
[[nodiscard]] View register_view(const Scope& scope);

// Shape block_editions: for each charter its editions, newest first, each with the days on which it counts.
[[nodiscard]] View editions_view(const Scope& scope);

}  // namespace charter
