#include "server/store/second_factor_store.h"

#include "server/staff/one_time_code.h"
#include "tests/server/store/store_fixture.h"

namespace charter::second_factor_store_test {
namespace {

using std::chrono::minutes;

const std::string password = "correct horse battery";

struct Enrolled {
    StaffId id;
    std::string secret;
    std::vector<std::string> recovery_codes;
};

Enrolled enrol(TestStore& store) {
    Enrolled made;
    made.id = add_staff(store->staff());
    made.secret = std::get<std::string>(store->second_factors().begin(made.id));
    const std::string code = one_time_code(made.secret, step_of(morning));
    made.recovery_codes =
        std::get<std::vector<std::string>>(store->second_factors().confirm(made.id, code, {.at = morning}));
    return made;
}

StaffSession sign_in(TestStore& store, Instant at) {
    return std::get<StaffSession>(store->staff().sign_in("thandi", password, at));
}

bool finish(TestStore& store, const std::string& token, const std::string& code, Instant at) {
    return std::holds_alternative<StaffSession>(store->second_factors().finish_sign_in(token, code, at));
}

}  // namespace

TEST_CASE("the factor is on once a code of the app was typed, and the same secret is shown until then", "[factor]") {
    TestStore store;
    const StaffId id = add_staff(store->staff());
    const std::string secret = std::get<std::string>(store->second_factors().begin(id));
    CHECK(std::get<std::string>(store->second_factors().begin(id)) == secret);
    CHECK(std::holds_alternative<std::nullopt_t>(store->second_factors().confirm(id, "000000x", {.at = morning})));
    CHECK_FALSE(sign_in(store, morning).waits);
    const auto codes = store->second_factors().confirm(id, one_time_code(secret, step_of(morning)), {.at = morning});
    CHECK(std::get<std::vector<std::string>>(codes).size() == recovery_codes_made);
    CHECK(store->staff().find(id)->second_factor);
    CHECK(std::holds_alternative<std::nullopt_t>(store->second_factors().begin(id)));
}

TEST_CASE("a password alone opens nothing once the factor is on; a code makes a new session", "[factor]") {
    TestStore store;
    const Enrolled person = enrol(store);
    const Instant later = morning + minutes(5);
    const StaffSession waiting = sign_in(store, later);
    CHECK(waiting.waits);
    CHECK_FALSE(store->staff().find_session(waiting.token, later));
    CHECK_FALSE(finish(store, waiting.token, "12345", later));
    const std::string code = one_time_code(person.secret, step_of(later));
    const auto finished = store->second_factors().finish_sign_in(waiting.token, code, later);
    const auto& session = std::get<StaffSession>(finished);
    CHECK(session.token != waiting.token);
    CHECK(store->staff().find_session(session.token, later));
    CHECK_FALSE(store->staff().find_session(waiting.token, later));
}

TEST_CASE("no code is good twice, not even in the step in which it was made", "[factor]") {
    TestStore store;
    const Enrolled person = enrol(store);
    const Instant later = morning + minutes(5);
    const std::string code = one_time_code(person.secret, step_of(later));
    CHECK(finish(store, sign_in(store, later).token, code, later));
    CHECK_FALSE(finish(store, sign_in(store, later).token, code, later));
    // The code of the step before is older than the one used.
    CHECK_FALSE(finish(store, sign_in(store, later).token, one_time_code(person.secret, step_of(later) - 1), later));
    CHECK(finish(store, sign_in(store, later).token, one_time_code(person.secret, step_of(later) + 1), later));
}

TEST_CASE("each recovery code signs in once, however it is typed", "[factor]") {
    TestStore store;
    const Enrolled person = enrol(store);
    const std::string& code = person.recovery_codes.front();
    std::string typed = code;
    for (char& sign : typed) {
        if (sign >= 'A' && sign <= 'Z') sign = static_cast<char>(sign - 'A' + 'a');
    }
    typed.erase(typed.find('-'), 1);
    CHECK(finish(store, sign_in(store, morning).token, typed, morning));
    CHECK_FALSE(finish(store, sign_in(store, morning).token, code, morning));
    CHECK(store->second_factors().recovery_codes_left(person.id) == recovery_codes_made - 1);
}

TEST_CASE("a session waits ten minutes for its code", "[factor]") {
    TestStore store;
    const Enrolled person = enrol(store);
    const StaffSession waiting = sign_in(store, morning + minutes(5));
    CHECK(store->second_factors().find_waiting(waiting.token, morning + minutes(14)));
    CHECK_FALSE(store->second_factors().find_waiting(waiting.token, morning + minutes(15)));
    CHECK_FALSE(finish(store, waiting.token, one_time_code(person.secret, step_of(morning + minutes(15))),
                       morning + minutes(15)));
}

TEST_CASE("the database holds neither the secret nor a recovery code", "[factor]") {
    TestStore store;
    const Enrolled person = enrol(store);
    store.close();
    const std::string bytes = slurp(database_path(store.folder() / "data"));
    CHECK(bytes.find(person.secret) == std::string::npos);
    CHECK(bytes.find(person.recovery_codes.front()) == std::string::npos);
}

TEST_CASE("turned off, the password is enough again, and old sessions are dead", "[factor]") {
    TestStore store;
    const Enrolled person = enrol(store);
    const auto finished =
        store->second_factors().finish_sign_in(sign_in(store, morning).token, person.recovery_codes.front(), morning);
    CHECK_FALSE(store->second_factors().turn_off(person.id, {.at = morning}));
    CHECK_FALSE(store->staff().find_session(std::get<StaffSession>(finished).token, morning));
    CHECK_FALSE(sign_in(store, morning).waits);
}

}  // namespace charter::second_factor_store_test
