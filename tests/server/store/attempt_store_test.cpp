#include "server/store/attempt_store.h"

#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>

#include "server/staff/device.h"
#include "tests/server/store/store_fixture.h"

namespace charter::attempt_store_test {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

const Try track{Door::Track, "10.0.0.1", "K3H9P2XQ7", {}};

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
        (void)attempts.begin({door, address, subject, {}}, morning);
    }
}

}  // namespace

TEST_CASE("the first wrong tries of an address at a case are free, then the pause doubles up to 15 minutes",
          "[attempts]") {
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

TEST_CASE("an address that never gives up has fewer than 500 tries a day at one case", "[attempts]") {
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
    CHECK_FALSE(attempts.begin({Door::Track, "10.0.0.2", track.subject, {}}, now).too_soon);
    CHECK_FALSE(attempts.begin({Door::SignIn, "10.0.0.1", "thandi", {}}, now).too_soon);
}

TEST_CASE("the addresses of one IPv6 network count as one", "[attempts]") {
    const TestStore store;
    AttemptStore& attempts = store->attempts();
    for (int i = 0; i < 5; ++i) {
        const std::string address = fmt::format("2001:db8:0:1::{}", i);
        CHECK_FALSE(attempts.begin({Door::Track, address, "K3H9P2XQ7", {}}, morning).too_soon);
    }
    CHECK(attempts.begin({Door::Track, "2001:db8:0:1:ffff::1", "K3H9P2XQ7", {}}, morning).too_soon);
    CHECK_FALSE(attempts.begin({Door::Track, "2001:db8:0:2::1", "K3H9P2XQ7", {}}, morning).too_soon);
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
    CHECK(rows() == 3);  // the address at that case, the address, and all
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
    const Pace pace = store->attempts().begin({Door::Track, "192.0.2.1", "K3H9P2XQ7", {}}, morning);
    CHECK_FALSE(pace.too_soon);
    CHECK(pace.wait >= at_least);
    CHECK(pace.wait <= at_most);
}

TEST_CASE("guessing one name from many addresses is slowed, and other names are not", "[attempts]") {
    const TestStore store;
    AttemptStore& attempts = store->attempts();
    int made = 0;
    for (int second = 0; second < 3600; ++second) {
        const std::string address = fmt::format("10.{}.{}.1", second / 256, second % 256);
        made += attempts.begin({Door::SignIn, address, "thandi", {}}, morning + seconds(second)).too_soon ? 0 : 1;
    }
    CHECK(made < 150);
    const Instant now = morning + seconds(3600);
    CHECK(attempts.begin({Door::SignIn, "198.51.100.1", "thandi", {}}, now).too_soon);
    CHECK_FALSE(attempts.begin({Door::SignIn, "198.51.100.1", "sipho", {}}, now).too_soon);
}

TEST_CASE("guessing one name slows only that name for others behind the same address", "[attempts]") {
    const TestStore store;
    AttemptStore& attempts = store->attempts();
    const Try guesser{Door::SignIn, "10.0.0.1", "thandi", {}};
    (void)failures_within(attempts, guesser, morning, minutes(10));
    const Instant now = morning + minutes(10);
    CHECK(attempts.begin(guesser, now).too_soon);
    CHECK_FALSE(attempts.begin({Door::SignIn, "10.0.0.1", "sipho", {}}, now).too_soon);
}

TEST_CASE("an address has 50 free tries at many cases, and then waits a minute at most", "[attempts]") {
    const TestStore store;
    AttemptStore& attempts = store->attempts();
    int free = 0;
    for (; free < 1000; ++free) {
        const std::string reference = fmt::format("case {}", free);
        if (attempts.begin({Door::Track, "10.0.0.1", reference, {}}, morning).too_soon) break;
    }
    CHECK(free == 50);
    Instant now = morning;
    seconds longest{0};
    for (int i = 0; i < 200; ++i) {
        const Pace pace = attempts.begin({Door::Track, "10.0.0.1", fmt::format("other {}", i), {}}, now);
        longest = std::max(longest, pace.retry_after);
        now += pace.retry_after;
    }
    CHECK(longest > seconds(30));
    CHECK(longest <= minutes(1));
}

TEST_CASE("a try that came too soon is answered a second later, right or wrong", "[attempts]") {
    const TestStore store;
    fail(store->attempts(), track, 10, morning, seconds(0));
    const Pace pace = store->attempts().begin(track, morning);
    CHECK(pace.too_soon);
    CHECK(pace.wait == seconds(1));
}

TEST_CASE("guessing does not slow a device that signed in with the name within 90 days", "[attempts]") {
    const auto [days_ago, too_soon] = GENERATE(table<int, bool>({{0, false}, {89, false}, {90, true}}));
    CAPTURE(days_ago);
    const TestStore store;
    const std::string device = new_device(store->secrets(), "thandi", morning - hours(24 * days_ago));
    fail_from_many(store->attempts(), Door::SignIn, 30, "thandi");
    fail(store->attempts(), {Door::SignIn, "10.0.0.1", "thandi", {}}, 10, morning, seconds(0));
    CHECK(store->attempts().begin({Door::SignIn, "10.0.0.1", "thandi", device}, morning).too_soon == too_soon);
}

TEST_CASE("guessing from a device that signed in is slowed like any other", "[attempts]") {
    const TestStore store;
    const std::string device = new_device(store->secrets(), "thandi", morning);
    const Try guesser{Door::SignIn, "10.0.0.1", "thandi", device};
    CHECK(failures_within(store->attempts(), guesser, morning, hours(24)) < 500);
}

}  // namespace charter::attempt_store_test
