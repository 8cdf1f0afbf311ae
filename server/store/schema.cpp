#include "server/store/schema.h"

#include <fmt/format.h>

#include "server/store/migrations.h"

namespace charter {
namespace {

std::int64_t pragma(Connection& connection, std::string_view sql) {
    SQLite::Statement& query = connection.prepared(sql);
    (void)query.executeStep();
    const std::int64_t value = number_at(query, 0);
    (void)query.tryReset();
    return value;
}

std::string_view name_of(DatabaseKind kind) {
    return kind == DatabaseKind::Demo ? "demo" : "real";
}

void run_step(Connection& connection, std::size_t version, std::string_view sql) {
    connection.run("BEGIN IMMEDIATE");
    connection.run(std::string(sql).c_str());
    connection.run(
        fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {}", our_application_id, version).c_str());
    connection.run("COMMIT");
}

void check_kind(Connection& connection, const std::filesystem::path& file, DatabaseKind kind, Access access) {
    SQLite::Statement& query = connection.prepared("SELECT value FROM properties WHERE name = 'kind'");
    if (!query.executeStep()) {
        (void)query.tryReset();
        if (access == Access::ReadOnly) return;
        SQLite::Statement& insert = connection.prepared("INSERT INTO properties (name, value) VALUES ('kind', ?)");
        Binder(insert).text(name_of(kind));
        insert.exec();
        return;
    }
    const std::string found = text_at(query, 0);
    (void)query.tryReset();
    if (access == Access::ReadOnly || found == name_of(kind)) return;
    throw StoreError(
        kind == DatabaseKind::Real
            ? fmt::format("{} is a demonstration's database; start with --demo, or give another --data", file.string())
            : fmt::format("{} is a real database; start without --demo, or give another --data", file.string()));
}

}  // namespace

void ready_schema(Connection& connection, const std::filesystem::path& file, DatabaseKind kind, Access access) {
    const auto steps = static_cast<std::int64_t>(migrations().size());
    const std::int64_t version = pragma(connection, "PRAGMA user_version");
    const std::int64_t owner = pragma(connection, "PRAGMA application_id");
    const bool is_new = version == 0 && owner == 0 && pragma(connection, "SELECT count(*) FROM sqlite_schema") == 0;
    if (!is_new && owner != our_application_id)
        throw StoreError(fmt::format("{} is not a database of charterd", file.string()));
    if (version > steps)
        throw StoreError(fmt::format("{} was written by a newer charterd (schema {}, this one knows {}); use that one",
                                     file.string(), version, steps));
    if (version < steps && access == Access::ReadOnly)
        throw StoreError(fmt::format("{} has an older schema; start charterd on it once", file.string()));
    for (std::int64_t next = version; next < steps; ++next)
        run_step(connection, static_cast<std::size_t>(next + 1), migrations()[static_cast<std::size_t>(next)]);
    check_kind(connection, file, kind, access);
}

}  // namespace charter
