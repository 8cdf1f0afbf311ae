// The commands that make papers, as an editor types them.
#include <catch2/catch.hpp>
#include <filesystem>
#include <string>

#include "tests/support/program.h"
#include "tests/support/temp_dir.h"

namespace charter::print_commands_test {
namespace {

const std::string source = CHARTER_SOURCE_DIR;

}  // namespace

TEST_CASE("offices may stand behind the languages that a poster is asked in", "[commands]") {
    const TempDir folder;
    const std::string asked = "poster --today 2026-11-28 --site " + source + "/tests/sites/full --theme " + source +
                              "/themes/default --out " + (folder / "papers").string();
    const ProgramRun one = run_program("charter", asked + " --language en north");
    CHECK(one.errors.empty());
    CHECK(one.code == 0);
    CHECK(std::filesystem::exists(folder / "papers/en/poster-north-a4.html"));
    CHECK_FALSE(std::filesystem::exists(folder / "papers/en/poster-head-office-a4.html"));
    CHECK(run_program("charter", asked + " --language en --language xx north").code != 0);
}

}  // namespace charter::print_commands_test
