#include "server/store/account_store.h"

#include <fmt/format.h>

#include "generator/shared/text.h"
#include "server/cases/permissions.h"
#include "server/store/audit_rows.h"
#include "server/store/parts.h"
#include "server/store/staff_rows.h"

namespace charter {
namespace {

constexpr std::size_t session_id_digits = 16;

AuditEntry traced(const AuditEntry& trace, Deed deed, StaffId person) {
    AuditEntry entry = trace;
    entry.deed = deed;
    entry.person = person;
    return entry;
}

std::string link_hash(const Secrets& secrets, std::string_view token) {
    return secrets.keyed_hash(Purpose::StaffLink, token);
}

void keep_link(Connection& connection, const std::string& hash, StaffId staff, Instant until) {
    connection.query("DELETE FROM staff_links WHERE staff = ?").number(staff.value).run();
    connection.query("INSERT INTO staff_links (token, staff, until) VALUES (?, ?, ?)")
        .blob(hash)
        .number(staff.value)
        .moment(until)
        .run();
}

std::optional<StaffMember> member_of_link(Connection& connection, std::string_view hash, Instant now) {
    Query query = connection.query(
        fmt::format("SELECT {} FROM staff_links l JOIN staff s ON s.id = l.staff WHERE l.token = ? AND l.until > ? AND "
                    "s.disabled = 0",
                    member_columns));
    query.blob(hash).moment(now);
    if (!query.next()) return std::nullopt;
    return member_of(query);
}

// Without this account somebody must still be able to manage the others: enabled, with a password.
AccountChange change_of(Connection& connection, StaffId id) {
    Query query = connection.query(
        fmt::format("SELECT {} FROM staff s WHERE s.disabled = 0 AND s.password <> ''", member_columns));
    bool is_manager = false;
    bool is_other_left = false;
    while (query.next()) {
        const StaffMember member = member_of(query);
        if (!may(member.role, Permission::ManageAccounts)) continue;
        (member.id == id ? is_manager : is_other_left) = true;
    }
    return is_manager && !is_other_left ? AccountChange::LastManager : AccountChange::Done;
}

}  // namespace

AccountStore::AccountStore(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
AccountStore::~AccountStore() = default;

std::variant<StaffLink, AddStaffFault, StoreBusy> AccountStore::invite(const NewAccount& account,
                                                                       const AuditEntry& trace) {
    StaffLink link{{}, random_token(), trace.at + invitation_life};
    link.member.user_name = to_lower(account.user_name);
    link.member.role = account.role;
    link.member.office = account.office;
    if (!is_user_name(link.member.user_name)) return AddStaffFault::BadUserName;
    const std::string hash = link_hash(parts_->desk.secrets, link.token);
    bool taken = false;
    const auto busy = parts_->desk.write([&](Connection& connection) {
        taken = find_account(connection, link.member.user_name).has_value();
        if (taken) return;
        link.member.id = insert_account(connection, link.member, "", trace.at);
        keep_link(connection, hash, link.member.id, link.until);
        append_audit(connection, parts_->desk.secrets, traced(trace, Deed::Invite, link.member.id));
    });
    if (busy) return *busy;
    if (taken) return AddStaffFault::NameTaken;
    return link;
}

std::variant<StaffLink, std::nullopt_t, StoreBusy> AccountStore::make_reset(StaffId id, const AuditEntry& trace) {
    StaffLink link{{}, random_token(), trace.at + reset_life};
    const std::string hash = link_hash(parts_->desk.secrets, link.token);
    bool found = false;
    const auto busy = parts_->desk.write([&](Connection& connection) {
        const auto account = find_account(connection, id);
        found = account && !account->member.disabled;
        if (!found) return;
        link.member = account->member;
        keep_link(connection, hash, id, link.until);
        append_audit(connection, parts_->desk.secrets, traced(trace, Deed::MakeReset, id));
    });
    if (busy) return *busy;
    if (!found) return std::nullopt;
    return link;
}

std::optional<StaffMember> AccountStore::find_link(std::string_view token, Instant now) const {
    const auto connection = parts_->desk.readers.lend();
    return member_of_link(*connection, link_hash(parts_->desk.secrets, token), now);
}

std::variant<StaffMember, PasswordFault, std::nullopt_t, StoreBusy> AccountStore::use_link(std::string_view token,
                                                                                           std::string_view password,
                                                                                           Instant now) {
    const auto member = find_link(token, now);
    if (!member) return std::nullopt;
    if (const auto fault = find_password_fault(password, member->user_name)) return *fault;
    const std::string stored = parts_->desk.hasher.hash(password);
    const std::string hash = link_hash(parts_->desk.secrets, token);
    bool used = false;
    const auto busy = parts_->desk.write([&](Connection& connection) {
        // Somebody may have been faster while the hash was made.
        used = member_of_link(connection, hash, now).has_value();
        if (!used) return;
        connection.query("DELETE FROM staff_links WHERE staff = ?").number(member->id.value).run();
        keep_password(connection, member->id, stored);
        delete_sessions(connection, member->id);
        append_audit(
            connection, parts_->desk.secrets,
            traced(deed_of(staff_actor(member->id, member->role), Deed::UseLink, now), Deed::UseLink, member->id));
    });
    if (busy) return *busy;
    if (!used) return std::nullopt;
    return *member;
}

std::variant<std::monostate, ChangePasswordFault, PasswordFault, StoreBusy> AccountStore::change_password(
    const StaffSession& session, std::string_view old_password, std::string_view password, const AuditEntry& trace) {
    const StaffId id = session.member.id;
    std::optional<Account> account;
    {
        const auto connection = parts_->desk.readers.lend();
        account = find_account(*connection, id);
    }
    if (!parts_->desk.hasher.matches(old_password, account ? account->password : ""))
        return ChangePasswordFault::WrongPassword;
    if (const auto fault = find_password_fault(password, session.member.user_name)) return *fault;
    const std::string stored = parts_->desk.hasher.hash(password);
    const std::string kept = session_hash(parts_->desk.secrets, session.token);
    const auto busy = parts_->desk.write([&](Connection& connection) {
        keep_password(connection, id, stored);
        connection.query("DELETE FROM sessions WHERE staff = ? AND token <> ?").number(id.value).blob(kept).run();
        connection.query("DELETE FROM staff_links WHERE staff = ?").number(id.value).run();
        append_audit(connection, parts_->desk.secrets, traced(trace, Deed::ChangePassword, id));
    });
    if (busy) return *busy;
    return std::monostate{};
}

std::variant<AccountChange, StoreBusy> AccountStore::set_disabled(StaffId id, bool disabled, const AuditEntry& trace) {
    AccountChange change = AccountChange::Done;
    const auto busy = parts_->desk.write([&](Connection& connection) {
        change = disabled ? change_of(connection, id) : AccountChange::Done;
        if (!find_account(connection, id)) change = AccountChange::NoSuchAccount;
        if (change != AccountChange::Done) return;
        connection.query("UPDATE staff SET disabled = ? WHERE id = ?").number(disabled).number(id.value).run();
        connection.query("DELETE FROM staff_links WHERE staff = ?").number(id.value).run();
        delete_sessions(connection, id);
        append_audit(connection, parts_->desk.secrets, traced(trace, disabled ? Deed::Disable : Deed::Enable, id));
    });
    if (busy) return *busy;
    return change;
}

std::variant<AccountChange, StoreBusy> AccountStore::set_role(StaffId id, Role role, const std::string& office,
                                                              const AuditEntry& trace) {
    AccountChange change = AccountChange::Done;
    const auto busy = parts_->desk.write([&](Connection& connection) {
        change = may(role, Permission::ManageAccounts) ? AccountChange::Done : change_of(connection, id);
        if (!find_account(connection, id)) change = AccountChange::NoSuchAccount;
        if (change != AccountChange::Done) return;
        connection.query("UPDATE staff SET role = ?, office = ? WHERE id = ?")
            .text(key_of(role))
            .text(office)
            .number(id.value)
            .run();
        delete_sessions(connection, id);
        AuditEntry entry = traced(trace, Deed::ChangeRole, id);
        entry.detail = fmt::format("{}{}{}", key_of(role), office.empty() ? "" : " ", office);
        append_audit(connection, parts_->desk.secrets, entry);
    });
    if (busy) return *busy;
    return change;
}

bool AccountStore::is_password(StaffId id, std::string_view password) const {
    std::optional<Account> account;
    {
        const auto connection = parts_->desk.readers.lend();
        account = find_account(*connection, id);
    }
    return parts_->desk.hasher.matches(password, account ? account->password : "");
}

std::vector<SessionLine> AccountStore::sessions(StaffId id, std::string_view token, Instant now) const {
    const std::string own = token.empty() ? "" : session_hash(parts_->desk.secrets, token);
    const auto connection = parts_->desk.readers.lend();
    Query query = connection->query(
        "SELECT token, device, network, started_at, last_seen FROM sessions WHERE staff = ? AND waits = 0 ORDER BY "
        "last_seen DESC, token");
    query.number(id.value);
    std::vector<SessionLine> lines;
    while (query.next()) {
        SessionLine line{.id = to_hex(query.blob_at(0)).substr(0, session_id_digits),
                         .device = query.text_at(1),
                         .network = query.text_at(2),
                         .started_at = query.moment_at(3),
                         .last_seen = query.moment_at(4),
                         .is_this = query.blob_at(0) == own};
        if (is_alive({line.started_at, line.last_seen}, now)) lines.push_back(std::move(line));
    }
    return lines;
}

std::variant<bool, StoreBusy> AccountStore::end_session(StaffId id, std::string_view session, const AuditEntry& trace) {
    if (session.size() != session_id_digits) return false;
    bool found = false;
    const auto busy = parts_->desk.write([&](Connection& connection) {
        {
            Query query =
                connection.query("SELECT 1 FROM sessions WHERE staff = ? AND lower(substr(hex(token), 1, 16)) = ?");
            query.number(id.value).text(session);
            found = query.next();
        }
        if (!found) return;
        connection.query("DELETE FROM sessions WHERE staff = ? AND lower(substr(hex(token), 1, 16)) = ?")
            .number(id.value)
            .text(session)
            .run();
        append_audit(connection, parts_->desk.secrets, traced(trace, Deed::EndSession, id));
    });
    if (busy) return *busy;
    return found;
}

std::optional<StoreBusy> AccountStore::end_sessions(StaffId id, const AuditEntry& trace) {
    return parts_->desk.write([&](Connection& connection) {
        delete_sessions(connection, id);
        append_audit(connection, parts_->desk.secrets, traced(trace, Deed::EndSession, id));
    });
}

void AccountStore::forget_expired(Instant now) {
    (void)parts_->desk.write([now](Connection& connection) {
        connection.query("DELETE FROM staff_links WHERE until <= ?").moment(now).run();
    });
}

}  // namespace charter
