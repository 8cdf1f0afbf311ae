// One connection to the database with its prepared statements. The only headers that know SQLiteCpp are this and those
// that include it, all in this folder. One thread at a time.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "generator/shared/calendar.h"
#include "server/store/store.h"

namespace charter {

class Connection {
  public:
    // `before_statement` is called before each statement is used; may be empty. Throws SQLite::Exception.
    Connection(const std::filesystem::path& file, Access access, std::function<void()> before_statement = {});

    // A prepared statement, reset and without values, kept for the next time. `sql` must be a text that lives as long
    // as the program.
    [[nodiscard]] SQLite::Statement& prepared(std::string_view sql);
    void run(const char* sql);
    // No transaction is open: SQLite ends one by itself when the disk is full or fails.
    [[nodiscard]] bool is_idle() const;
    [[nodiscard]] std::int64_t last_row() const;

  private:
    std::function<void()> before_statement_;
    SQLite::Database database_;
    std::map<std::string_view, std::unique_ptr<SQLite::Statement>> statements_;  // die before the database
};

// Binds values in order from the first.
class Binder {
  public:
    explicit Binder(SQLite::Statement& statement) : statement_(statement) {}
    Binder& text(std::string_view value);
    Binder& blob(std::string_view value);
    Binder& number(std::int64_t value);
    Binder& real(double value);
    Binder& null();
    Binder& moment(Instant value) { return number(value.time_since_epoch().count()); }

  private:
    SQLite::Statement& statement_;
    int next_ = 1;
};

[[nodiscard]] std::string text_at(SQLite::Statement& row, int column);
[[nodiscard]] std::string blob_at(SQLite::Statement& row, int column);
[[nodiscard]] std::int64_t number_at(SQLite::Statement& row, int column);
[[nodiscard]] Instant moment_at(SQLite::Statement& row, int column);
[[nodiscard]] bool is_null_at(SQLite::Statement& row, int column);

}  // namespace charter
