#include "server/store/staff_store.h"

#include <fmt/format.h>

#include "generator/shared/text.h"
#include "server/staff/session.h"
#include "server/store/audit_rows.h"
#include "server/store/parts.h"
#include "server/store/staff_rows.h"

namespace charter {
namespace {

// A use within this time of the last one is not written down: one write a minute is enough to keep a session alive.
constexpr std::chrono::seconds seen_step{60};

struct KnownSession {
    StaffMember member;
    SessionTimes times;
};

std::optional<KnownSession> find_known_session(Connection& connection, std::string_view hash) {
    Query query = connection.query(
        fmt::format("SELECT {}, n.started_at, n.last_seen FROM sessions n JOIN staff s ON s.id = n.staff WHERE "
                    "n.token = ? AND n.waits = 0",
                    member_columns));
    query.blob(hash);
    if (!query.next()) return std::nullopt;
    return KnownSession{member_of(query),
                        {query.moment_at(member_column_count), query.moment_at(member_column_count + 1)}};
}

}  // namespace

StaffStore::StaffStore(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
StaffStore::~StaffStore() = default;

std::variant<StaffMember, AddStaffFault, PasswordFault, StoreBusy> StaffStore::add(const NewStaff& person,
                                                                                   Instant now) {
    StaffMember member{{}, to_lower(person.user_name), person.role, person.office, false};
    if (!is_user_name(member.user_name)) return AddStaffFault::BadUserName;
    if (const auto fault = find_password_fault(person.password, member.user_name)) return *fault;
    const std::string hash = parts_->desk.hasher.hash(person.password);
    bool taken = false;
    const auto busy = parts_->desk.write([&](Connection& connection) {
        taken = find_account(connection, member.user_name).has_value();
        if (taken) return;
        member.id = insert_account(connection, member, hash, now);
        append_audit(connection, parts_->desk.secrets, {.at = now, .deed = Deed::AddAccount, .person = member.id});
    });
    if (busy) return *busy;
    if (taken) return AddStaffFault::NameTaken;
    return member;
}

std::variant<StaffSession, std::nullopt_t, StoreBusy> StaffStore::sign_in(std::string_view user_name,
                                                                          std::string_view password, Instant now,
                                                                          const SignInFrom& from) {
    std::optional<Account> account;
    {
        const auto connection = parts_->desk.readers.lend();
        account = find_account(*connection, to_lower(user_name));
    }
    const bool fits = parts_->desk.hasher.matches(password, account ? account->password : "");
    if (!fits || account->member.disabled) return std::nullopt;
    const StaffId id = account->member.id;
    StaffSession session{account->member, random_token(), now, account->member.second_factor};
    const bool outdated = parts_->desk.hasher.is_outdated(account->password);
    const std::string renewed = outdated ? parts_->desk.hasher.hash(password) : account->password;
    bool unchanged = false;
    const auto busy = parts_->desk.write([&](Connection& connection) {
        // The account may have been changed while the hash was made.
        const auto still = find_account(connection, account->member.user_name);
        unchanged = still && still->password == account->password && !still->member.disabled;
        if (!unchanged) return;
        session.waits = still->member.second_factor;
        insert_session(connection, {session_hash(parts_->desk.secrets, session.token), id, from.device, from.network,
                                    now, session.waits});
        if (outdated) keep_password(connection, id, renewed);
    });
    if (busy) return *busy;
    if (!unchanged) return std::nullopt;
    return session;
}

std::optional<StaffSession> StaffStore::find_session(std::string_view token, Instant now) {
    const std::string hash = session_hash(parts_->desk.secrets, token);
    std::optional<KnownSession> known;
    {
        const auto connection = parts_->desk.readers.lend();
        known = find_known_session(*connection, hash);
    }
    if (!known || known->member.disabled || !is_alive(known->times, now)) return std::nullopt;
    if (now - known->times.last_seen >= seen_step) note_seen(hash, now);
    return StaffSession{known->member, std::string(token), known->times.started};
}

// A disk that is full, or a busy store, must not keep staff from reading: what is not noted ends the session a little
// earlier, and trouble() tells the operator.
void StaffStore::note_seen(const std::string& hash, Instant now) {
    try {
        (void)parts_->desk.write([&](Connection& connection) {
            connection.query("UPDATE sessions SET last_seen = ? WHERE token = ?").moment(now).blob(hash).run();
        });
    } catch (const StoreError&) {
        return;
    }
}

void StaffStore::sign_out(std::string_view token) {
    const std::string hash = session_hash(parts_->desk.secrets, token);
    parts_->desk.write_or_throw(
        [&](Connection& connection) { connection.query("DELETE FROM sessions WHERE token = ?").blob(hash).run(); });
}

void StaffStore::forget_expired(Instant now) {
    (void)parts_->desk.write([now](Connection& connection) {
        connection.query("DELETE FROM sessions WHERE started_at < ? OR last_seen < ?")
            .moment(now - session_longest)
            .moment(now - session_idle)
            .run();
    });
}

std::optional<StaffMember> StaffStore::find(StaffId id) const {
    const auto connection = parts_->desk.readers.lend();
    const auto account = find_account(*connection, id);
    if (!account) return std::nullopt;
    return account->member;
}

std::optional<StaffMember> StaffStore::find_by_name(std::string_view user_name) const {
    const auto connection = parts_->desk.readers.lend();
    const auto account = find_account(*connection, to_lower(user_name));
    if (!account) return std::nullopt;
    return account->member;
}

std::vector<StaffMember> StaffStore::list(std::string_view office) const {
    const auto connection = parts_->desk.readers.lend();
    Query query = connection->query(
        fmt::format("SELECT {} FROM staff s WHERE ?1 = '' OR s.office = ?1 ORDER BY s.user_name", member_columns));
    query.text(office);
    std::vector<StaffMember> members;
    while (query.next()) members.push_back(member_of(query));
    return members;
}

}  // namespace charter
