#include "server/store/connection.h"

#include <sqlite3.h>

namespace charter {
namespace {

constexpr int busy_wait_ms = 5000;

int flags_of(Access access) {
    // A connection serves one thread at a time, so SQLite needs no locks of its own.
    const int rights = access == Access::Write ? SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE : SQLite::OPEN_READONLY;
    return rights | SQLite::OPEN_NOMUTEX;
}

}  // namespace

// A failed use left its error in the statement; reset() would throw it again.
Query::Query(SQLite::Statement& statement) : statement_(statement) {
    (void)statement_.tryReset();
    statement_.clearBindings();
}

Query::~Query() {
    (void)statement_.tryReset();
}

Query& Query::text(std::string_view value) {
    statement_.bind(next_value_++, std::string(value));
    return *this;
}

Query& Query::blob(std::string_view value) {
    statement_.bind(next_value_++, value.data(), static_cast<int>(value.size()));
    return *this;
}

Query& Query::number(std::int64_t value) {
    statement_.bind(next_value_++, value);
    return *this;
}

// What is not bound is NULL.
Query& Query::number(std::optional<std::int64_t> value) {
    if (value) return number(*value);
    ++next_value_;
    return *this;
}

Query& Query::real(double value) {
    statement_.bind(next_value_++, value);
    return *this;
}

Query& Query::moment(Instant value) {
    return number(value.time_since_epoch().count());
}

Query& Query::moment(std::optional<Instant> value) {
    if (value) return moment(*value);
    ++next_value_;
    return *this;
}

Query& Query::optional_text(std::optional<std::string_view> value) {
    if (value) return text(*value);
    ++next_value_;
    return *this;
}

Query& Query::optional_blob(std::optional<std::string_view> value) {
    if (value) return blob(*value);
    ++next_value_;
    return *this;
}

void Query::run() {
    statement_.exec();
}

bool Query::next() {
    return statement_.executeStep();
}

// getString() keeps a NUL within the text; getText() would end there.
std::string Query::text_at(int column) const {
    return statement_.getColumn(column).getString();
}

std::string Query::blob_at(int column) const {
    const SQLite::Column value = statement_.getColumn(column);
    const void* bytes = value.getBlob();
    return bytes == nullptr ? std::string()
                            : std::string(static_cast<const char*>(bytes), static_cast<std::size_t>(value.getBytes()));
}

std::int64_t Query::number_at(int column) const {
    return statement_.getColumn(column).getInt64();
}

double Query::real_at(int column) const {
    return statement_.getColumn(column).getDouble();
}

Instant Query::moment_at(int column) const {
    return Instant(std::chrono::seconds(number_at(column)));
}

bool Query::is_null_at(int column) const {
    return statement_.getColumn(column).isNull();
}

std::optional<std::int64_t> Query::optional_number_at(int column) const {
    return is_null_at(column) ? std::nullopt : std::optional(number_at(column));
}

std::optional<Instant> Query::optional_moment_at(int column) const {
    return is_null_at(column) ? std::nullopt : std::optional(moment_at(column));
}

std::optional<std::string> Query::optional_text_at(int column) const {
    return is_null_at(column) ? std::nullopt : std::optional(text_at(column));
}

std::optional<std::string> Query::optional_blob_at(int column) const {
    return is_null_at(column) ? std::nullopt : std::optional(blob_at(column));
}

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

Query Connection::query(std::string_view sql) {
    if (before_statement_) before_statement_();
    auto known = statements_.find(sql);
    if (known == statements_.end())
        known = statements_.try_emplace(std::string(sql), database_, std::string(sql)).first;
    return Query(known->second);
}

SQLite::Transaction Connection::one_moment() {
    return SQLite::Transaction(database_, SQLite::TransactionBehavior::DEFERRED);
}

void Connection::run_script(const std::string& sql) {
    if (before_statement_) before_statement_();
    database_.exec(sql);
}

bool Connection::is_idle() const {
    return sqlite3_get_autocommit(database_.getHandle()) != 0;
}

void Connection::empty_log_if_due() {
    if (!log_is_due_) return;
    Query query = this->query("PRAGMA wal_checkpoint(TRUNCATE)");
    log_is_due_ = !query.next() || query.number_at(0) != 0;
}

std::int64_t Connection::last_row() const {
    return database_.getLastInsertRowid();
}

}  // namespace charter
