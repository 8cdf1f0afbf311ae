#include "generator/render/tape.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>

namespace charter::tape_test {
namespace {

long squares(const Tape& tape) {
    return std::count(tape.path.begin(), tape.path.end(), 'h');
}

}  // namespace

TEST_CASE("a promise of one day is the dot alone") {
    const auto tape = tape_of({1, LimitUnit::WorkingDays});
    REQUIRE(tape);
    CHECK(tape->path.empty());
    CHECK(tape->width == "9");
    CHECK(tape->end == "4.5");
}

TEST_CASE("the squares of a week stand together") {
    const auto tape = tape_of({7, LimitUnit::WorkingDays});
    REQUIRE(tape);
    CHECK(tape->path == "M0 4.5h7m3 0h7m3 0h7m3 0h7m3 0h7m8 0h7");
    CHECK(tape->width == "74");  // five squares and gaps of 3, then 8, one square, 3, the dot
    CHECK(tape->end == "69.5");
}

TEST_CASE("a week of calendar days has seven squares") {
    const auto tape = tape_of({9, LimitUnit::Days});
    REQUIRE(tape);
    CHECK(tape->path == "M0 4.5h7m3 0h7m3 0h7m3 0h7m3 0h7m3 0h7m3 0h7m8 0h7");
}

TEST_CASE("a tape has one square for each day but the last, which is the dot") {
    const int days = GENERATE(range(1, 41));
    const auto tape = tape_of({days, LimitUnit::WorkingDays});
    REQUIRE(tape);
    CHECK(squares(*tape) == days - 1);
    CHECK(tape->path.size() < 300);
}

TEST_CASE("over forty days one square is a week") {
    const auto tape = tape_of({60, LimitUnit::WorkingDays});
    REQUIRE(tape);
    CHECK(squares(*tape) == 11);
    CHECK(squares(*tape_of({61, LimitUnit::WorkingDays})) == 12);
    CHECK(squares(*tape_of({90, LimitUnit::Days})) == 12);
}

TEST_CASE("hours and minutes have no tape") {
    const auto unit = GENERATE(LimitUnit::Hours, LimitUnit::Minutes, LimitUnit::WorkingHours);
    CHECK_FALSE(tape_of({30, unit}));
}

}  // namespace charter::tape_test
