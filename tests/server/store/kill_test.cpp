// A process that lodges is killed at any moment: what it acknowledged exists, once.
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <catch2/catch.hpp>
#include <chrono>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "tests/server/store/store_fixture.h"

namespace charter::kill_test {
namespace {

constexpr int kills = 50;
constexpr int callers = 4;
constexpr std::size_t reference_length = 9;

// In the child: lodges for ever from several threads; each reference is written to the pipe once it is acknowledged.
[[noreturn]] void lodge_for_ever(StoreSettings settings, int pipe, std::uint64_t seed) {
    try {
        settings.random = seeded_random(seed);
        const auto store = Store::open(settings);
        const auto work = [&store, pipe] {
            while (true) {
                const auto outcome = store->cases().lodge(lodging_at(morning));
                const std::string& reference = std::get<Lodged>(outcome).reference.text();
                if (::write(pipe, reference.data(), reference.size()) != static_cast<ssize_t>(reference.size()))
                    ::_exit(1);
            }
        };
        std::vector<std::thread> threads;
        for (int i = 0; i < callers; ++i) threads.emplace_back(work);
        for (std::thread& thread : threads) thread.join();
        ::_exit(0);
    } catch (const std::exception& fault) {
        (void)!::write(STDERR_FILENO, fault.what(), std::string_view(fault.what()).size());
        ::_exit(1);
    }
}

std::string read_all(int pipe) {
    std::string text;
    std::array<char, 4096> part{};
    for (ssize_t size = ::read(pipe, part.data(), part.size()); size > 0; size = ::read(pipe, part.data(), part.size()))
        text.append(part.data(), static_cast<std::size_t>(size));
    return text;
}

// The references acknowledged before the kill.
std::vector<std::string> lodge_and_kill(const StoreSettings& settings, std::uint64_t seed,
                                        std::chrono::microseconds after_first) {
    std::array<int, 2> ends{};
    REQUIRE(::pipe2(ends.data(), O_CLOEXEC) == 0);
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        ::close(ends[0]);
        lodge_for_ever(settings, ends[1], seed);
    }
    ::close(ends[1]);
    std::string text(reference_length, '\0');
    REQUIRE(::read(ends[0], text.data(), text.size()) == static_cast<ssize_t>(text.size()));
    std::this_thread::sleep_for(after_first);
    ::kill(child, SIGKILL);
    text += read_all(ends[0]);
    ::close(ends[0]);
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE(WIFSIGNALED(status));
    std::vector<std::string> references;
    for (std::size_t at = 0; at + reference_length <= text.size(); at += reference_length)
        references.push_back(text.substr(at, reference_length));
    return references;
}

}  // namespace

TEST_CASE("whatever was acknowledged before a kill exists, once, and its history is whole", "[kill]") {
    const std::uint64_t seed = property_seed();
    CAPTURE(seed);
    Random random(seed);
    TempDir folder;
    const StoreSettings settings = store_settings(folder / "data");
    std::multiset<std::string> acknowledged;
    for (int i = 0; i < kills; ++i) {
        const std::chrono::microseconds after_first(random.between(0, 8000));
        for (std::string& reference : lodge_and_kill(settings, random.engine()(), after_first))
            acknowledged.insert(std::move(reference));
    }
    CHECK(acknowledged.size() == std::set(acknowledged.begin(), acknowledged.end()).size());

    // First as the kill left it, read only; then by a server that starts again.
    const VerifyReport report = verify(settings);
    CHECK(report.faults.empty());
    CHECK(report.cases >= acknowledged.size());
    const auto store = Store::open(settings);
    for (const std::string& reference : acknowledged) {
        const auto file =
            store->cases().find_case(std::get<CaseReference>(CaseReference::parse(reference)), everything);
        REQUIRE(file);
        CHECK(file->events.size() == 1);
    }
    (void)lodge(store->cases());
    CHECK(first_fault(settings).empty());
}

}  // namespace charter::kill_test
