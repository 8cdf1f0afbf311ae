// What was signed, by which role, and whether the text still is what was signed. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "generator/model/site.h"

namespace charter {

// A short hash of what people sign: the document's text and header in the first language, and for a charter those of
// the standards it names. Left out is what signing and publishing themselves change: approved, draft, reviewed,
// review_by, in_force_from, translations, open_for_comment.
[[nodiscard]] std::string approved_hash(const Site& site, const Page& page);

// The edition under which a page is signed: that of its charter or standard; "" for other documents.
[[nodiscard]] std::string signed_edition(const Site& site, const Page& page);

// The records of a document in one edition, in the order of the register.
[[nodiscard]] std::vector<const Approval*> approvals_of(const Site& site, std::string_view document,
                                                        std::string_view edition);

// The record of the step that approved the page's present text; nullptr if there is none.
[[nodiscard]] const Approval* approval_of_text(const Site& site, const Page& page);

// A charter that is worked on and approved as it stands, with the day from which it was approved to count.
struct ApprovedCharter {
    const CharterEdition* charter = nullptr;
    Date from{};
};
[[nodiscard]] std::vector<ApprovedCharter> approved_charters(const Site& site);
// The first day on which one of them makes the promise: from then on it counts. Nothing if none names it.
[[nodiscard]] std::optional<Date> first_day_of(const std::vector<ApprovedCharter>& charters,
                                               const std::string& standard);

// What a charter of the page says of its approval holds: it names who approved it, and where the site keeps a register
// of signatures, that has every step for the text as it is. A site without one leaves it to the charters to say so.
[[nodiscard]] bool counts_as_approved(const Site& site, const Page& page);
[[nodiscard]] bool keeps_register(const Site& site);

// What to type, once for each kind of step that sign_off asks for: "charter approve PATH --step supported --role ROLE
// (2 roles), then charter approve PATH --step approved --role ROLE".
[[nodiscard]] std::string how_to_sign(const Site& site, std::string_view path);

enum class ApprovalState { None, UnderWay, Approved, Altered };
// Approved: every step of site.yaml's sign_off is there for the text as it is. Altered: for another text.
[[nodiscard]] ApprovalState approval_state(const Site& site, const Page& page);

}  // namespace charter
