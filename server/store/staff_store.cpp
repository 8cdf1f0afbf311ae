#include "server/store/staff_store.h"

#include <algorithm>

#include "server/staff/session.h"
#include "server/store/parts.h"

namespace charter {
namespace {

// A use within this time of the last one is not written down: one write a minute is enough to keep a session alive.
constexpr std::chrono::seconds seen_step{60};

constexpr std::string_view member_columns = "id, user_name, role, office, disabled";

std::string lower(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return out;
}

bool is_user_name(std::string_view name) {
    const auto good = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_' || c == '@';
    };
    return name.size() >= 3 && name.size() <= 64 && std::all_of(name.begin(), name.end(), good);
}

StaffMember member_of(SQLite::Statement& row) {
    StaffMember member;
    member.id = StaffId{number_at(row, 0)};
    member.user_name = text_at(row, 1);
    const auto role = find_role(text_at(row, 2));
    if (!role) throw StoreError("the database holds an account with the unknown role \"" + text_at(row, 2) + "\"");
    member.role = *role;
    member.office = text_at(row, 3);
    member.disabled = number_at(row, 4) != 0;
    return member;
}

std::string token_hash(const Secrets& secrets, std::string_view token) {
    return secrets.keyed_hash(Purpose::Session, token);
}

void end_sessions(Connection& connection, StaffId id) {
    SQLite::Statement& remove = connection.prepared("DELETE FROM sessions WHERE staff = ?");
    Binder(remove).number(id.value);
    remove.exec();
}

struct Account {
    StaffMember member;
    std::string password;
};

std::optional<Account> find_account(Connection& connection, const std::string& user_name) {
    SQLite::Statement& query =
        connection.prepared("SELECT id, user_name, role, office, disabled, password FROM staff WHERE user_name = ?");
    Binder(query).text(user_name);
    if (!query.executeStep()) return std::nullopt;
    Account account{member_of(query), text_at(query, 5)};
    (void)query.tryReset();
    return account;
}

}  // namespace

