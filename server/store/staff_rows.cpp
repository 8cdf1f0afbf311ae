#include "server/store/staff_rows.h"

#include <fmt/format.h>

#include <algorithm>

namespace charter {

StaffMember member_of(const Query& row) {
    StaffMember member;
    member.id = StaffId{row.number_at(0)};
    member.user_name = row.text_at(1);
    const auto role = find_role(row.text_at(2));
    if (!role) throw StoreError("the database holds an account with the unknown role \"" + row.text_at(2) + "\"");
    member.role = *role;
    member.office = row.text_at(3);
    member.disabled = row.number_at(4) != 0;
    member.second_factor = row.number_at(5) != 0;
    member.invited = row.number_at(6) != 0;
    return member;
}

std::optional<Account> find_account(Connection& connection, std::string_view user_name) {
    Query query =
        connection.query(fmt::format("SELECT {}, s.password FROM staff s WHERE s.user_name = ?", member_columns));
    query.text(user_name);
    if (!query.next()) return std::nullopt;
    return Account{member_of(query), query.text_at(member_column_count)};
}

std::optional<Account> find_account(Connection& connection, StaffId id) {
    Query query = connection.query(fmt::format("SELECT {}, s.password FROM staff s WHERE s.id = ?", member_columns));
    query.number(id.value);
    if (!query.next()) return std::nullopt;
    return Account{member_of(query), query.text_at(member_column_count)};
}

bool is_user_name(std::string_view name) {
    const auto good = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_' || c == '@';
    };
    return name.size() >= 3 && name.size() <= 64 && std::all_of(name.begin(), name.end(), good);
}

StaffId insert_account(Connection& connection, const StaffMember& member, const std::string& password, Instant now) {
    connection.query("INSERT INTO staff (user_name, role, office, password, created_at) VALUES (?, ?, ?, ?, ?)")
        .text(member.user_name)
        .text(key_of(member.role))
        .text(member.office)
        .text(password)
        .moment(now)
        .run();
    return StaffId{connection.last_row()};
}

void keep_password(Connection& connection, StaffId id, const std::string& hash) {
    connection.query("UPDATE staff SET password = ? WHERE id = ?").text(hash).number(id.value).run();
}

void delete_sessions(Connection& connection, StaffId id) {
    connection.query("DELETE FROM sessions WHERE staff = ?").number(id.value).run();
}

std::string session_hash(const Secrets& secrets, std::string_view token) {
    return secrets.keyed_hash(Purpose::Session, token);
}

void insert_session(Connection& connection, const NewSession& session) {
    connection
        .query(
            "INSERT INTO sessions (token, staff, started_at, last_seen, device, network, waits) VALUES (?, ?, ?, ?, ?, "
            "?, ?)")
        .blob(session.hash)
        .number(session.staff.value)
        .moment(session.at)
        .moment(session.at)
        .text(session.device)
        .text(session.network)
        .number(session.waits)
        .run();
}

}  // namespace charter
