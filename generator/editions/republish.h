// The yearly edition: the charters and standards of this year are kept under editions/, and the next year's are opened
// as drafts in their place. What counts stays in force, and on its address, until the next edition is approved and its
// day has come.
#pragma once

#include <string>
#include <vector>

#include "generator/build/build.h"

namespace charter {

enum class RepublishResult {
    Opened,       // or what an interrupted run left was finished
    AlreadyOpen,  // nothing was changed
    NotNext,      // the year is not the one after the present edition
    SiteFails,    // findings say why; nothing was changed
    NotApproved   // pages of the present edition that nobody approved, or altered since; nothing was changed
};

struct RepublishOutcome {
    RepublishResult result = RepublishResult::Opened;
    std::string present;                 // "2026-27"
    std::string next;                    // "2027-28"
    std::vector<std::string> frozen;     // files, relative to the site
    std::vector<std::string> opened;     // files that are drafts of the next edition now
    std::vector<std::string> decisions;  // what a person must decide before it can count, in sentences
    std::string how_to_sign;             // what to type for each charter, then
};

// "2026-27" -> "2027-28"
[[nodiscard]] std::string edition_after(std::string_view year);

// Every file is replaced whole, site.yaml last: run again after an interruption, it finishes; run again after that, it
// changes nothing. Throws std::system_error if the site's folder cannot be written.
// `published`: the site as it was published, whose manifest is kept with the edition so that the next one can name it;
// empty: none is kept.
[[nodiscard]] RepublishOutcome republish(const CheckOptions& options, std::string_view year,
                                         const std::filesystem::path& published, Diagnostics& diagnostics);

}  // namespace charter
