#include "generator/build/progress.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <catch2/catch.hpp>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace charter::progress_test {
namespace {

// A clock that goes on by one second at each look.
ProgressLine::Time ticking() {
    static ProgressLine::Time time{};
    return time += std::chrono::seconds(1);
}

}  // namespace

TEST_CASE("progress is silent where nobody looks at a terminal") {
    std::FILE* file = std::tmpfile();
    REQUIRE(file != nullptr);
    {
        ProgressLine line(file, ticking);
        for (std::size_t page = 1; page <= 10; ++page) line.show(page, 10);
    }
    CHECK(std::ftell(file) == 0);
    std::fclose(file);
}

TEST_CASE("progress is drawn on a terminal after two seconds and wiped at the end") {
    const int keyboard = ::posix_openpt(O_RDWR | O_NOCTTY);
    REQUIRE(keyboard >= 0);
    REQUIRE(::grantpt(keyboard) == 0);
    REQUIRE(::unlockpt(keyboard) == 0);
    std::FILE* screen = std::fopen(::ptsname(keyboard), "w");
    REQUIRE(screen != nullptr);
    {
        ProgressLine line(screen, ticking);
        line.show(1, 10);  // after one second
        line.show(2, 10);  // after two
    }
    // A terminal may hand over what was written in parts.
    const std::string wanted = "\r\x1b[K2 of 10 pages\r\x1b[K";
    std::string seen;
    while (seen.size() < wanted.size()) {
        std::array<char, 200> part{};
        const auto count = ::read(keyboard, part.data(), part.size());
        REQUIRE(count > 0);
        seen.append(part.data(), static_cast<std::size_t>(count));
    }
    std::fclose(screen);
    ::close(keyboard);
    CHECK(seen == wanted);
}

}  // namespace charter::progress_test
