// How much of a case a person sees. A sealed case, and for an auditor every case, shows what people wrote only after a
// reason was given; a complaint without the person's consent keeps who it is from the office complained of, for fear of
// retaliation. Whether a case is shown at all is for scope.h. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

#include "server/cases/case.h"

namespace charter {

struct Viewer {
    Role role = Role::CustomerCareAssistant;
    std::string office;
    bool gave_reason = false;  // for this case, a short while ago
};

enum class Sight {
    Whole,
    WithoutIdentity,  // not who the person is, nor for whom they write
    WithoutWords      // states, dates and steps alone
};

// What people wrote is shown to nobody who gave no reason: of a case about an official, or a sensitive subject.
[[nodiscard]] bool is_sealed(const Case& now);
// Only the head office and auditors see it: one about an official, or about an office and a sensitive subject while the
// person does not consent.
[[nodiscard]] bool is_withheld(const Case& now);
// The person's consent would show the office complained of the case, or who the person is. Never where an official is
// complained of.
[[nodiscard]] bool waits_for_consent(const Case& now);
// The same people see both, and see them alike: only such cases are joined.
[[nodiscard]] bool are_seen_alike(const Case& one, const Case& other);
// The office complained of, where it must not know who the person is; empty if there is none.
[[nodiscard]] std::string identity_kept_from(const Case& now);
[[nodiscard]] Sight sight_of(const Viewer& viewer, const Case& now);
// Of whoever sees least among the readers of what is written in the case now: the office complained of, and the people
// whose cases are answered with it.
[[nodiscard]] Sight least_sight(const Case& now);
// Says who the person is, or for whom they write.
[[nodiscard]] bool tells_identity(std::string_view text_name);
// The case without the texts that are not seen.
[[nodiscard]] CaseFile seen_with(Sight sight, CaseFile file);

}  // namespace charter
