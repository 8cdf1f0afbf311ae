#include "server/store/connection.h"

#include <sqlite3.h>

namespace charter {
namespace {

constexpr int busy_wait_ms = 5000;

int flags_of(Access access) {
    return access == Access::Write ? SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE : SQLite::OPEN_READONLY;
}

}  // namespace

// FULL: a commit is on disk before it returns. No memory map: a fault of the disk is then an error, not a signal. The
// writer alone checkpoints, since readers are opened read-only.
Connection::Connection(const std::filesystem::path& file, Access access, std::function<void()> before_statement)
    : before_statement_(std::move(before_statement)), database_(file.string(), flags_of(access), busy_wait_ms) {
    database_.exec("PRAGMA foreign_keys = ON; PRAGMA mmap_size = 0; PRAGMA trusted_schema = OFF");
    if (access == Access::Write)
        database_.exec(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 33554432; "
            "PRAGMA secure_delete = ON");
}

SQLite::Statement& Connection::prepared(std::string_view sql) {
    if (before_statement_) before_statement_();
    auto& statement = statements_[sql];
    if (!statement) statement = std::make_unique<SQLite::Statement>(database_, std::string(sql));
    // reset() would throw the error of the last use again.
    (void)statement->tryReset();
    statement->clearBindings();
    return *statement;
}

void Connection::run(const char* sql) {
    if (before_statement_) before_statement_();
    database_.exec(sql);
}

bool Connection::is_idle() const {
    return sqlite3_get_autocommit(database_.getHandle()) != 0;
}

std::int64_t Connection::last_row() const {
    return database_.getLastInsertRowid();
}

Binder& Binder::text(std::string_view value) {
    statement_.bind(next_++, std::string(value));
    return *this;
}

Binder& Binder::blob(std::string_view value) {
    statement_.bind(next_++, value.data(), static_cast<int>(value.size()));
    return *this;
}

Binder& Binder::number(std::int64_t value) {
    statement_.bind(next_++, value);
    return *this;
}

Binder& Binder::real(double value) {
    statement_.bind(next_++, value);
    return *this;
}

Binder& Binder::null() {
    statement_.bind(next_++);
    return *this;
}

// getString() keeps a NUL within the text; getText() would end there.
std::string text_at(SQLite::Statement& row, int column) {
    return row.getColumn(column).getString();
}

std::string blob_at(SQLite::Statement& row, int column) {
    const SQLite::Column value = row.getColumn(column);
    const void* bytes = value.getBlob();
    return bytes == nullptr ? std::string()
                            : std::string(static_cast<const char*>(bytes), static_cast<std::size_t>(value.getBytes()));
}

std::int64_t number_at(SQLite::Statement& row, int column) {
    return row.getColumn(column).getInt64();
}

Instant moment_at(SQLite::Statement& row, int column) {
    return Instant(std::chrono::seconds(number_at(row, column)));
}

bool is_null_at(SQLite::Statement& row, int column) {
    return row.getColumn(column).isNull();
}

}  // namespace charter
