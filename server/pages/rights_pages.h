// What is kept about one person, for that person: as a page to print and as JSON. And the list of cases whose time is
// over.
#pragma once

#include <string>
#include <vector>

#include "server/forms/rights_form.h"
#include "server/pages/staff_pages.h"
#include "server/store/retention_store.h"

namespace charter {

struct RightsLook {
    RightsFields typed;
    std::vector<FieldError> errors;
    bool done = false;         // a call was erased just now
    bool asks_reason = false;  // a sealed case is among what is kept
};
[[nodiscard]] std::string rights_page(const PageContext& context, const RightsLook& look);
struct PersonLook {
    const std::vector<CaseFile>& cases;
    const std::vector<AfterHoursCall>& calls;
    IdentityCheck identity = IdentityCheck::Document;  // how it was checked who asks
    Instant at{};                                      // for what is due
};
// What the person wrote or said, what we wrote to them, every step with its date. Notes among staff are left out. Each
// call can be erased from there.
[[nodiscard]] std::string person_page(const PageContext& context, const PersonLook& found);
// {"cases": [{"reference", "kind", "channel", "state", "received_at", "office", "language", "contact_by", "texts":
// {NAME: TEXT}, "promises": [{"clock", "standard", "title", "limit": {"amount", "unit"}, "due", "state"}], "events":
// [{"at", "step", "by", "text", "finding", "redress": [KEY], "body", "body_reference", "body_due"}], "files": [{"name",
// "kind", "size", "hash", "added_at", "by", "address"}]}], "calls": [{"number", "taken_at", "topic", "words", "place",
// "caller", "done"}]}. An event has only those of its values that say something.
[[nodiscard]] std::string person_json(const PersonLook& found);

struct RetentionLook {
    DuePage due;
    std::optional<StaffId> reader;  // cannot confirm what they proposed themselves
    std::string notice_key;         // of an interface word; may be empty
    bool has_classes = true;
    std::size_t page = 1;  // that `due` is
};
[[nodiscard]] std::string retention_page(const PageContext& context, const RetentionLook& look,
                                         const StaffNames& names);

// Asks why, and until when, a case or a call is kept. `name`: of what; `action`: where the answer is sent.
struct KeepLook {
    std::string name;
    std::string action;
    KeepFields typed;
    std::vector<FieldError> errors;
};
[[nodiscard]] std::string keep_page(const PageContext& context, const KeepLook& look);

inline constexpr std::string_view rights_url = "/staff/rights";
inline constexpr std::string_view retention_url = "/staff/retention";

}  // namespace charter