StaffStore::StaffStore(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
StaffStore::~StaffStore() = default;

std::variant<StaffMember, AddStaffFault, PasswordFault, StoreBusy> StaffStore::add(const NewStaff& person,
                                                                                   Instant now) {
    StaffMember member{{}, lower(person.user_name), person.role, person.office, false};
    if (!is_user_name(member.user_name)) return AddStaffFault::BadUserName;
    if (const auto fault = find_password_fault(person.password, member.user_name)) return *fault;
    const std::string hash = parts_->hasher.hash(person.password);
    bool taken = false;
    const auto busy = parts_->desk.writing().write([&](Connection& connection) {
        taken = find_account(connection, member.user_name).has_value();
        if (taken) return;
        SQLite::Statement& insert = connection.prepared(
            "INSERT INTO staff (user_name, role, office, password, created_at) VALUES (?, ?, ?, ?, ?)");
        Binder(insert).text(member.user_name).text(key_of(member.role)).text(member.office).text(hash).moment(now);
        insert.exec();
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
    if (parts_->desk.writing().write([&](Connection& connection) {
            SQLite::Statement& update = connection.prepared("UPDATE staff SET password = ? WHERE id = ?");
            Binder(update).text(hash).number(id.value);
            update.exec();
            end_sessions(connection, id);
        }))
        throw StoreError("the password was not changed: the store is too busy or stopping");
    return std::nullopt;
}

void StaffStore::set_disabled(StaffId id, bool disabled) {
    if (parts_->desk.writing().write([&](Connection& connection) {
            SQLite::Statement& update = connection.prepared("UPDATE staff SET disabled = ? WHERE id = ?");
            Binder(update).number(disabled ? 1 : 0).number(id.value);
            update.exec();
            end_sessions(connection, id);
        }))
        throw StoreError("the account was not changed: the store is too busy or stopping");
}

std::variant<StaffSession, std::nullopt_t, StoreBusy> StaffStore::sign_in(std::string_view user_name,
                                                                          std::string_view password, Instant now) {
    std::optional<Account> account;
    {
        const auto connection = parts_->desk.readers.lend();
        account = find_account(*connection, lower(user_name));
    }
    const bool fits = parts_->hasher.matches(password, account ? account->password : "");
    if (!fits || account->member.disabled) return std::nullopt;
    StaffSession session{account->member, random_token(), now};
    const std::string hash = token_hash(parts_->desk.secrets, session.token);
    const std::string renewed =
        parts_->hasher.is_outdated(account->password) ? parts_->hasher.hash(password) : account->password;
    const auto busy = parts_->desk.writing().write([&](Connection& connection) {
        SQLite::Statement& insert =
            connection.prepared("INSERT INTO sessions (token, staff, started_at, last_seen) VALUES (?, ?, ?, ?)");
        Binder(insert).blob(hash).number(account->member.id.value).moment(now).moment(now);
        insert.exec();
        if (renewed == account->password) return;
        SQLite::Statement& update = connection.prepared("UPDATE staff SET password = ? WHERE id = ?");
        Binder(update).text(renewed).number(account->member.id.value);
        update.exec();
    });
    if (busy) return *busy;
    return session;
}

std::optional<StaffSession> StaffStore::find_session(std::string_view token, Instant now) {
    const std::string hash = token_hash(parts_->desk.secrets, token);
    StaffSession session;
    SessionTimes times;
    {
        const auto connection = parts_->desk.readers.lend();
        SQLite::Statement& query = connection->prepared(
            "SELECT s.id, s.user_name, s.role, s.office, s.disabled, n.started_at, n.last_seen "
            "FROM sessions n JOIN staff s ON s.id = n.staff WHERE n.token = ?");
        Binder(query).blob(hash);
        if (!query.executeStep()) return std::nullopt;
        session = {member_of(query), std::string(token), moment_at(query, 5)};
        times = {moment_at(query, 5), moment_at(query, 6)};
        (void)query.tryReset();
    }
    if (session.member.disabled || !is_alive(times, now)) return std::nullopt;
    if (now - times.last_seen >= seen_step) {
        // Too busy to note it: the session then ends a little earlier.
        (void)parts_->desk.writing().write([&](Connection& connection) {
            SQLite::Statement& update = connection.prepared("UPDATE sessions SET last_seen = ? WHERE token = ?");
            Binder(update).moment(now).blob(hash);
            update.exec();
        });
    }
    return session;
}

void StaffStore::sign_out(std::string_view token) {
    const std::string hash = token_hash(parts_->desk.secrets, token);
    (void)parts_->desk.writing().write([&](Connection& connection) {
        SQLite::Statement& remove = connection.prepared("DELETE FROM sessions WHERE token = ?");
        Binder(remove).blob(hash);
        remove.exec();
    });
}

void StaffStore::forget_expired(Instant now) {
    (void)parts_->desk.writing().write([&](Connection& connection) {
        SQLite::Statement& remove = connection.prepared("DELETE FROM sessions WHERE started_at < ? OR last_seen < ?");
        Binder(remove).moment(now - session_longest).moment(now - session_idle);
        remove.exec();
    });
}

std::optional<StaffMember> StaffStore::find(StaffId id) const {
    static const std::string sql = "SELECT " + std::string(member_columns) + " FROM staff WHERE id = ?";
    const auto connection = parts_->desk.readers.lend();
    SQLite::Statement& query = connection->prepared(sql);
    Binder(query).number(id.value);
    if (!query.executeStep()) return std::nullopt;
    StaffMember member = member_of(query);
    (void)query.tryReset();
    return member;
}

std::optional<StaffMember> StaffStore::find_by_name(std::string_view user_name) const {
    const auto connection = parts_->desk.readers.lend();
    const auto account = find_account(*connection, lower(user_name));
    if (!account) return std::nullopt;
    return account->member;
}

std::vector<StaffMember> StaffStore::list(std::string_view office) const {
    static const std::string sql =
        "SELECT " + std::string(member_columns) + " FROM staff WHERE ?1 = '' OR office = ?1 ORDER BY user_name";
    const auto connection = parts_->desk.readers.lend();
    SQLite::Statement& query = connection->prepared(sql);
    Binder(query).text(office);
    std::vector<StaffMember> members;
    while (query.executeStep()) members.push_back(member_of(query));
    (void)query.tryReset();
    return members;
}

}  // namespace charter
