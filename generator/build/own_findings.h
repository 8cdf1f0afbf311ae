// What is wrong with drafts alone: it keeps nobody from publishing the site as it is, and its editor still wants to
// know.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "generator/build/build.h"
#include "generator/model/site.h"
#include "generator/shared/diagnostics.h"

namespace charter {

struct OwnFindings {
    std::string edition;  // that the drafts are of, if it is another than the published one
    std::size_t errors = 0;
    std::size_t warnings = 0;
};

// `site` and `found` are what check_site() gave for the site without its drafts. Reads the site once more if it has
// any.
[[nodiscard]] OwnFindings own_findings_of_drafts(const CheckOptions& options, const Site& site,
                                                 const Diagnostics& found);
// "the draft of 2027-28 has 2 errors and 1 warning of its own"; empty if it has none.
[[nodiscard]] std::string to_text(const OwnFindings& own);

// The files of a site's drafts, in every language. `site` was read with its drafts.
[[nodiscard]] std::set<std::string> files_of_drafts(const Site& site);

}  // namespace charter
