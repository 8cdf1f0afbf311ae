#include "generator/serve/folder_watch.h"

#include <fcntl.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <string>
#include <thread>

#include "tests/support/temp_dir.h"

namespace charter::folder_watch_test {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

struct Watched {
    TempDir folder;
    fs::path site = folder / "site";
    FolderWatch watch;

    Watched() {
        spill(site / "en/page.md", "one");
        spill(site / "en/rights/index.md", "one");
        watch.add(site);
    }

    // The next changes as paths below the site, sorted, each with a blank behind it.
    std::string next(milliseconds most = milliseconds(2000)) {
        const FolderChanges changes = watch.wait(most);
        std::string told = changes.is_everything ? "everything " : "";
        for (const std::string& path : changes.paths) told += path.substr(site.string().size() + 1) + " ";
        return told;
    }
    bool is_quiet() { return next(milliseconds(120)).empty(); }
};

}  // namespace

TEST_CASE("a file saved in place is one change", "[folder watch]") {
    Watched it;
    spill(it.site / "en/page.md", "two");
    CHECK(it.next() == "en/page.md ");
    CHECK(it.is_quiet());
}

TEST_CASE("a file written beside and renamed over is one change, without the name beside", "[folder watch]") {
    Watched it;
    spill(it.site / "en/sedAbC123", "two");
    fs::rename(it.site / "en/sedAbC123", it.site / "en/page.md");
    CHECK(it.next() == "en/page.md ");
    CHECK(it.is_quiet());
}

TEST_CASE("a file put aside, written anew, and the old one removed, as vim does, is one change", "[folder watch]") {
    Watched it;
    spill(it.site / "en/4913", "");
    fs::remove(it.site / "en/4913");
    fs::rename(it.site / "en/page.md", it.site / "en/page.md~");
    std::thread writer([&] {
        std::this_thread::sleep_for(milliseconds(20));  // longer than the quiet after a save
        spill(it.site / "en/page.md", "two");
        fs::remove(it.site / "en/page.md~");
    });
    CHECK(it.next() == "en/page.md ");
    CHECK(slurp(it.site / "en/page.md") == "two");
    writer.join();
    CHECK(it.is_quiet());
}

TEST_CASE("a file that is being written is waited for", "[folder watch]") {
    Watched it;
    const int file = ::open((it.site / "en/page.md").c_str(), O_WRONLY | O_TRUNC | O_CLOEXEC);
    REQUIRE(file >= 0);
    REQUIRE(::write(file, "two ", 4) == 4);
    std::thread writer([&] {
        std::this_thread::sleep_for(milliseconds(30));
        (void)!::write(file, "three", 5);
        ::close(file);
    });
    CHECK(it.next() == "en/page.md ");
    CHECK(slurp(it.site / "en/page.md") == "two three");
    writer.join();
    CHECK(it.is_quiet());
}

TEST_CASE("many saves at once are one change of them all", "[folder watch]") {
    Watched it;
    spill(it.site / "en/page.md", "two");
    spill(it.site / "en/rights/index.md", "two");
    spill(it.site / "en/new.md", "two");
    CHECK(it.next() == "en/new.md en/page.md en/rights/index.md ");
}

TEST_CASE("a file that is gone is a change, and so is one that comes", "[folder watch]") {
    Watched it;
    fs::remove(it.site / "en/page.md");
    CHECK(it.next() == "en/page.md ");
    spill(it.site / "en/page.md", "again");
    CHECK(it.next() == "en/page.md ");
    fs::rename(it.site / "en/page.md", it.site / "en/other.md");
    CHECK(it.next() == "en/other.md en/page.md ");
}

TEST_CASE("a new folder brings its files, and is watched", "[folder watch]") {
    Watched it;
    spill(it.site / "en/a/b/first.md", "one");
    CHECK(it.next().find("en/a/b/first.md ") != std::string::npos);
    while (!it.next(milliseconds(120)).empty()) continue;  // what was seen twice
    spill(it.site / "en/a/b/second.md", "one");
    CHECK(it.next() == "en/a/b/second.md ");
}

TEST_CASE("a folder that is moved in or away stands for what is in it", "[folder watch]") {
    Watched it;
    fs::rename(it.site / "en/rights", it.folder / "elsewhere");
    CHECK(it.next() == "en/rights ");
    spill(it.folder / "elsewhere/index.md", "not ours any more");
    CHECK(it.is_quiet());
    fs::rename(it.folder / "elsewhere", it.site / "en/duties");
    CHECK(it.next() == "en/duties en/duties/index.md ");
    spill(it.site / "en/duties/index.md", "ours");
    CHECK(it.next() == "en/duties/index.md ");
    fs::remove_all(it.site / "en/duties");
    CHECK(it.next().find("en/duties ") != std::string::npos);
}

TEST_CASE("hidden files and folders say nothing", "[folder watch]") {
    Watched it;
    spill(it.site / "en/.page.md.swp", "x");
    spill(it.site / ".git/index", "x");
    spill(it.site / ".git/objects/aa", "x");
    spill(it.site / "en/#page.md#", "x");
    CHECK(it.is_quiet());
}

TEST_CASE("a watch that is stopped waits no more", "[folder watch]") {
    Watched it;
    std::thread stopper([&] {
        std::this_thread::sleep_for(milliseconds(30));
        it.watch.stop();
    });
    const auto begin = std::chrono::steady_clock::now();
    CHECK(it.next(milliseconds(60'000)).empty());
    CHECK(it.next(milliseconds(60'000)).empty());
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(20));
    stopper.join();
}

TEST_CASE("a link that leads in a circle is not followed", "[folder watch]") {
    Watched it;
    fs::create_directory_symlink(it.site, it.site / "en/round");
    CHECK(it.next() == "en/round ");
    spill(it.site / "en/page.md", "two");
    CHECK(it.next() == "en/page.md ");
}

}  // namespace charter::folder_watch_test
