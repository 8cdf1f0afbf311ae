// An owner's word that pages were read and still hold: `reviewed` and `review_by` in their header blocks. What was
// signed stays signed, and translations stay as up to date as they were (approvals.h, header_changes.h).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "generator/build/build.h"

namespace charter {

struct ReviewRequest {
    // Pages' paths without language and ".md": "rights/privacy"; with "/" behind, every page of the folder that has a
    // day to be reviewed by: "services/".
    std::vector<std::string> documents;
    Date on{};
    std::optional<Date> next;  // nothing: each page's day, moved by whole years to the first one after `on`
};

enum class ReviewResult {
    Recorded,
    UnknownDocument,  // hint: as in `unknown`, the nearest path
    NextNotLater,     // the next review must come after this one
    SiteFails         // findings say why
};

struct ReviewOutcome {
    ReviewResult result = ReviewResult::Recorded;
    std::string unknown;
    std::string hint;
    std::vector<std::string> reviewed;  // files of the first language, sorted
    std::vector<std::string> changed;   // every file written
};

// Nothing is written unless all of the request holds. Drafts too. Throws std::system_error if a file cannot be written.
[[nodiscard]] ReviewOutcome record_review(const CheckOptions& options, const ReviewRequest& request,
                                          Diagnostics& diagnostics);

}  // namespace charter
