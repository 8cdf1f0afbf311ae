#include "server/store/staff_store.h"

#include <catch2/catch.hpp>
#include <chrono>
#include <string>

#include "tests/server/store/store_fixture.h"

namespace charter::staff_store_test {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

const std::string password = "correct horse battery";

std::optional<StaffSession> sign_in(StaffStore& staff, std::string_view name, std::string_view typed = password,
                                    Instant now = morning) {
    auto outcome = staff.sign_in(name, typed, now);
    if (auto* session = std::get_if<StaffSession>(&outcome)) return std::move(*session);
    return std::nullopt;
}

std::string outcome_of_adding(StaffStore& staff, const std::string& name, const std::string& typed = password) {
    const auto outcome = staff.add({name, Role::Supervisor, "north", typed}, morning);
    if (const auto* member = std::get_if<StaffMember>(&outcome)) return "added " + member->user_name;
    if (const auto* fault = std::get_if<AddStaffFault>(&outcome))
        return *fault == AddStaffFault::NameTaken ? "taken" : "bad name";
    return std::holds_alternative<PasswordFault>(outcome) ? "bad password" : "busy";
}

}  // namespace

TEST_CASE("an account is added, found and listed", "[staff]") {
    TestStore store;
    const StaffId thandi = add_staff(store->staff(), "Thandi", Role::Supervisor, "north");
    const StaffId anele = add_staff(store->staff(), "anele", Role::HeadOffice, "");
    store.reopen();
    const StaffMember expected{thandi, "thandi", Role::Supervisor, "north", false};
    CHECK(store->staff().find(thandi) == expected);
    CHECK(store->staff().find_by_name("THANDI") == expected);
    CHECK_FALSE(store->staff().find_by_name("nobody"));
    CHECK_FALSE(store->staff().find(StaffId{99}));
    const auto all = store->staff().list("");
    REQUIRE(all.size() == 2);
    CHECK(all[0].id == anele);
    CHECK(store->staff().list("north") == std::vector{expected});
    CHECK(store->staff().list("south").empty());
}

TEST_CASE("a user name is 3 to 64 plain signs, and given once", "[staff]") {
    const auto [name, outcome] = GENERATE(table<std::string, std::string>({
        {"ann", "added ann"},
        {"N.Mbeki-2_x@capetown", "added n.mbeki-2_x@capetown"},
        {std::string(64, 'a'), "added " + std::string(64, 'a')},
        {"an", "bad name"},
        {std::string(65, 'a'), "bad name"},
        {"two words", "bad name"},
        {"andr\xC3\xA9", "bad name"},
        {"a'; --", "bad name"},
        {"", "bad name"},
        {"THANDI", "taken"},
    }));
    const TestStore store;
    (void)add_staff(store->staff());
    CHECK(outcome_of_adding(store->staff(), name) == outcome);
}

TEST_CASE("a password that may not be used adds no account", "[staff]") {
    const TestStore store;
    CHECK(outcome_of_adding(store->staff(), "thandi", "short") == "bad password");
    CHECK(store->staff().list("").empty());
}

TEST_CASE("the right password begins a session, each with a token of its own", "[staff]") {
    TestStore store;
    const StaffId id = add_staff(store->staff());
    const auto one = sign_in(store->staff(), "Thandi");
    const auto two = sign_in(store->staff(), "thandi");
    REQUIRE(one);
    REQUIRE(two);
    CHECK(one->token != two->token);
    store.reopen();
    const auto found = store->staff().find_session(one->token, morning + minutes(10));
    REQUIRE(found);
    CHECK(found->member.id == id);
    CHECK(found->started_at == morning);
    CHECK_FALSE(store->staff().find_session("", morning));
    CHECK_FALSE(store->staff().find_session("forged", morning));
}

