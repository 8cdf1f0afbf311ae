#include "server/store/schema.h"

#include <fmt/format.h>

#include "server/store/migrations.h"

namespace charter {
namespace {

std::int64_t ask(Connection& connection, std::string_view sql) {
    Query query = connection.query(sql);
    (void)query.next();
    return query.number_at(0);
}

std::string_view name_of(DatabaseKind kind) {
    return kind == DatabaseKind::Demo ? "demo" : "real";
}

void run_step(Connection& connection, std::size_t version, std::string_view sql) {
    connection.run_script(
        fmt::format("BEGIN IMMEDIATE; {}; PRAGMA application_id = {}; PRAGMA user_version = {}; COMMIT", sql,
                    our_application_id, version));
}

std::optional<std::string> kind_of(Connection& connection) {
    Query query = connection.query("SELECT value FROM properties WHERE name = 'kind'");
    return query.next() ? std::optional(query.text_at(0)) : std::nullopt;
}

void check_kind(Connection& connection, const std::filesystem::path& file, DatabaseKind kind) {
    const auto found = kind_of(connection);
    if (!found)
        connection.query("INSERT INTO properties (name, value) VALUES ('kind', ?)").text(name_of(kind)).run();
    else if (*found != name_of(kind))
        throw StoreError(file.string() +
                         (kind == DatabaseKind::Real
                              ? " is a demonstration's database; start with --demo, or give another --data"
                              : " is a real database; start without --demo, or give another --data"));
}

}  // namespace

void ready_schema(Connection& connection, const std::filesystem::path& file, DatabaseKind kind, Access access) {
    const auto steps = static_cast<std::int64_t>(migrations().size());
    const std::int64_t version = ask(connection, "PRAGMA user_version");
    const std::int64_t owner = ask(connection, "PRAGMA application_id");
    const bool is_new = version == 0 && owner == 0 && ask(connection, "SELECT count(*) FROM sqlite_schema") == 0;
    if (!is_new && owner != our_application_id)
        throw StoreError(fmt::format("{} is not a database of charterd", file.string()));
    if (version > steps)
        throw StoreError(fmt::format("{} was written by a newer charterd (schema {}, this one knows {}); use that one",
                                     file.string(), version, steps));
    if (version < steps && access == Access::ReadOnly)
        throw StoreError(fmt::format("{} has an older schema; start charterd on it once", file.string()));
    for (std::int64_t next = version; next < steps; ++next)
        run_step(connection, static_cast<std::size_t>(next + 1), migrations()[static_cast<std::size_t>(next)]);
    if (access == Access::Write) check_kind(connection, file, kind);
}

}  // namespace charter
