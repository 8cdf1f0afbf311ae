#include "server/store/staff_store.h"

#include <algorithm>

#include "generator/shared/text.h"
#include "server/staff/session.h"
#include "server/store/parts.h"

namespace charter {
namespace {

// A use within this time of the last one is not written down: one write a minute is enough to keep a session alive.
constexpr std::chrono::seconds seen_step{60};

bool is_user_name(std::string_view name) {
    const auto good = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_' || c == '@';
    };
    return name.size() >= 3 && name.size() <= 64 && std::all_of(name.begin(), name.end(), good);
}

// Columns from the first: id, user_name, role, office, disabled.
StaffMember member_of(const Query& row) {
    StaffMember member;
    member.id = StaffId{row.number_at(0)};
    member.user_name = row.text_at(1);
    const auto role = find_role(row.text_at(2));
    if (!role) throw StoreError("the database holds an account with the unknown role \"" + row.text_at(2) + "\"");
    member.role = *role;
    member.office = row.text_at(3);
    member.disabled = row.number_at(4) != 0;
    return member;
}

std::string token_hash(const Secrets& secrets, std::string_view token) {
    return secrets.keyed_hash(Purpose::Session, token);
}

void end_sessions(Connection& connection, StaffId id) {
    connection.query("DELETE FROM sessions WHERE staff = ?").number(id.value).run();
}

void keep_password(Connection& connection, StaffId id, const std::string& hash) {
    connection.query("UPDATE staff SET password = ? WHERE id = ?").text(hash).number(id.value).run();
}

struct Account {
    StaffMember member;
    std::string password;
};

std::optional<Account> find_account(Connection& connection, const std::string& user_name) {
    Query query =
        connection.query("SELECT id, user_name, role, office, disabled, password FROM staff WHERE user_name = ?");
    query.text(user_name);
    if (!query.next()) return std::nullopt;
    return Account{member_of(query), query.text_at(5)};
}

struct KnownSession {
    StaffMember member;
    SessionTimes times;
};

std::optional<KnownSession> find_known_session(Connection& connection, std::string_view hash) {
    Query query = connection.query(
        "SELECT s.id, s.user_name, s.role, s.office, s.disabled, n.started_at, n.last_seen "
        "FROM sessions n JOIN staff s ON s.id = n.staff WHERE n.token = ?");
    query.blob(hash);
    if (!query.next()) return std::nullopt;
    return KnownSession{member_of(query), {query.moment_at(5), query.moment_at(6)}};
}

}  // namespace

StaffStore::StaffStore(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
StaffStore::~StaffStore() = default;

std::variant<StaffMember, AddStaffFault, PasswordFault, StoreBusy> StaffStore::add(const NewStaff& person,
                                                                                   Instant now) {
    StaffMember member{{}, to_lower(person.user_name), person.role, person.office, false};
    if (!is_user_name(member.user_name)) return AddStaffFault::BadUserName;
    if (const auto fault = find_password_fault(person.password, member.user_name)) return *fault;
    const std::string hash = parts_->hasher.hash(person.password);
    bool taken = false;
    const auto busy = parts_->desk.write([&](Connection& connection) {
        taken = find_account(connection, member.user_name).has_value();
        if (taken) return;
        connection.query("INSERT INTO staff (user_name, role, office, password, created_at) VALUES (?, ?, ?, ?, ?)")
            .text(member.user_name)
            .text(key_of(member.role))
            .text(member.office)
            .text(hash)
            .moment(now)
            .run();
        member.id = StaffId{connection.last_row()};
    });
    if (busy) return *busy;
    if (taken) return AddStaffFault::NameTaken;
    return member;
}

std::optional<PasswordFault> StaffStore::change_password(StaffId id, std::string_view password, Instant /*now*/) {
    const auto member = find(id);
    if (const auto fault = find_password_fault(password, member ? member->user_name : "")) return fault;
    const std::string hash = parts_->hasher.hash(password);
    parts_->desk.write_or_throw([&](Connection& connection) {
        keep_password(connection, id, hash);
        end_sessions(connection, id);
    });
    return std::nullopt;
}

void StaffStore::set_disabled(StaffId id, bool disabled) {
    parts_->desk.write_or_throw([&](Connection& connection) {
        connection.query("UPDATE staff SET disabled = ? WHERE id = ?").number(disabled).number(id.value).run();
        end_sessions(connection, id);
    });
}

std::variant<StaffSession, std::nullopt_t, StoreBusy> StaffStore::sign_in(std::string_view user_name,
                                                                          std::string_view password, Instant now) {
    std::optional<Account> account;
    {
        const auto connection = parts_->desk.readers.lend();
        account = find_account(*connection, to_lower(user_name));
    }
    const bool fits = parts_->hasher.matches(password, account ? account->password : "");
    if (!fits || account->member.disabled) return std::nullopt;
    const StaffId id = account->member.id;
    StaffSession session{account->member, random_token(), now};
    const bool outdated = parts_->hasher.is_outdated(account->password);
    const std::string renewed = outdated ? parts_->hasher.hash(password) : account->password;
    bool unchanged = false;
    const auto busy = parts_->desk.write([&](Connection& connection) {
        // The account may have been changed while the hash was made.
        const auto still = find_account(connection, account->member.user_name);
        unchanged = still && still->password == account->password && !still->member.disabled;
        if (!unchanged) return;
        connection.query("INSERT INTO sessions (token, staff, started_at, last_seen) VALUES (?, ?, ?, ?)")
            .blob(token_hash(parts_->desk.secrets, session.token))
            .number(id.value)
            .moment(now)
            .moment(now)
            .run();
        if (outdated) keep_password(connection, id, renewed);
    });
    if (busy) return *busy;
    if (!unchanged) return std::nullopt;
    return session;
}

std::optional<StaffSession> StaffStore::find_session(std::string_view token, Instant now) {
    const std::string hash = token_hash(parts_->desk.secrets, token);
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
    const std::string hash = token_hash(parts_->desk.secrets, token);
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
    Query query = connection->query("SELECT id, user_name, role, office, disabled FROM staff WHERE id = ?");
    query.number(id.value);
    if (!query.next()) return std::nullopt;
    return member_of(query);
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
        "SELECT id, user_name, role, office, disabled FROM staff WHERE ?1 = '' OR office = ?1 ORDER BY user_name");
    query.text(office);
    std::vector<StaffMember> members;
    while (query.next()) members.push_back(member_of(query));
    return members;
}

}  // namespace charter
