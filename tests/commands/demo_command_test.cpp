// A demonstration made twice from one seed.
#include <catch2/catch.hpp>
#include <filesystem>
#include <string>

#include "tests/support/program.h"

namespace charter::demo_command_test {
namespace {

namespace fs = std::filesystem;

class DemoSite {
  public:
    DemoSite() {
        const ProgramRun built =
            run_program("charter", "build --compress off --site " + std::string(CHARTER_SOURCE_DIR) +
                                       "/content/western-cape-dsd --out " + (folder_ / "public").string());
        INFO(built.errors);
        REQUIRE(built.code == 0);
    }
    // What it prints, which is how to sign in.
    [[nodiscard]] std::string make(const std::string& name, const std::string& more) const {
        const ProgramRun run =
            run_program("charterd", "demo --site " + (folder_ / "public").string() + " --data " + at(name).string() +
                                        " --cases 20 --until 2026-11-27 " + more);
        INFO(run.errors);
        REQUIRE(run.code == 0);
        return run.output;
    }
    [[nodiscard]] std::string bytes(const std::string& name, const std::string& file) const {
        return slurp(at(name) / file);
    }
    // The names of what stands in the folder, and whether each is the same in the other.
    [[nodiscard]] bool are_same(const std::string& one, const std::string& other) const {
        std::size_t files = 0;
        for (const fs::directory_entry& entry : fs::recursive_directory_iterator(at(one))) {
            if (!entry.is_regular_file()) continue;
            ++files;
            const fs::path name = entry.path().lexically_relative(at(one));
            CAPTURE(name);
            CHECK(bytes(one, name.string()) == bytes(other, name.string()));
            if (bytes(one, name.string()) != bytes(other, name.string())) return false;
        }
        return files > 1;
    }

  private:
    [[nodiscard]] fs::path at(const std::string& name) const { return folder_ / name; }
    TempDir folder_;
};

}  // namespace

TEST_CASE("the same seed and day give the same demonstration, byte for byte", "[demo]") {
    const DemoSite site;
    const std::string printed = site.make("one", "--seed 7");
    CHECK(site.make("two", "--seed 7") == printed);
    CHECK(site.are_same("one", "two"));
    CHECK(site.make("other", "--seed 8") != printed);
    CHECK(site.bytes("one", "charterd.db") != site.bytes("other", "charterd.db"));
}

TEST_CASE("without a seed the password of a demonstration is new each time", "[demo]") {
    const DemoSite site;
    CHECK(site.make("one", "") != site.make("two", ""));
}

}  // namespace charter::demo_command_test
