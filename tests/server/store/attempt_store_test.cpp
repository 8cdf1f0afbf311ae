#include "server/store/attempt_store.h"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <string>

#include "tests/server/store/store_fixture.h"

namespace charter {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

const Try track{Door::Track, "10.0.0.1", ""};

// As many tries that fail as the pace allows in that time, each as soon as it may be made.
int failures_within(AttemptStore& attempts, const Try& attempt, Instant from, seconds time) {
    int made = 0;
    for (Instant now = from; now < from + time;) {
        const Pace pace = attempts.begin(attempt, now);
        if (pace.too_soon)
            now += pace.retry_after;
        else
            ++made;
    }
    return made;
}

void fail(AttemptStore& attempts, const Try& attempt, int times, Instant from, seconds apart) {
    for (int i = 0; i < times; ++i) (void)attempts.begin(attempt, from + i * apart);
}

// A failure from each of so many addresses at the same time.
void fail_from_many(AttemptStore& attempts, Door door, int addresses, std::string_view subject) {
    for (int i = 0; i < addresses; ++i) {
        const std::string address = fmt::format("10.{}.{}.1", i / 256, i % 256);
        (void)attempts.begin({door, address, subject}, morning);
    }
}

}  // namespace

TEST_CASE("the first wrong tries of an address are free, then the pause doubles up to 15 minutes", "[attempts]") {
    const TestStore store;
    AttemptStore& attempts = store->attempts();
    for (int i = 0; i < 5; ++i) CHECK_FALSE(attempts.begin(track, morning).too_soon);
    Instant now = morning;
    std::string pauses;
    for (int i = 0; i < 6; ++i) {
        const Pace refused = attempts.begin(track, now);
        CHECK(refused.too_soon);
        pauses += fmt::format("{} ", refused.retry_after.count());
        now += refused.retry_after;
        CHECK_FALSE(attempts.begin(track, now).too_soon);
    }
    CHECK(pauses == "1 2 4 8 16 30 ");  // the last is shorter for what has faded meanwhile
    fail(attempts, track, 40, now, minutes(15));
    CHECK(attempts.begin(track, now + 39 * minutes(15)).retry_after <= minutes(15));
}

TEST_CASE("an address that never gives up has fewer than 500 tries a day", "[attempts]") {
    const TestStore store;
    CHECK(failures_within(store->attempts(), track, morning, hours(24)) < 500);
}

TEST_CASE("a try that came too soon does not count", "[attempts]") {
    const TestStore store;
    AttemptStore& attempts = store->attempts();
    fail(attempts, track, 8, morning, seconds(10));
    const Instant now = morning + seconds(71);
    const seconds first = attempts.begin(track, now).retry_after;
    REQUIRE(first > seconds(0));
    for (int i = 0; i < 100; ++i) (void)attempts.begin(track, now);
    CHECK(attempts.begin(track, now).retry_after == first);
}

TEST_CASE("a try that succeeds is forgiven", "[attempts]") {
    const TestStore store;
    AttemptStore& attempts = store->attempts();
    for (int i = 0; i < 100; ++i) {
        CHECK_FALSE(attempts.begin(track, morning).too_soon);
        attempts.succeeded(track, morning);
    }
}

TEST_CASE("tries at the same time are all counted", "[attempts]") {
    const TestStore store;
    AttemptStore& attempts = store->attempts();
    int let_in = 0;
    for (int i = 0; i < 50; ++i) let_in += attempts.begin(track, morning).too_soon ? 0 : 1;
    CHECK(let_in == 5);
}

TEST_CASE("one address does not slow another, and neither door the other", "[attempts]") {
    const TestStore store;
    AttemptStore& attempts = store->attempts();
    (void)failures_within(attempts, track, morning, minutes(10));
    const Instant now = morning + minutes(10);
    CHECK(attempts.begin(track, now).too_soon);
    CHECK_FALSE(attempts.begin({Door::Track, "10.0.0.2", ""}, now).too_soon);
    CHECK_FALSE(attempts.begin({Door::SignIn, "10.0.0.1", "thandi"}, now).too_soon);
}

TEST_CASE("the addresses of one IPv6 network count as one", "[attempts]") {
    const TestStore store;
    AttemptStore& attempts = store->attempts();
    for (int i = 0; i < 5; ++i) {
        const std::string address = fmt::format("2001:db8:0:1::{}", i);
        CHECK_FALSE(attempts.begin({Door::Track, address, ""}, morning).too_soon);
    }
    CHECK(attempts.begin({Door::Track, "2001:db8:0:1:ffff::1", ""}, morning).too_soon);
    CHECK_FALSE(attempts.begin({Door::Track, "2001:db8:0:2::1", ""}, morning).too_soon);
}

