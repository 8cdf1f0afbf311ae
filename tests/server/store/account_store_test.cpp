#include "server/store/account_store.h"

#include "server/store/audit_store.h"
#include "tests/server/store/store_fixture.h"

namespace charter::account_store_test {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

const std::string secret = "correct horse battery";

AuditEntry by_operator(Instant at = morning) {
    return {.at = at};
}

StaffLink invited(TestStore& store, const std::string& name = "lindiwe") {
    auto made = store->accounts().invite({name, Role::Supervisor, "north"}, by_operator());
    REQUIRE(std::holds_alternative<StaffLink>(made));
    return std::get<StaffLink>(made);
}

std::optional<StaffSession> sign_in(TestStore& store, const std::string& name, const std::string& password = secret) {
    auto outcome = store->staff().sign_in(name, password, morning, {"Firefox, Linux", "192.0.*.*"});
    const auto* session = std::get_if<StaffSession>(&outcome);
    return session == nullptr ? std::nullopt : std::optional(*session);
}

std::string use(TestStore& store, const std::string& token, const std::string& password, Instant at) {
    const auto used = store->accounts().use_link(token, password, at);
    if (const auto* member = std::get_if<StaffMember>(&used)) return member->user_name;
    return std::holds_alternative<PasswordFault>(used) ? "password refused" : "no such link";
}

std::string deeds(TestStore& store) {
    std::string text;
    for (const AuditLine& line : store->audit().list({}).lines) text += std::string(key_of(line.deed.value())) + " ";
    return text;
}

}  // namespace

TEST_CASE("an invited person signs in with the password that they chose, and not before", "[accounts]") {
    TestStore store;
    const StaffLink link = invited(store);
    CHECK_FALSE(sign_in(store, "lindiwe", ""));
    CHECK(store->accounts().find_link(link.token, morning)->user_name == "lindiwe");
    CHECK(use(store, link.token, "short", morning) == "password refused");
    CHECK(use(store, link.token, secret, morning) == "lindiwe");
    CHECK(sign_in(store, "lindiwe"));
    CHECK(deeds(store) == "use-link invite ");
}

TEST_CASE("a link works once, for its time, and not for a disabled account", "[accounts]") {
    TestStore store;
    const StaffLink link = invited(store);
    CHECK(use(store, link.token, secret, morning + invitation_life) == "no such link");
    CHECK(use(store, "forged", secret, morning) == "no such link");
    set_disabled(*store.operator->(), link.member.id, true);
    CHECK(use(store, link.token, secret, morning) == "no such link");
    set_disabled(*store.operator->(), link.member.id, false);
    CHECK(use(store, link.token, secret, morning) == "no such link");  // disabling ended it

    const auto reset = store->accounts().make_reset(link.member.id, by_operator());
    const std::string token = std::get<StaffLink>(reset).token;
    CHECK(use(store, token, secret, morning + reset_life - seconds(1)) == "lindiwe");
    CHECK(use(store, token, "another long secret", morning) == "no such link");
}

TEST_CASE("a newer link ends the one before it", "[accounts]") {
    TestStore store;
    const StaffLink first = invited(store);
    const auto second = store->accounts().make_reset(first.member.id, by_operator());
    CHECK_FALSE(store->accounts().find_link(first.token, morning));
    CHECK(store->accounts().find_link(std::get<StaffLink>(second).token, morning));
}

TEST_CASE("a reset that nobody asked for locks nobody out", "[accounts]") {
    TestStore store;
    const StaffId id = add_staff(store->staff());
    const auto session = sign_in(store, "thandi");
    REQUIRE(std::holds_alternative<StaffLink>(store->accounts().make_reset(id, by_operator())));
    CHECK(sign_in(store, "thandi"));
    CHECK(store->staff().find_session(session->token, morning));
}

TEST_CASE("a name can be taken once, and must be one", "[accounts]") {
    TestStore store;
    (void)invited(store);
    CHECK(std::get<AddStaffFault>(store->accounts().invite({"Lindiwe", Role::Auditor, ""}, by_operator())) ==
          AddStaffFault::NameTaken);
    CHECK(std::get<AddStaffFault>(store->accounts().invite({"l w", Role::Auditor, ""}, by_operator())) ==
          AddStaffFault::BadUserName);
    CHECK(store->staff().list("").size() == 1);
}

TEST_CASE("a changed password ends the other sessions and keeps the one that changed it", "[accounts]") {
    TestStore store;
    (void)add_staff(store->staff());
    const auto here = sign_in(store, "thandi");
    const auto there = sign_in(store, "thandi");
    AccountStore& accounts = store->accounts();
    CHECK(std::holds_alternative<ChangePasswordFault>(
        accounts.change_password(*here, "wrong horse battery", "another long secret", by_operator())));
    CHECK(std::get<PasswordFault>(accounts.change_password(*here, secret, "short", by_operator())) ==
          PasswordFault::TooShort);
    CHECK(store->staff().find_session(there->token, morning));
    CHECK(std::holds_alternative<std::monostate>(
        accounts.change_password(*here, secret, "another long secret", by_operator())));
    CHECK(store->staff().find_session(here->token, morning));
    CHECK_FALSE(store->staff().find_session(there->token, morning));
    CHECK_FALSE(sign_in(store, "thandi"));
    CHECK(sign_in(store, "thandi", "another long secret"));
}

TEST_CASE("an owner sees where the account is signed in, and ends one session or all", "[accounts]") {
    TestStore store;
    const StaffId id = add_staff(store->staff());
    const StaffId other = add_staff(store->staff(), "other");
    const auto here = sign_in(store, "thandi");
    const auto there = sign_in(store, "thandi");
    AccountStore& accounts = store->accounts();
    auto lines = accounts.sessions(id, here->token, morning);
    REQUIRE(lines.size() == 2);
    CHECK(lines[0].is_this != lines[1].is_this);
    CHECK(lines[0].device == "Firefox, Linux");
    CHECK(lines[0].network == "192.0.*.*");
    const SessionLine& theirs = lines[0].is_this ? lines[1] : lines[0];
    CHECK_FALSE(std::get<bool>(accounts.end_session(other, theirs.id, by_operator())));
    CHECK_FALSE(std::get<bool>(accounts.end_session(id, "0123456789abcdef", by_operator())));
    CHECK(std::get<bool>(accounts.end_session(id, theirs.id, by_operator())));
    CHECK_FALSE(store->staff().find_session(there->token, morning));
    CHECK(store->staff().find_session(here->token, morning));
    CHECK_FALSE(accounts.end_sessions(id, by_operator()));
    CHECK_FALSE(store->staff().find_session(here->token, morning));
    CHECK(accounts.sessions(id, here->token, morning).empty());
}

TEST_CASE("every change of an account stands in the audit, which verify finds whole", "[accounts]") {
    TestStore store;
    const StaffLink link = invited(store);
    set_disabled(*store.operator->(), link.member.id, true);
    set_disabled(*store.operator->(), link.member.id, false);
    (void)store->accounts().make_reset(link.member.id, by_operator());
    (void)store->accounts().end_sessions(link.member.id, by_operator());
    CHECK(deeds(store) == "end-session make-reset enable disable invite ");
    CHECK(first_fault(store.settings()).empty());
}

}  // namespace charter::account_store_test
