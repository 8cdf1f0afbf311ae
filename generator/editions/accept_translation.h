// A translator's word that a translation says what its original says now: the `source` in its header block gets the
// hash of the original's present text.
#pragma once

#include <string>
#include <vector>

#include "generator/build/build.h"

namespace charter {

struct AcceptRequest {
    std::string document;  // "rights/privacy": a page's path without language and ".md"
    std::string language;  // empty: every language that has a translation of it
};

enum class AcceptResult {
    Accepted,
    UpToDate,         // every translation asked for was made from the present text: nothing was changed
    UnknownDocument,  // hint: the nearest path
    NoTranslation,    // hint: what could be named in place of the language; nothing was changed
    Differs,          // findings name the figures that are not its original's; nothing was changed
    SiteFails         // findings say why; nothing was changed
};

struct AcceptOutcome {
    AcceptResult result = AcceptResult::Accepted;
    std::string hint;
    std::vector<std::string> changed;  // files, relative to the site
};

// Drafts too: a translator works before publication. Throws std::system_error if a file cannot be written.
[[nodiscard]] AcceptOutcome accept_translation(const CheckOptions& options, const AcceptRequest& request,
                                               Diagnostics& diagnostics);

}  // namespace charter
