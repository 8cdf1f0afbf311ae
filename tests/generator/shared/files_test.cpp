#include "generator/shared/files.h"

#include <catch2/catch.hpp>
#include <string>

#include "generator/shared/fingerprint.h"
#include "tests/support/temp_dir.h"

namespace charter::files_test {

TEST_CASE("a file is read up to a limit, and whole below it", "[files]") {
    const TempDir folder;
    std::string text;
    for (int i = 0; i < 3000; ++i) text += "line\n";
    spill(folder / "a", text);
    spill(folder / "empty", "");
    CHECK(read_file(folder / "a") == text);
    CHECK(read_file_up_to(folder / "a", 10) == text.substr(0, 10));
    CHECK(read_file_up_to(folder / "a", text.size()) == text);
    CHECK(read_file_up_to(folder / "a", text.size() + 1) == text);
    CHECK(read_file(folder / "empty").empty());
    CHECK_THROWS(read_file(folder / "absent"));
}

TEST_CASE("a file that does not say how long it is is read to its end", "[files]") {
    CHECK(read_file("/proc/self/mountinfo").ends_with("\n"));
    CHECK(read_file_up_to("/proc/self/mountinfo", 3).size() == 3);
}

TEST_CASE("a fingerprint tells one content from another, and is the same on every machine", "[files]") {
    CHECK(fingerprint("promise").size() == 16);
    CHECK(fingerprint("promise") == fingerprint("promise"));
    CHECK(fingerprint("promise") != fingerprint("Promise"));
    // The value that XXH3 of 128 bits has for no bytes (its specification's test vector).
    CHECK(fingerprint("") == "\x99\xaa\x06\xd3\x01\x47\x98\xd8\x60\x01\xc3\x24\x46\x8d\x49\x7f");
}

}  // namespace charter::files_test
