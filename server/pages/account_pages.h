// Pages about accounts: one's own, those of others for the administrator, the one-time link, the second factor.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "server/forms/account_forms.h"
#include "server/pages/page.h"
#include "server/store/account_store.h"

namespace charter {

struct OwnAccountLook {
    StaffMember member;
    std::vector<SessionLine> sessions;
    std::size_t recovery_codes_left = 0;
    std::vector<FieldError> errors;  // of the password
    bool done = false;
};
[[nodiscard]] std::string own_account_page(const PageContext& context, const OwnAccountLook& look);

struct AccountsLook {
    std::vector<StaffMember> people;
    InvitationFields typed;
    std::vector<FieldError> errors;
};
[[nodiscard]] std::string accounts_page(const PageContext& context, const AccountsLook& look);

// A link that was just made: shown once.
struct ShownLink {
    std::string url;
    Instant until{};
};
struct AccountLook {
    StaffMember member;
    std::vector<SessionLine> sessions;
    std::optional<ShownLink> link;
    bool done = false;
    std::optional<int> released{};  // so many cases lost their officer by what was done
    InvitationFields typed{};       // role and office, as they should be
    std::vector<FieldError> errors{};
};
[[nodiscard]] std::string account_page(const PageContext& context, const AccountLook& look);

// Asks once more before a deed that shuts somebody out; the reader's own account in words of its own.
[[nodiscard]] std::string sure_page(const PageContext& context, const StaffMember& member, std::string_view deed,
                                    bool is_own);

// The page behind a one-time link: a password is chosen.
[[nodiscard]] std::string link_page(const PageContext& context, std::string_view token, const StaffMember& member,
                                    const std::vector<FieldError>& errors);

// An address for an app, as text and as a QR code.
struct SecondFactorLook {
    std::string address;
    std::string secret;  // base32
    std::vector<FieldError> errors;
    bool is_needed = false;  // by the settings: nothing else can be done before
    bool is_on = false;      // then it can be turned off, unless it is needed, and codes renewed
};
[[nodiscard]] std::string second_factor_page(const PageContext& context, const SecondFactorLook& look);
// After it was turned on: the codes, once.
[[nodiscard]] std::string recovery_codes_page(const PageContext& context, const std::vector<std::string>& codes);
// The same for a link that was used, is too old or never was.
[[nodiscard]] std::string lost_link_page(const PageContext& context);
// Asked for after the password.
struct OneTimeCodeLook {
    std::string next;  // where to go afterwards
    std::string kept;  // as with the password
    std::vector<FieldError> errors;
};
[[nodiscard]] std::string one_time_code_page(const PageContext& context, const OneTimeCodeLook& look);

[[nodiscard]] std::string account_url(StaffId id);
[[nodiscard]] std::string link_path(std::string_view token);
inline constexpr std::string_view own_account_url = "/staff/account";
inline constexpr std::string_view second_factor_url = "/staff/account/second-factor";
inline constexpr std::string_view accounts_url = "/staff/accounts";

}  // namespace charter
