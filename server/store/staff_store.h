// Accounts and sessions of staff. An account is a user name, a role and an office; no other personal data. A session id
// is stored as a keyed hash. What owners and administrators change is in account_store.h. Any thread.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "server/cases/case.h"
#include "server/cases/scope.h"
#include "server/staff/password.h"
#include "server/store/store.h"

namespace charter {

struct StaffMember {
    StaffId id;
    std::string user_name;  // 3 to 64 of a-z 0-9 . - _ @, compared in lower case
    Role role = Role::CustomerCareAssistant;
    std::string office;  // id; empty for roles that belong to none
    bool disabled = false;
    bool second_factor = false;  // it is on
    bool invited = false;        // nobody chose its password yet
    bool operator==(const StaffMember&) const = default;
};

struct NewStaff {
    std::string user_name;
    Role role = Role::CustomerCareAssistant;
    std::string office;
    std::string password;
};
enum class AddStaffFault { BadUserName, NameTaken };

struct StaffSession {
    StaffMember member;
    std::string token;  // the cookie's value
    Instant started_at{};
    bool waits = false;  // for the second factor (second_factor_store.h): it opens nothing yet
};

// What an owner knows a session by (staff/user_agent.h).
struct SignInFrom {
    std::string device{};
    std::string network{};
};

// What the person sees of the cases, and of whom they hear no complaints: those in reach of a supervisor.
[[nodiscard]] CaseScope scope_of(const StaffMember& person, const std::vector<StaffMember>& everyone,
                                 const Catalogue& catalogue);
// Those named and everybody who supervises one of them, sorted.
[[nodiscard]] std::vector<StaffId> people_above(const std::vector<StaffId>& named,
                                                const std::vector<StaffMember>& everyone, const Catalogue& catalogue);

class StaffStore {
  public:
    struct Parts;
    explicit StaffStore(std::unique_ptr<Parts> parts);
    ~StaffStore();

    [[nodiscard]] std::variant<StaffMember, AddStaffFault, PasswordFault, StoreBusy> add(const NewStaff& person,
                                                                                         Instant now);

    // A new session; nothing if the name or the password is wrong or the account disabled, all in the same time.
    [[nodiscard]] std::variant<StaffSession, std::nullopt_t, StoreBusy> sign_in(std::string_view user_name,
                                                                                std::string_view password, Instant now,
                                                                                const SignInFrom& from = {});
    // The session of a cookie, if it is alive; notes that it was used, if the store can write.
    [[nodiscard]] std::optional<StaffSession> find_session(std::string_view token, Instant now);
    // Throws StoreError if the session may still live.
    void sign_out(std::string_view token);
    void forget_expired(Instant now);

    [[nodiscard]] std::optional<StaffMember> find(StaffId id) const;
    [[nodiscard]] std::optional<StaffMember> find_by_name(std::string_view user_name) const;
    // By user name; those of one office, or all with "".
    [[nodiscard]] std::vector<StaffMember> list(std::string_view office) const;

  private:
    void note_seen(const std::string& token_hash, Instant now);
    std::unique_ptr<Parts> parts_;
};

}  // namespace charter
