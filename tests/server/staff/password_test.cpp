#include "server/staff/password.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <ctime>
#include <limits>
#include <thread>
#include <tuple>
#include <vector>

#include "server/staff/secrets.h"

namespace charter::password_test {
namespace {

constexpr HashCost cheap{8192, 1};

using Fault = std::optional<PasswordFault>;

// Seconds of processor time of this thread.
double work_so_far() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

}  // namespace

TEST_CASE("a password is refused for a reason, or accepted", "[password]") {
    const auto [password, fault] = GENERATE(table<std::string, Fault>({
        {"", PasswordFault::TooShort},
        {"elevensigns", PasswordFault::TooShort},
        {"twelve signs", std::nullopt},
        {std::string(128, 'a') + "b", PasswordFault::TooLong},
        {std::string(127, 'a') + "b", std::nullopt},
        {"aaaaaaaaaaaa", PasswordFault::Common},
        {"Password1234", PasswordFault::Common},
        {"CUSTOMERCARE123", PasswordFault::Common},
        {"n.mbeki2026!", PasswordFault::ContainsUserName},
        {"2026N.MBEKI2", PasswordFault::ContainsUserName},
        {"n.mbeki walks to the river", std::nullopt},
        {"n.mbeki n.mbeki", PasswordFault::ContainsUserName},
        {"N-Mbeki/N-Mbeki/2027!!", PasswordFault::ContainsUserName},
        {"mbeki_mbeki!2027", PasswordFault::ContainsUserName},
        {"ikebm.n ikebm.n", PasswordFault::ContainsUserName},
        {"mbeki says hello", std::nullopt},
        {"charterd!2027#", PasswordFault::MadeOfNames},
        {"** Springfield Town 2027 **", PasswordFault::MadeOfNames},
        {"nwotdleifgnirps", PasswordFault::MadeOfNames},
        {"mbeki@springfield", PasswordFault::MadeOfNames},
        {"springfield is dry", std::nullopt},
        {"\xE2\x82\xAC\xE2\x82\xAC\xE2\x82\xAC four", std::nullopt},
        {std::string("with a\0nul in", 13), std::nullopt},
    }));
    CAPTURE(password);
    CHECK(find_password_fault(password, "n.mbeki", {"Springfield Town"}) == fault);
}

TEST_CASE("a hash is matched by its password alone", "[password]") {
    ready_secrets();
    PasswordHasher hasher(cheap);
    const std::string stored = hasher.hash("correct horse battery");
    CHECK(stored.rfind("$argon2id$", 0) == 0);
    CHECK(stored != hasher.hash("correct horse battery"));
    CHECK(hasher.matches("correct horse battery", stored));
    CHECK_FALSE(hasher.matches("correct horse batterz", stored));
    CHECK_FALSE(hasher.matches("", stored));
    CHECK_FALSE(hasher.matches("correct horse battery", ""));
    CHECK_FALSE(hasher.matches("correct horse battery", "nonsense"));
    CHECK_FALSE(hasher.matches("correct horse battery", std::string(500, '$')));
}

TEST_CASE("a password may hold any byte", "[password]") {
    ready_secrets();
    PasswordHasher hasher(cheap);
    const std::string with_nul("before\0after it", 15);
    const std::string stored = hasher.hash(with_nul);
    CHECK(hasher.matches(with_nul, stored));
    CHECK_FALSE(hasher.matches("before", stored));
}

TEST_CASE("a hash made with a lower cost is outdated", "[password]") {
    ready_secrets();
    PasswordHasher hasher(cheap);
    const std::string stored = hasher.hash("correct horse battery");
    CHECK_FALSE(hasher.is_outdated(stored));
    CHECK(PasswordHasher(HashCost{16384, 2}).is_outdated(stored));
}

TEST_CASE("no such user costs as much work as a wrong password", "[password]") {
    ready_secrets();
    PasswordHasher hasher(HashCost{std::size_t{8} * 1024 * 1024, 2});
    const std::string stored = hasher.hash("correct horse battery");
    // Work of this thread alone, the least of several: what else the machine does counts little.
    const auto work_of = [&](std::string_view against) {
        double least = std::numeric_limits<double>::max();
        for (int i = 0; i < 9; ++i) {
            const double begin = work_so_far();
            CHECK_FALSE(hasher.matches("correct horse batterz", against));
            least = std::min(least, work_so_far() - begin);
        }
        return least;
    };
    const double wrong = work_of(stored);
    const double unknown = work_of("");
    CHECK(unknown > wrong / 2);
    CHECK(unknown < wrong * 2);
}

TEST_CASE("more callers than hashes at once are all served", "[password]") {
    ready_secrets();
    PasswordHasher hasher(cheap);
    const std::string stored = hasher.hash("correct horse battery");
    std::vector<int> matched(12, 0);
    std::vector<std::thread> callers;
    for (int& each : matched)
        callers.emplace_back([&] { each = hasher.matches("correct horse battery", stored) ? 1 : 0; });
    for (std::thread& caller : callers) caller.join();
    CHECK(matched == std::vector<int>(12, 1));
}

TEST_CASE("the cost in production is 64 MiB and two passes", "[password]") {
    ready_secrets();
    const std::string stored = PasswordHasher().hash("correct horse battery");
    CHECK(stored.find("$m=65536,t=2,p=1$") != std::string::npos);
}

}  // namespace charter::password_test
