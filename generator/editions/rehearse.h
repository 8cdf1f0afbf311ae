// A rehearsal of the yearly cycle on a copy of a site: what an editor will do next is done there, so that it is known
// beforehand whether it can be done. The site itself is only read.
#pragma once

#include <string>
#include <vector>

#include "generator/build/build.h"

namespace charter {

enum class RehearsalResult {
    Ready,       // the next edition can be opened
    NoEditions,  // the site has none
    UnderWay,    // the edition of the site is being drafted and signed: it is to be approved first
    Failed
};

struct Rehearsal {
    RehearsalResult result = RehearsalResult::Ready;
    std::string present;             // "2026-27"; empty with NoEditions
    std::string next;                // "2027-28"
    std::vector<std::string> done;   // what went well, in sentences
    std::vector<std::string> wrong;  // why it failed, in sentences; findings say more
};

// Publishes the site (warnings count, publish profile), compares the output with its manifest, opens the next edition,
// publishes again with the drafts, compares the editions and the output, and looks that every address lives and that a
// second run changes nothing. Throws std::system_error if there is no room for the copies.
[[nodiscard]] Rehearsal rehearse(const CheckOptions& options, Diagnostics& diagnostics);

}  // namespace charter
