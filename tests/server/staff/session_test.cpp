#include "server/staff/session.h"

#include <catch2/catch.hpp>
#include <string>
#include <tuple>

#include "server/staff/csrf.h"

namespace charter::session_test {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

const Instant start = parse_instant("2026-11-25T08:00:00Z").value();

}  // namespace

TEST_CASE("a session lives 30 minutes without use and 8 hours at most", "[session]") {
    const auto [last_seen, now, alive] = GENERATE(table<seconds, seconds, bool>({
        {seconds(0), seconds(0), true},
        {seconds(0), minutes(30), true},
        {seconds(0), minutes(30) + seconds(1), false},
        {minutes(29), minutes(59), true},
        {hours(8) - seconds(1), hours(8), true},
        {hours(8), hours(8) + seconds(1), false},
        {hours(-1), seconds(0), false},
    }));
    CAPTURE(last_seen.count(), now.count());
    CHECK(is_alive({start, start + last_seen}, start + now) == alive);
}

TEST_CASE("a clock that goes back ends a session rather than prolong it", "[session]") {
    CHECK_FALSE(is_alive({start, start}, start - seconds(1)));
    CHECK_FALSE(is_alive({start, start + minutes(10)}, start + minutes(5)));
}

TEST_CASE("a form's token fits its own session and no other", "[csrf]") {
    ready_secrets();
    const Secrets secrets(std::string(master_key_bytes, 'k'));
    const std::string session = random_token();
    const std::string token = csrf_token(secrets, session);
    CHECK(token.size() == 64);
    CHECK(token.find(session) == std::string::npos);
    CHECK(is_csrf_token(secrets, session, token));
    CHECK_FALSE(is_csrf_token(secrets, random_token(), token));
    CHECK_FALSE(is_csrf_token(secrets, session, ""));
    CHECK_FALSE(is_csrf_token(secrets, session, token.substr(1)));
    CHECK_FALSE(is_csrf_token(Secrets(std::string(master_key_bytes, 'l')), session, token));
    CHECK_FALSE(is_csrf_token(secrets, "", csrf_token(secrets, "")));
}

}  // namespace charter::session_test
