#include "server/store/second_factor_store.h"

#include <fmt/format.h>

#include <chrono>

#include "server/staff/one_time_code.h"
#include "server/store/audit_rows.h"
#include "server/store/parts.h"
#include "server/store/staff_rows.h"

namespace charter {
namespace {

constexpr std::chrono::minutes waiting_life{10};

struct Factor {
    std::string secret;
    bool is_on = false;
    std::int64_t last_step = 0;
};

std::optional<Factor> find_factor(Connection& connection, const Secrets& secrets, StaffId id) {
    Query query =
        connection.query("SELECT sealed, confirmed_at IS NOT NULL, last_step FROM second_factors WHERE staff = ?");
    query.number(id.value);
    if (!query.next()) return std::nullopt;
    const auto secret = secrets.open(Purpose::SecondFactor, query.blob_at(0), std::to_string(id.value));
    if (!secret)
        throw StoreError(fmt::format("the second factor of account {} cannot be opened with this key", id.value));
    return Factor{*secret, query.number_at(1) != 0, query.number_at(2)};
}

std::string recovery_hash(const Secrets& secrets, StaffId id, std::string_view code) {
    return secrets.keyed_hash(Purpose::RecoveryCode, fmt::format("{} {}", id.value, code));
}

void keep_step(Connection& connection, StaffId id, std::int64_t step) {
    connection.query("UPDATE second_factors SET last_step = ? WHERE staff = ?").number(step).number(id.value).run();
}

std::vector<std::string> make_recovery_codes(Connection& connection, const Secrets& secrets, StaffId id) {
    std::vector<std::string> codes = new_recovery_codes();
    connection.query("DELETE FROM recovery_codes WHERE staff = ?").number(id.value).run();
    for (const std::string& code : codes)
        connection.query("INSERT INTO recovery_codes (staff, code) VALUES (?, ?)")
            .number(id.value)
            .blob(recovery_hash(secrets, id, normal_recovery_code(code).value_or("")))
            .run();
    return codes;
}

bool use_recovery_code(Connection& connection, const Secrets& secrets, StaffId id, std::string_view typed) {
    const auto code = normal_recovery_code(typed);
    if (!code) return false;
    const std::string hash = recovery_hash(secrets, id, *code);
    {
        Query query = connection.query("SELECT 1 FROM recovery_codes WHERE staff = ? AND code = ?");
        query.number(id.value).blob(hash);
        if (!query.next()) return false;
    }
    connection.query("DELETE FROM recovery_codes WHERE staff = ? AND code = ?").number(id.value).blob(hash).run();
    return true;
}

struct Waiting {
    StaffMember member;
    std::string device;
    std::string network;
};

std::optional<Waiting> find_waiting_session(Connection& connection, std::string_view hash, Instant now) {
    Query query = connection.query(
        fmt::format("SELECT {}, n.device, n.network FROM sessions n JOIN staff s ON s.id = n.staff WHERE n.token = ? "
                    "AND n.waits = 1 AND s.disabled = 0 AND n.started_at <= ? AND n.started_at > ?",
                    member_columns));
    query.blob(hash).moment(now).moment(now - waiting_life);
    if (!query.next()) return std::nullopt;
    return Waiting{member_of(query), query.text_at(member_column_count), query.text_at(member_column_count + 1)};
}

// A code of the app or of the paper, used up.
bool use_code(Connection& connection, const Secrets& secrets, StaffId id, std::string_view typed, Instant now) {
    const auto factor = find_factor(connection, secrets, id);
    if (!factor || !factor->is_on) return false;
    if (const auto step = find_step_of_code(factor->secret, typed, now, factor->last_step)) {
        keep_step(connection, id, *step);
        return true;
    }
    return use_recovery_code(connection, secrets, id, typed);
}

}  // namespace

SecondFactorStore::SecondFactorStore(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
SecondFactorStore::~SecondFactorStore() = default;

std::variant<std::string, std::nullopt_t, StoreBusy> SecondFactorStore::begin(StaffId id) {
    std::optional<std::string> secret;
    const Secrets& secrets = parts_->desk.secrets;
    const auto busy = parts_->desk.write([&](Connection& connection) {
        secret.reset();
        const auto factor = find_factor(connection, secrets, id);
        if (factor && factor->is_on) return;
        secret = factor ? factor->secret : new_code_secret();
        if (factor) return;
        connection.query("INSERT INTO second_factors (staff, sealed, last_step) VALUES (?, ?, 0)")
            .number(id.value)
            .blob(secrets.seal(Purpose::SecondFactor, *secret, std::to_string(id.value)))
            .run();
    });
    if (busy) return *busy;
    if (!secret) return std::nullopt;
    return *secret;
}

std::variant<std::vector<std::string>, std::nullopt_t, StoreBusy> SecondFactorStore::confirm(StaffId id,
                                                                                             std::string_view typed,
                                                                                             const AuditEntry& trace) {
    std::optional<std::vector<std::string>> codes;
    const Secrets& secrets = parts_->desk.secrets;
    const auto busy = parts_->desk.write([&](Connection& connection) {
        codes.reset();
        const auto factor = find_factor(connection, secrets, id);
        if (!factor || factor->is_on) return;
        const auto step = find_step_of_code(factor->secret, typed, trace.at, factor->last_step);
        if (!step) return;
        keep_step(connection, id, *step);
        connection.query("UPDATE second_factors SET confirmed_at = ? WHERE staff = ?")
            .moment(trace.at)
            .number(id.value)
            .run();
        codes = make_recovery_codes(connection, secrets, id);
        AuditEntry entry = trace;
        entry.deed = Deed::SecondFactorOn;
        entry.person = id;
        append_audit(connection, secrets, entry);
    });
    if (busy) return *busy;
    if (!codes) return std::nullopt;
    return std::move(*codes);
}

std::variant<std::vector<std::string>, std::nullopt_t, StoreBusy> SecondFactorStore::renew_recovery_codes(
    StaffId id, const AuditEntry& trace) {
    std::optional<std::vector<std::string>> codes;
    const Secrets& secrets = parts_->desk.secrets;
    const auto busy = parts_->desk.write([&](Connection& connection) {
        codes.reset();
        const auto factor = find_factor(connection, secrets, id);
        if (!factor || !factor->is_on) return;
        codes = make_recovery_codes(connection, secrets, id);
        AuditEntry entry = trace;
        entry.deed = Deed::RenewRecoveryCodes;
        entry.person = id;
        append_audit(connection, secrets, entry);
    });
    if (busy) return *busy;
    if (!codes) return std::nullopt;
    return std::move(*codes);
}

std::optional<StoreBusy> SecondFactorStore::turn_off(StaffId id, const AuditEntry& trace) {
    return parts_->desk.write([&](Connection& connection) {
        connection.query("DELETE FROM second_factors WHERE staff = ?").number(id.value).run();
        connection.query("DELETE FROM recovery_codes WHERE staff = ?").number(id.value).run();
        delete_sessions(connection, id);
        AuditEntry entry = trace;
        entry.deed = Deed::SecondFactorOff;
        entry.person = id;
        append_audit(connection, parts_->desk.secrets, entry);
    });
}

std::optional<StaffMember> SecondFactorStore::find_waiting(std::string_view token, Instant now) const {
    const auto connection = parts_->desk.readers.lend();
    const auto waiting = find_waiting_session(*connection, session_hash(parts_->desk.secrets, token), now);
    return waiting ? std::optional(waiting->member) : std::nullopt;
}

std::variant<StaffSession, std::nullopt_t, StoreBusy> SecondFactorStore::finish_sign_in(std::string_view token,
                                                                                        std::string_view typed,
                                                                                        Instant now) {
    const std::string old_hash = session_hash(parts_->desk.secrets, token);
    std::optional<StaffSession> session;
    const auto busy = parts_->desk.write([&](Connection& connection) {
        session.reset();
        const auto waiting = find_waiting_session(connection, old_hash, now);
        if (!waiting || !use_code(connection, parts_->desk.secrets, waiting->member.id, typed, now)) return;
        session = StaffSession{waiting->member, random_token(), now};
        connection.query("DELETE FROM sessions WHERE token = ?").blob(old_hash).run();
        insert_session(connection, {session_hash(parts_->desk.secrets, session->token), waiting->member.id,
                                    waiting->device, waiting->network, now, false});
    });
    if (busy) return *busy;
    if (!session) return std::nullopt;
    return std::move(*session);
}

std::size_t SecondFactorStore::recovery_codes_left(StaffId id) const {
    const auto connection = parts_->desk.readers.lend();
    Query query = connection->query("SELECT count(*) FROM recovery_codes WHERE staff = ?");
    query.number(id.value);
    (void)query.next();
    return static_cast<std::size_t>(query.number_at(0));
}

}  // namespace charter
