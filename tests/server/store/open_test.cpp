#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <string>

#include "server/store/migrations.h"
#include "tests/server/store/store_fixture.h"

namespace charter::open_test {
namespace {

namespace fs = std::filesystem;

std::string refusal_to_open(const StoreSettings& settings) {
    try {
        (void)Store::open(settings);
    } catch (const StoreError& error) {
        std::string text = error.what();
        const std::string folder = settings.folder.string();
        for (auto at = text.find(folder); at != std::string::npos; at = text.find(folder))
            text.replace(at, folder.size(), "DATA");
        return text;
    }
    return "";
}

void alter_file(const fs::path& folder, const std::string& sql) {
    Connection(database_path(folder), Access::Write).run_script(sql);
}

mode_t rights_of(const fs::path& path) {
    struct stat facts {};
    REQUIRE(::stat(path.c_str(), &facts) == 0);
    return facts.st_mode & 0777;
}

std::int64_t ask(const fs::path& folder, std::string_view sql) {
    Connection connection(database_path(folder), Access::ReadOnly);
    Query query = connection.query(sql);
    REQUIRE(query.next());
    return query.number_at(0);
}

}  // namespace

TEST_CASE("a new folder gets a database and a key that only we may read", "[store]") {
    TestStore store;
    CHECK(rights_of(store.folder()) == 0700);
    CHECK(rights_of(key_path(store.folder())) == 0600);
    CHECK(rights_of(database_path(store.folder())) == 0600);
    (void)lodge(store->cases());
    CHECK(rights_of(database_path(store.folder()).string() + "-wal") == 0600);
    CHECK(ask(store.folder(), "PRAGMA application_id") == our_application_id);
    CHECK(ask(store.folder(), "PRAGMA user_version") == static_cast<std::int64_t>(migrations().size()));
}

TEST_CASE("a folder that was there keeps its rights", "[store]") {
    TempDir folder;
    fs::permissions(folder.path(), fs::perms(0755));
    (void)Store::open(store_settings(folder.path()));
    CHECK(rights_of(folder.path()) == 0755);
}

TEST_CASE("the key is made once", "[store]") {
    TestStore store;
    const std::string key = slurp(key_path(store.folder()));
    store.reopen();
    CHECK(key.size() == master_key_bytes);
    CHECK(slurp(key_path(store.folder())) == key);
}

TEST_CASE("a key half written at the very first start is made again", "[store]") {
    TempDir folder;
    spill(folder / "data/charterd.key.new", "cut");
    (void)Store::open(store_settings(folder / "data"));
    CHECK(slurp(folder / "data/charterd.key").size() == master_key_bytes);
    CHECK_FALSE(fs::exists(folder / "data/charterd.key.new"));
}

TEST_CASE("a lost, cut or open key is told, and never replaced", "[store]") {
    TestStore store;
    const auto [key, rights, reason] = GENERATE(table<std::string, unsigned, std::string>({
        {"", 0600, "DATA/charterd.key is missing; put it back from the backup: without it no case can be opened"},
        {"short", 0600, "DATA/charterd.key is not a key of 32 bytes; put it back from the backup"},
        {std::string(33, 'k'), 0600, "DATA/charterd.key is not a key of 32 bytes; put it back from the backup"},
        {std::string(32, 'k'), 0644, "DATA/charterd.key can be read by others; run: chmod 600 DATA/charterd.key"},
    }));
    store.close();
    const fs::path path = key_path(store.folder());
    if (key.empty())
        fs::remove(path);
    else
        spill(path, key);
    if (!key.empty()) fs::permissions(path, fs::perms(rights));
    CHECK(refusal_to_open(store.settings()) == reason);
    CHECK(slurp(path) == key);
}

TEST_CASE("a second process on the same folder is told so", "[store]") {
    TestStore store;
    const pid_t child = ::fork();
    if (child == 0) ::_exit(refusal_to_open(store.settings()).find("is in use by another charterd") == 5 ? 0 : 1);
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    CHECK(WEXITSTATUS(status) == 0);
    CHECK(refusal_to_open(store.settings()) ==
          "DATA is in use by another charterd; stop it first, or give another --data");
}

TEST_CASE("a second process may read while the first writes", "[store]") {
    TestStore store;
    const CaseReference reference = lodge(store->cases()).reference;
    StoreSettings reading = store.settings();
    reading.access = Access::ReadOnly;
    const auto reader = Store::open(reading);
    CHECK(reader->cases().find_case(reference, everything).has_value());
    const CaseReference second = lodge(store->cases()).reference;
    CHECK(reader->cases().find_case(second, everything).has_value());
    CHECK_THROWS_AS(reader->cases().lodge(lodging_at(morning)), StoreError);
}

TEST_CASE("a store to be read must be there", "[store]") {
    TempDir folder;
    StoreSettings reading = store_settings(folder / "data");
    reading.access = Access::ReadOnly;
    CHECK_THROWS_AS(Store::open(reading), StoreError);
    CHECK_FALSE(fs::exists(folder / "data"));
}

TEST_CASE("a demonstration's database and a real one are not taken for each other", "[store]") {
    const auto [made, opened, reason] = GENERATE(table<DatabaseKind, DatabaseKind, std::string>({
        {DatabaseKind::Demo, DatabaseKind::Real,
         "DATA/charterd.db is a demonstration's database; start with --demo, or give another --data"},
        {DatabaseKind::Real, DatabaseKind::Demo,
         "DATA/charterd.db is a real database; start without --demo, or give another --data"},
        {DatabaseKind::Demo, DatabaseKind::Demo, ""},
    }));
    TempDir folder;
    StoreSettings settings = store_settings(folder / "data");
    settings.kind = made;
    (void)Store::open(settings);
    settings.kind = opened;
    CHECK(refusal_to_open(settings) == reason);
}

TEST_CASE("a newer schema and another program's file are refused and left alone", "[store]") {
    const auto [sql, reason] = GENERATE(table<std::string, std::string>({
        {"PRAGMA user_version = 99",
         fmt::format("DATA/charterd.db was written by a newer charterd (schema 99, this one knows {}); use that one",
                     migrations().size())},
        {"PRAGMA application_id = 7", "DATA/charterd.db is not a database of charterd"},
    }));
    TestStore store;
    (void)lodge(store->cases());
    store.close();
    alter_file(store.folder(), sql);
    CHECK(refusal_to_open(store.settings()) == reason);
    CHECK(ask(store.folder(), "SELECT count(*) FROM cases") == 1);
}

TEST_CASE("a file that is no database is refused", "[store]") {
    TestStore store;
    store.close();
    spill(database_path(store.folder()), std::string(5000, 'x'));
    CHECK(refusal_to_open(store.settings()).find("cannot open DATA/charterd.db: ") == 0);
}

TEST_CASE("a schema step that fails leaves the database as it was", "[store]") {
    TempDir folder;
    StoreSettings settings = store_settings(folder / "data");
    int statements = 0;
    int fails_at = 0;
    settings.before_statement = [&] {
        if (++statements == fails_at) throw StoreError("the power went");
    };
    // The first open counts the statements; then each of them fails in its turn.
    (void)Store::open(settings);
    const int all = statements;
    REQUIRE(all > 4);
    for (fails_at = 1; fails_at <= all; ++fails_at) {
        fs::remove_all(settings.folder);
        statements = 0;
        CAPTURE(fails_at);
        CHECK(refusal_to_open(settings) == "the power went");
        CHECK(refusal_to_open(store_settings(settings.folder)).empty());
    }
}

TEST_CASE("a store that was closed leaves one file of data, and nothing to recover", "[store]") {
    TestStore store;
    (void)lodge(store->cases());
    (void)store->cases().count();
    store.close();
    CHECK_FALSE(fs::exists(database_path(store.folder()).string() + "-wal"));
    store.reopen();
    CHECK(store->cases().count() == 1);
}

}  // namespace charter::open_test
