// The second factor of accounts: the shared secret, sealed under a key that is not in the database; the last step used,
// so that no code is good twice; recovery codes as keyed hashes. Any thread.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "server/cases/audit.h"
#include "server/store/staff_store.h"
#include "server/store/store.h"

namespace charter {

class SecondFactorStore {
  public:
    struct Parts;
    explicit SecondFactorStore(std::unique_ptr<Parts> parts);
    ~SecondFactorStore();

    // A new secret that waits to be confirmed, or the one that waits already; nothing if the factor is on.
    [[nodiscard]] std::variant<std::string, std::nullopt_t, StoreBusy> begin(StaffId id);
    // With a code of the app: the factor is on, and these recovery codes are shown once. Nothing: the code is wrong.
    [[nodiscard]] std::variant<std::vector<std::string>, std::nullopt_t, StoreBusy> confirm(StaffId id,
                                                                                            std::string_view typed,
                                                                                            const AuditEntry& trace);
    // New recovery codes in the place of the old ones, shown once; nothing if the factor is off.
    [[nodiscard]] std::variant<std::vector<std::string>, std::nullopt_t, StoreBusy> renew_recovery_codes(
        StaffId id, const AuditEntry& trace);
    // Lost app and codes; the administrator made sure who asks. Ends every session of the account.
    [[nodiscard]] std::optional<StoreBusy> turn_off(StaffId id, const AuditEntry& trace);

    // Whose session waits for a code; nothing after ten minutes.
    [[nodiscard]] std::optional<StaffMember> find_waiting(std::string_view token, Instant now) const;
    // A code of the app, or a recovery code, which is used up: the session that waited becomes one under a new token.
    // Nothing: the code is wrong or was used before.
    [[nodiscard]] std::variant<StaffSession, std::nullopt_t, StoreBusy> finish_sign_in(std::string_view token,
                                                                                       std::string_view typed,
                                                                                       Instant now);
    // How many recovery codes are left.
    [[nodiscard]] std::size_t recovery_codes_left(StaffId id) const;

  private:
    std::unique_ptr<Parts> parts_;
};

}  // namespace charter
