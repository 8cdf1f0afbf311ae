// What was signed, by which role, and whether the text still is what was signed. Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "generator/model/site.h"
#include "generator/shared/diagnostics.h"

namespace charter {

// A short hash of what people sign: the document's text and header in the first language, and for a charter those of
// the standards it names. Left out is what signing and publishing themselves change: approved, draft, reviewed,
// review_by, in_force_from, translations.
[[nodiscard]] std::string approved_hash(const Site& site, const Page& page);

// The edition under which a page is signed: its charter's; "" for other documents.
[[nodiscard]] std::string signed_edition(const Site& site, const Page& page);

// The records of a document in one edition, in the order of the register.
[[nodiscard]] std::vector<const Approval*> approvals_of(const Site& site, std::string_view document,
                                                        std::string_view edition);

enum class ApprovalState { None, UnderWay, Approved, Altered };
// Approved: every step of site.yaml's sign_off is there for the text as it is. Altered: for another text.
[[nodiscard]] ApprovalState approval_state(const Site& site, const Page& page);

// Code: altered-after-approval (a warning), for each document whose text is not what was approved.
void check_approvals(const Site& site, Diagnostics& diagnostics);

}  // namespace charter
