// Who is signed in at the case desk, for the handlers behind it.
#pragma once

#include <optional>
#include <string_view>

#include "server/cases/scope.h"
#include "server/handlers/visit.h"
#include "server/pages/staff_pages.h"
#include "server/store/staff_store.h"

namespace charter {

inline constexpr std::string_view session_cookie = "__Host-staff";

struct SignedIn {
    StaffMember member;
    CaseScope scope;
    Actor actor;
    std::string csrf;
};

// Nothing without a live session.
[[nodiscard]] std::optional<SignedIn> signed_in(const Visit& visit);
// Their role needs a second factor.
[[nodiscard]] bool is_second_factor_needed(const Visit& visit, const SignedIn& who);
// ... and theirs is not on yet.
[[nodiscard]] bool must_turn_on_second_factor(const Visit& visit, const SignedIn& who);
// A form of a signed-in person is theirs: its token fits the session.
[[nodiscard]] bool is_own_form(const Visit& visit);
[[nodiscard]] PageContext context_of(const Visit& visit, const SignedIn& who);
// To the sign-in, and back to this address afterwards.
[[nodiscard]] Response to_sign_in(const Visit& visit);
// The same for a form that was sent: what was written in it is carried through the sign-in and comes back.
[[nodiscard]] Response to_sign_in_with_words(const Visit& visit);
// Those words, for the account that wrote them; nothing for another.
[[nodiscard]] std::optional<FieldMap> open_kept_words(const Visit& visit, const std::string& kept, StaffId reader);
[[nodiscard]] StaffNames names_of(const Visit& visit);

}  // namespace charter
