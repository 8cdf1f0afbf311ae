// Signing a document: one more record in data/approvals.yaml, and with the last step the header fields that put the
// document in force.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "generator/build/build.h"
#include "generator/model/site.h"

namespace charter {

struct ApprovalRequest {
    std::string document;  // "charters/metro-south": a page's path without language and ".md"
    SignOff step = SignOff::Approved;
    std::string role;  // never a person's name: an id of data/roles.yaml, or a title in any language, if there is one
    Date on{};
    std::string file;  // where the paper is kept; may be empty
    // "2027-07-01": written into the charter. Empty: as it is, and where it says no day, the first one of its year
    // unless that is past.
    std::string in_force_from;
    std::string version = {};        // of a document without editions: "2.1"; may be empty
    std::optional<Date> today = {};  // nothing is signed on a later day; nothing: any day may be
};

enum class ApprovalResult {
    Recorded,
    Complete,         // recorded, and with it every step is there: the document is approved
    UnknownDocument,  // hint: the nearest path
    UnknownRole,      // data/roles.yaml has no such role; hint: the nearest title, else all of them
    StepMissing,      // approved before it was supported as often as site.yaml asks; hint: "1 of 2"
    RoleSignedStep,   // this role took another step for this text already; hint: which
    OutOfOrder,       // signed before what the register says already; hint: the day from which it may be
    DayToCome,        // signed on a day after today
    OutsideEdition,   // in_force_from is no day of the edition's year; hint: "2027-04-01 to 2028-03-31"
    AlreadyRecorded,  // this role took this step for this text: nothing was changed
    SiteFails         // findings say why; nothing was changed
};

struct ApprovalOutcome {
    ApprovalResult result = ApprovalResult::Recorded;
    std::string hash;
    std::string role;  // as recorded: the title in the first language
    std::string hint;
    std::vector<std::string> changed;  // files, relative to the site
    std::vector<std::string> loose;    // with Complete: pages of drafts that no charter names, to be signed themselves
};

// With the last step of a charter: `approved` and `draft` of the charter, and `draft` of the standards it names, which
// count from the first day of a charter that names them. That step may be taken again for another day. The register is
// written last. Throws std::system_error if the site's folder cannot be written.
[[nodiscard]] ApprovalOutcome approve(const CheckOptions& options, const ApprovalRequest& request,
                                      Diagnostics& diagnostics);

}  // namespace charter