TEST_CASE("a wrong password, an unknown name and a disabled account begin none", "[staff]") {
    const TestStore store;
    const StaffId id = add_staff(store->staff());
    CHECK_FALSE(sign_in(store->staff(), "thandi", "correct horse batterz"));
    CHECK_FALSE(sign_in(store->staff(), "thandi", ""));
    CHECK_FALSE(sign_in(store->staff(), "nobody"));
    set_disabled(*store.operator->(), id, true);
    CHECK_FALSE(sign_in(store->staff(), "thandi"));
    set_disabled(*store.operator->(), id, false);
    CHECK(sign_in(store->staff(), "thandi"));
}

TEST_CASE("a session that is used lives on until 8 hours; unused it ends after 30 minutes", "[staff]") {
    const TestStore store;
    (void)add_staff(store->staff());
    const std::string token = sign_in(store->staff(), "thandi")->token;
    for (Instant now = morning; now <= morning + hours(8); now += minutes(20)) {
        CAPTURE(to_iso(now));
        CHECK(store->staff().find_session(token, now));
    }
    CHECK_FALSE(store->staff().find_session(token, morning + hours(8) + seconds(1)));
    const std::string unused = sign_in(store->staff(), "thandi")->token;
    CHECK(store->staff().find_session(unused, morning + seconds(30)));
    CHECK_FALSE(store->staff().find_session(unused, morning + minutes(30) + seconds(1)));
}

TEST_CASE("signing out, disabling and a new password end sessions at once", "[staff]") {
    const std::string cause = GENERATE(as<std::string>{}, "sign out", "disable", "password");
    CAPTURE(cause);
    const TestStore store;
    const StaffId id = add_staff(store->staff());
    (void)add_staff(store->staff(), "other");
    const std::string token = sign_in(store->staff(), "thandi")->token;
    const std::string other = sign_in(store->staff(), "other")->token;
    if (cause == "sign out") store->staff().sign_out(token);
    if (cause == "disable") {
        set_disabled(*store.operator->(), id, true);
        set_disabled(*store.operator->(), id, false);
    }
    if (cause == "password") {
        const auto link = store->accounts().make_reset(id, {.at = morning});
        const auto used = store->accounts().use_link(std::get<StaffLink>(link).token, "another long secret", morning);
        CHECK(std::holds_alternative<StaffMember>(used));
    }
    CHECK_FALSE(store->staff().find_session(token, morning));
    CHECK(store->staff().find_session(other, morning));
}

TEST_CASE("a password hashed at a lower cost is hashed anew when it is next used", "[staff]") {
    TestStore store;
    (void)add_staff(store->staff());
    store.close();
    StoreSettings dearer = store.settings();
    dearer.password_cost = {16384, 1};
    const auto stored = [&] {
        Connection connection(database_path(store.folder()), Access::ReadOnly);
        Query query = connection.query("SELECT password FROM staff");
        REQUIRE(query.next());
        return query.text_at(0);
    };
    const std::string before = stored();
    const auto again = Store::open(dearer);
    REQUIRE(sign_in(again->staff(), "thandi"));
    CHECK(stored().find("m=16,") != std::string::npos);
    CHECK(stored() != before);
    CHECK(sign_in(again->staff(), "thandi"));
}

TEST_CASE("ended sessions are forgotten, living ones kept", "[staff]") {
    const TestStore store;
    (void)add_staff(store->staff());
    const std::string old = sign_in(store->staff(), "thandi")->token;
    const std::string young = sign_in(store->staff(), "thandi", password, morning + minutes(20))->token;
    store->staff().forget_expired(morning + minutes(31));
    CHECK_FALSE(store->staff().find_session(old, morning));
    CHECK(store->staff().find_session(young, morning + minutes(31)));
}

TEST_CASE("neither passwords nor session tokens stand in the files of the store", "[staff]") {
    const TestStore store;
    (void)add_staff(store->staff());
    const std::string token = sign_in(store->staff(), "thandi")->token;
    const std::string path = database_path(store.folder()).string();
    const std::string bytes = slurp(path) + slurp(path + "-wal");
    REQUIRE(bytes.find("thandi") != std::string::npos);
    CHECK(bytes.find(password) == std::string::npos);
    CHECK(bytes.find(token) == std::string::npos);
}

}  // namespace charter::staff_store_test
