// Accounts as their owners and the administrator care for them: invitations and resets by one-time links, passwords,
// the sessions of an account. Each change leaves its entry in the audit within the same transaction. A link's token is
// kept as a keyed hash, so the database opens no account. Any thread.
//
// `trace`: who does it and when (audit.h); the store fills in what and to whom.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "server/cases/audit.h"
#include "server/staff/password.h"
#include "server/store/staff_store.h"
#include "server/store/store.h"

namespace charter {

inline constexpr std::chrono::hours invitation_life{72};
inline constexpr std::chrono::hours reset_life{24};

struct NewAccount {
    std::string user_name;
    Role role = Role::CustomerCareAssistant;
    std::string office;
};

struct StaffLink {
    StaffMember member;
    std::string token;  // for the address; shown once
    Instant until{};
};

// One signed-in browser of an account.
struct SessionLine {
    std::string id;  // for a form that ends it; opens nothing
    std::string device;
    std::string network;
    Instant started_at{};
    Instant last_seen{};
    bool is_this = false;
};

// LastManager: nobody would be left who manages accounts.
enum class AccountChange { Done, NoSuchAccount, LastManager };

enum class ChangePasswordFault { WrongPassword };

class AccountStore {
  public:
    struct Parts;
    explicit AccountStore(std::unique_ptr<Parts> parts);
    ~AccountStore();

    // An account without a password, and the link with which its owner chooses one.
    [[nodiscard]] std::variant<StaffLink, AddStaffFault, StoreBusy> invite(const NewAccount& account,
                                                                           const AuditEntry& trace);
    // The old password holds until the link is used: a reset that was never asked for locks nobody out. Links made
    // before die. Nothing if there is no such account, or it is disabled.
    [[nodiscard]] std::variant<StaffLink, std::nullopt_t, StoreBusy> make_reset(StaffId id, const AuditEntry& trace);
    // Whose link it is; nothing for one that is unknown, used, too old, or of a disabled account: all the same.
    [[nodiscard]] std::optional<StaffMember> find_link(std::string_view token, Instant now) const;
    // Sets the password, uses the link up, ends every session. Nothing as in find_link.
    [[nodiscard]] std::variant<StaffMember, PasswordFault, std::nullopt_t, StoreBusy> use_link(
        std::string_view token, std::string_view password, Instant now);

    // Nothing: done, and every other session of the account has ended.
    [[nodiscard]] std::variant<std::monostate, ChangePasswordFault, PasswordFault, StoreBusy> change_password(
        const StaffSession& session, std::string_view old_password, std::string_view password, const AuditEntry& trace);

    [[nodiscard]] std::variant<AccountChange, StoreBusy> set_disabled(StaffId id, bool disabled,
                                                                      const AuditEntry& trace);
    // Its sessions end: what they were opened for may be another person's work now.
    [[nodiscard]] std::variant<AccountChange, StoreBusy> set_role(StaffId id, Role role, const std::string& office,
                                                                  const AuditEntry& trace);
    // The password that the owner types once more; false as long as none was chosen.
    [[nodiscard]] bool is_password(StaffId id, std::string_view password) const;

    // Living ones, the newest use first. `token`: of the session that asks, to know it among them; may be empty.
    [[nodiscard]] std::vector<SessionLine> sessions(StaffId id, std::string_view token, Instant now) const;
    // False: the account has no such session.
    [[nodiscard]] std::variant<bool, StoreBusy> end_session(StaffId id, std::string_view session,
                                                            const AuditEntry& trace);
    [[nodiscard]] std::optional<StoreBusy> end_sessions(StaffId id, const AuditEntry& trace);

    void forget_expired(Instant now);

  private:
    std::unique_ptr<Parts> parts_;
};

}  // namespace charter