TEST_CASE("counters fade, and then nothing is left to pay", "[attempts]") {
    const TestStore store;
    AttemptStore& attempts = store->attempts();
    fail(attempts, track, 6, morning, seconds(5));
    CHECK(attempts.begin(track, morning + seconds(26)).too_soon);
    CHECK_FALSE(attempts.begin(track, morning + hours(3)).too_soon);
}

TEST_CASE("a clock that goes back forgives, and one that jumps ahead locks nobody out", "[attempts]") {
    const TestStore store;
    AttemptStore& attempts = store->attempts();
    fail(attempts, track, 10, morning, hours(1));
    CHECK_FALSE(attempts.begin(track, morning - hours(24)).too_soon);
    CHECK_FALSE(attempts.begin(track, morning + hours(48)).too_soon);
    CHECK_FALSE(attempts.begin(track, morning).too_soon);
}

TEST_CASE("counters survive a restart", "[attempts]") {
    TestStore store;
    fail(store->attempts(), track, 8, morning, seconds(10));
    const Instant now = morning + seconds(71);
    const seconds before = store->attempts().begin(track, now).retry_after;
    REQUIRE(before > seconds(0));
    store->attempts().forget_expired(now);
    store.reopen();
    CHECK(store->attempts().begin(track, now).retry_after == before);
}

TEST_CASE("counters that could not be written are written the next time", "[attempts]") {
    bool failing = false;
    TestStore store([&failing](StoreSettings& settings) {
        settings.before_statement = [&failing] {
            if (failing) throw StoreError("the disk failed");
        };
    });
    fail(store->attempts(), track, 8, morning, seconds(10));
    const Instant now = morning + seconds(71);
    failing = true;
    CHECK_THROWS_AS(store->attempts().forget_expired(now), StoreError);
    failing = false;
    store->attempts().forget_expired(now);
    store.reopen();
    CHECK(store->attempts().begin(track, now).too_soon);
}

TEST_CASE("faded counters are dropped from the database, and no address stands in it", "[attempts]") {
    TestStore store;
    fail(store->attempts(), track, 3, morning, seconds(1));
    store->attempts().forget_expired(morning);
    const auto rows = [&] {
        Connection connection(database_path(store.folder()), Access::ReadOnly);
        Query query = connection.query("SELECT count(*) FROM attempts");
        (void)query.next();
        return query.number_at(0);
    };
    CHECK(rows() == 2);  // the address, and all
    const std::string path = database_path(store.folder()).string();
    CHECK((slurp(path) + slurp(path + "-wal")).find("10.0.0.1") == std::string::npos);
    store->attempts().forget_expired(morning + hours(24));
    CHECK(rows() == 0);
}

TEST_CASE("when many fail everywhere all are answered later, up to 2 seconds, and none is refused", "[attempts]") {
    const auto [failures, at_least, at_most] = GENERATE(table<int, milliseconds, milliseconds>({
        {150, milliseconds(0), milliseconds(0)},
        {600, milliseconds(900), milliseconds(1100)},
        {3000, milliseconds(2000), milliseconds(2000)},
    }));
    CAPTURE(failures);
    const TestStore store;
    fail_from_many(store->attempts(), Door::Track, failures, "");
    const Pace pace = store->attempts().begin({Door::Track, "192.0.2.1", ""}, morning);
    CHECK_FALSE(pace.too_soon);
    CHECK(pace.wait >= at_least);
    CHECK(pace.wait <= at_most);
}

TEST_CASE("guessing one name from many addresses is slowed, and other names are not", "[attempts]") {
    const TestStore store;
    fail_from_many(store->attempts(), Door::SignIn, 30, "thandi");
    const Pace pace = store->attempts().begin({Door::SignIn, "198.51.100.1", "thandi"}, morning);
    CHECK(pace.too_soon);
    CHECK(pace.retry_after == seconds(30));
    CHECK_FALSE(store->attempts().begin({Door::SignIn, "198.51.100.1", "sipho"}, morning).too_soon);
}

TEST_CASE("guessing does not lock out an address that signed in within 90 days, after a restart too", "[attempts]") {
    const auto [days_ago, too_soon] = GENERATE(table<int, bool>({{0, false}, {89, false}, {90, true}}));
    CAPTURE(days_ago);
    TestStore store;
    const Try owner{Door::SignIn, "192.0.2.7", "thandi"};
    const Instant signed_in = morning - hours(24 * days_ago);
    CHECK_FALSE(store->attempts().begin(owner, signed_in).too_soon);
    store->attempts().succeeded(owner, signed_in);
    fail_from_many(store->attempts(), Door::SignIn, 30, "thandi");
    CHECK(store->attempts().begin(owner, morning).too_soon == too_soon);
    store->attempts().forget_expired(morning);
    store.reopen();
    CHECK(store->attempts().begin(owner, morning).too_soon == too_soon);
}

}  // namespace charter
