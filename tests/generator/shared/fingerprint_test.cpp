#include "generator/shared/fingerprint.h"

#include <catch2/catch.hpp>
#include <string>

namespace charter::fingerprint_test {

TEST_CASE("a fingerprint tells contents apart, and pieces give that of the whole", "[fingerprint]") {
    const std::string whole(100'000, 'a');
    CHECK(fingerprint(whole).size() == 16);
    CHECK(fingerprint(whole) != fingerprint(std::string(100'000, 'b')));
    CHECK(RunningFingerprint().value() == fingerprint(""));
    RunningFingerprint running;
    for (std::size_t at = 0; at < whole.size(); at += 777) running.add(std::string_view(whole).substr(at, 777));
    CHECK(running.value() == fingerprint(whole));
    CHECK(running.value() == fingerprint(whole));
}

}  // namespace charter::fingerprint_test
