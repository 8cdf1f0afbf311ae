// Pages of the case desk: sign-in, worklist, capture, case. English first; words come from the same files as the public
// pages.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "generator/shared/response_template.h"
#include "server/cases/audit.h"
#include "server/cases/sight.h"
#include "server/cases/workflow.h"
#include "server/forms/audit_form.h"
#include "server/forms/form.h"
#include "server/forms/staff_forms.h"
#include "server/forms/worklist_form.h"
#include "server/pages/page.h"
#include "server/store/case_store.h"
#include "server/store/filter_store.h"
#include "server/store/staff_store.h"

namespace charter {

struct SignInEntry {
    std::string user_name;
    std::string next;  // where to go afterwards
    std::vector<FieldError> errors;
    std::string kept{};  // a form that was sent without a session, sealed; carried on
};
[[nodiscard]] std::string sign_in_page(const PageContext& context, const SignInEntry& entry);
// After it: one button brings the form back as it was filled in.
[[nodiscard]] std::string returned_form_page(const PageContext& context, std::string_view action,
                                             const FieldMap& fields);
// Of a form that another account wrote: nothing of it is shown.
[[nodiscard]] std::string dropped_form_page(const PageContext& context, const std::string& next);

// Staff whose names a page shows, by id.
using StaffNames = std::function<std::string(StaffId)>;

struct WorklistEntry {
    WorklistFields fields;  // as chosen and typed
    WorklistView view = WorklistView::Open;
    CaseScope scope;                    // whose offices can be asked for
    std::vector<StaffMember> officers;  // whose cases can be asked for
    std::vector<SavedFilter> saved;
    std::string filter_name;        // as typed, for saving
    std::size_t waiting_calls = 0;  // of the after-hours line, that this person's office is to take over
    bool passed_on = false;         // by a step, a case left the scope of this person
    std::vector<FieldError> errors;
};
[[nodiscard]] std::string worklist_page(const PageContext& context, const Worklist& worklist,
                                        const WorklistEntry& entry, const StaffNames& names);

// What came in by another way than the web, as far as it was typed.
struct CaptureEntry {
    Answers answers;
    std::vector<FieldError> errors;
    std::string form_token;
    std::string call;    // of the after-hours log, if the case is made of one
    std::string notice;  // what to know before it is recorded
};
[[nodiscard]] std::string capture_page(const PageContext& context, const CaptureEntry& entry);

// A step that the person has chosen, with what was typed so far.
struct StepEntry {
    std::optional<Step> chosen;
    StaffStepFields fields;
    std::vector<FieldError> errors;
    std::vector<CaseEvent> conflict;  // what others did meanwhile
    bool is_kept = false;             // and what was sent is kept all the same
    bool is_repeat = false;           // nobody else: the form was stored before, with other words
    std::vector<std::string> added;   // names of the files that could be kept of several,
    bool is_note_added = false;       // and a note with them
    bool done = false;                // the step was just taken
    bool nobody_decides = false;      // everybody who could decide the review worked on the case before
    bool with_working = false;        // show the count day by day
    std::string form_token;
    RelatedCases related;
    std::vector<StaffMember> accounts;        // all: who is named in the history, or may be complained of
    Sight sight = Sight::Whole;               // with WithoutWords no step is offered
    std::vector<ResponseTemplate> responses;  // that fit the step; the person chooses one to begin with
};
[[nodiscard]] std::string staff_case_page(const PageContext& context, const CaseFile& file, const Actor& actor,
                                          const StepEntry& entry, const std::vector<StaffMember>& colleagues,
                                          const StaffNames& names);

// Asks why somebody wants to read what is kept from them until they say so.
struct ReasonEntry {
    std::string reason;
    std::vector<FieldError> errors;
};
[[nodiscard]] std::string reason_page(const PageContext& context, const Case& now, const ReasonEntry& entry);

struct AuditLook {
    AuditFields fields;
    std::vector<FieldError> errors;
    std::vector<StaffMember> people;  // who can be asked for
};
[[nodiscard]] std::string audit_page(const PageContext& context, const AuditPage& page, const AuditLook& look,
                                     const StaffNames& names);
// The same lines as a table for a spreadsheet, with a head.
[[nodiscard]] std::string audit_table(const PageContext& context, const AuditPage& page, const StaffNames& names);

[[nodiscard]] std::string reason_url(const CaseReference& reference);
[[nodiscard]] std::string staff_case_url(const CaseReference& reference);
// One file of it; without an id, where files are sent to.
[[nodiscard]] std::string case_file_url(const CaseReference& reference, std::string_view id = {});
// The address of the worklist with these filters.
[[nodiscard]] std::string worklist_url(const WorklistFields& fields);
// The ticket with a fresh code, for who captured the case or made the code.
[[nodiscard]] std::string ticket_url(const CaseReference& reference);

}  // namespace charter
