// One connection to the database with its prepared statements. The only headers that know SQLiteCpp are this and those
// that include it, all in this folder. One thread at a time.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "generator/shared/calendar.h"
#include "server/store/store.h"

namespace charter {

// One use of a prepared statement: give it its values in order from the first, then run it or walk over its rows. Its
// end resets the statement, so that no snapshot of the database is held longer than it is read.
class Query {
  public:
    explicit Query(SQLite::Statement& statement);
    ~Query();
    Query(const Query&) = delete;
    Query& operator=(const Query&) = delete;

    Query& text(std::string_view value);
    Query& blob(std::string_view value);
    Query& number(std::int64_t value);
    Query& number(std::optional<std::int64_t> value);  // nothing is NULL, as below
    Query& real(double value);
    Query& moment(Instant value);
    Query& moment(std::optional<Instant> value);
    Query& optional_text(std::optional<std::string_view> value);
    Query& optional_blob(std::optional<std::string_view> value);

    // For a statement that gives no rows.
    void run();
    // To the first row, then to the next; false after the last.
    [[nodiscard]] bool next();

    [[nodiscard]] std::string text_at(int column) const;
    [[nodiscard]] std::string blob_at(int column) const;
    [[nodiscard]] std::int64_t number_at(int column) const;
    [[nodiscard]] double real_at(int column) const;
    [[nodiscard]] Instant moment_at(int column) const;
    [[nodiscard]] bool is_null_at(int column) const;
    [[nodiscard]] std::optional<std::int64_t> optional_number_at(int column) const;
    [[nodiscard]] std::optional<Instant> optional_moment_at(int column) const;
    [[nodiscard]] std::optional<std::string> optional_text_at(int column) const;
    [[nodiscard]] std::optional<std::string> optional_blob_at(int column) const;

  private:
    SQLite::Statement& statement_;
    int next_value_ = 1;
};

class Connection {
  public:
    // `before_statement` is called before each statement is used; may be empty. Throws SQLite::Exception.
    Connection(const std::filesystem::path& file, Access access, std::function<void()> before_statement = {});

    // The statement is prepared once and kept. Use the same text in one query at a time.
    [[nodiscard]] Query query(std::string_view sql);
    // Until its end every query sees the same moment of the database, whatever is written meanwhile.
    [[nodiscard]] SQLite::Transaction one_moment();
    // Several statements without values, separated by semicolons.
    void run_script(const std::string& sql);
    // No transaction is open: SQLite ends one by itself when the disk is full or fails.
    [[nodiscard]] bool is_idle() const;
    // What was erased stands in the log of the database too, until that is emptied: once this transaction is on disk.
    void empty_log_after_commit() { log_is_due_ = true; }
    // Empties it if that is due; while somebody reads what was before, it stays due.
    void empty_log_if_due();
    // The id that the last INSERT made.
    [[nodiscard]] std::int64_t last_row() const;

  private:
    std::function<void()> before_statement_;
    SQLite::Database database_;
    bool log_is_due_ = false;
    std::map<std::string, SQLite::Statement, std::less<>> statements_;  // die before the database
};

}  // namespace charter
