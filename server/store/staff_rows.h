// Accounts and sessions as rows, for the stores that work on them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/staff/session.h"
#include "server/store/connection.h"
#include "server/store/staff_store.h"

namespace charter {

// Columns from the first: id, user_name, role, office, disabled, whether the second factor is on, and whether there is
// no password yet.
inline constexpr std::string_view member_columns =
    "s.id, s.user_name, s.role, s.office, s.disabled, EXISTS (SELECT 1 FROM second_factors f WHERE f.staff = s.id AND "
    "f.confirmed_at IS NOT NULL), s.password = ''";
inline constexpr int member_column_count = 7;
[[nodiscard]] StaffMember member_of(const Query& row);

struct Account {
    StaffMember member;
    std::string password;  // the hash; empty until the owner chose one
};
[[nodiscard]] std::optional<Account> find_account(Connection& connection, std::string_view user_name);
[[nodiscard]] std::optional<Account> find_account(Connection& connection, StaffId id);

// 3 to 64 of a-z 0-9 . - _ @
[[nodiscard]] bool is_user_name(std::string_view name);
// The new account's id.
[[nodiscard]] StaffId insert_account(Connection& connection, const StaffMember& member, const std::string& password,
                                     Instant now);
void keep_password(Connection& connection, StaffId id, const std::string& hash);
void delete_sessions(Connection& connection, StaffId id);

// What a session is stored under.
[[nodiscard]] std::string session_hash(const Secrets& secrets, std::string_view token);

struct NewSession {
    std::string hash;
    StaffId staff;
    std::string device{};
    std::string network{};
    Instant at{};
    bool waits = false;  // for the second factor
};
void insert_session(Connection& connection, const NewSession& session);

}  // namespace charter
