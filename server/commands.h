// The commands beside serve. Each writes what it found and gives the exit status; the world's failures are thrown.
#pragma once

#include <cstdint>
#include <filesystem>
#include <iosfwd>
#include <optional>
#include <string>

#include "generator/shared/calendar.h"

namespace charter {

struct UserAddOptions {
    std::string name;
    std::string role;
    std::string office;
    std::string data;
    std::string site;
    bool password_from_input = false;
    bool demo = false;
};
// Throws SettingsError for what was given wrongly.
int add_user(const UserAddOptions& options, std::istream& input, std::ostream& output);

// Makes an account without a password and prints the one-time link with which its owner chooses one.
int invite_user(const UserAddOptions& options, std::ostream& output);

struct UserOptions {
    std::string name;
    std::string data;
    std::string site;  // for the address before the link; may be empty
    bool demo = false;
};
// Prints a one-time link for a new password.
int reset_user(const UserOptions& options, std::ostream& output);
enum class AccountState { Disabled, Enabled };
int set_user_state(const UserOptions& options, AccountState state, std::ostream& output);

struct CaseOptions {
    std::string reference;
    std::string data;
    bool working = false;
};
int show_case(const CaseOptions& options, std::ostream& output);

struct CommentsOptions {
    std::string data;
    std::string page;           // empty: every page
    std::string csv;            // empty: `output`
    std::string erase_email{};  // not empty: erase instead what came with that address
    bool demo = false;
};
// What people wrote about pages that are or were open for comment, as a table.
int list_comments(const CommentsOptions& options, std::ostream& output);

struct RetentionOptions {
    std::string data;
    std::string site;
    std::string today;  // a day, or empty: now
};
// What may be deleted that day, and what may be soon. Deletes nothing: two persons do, on the page of the case desk.
int list_retention(const RetentionOptions& options, Instant now, std::ostream& output);

int verify_database(const std::filesystem::path& data, bool shows_progress, std::ostream& output,
                    std::ostream& progress);
struct DemoCommandOptions {
    std::string site;
    std::string data;
    std::uint64_t cases = 0;
    std::optional<std::uint64_t> seed;  // with it, key and password follow from it too
    std::string until;                  // a day, or empty: now
};
int make_demo_database(const DemoCommandOptions& options, bool shows_progress, std::ostream& output,
                       std::ostream& progress);
int list_settings(std::ostream& output);

}  // namespace charter
