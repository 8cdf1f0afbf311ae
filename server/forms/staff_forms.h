// The forms of the case desk: sign-in, and a step on a case. Pure; any thread.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "generator/shared/catalogue.h"
#include "server/cases/case.h"
#include "server/cases/workflow.h"
#include "server/forms/form.h"

namespace charter {

struct SignIn {
    std::string user_name;  // in lower case, without blanks around it
    std::string password;   // as typed
};
// Fields `user_name` and `password`.
[[nodiscard]] Checked<SignIn> read_sign_in(const FieldMap& sent);

// What was typed into the form of a step, to be shown again.
struct StaffStepFields {
    std::string assignee;              // a staff id
    std::string office;                // field `to_office`: an office id
    std::string identity;              // a key
    std::string finding;               // a key
    std::vector<std::string> redress;  // keys
    std::string body;
    std::string body_reference;
    std::string body_due;  // a day
    std::string duplicate_of;
    std::string public_note;
    std::string internal_note;
    std::string evidence;
    std::string consent_way;   // a key
    std::string consent_date;  // when the person said so, as the next
    std::string consent_time;
    std::vector<std::string> complained_of;  // staff ids that stay named
    std::string official;                    // one that is named now
    Answers correction;                      // correction_form.h
    std::string file;                        // the id of a file of the case
    bool told_of_name = false;               // a text names the person, and the writer was told once
    bool operator==(const StaffStepFields&) const = default;
};
[[nodiscard]] StaffStepFields read_step_fields(const FieldMap& sent);
// At each field of a step that brought values that differ.
[[nodiscard]] std::vector<FieldError> find_repeated_fields(const FieldMap& sent);

// Thanks are passed on; what people complain of, report or ask is not.
[[nodiscard]] bool fits(Finding finding, CaseKind kind);

// At each text that says who the person is, where not all who read it may know (least_sight), until the writer was
// told.
void warn_of_name(const StaffStepFields& fields, const Case& now, std::vector<FieldError>& errors);
[[nodiscard]] bool tells_of_name(const std::vector<FieldError>& errors);

struct StepFormRules {
    const StepRule& rule;  // of the step in the state the case is in
    const Case& now;
    const Catalogue& catalogue;
    std::span<const StaffId> colleagues;  // who may be given the case
    std::span<const StaffId> accounts;    // who may be complained of
    Instant at{};                         // when the form came
};
// The request, with everything the rule needs; its actor and moment are left to the caller. Evidence, notes and the
// other body's reference are taken whether the rule asks or not: take_step() keeps what fits.
[[nodiscard]] Checked<StepRequest> check_step_fields(const StaffStepFields& fields, const StepFormRules& rules);

}  // namespace charter
