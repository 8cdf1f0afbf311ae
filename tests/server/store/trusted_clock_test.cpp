#include "server/store/trusted_clock.h"

#include <catch2/catch.hpp>

namespace charter::trusted_clock_test {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

const Instant start = parse_instant("2026-11-25T08:00:00Z").value();

}  // namespace

TEST_CASE("the trusted clock follows a clock that runs well", "[clock]") {
    TrustedClock clock(std::nullopt, start, seconds(500));
    for (int hour = 1; hour <= 48; ++hour)
        CHECK(clock.advance(start + hours(hour), seconds(500) + hours(hour)) == start + hours(hour));
}

TEST_CASE("a clock set ahead is believed only at twice the pace", "[clock]") {
    TrustedClock clock(std::nullopt, start, seconds(0));
    CHECK(clock.advance(start + hours(24), seconds(10)) == start + seconds(20));
    CHECK(clock.advance(start + hours(25), hours(1)) == start + hours(2));
    CHECK(clock.advance(start + hours(48), hours(24)) == start + hours(48));
    CHECK(clock.advance(start + hours(49), hours(25)) == start + hours(49));
}

TEST_CASE("the trusted clock is never ahead of the system's", "[clock]") {
    TrustedClock clock(std::nullopt, start, seconds(0));
    CHECK(clock.advance(start - hours(24), seconds(60)) == start - hours(24));
    CHECK(TrustedClock(start + hours(5), start, seconds(0)).now() == start);
}

TEST_CASE("after a restart the trusted clock goes on from what it said, not from a clock set ahead", "[clock]") {
    TrustedClock clock(start, start + hours(24 * 365), seconds(0));
    CHECK(clock.now() == start);
    CHECK(clock.advance(start + hours(24 * 365), seconds(60)) == start + seconds(120));
}

TEST_CASE("a steady clock that starts anew moves nothing", "[clock]") {
    TrustedClock clock(std::nullopt, start, hours(100));
    CHECK(clock.advance(start + hours(1), seconds(0)) == start);
}

}  // namespace charter::trusted_clock_test
