// Folders and texts that nobody would write by hand: the build ends, says what is wrong, and writes nothing or a whole
// site.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "tests/support/site_build.h"

namespace charter::hostile_tree_test {
namespace {

namespace fs = std::filesystem;

void write_site(const fs::path& site) {
    spill(site / "site.yaml", "name: Town\nbase_url: https://town.example\nlanguages: [en]\n");
    spill(site / "en/index.md", "---\ntitle: Home\n---\nWelcome.\n");
}

void write_page(const fs::path& file, std::string_view text) {
    spill(file, "---\ntitle: A page\n---\n" + std::string(text) + "\n");
}

std::string repeated(std::string_view text, std::size_t times) {
    std::string all;
    all.reserve(text.size() * times);
    for (std::size_t i = 0; i < times; ++i) all += text;
    return all;
}

// Folders in folders, deeper than any path can name; taken apart in the same way.
class DeepFolders {
  public:
    DeepFolders(const fs::path& where, std::size_t depth) : top_(where / "d") {
        int folder = ::open(where.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        for (std::size_t i = 0; i < depth && folder >= 0; ++i) {
            made_ += ::mkdirat(folder, "d", 0755) == 0 ? 1 : 0;
            const int below = ::openat(folder, "d", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
            ::close(folder);
            folder = below;
        }
        if (folder >= 0) ::close(folder);
    }
    DeepFolders(const DeepFolders&) = delete;
    DeepFolders& operator=(const DeepFolders&) = delete;
    // The inner folder takes the place of the outer one, level by level, since a whole path would be too long.
    ~DeepFolders() {
        std::error_code ignored;
        const fs::path beside = top_.parent_path() / "rest";
        while (fs::exists(top_ / "d", ignored)) {
            fs::rename(top_ / "d", beside, ignored);
            fs::remove(top_, ignored);
            fs::rename(beside, top_, ignored);
        }
        fs::remove(top_, ignored);
    }
    [[nodiscard]] std::size_t made() const { return made_; }

  private:
    fs::path top_;
    std::size_t made_ = 0;
};

struct Hostile {
    TempDir folder;
    fs::path site = folder / "site";
    Hostile() { write_site(site); }

    [[nodiscard]] SiteBuild build() const { return run_build(options_for(site, folder / "out")); }
    // Nothing was published, not even in part.
    [[nodiscard]] bool left_nothing() const { return !fs::exists(folder / "out"); }
};

bool says(const SiteBuild& build, std::string_view text) {
    return build.findings.find(text) != std::string::npos;
}

}  // namespace

TEST_CASE("links in a circle and links out of the site end the build with a finding each", "[hostile]") {
    const Hostile hostile;
    fs::create_directory_symlink("..", hostile.site / "en/up");
    fs::create_symlink("self.md", hostile.site / "en/self.md");
    fs::create_symlink("b.md", hostile.site / "en/a.md");
    fs::create_symlink("a.md", hostile.site / "en/b.md");
    fs::create_symlink("/etc/hostname", hostile.site / "en/host.png");
    fs::create_directory_symlink("/etc", hostile.site / "en/etc");
    fs::create_directory_symlink("..", hostile.site / "data");
    REQUIRE(::mkfifo((hostile.site / "en/pipe.md").c_str(), 0644) == 0);
    const SiteBuild build = hostile.build();
    INFO(build.findings);
    CHECK_FALSE(build.outcome.published);
    CHECK(says(build, "8 errors, 0 warnings"));
    for (const std::string name : {"en/up", "en/self.md", "en/a.md", "en/b.md", "en/host.png", "en/etc", "data"})
        CHECK(says(build, name + ": error: "));
    CHECK(says(build, "en/pipe.md: error: this is neither a file nor a folder [linked-file]"));
    CHECK(hostile.left_nothing());
}

TEST_CASE("folders ten thousand deep are told and not walked", "[hostile]") {
    const Hostile hostile;
    const DeepFolders deep(hostile.site / "en", 10000);
    REQUIRE(deep.made() == 10000);
    const SiteBuild build = hostile.build();
    CHECK_FALSE(build.outcome.published);
    CHECK(says(build, "[folder-depth]"));
    CHECK(says(build, "1 error, 0 warnings"));
    CHECK(hostile.left_nothing());
}

TEST_CASE("texts nested ten thousand deep become pages", "[hostile]") {
    const Hostile hostile;
    constexpr std::size_t deep = 10000;
    std::string stairs;
    for (std::size_t i = 0; i < 400; ++i) stairs += repeated("  ", i) + "- x\n";
    write_page(hostile.site / "en/quotes.md", repeated("> ", deep) + "a\n" + repeated("> ", deep) + "b");
    write_page(hostile.site / "en/lists.md", repeated("- ", deep) + "a");
    write_page(hostile.site / "en/stairs.md", stairs);
    write_page(hostile.site / "en/brackets.md", repeated("[", deep) + "a" + repeated("](", deep));
    write_page(hostile.site / "en/stars.md", repeated("*a ", deep) + repeated("_b", deep) + repeated("**", deep));
    write_page(hostile.site / "en/ticks.md", repeated("`a ``b ", deep));
    write_page(hostile.site / "en/pictures.md", repeated("![", deep) + "a");
    write_page(hostile.site / "en/open.md", repeated("[a][b", deep) + repeated("[^", deep));
    const SiteBuild build = hostile.build();
    INFO(build.findings);
    REQUIRE(build.outcome.published);
    CHECK(build.outcome.pages == 9);
    for (const std::string name : {"quotes", "lists", "stairs", "brackets", "stars", "ticks", "pictures", "open"})
        CHECK(build.files.at("en/" + name + "/index.html").find("</html>") != std::string::npos);
}

TEST_CASE("values nested ten thousand deep are refused", "[hostile]") {
    const Hostile hostile;
    const std::string sign = GENERATE("[", "{a: ", "- ");
    spill(hostile.site / "en/deep.md", "---\ntitle: x\nparams: " + repeated(sign, 10000) + "\n---\n");
    spill(hostile.site / "data/offices.yaml", repeated(sign, 10000));
    const SiteBuild build = hostile.build();
    INFO(build.findings.substr(0, 2000));
    CHECK_FALSE(build.outcome.published);
    CHECK(says(build, "en/deep.md:3:"));
    CHECK(says(build, "data/offices.yaml:1:"));
    CHECK(hostile.left_nothing());
}

TEST_CASE("partials that include each other are told once for each way round", "[hostile]") {
    const Hostile hostile;
    spill(hostile.site / "theme/partials/title.html", "{{>ring}}");
    spill(hostile.site / "theme/partials/ring.html", "{{>title}}");
    const SiteBuild build = hostile.build();
    CHECK_FALSE(build.outcome.published);
    CHECK(says(build, "[partial-cycle]"));
    CHECK(hostile.left_nothing());
}

TEST_CASE("addresses that two pages claim are told, capital letters or not", "[hostile]") {
    const Hostile hostile;
    write_page(hostile.site / "en/rights.md", "a");
    write_page(hostile.site / "en/rights/index.md", "b");
    write_page(hostile.site / "en/Privacy.md", "c");
    write_page(hostile.site / "en/privacy.md", "d");
    write_page(hostile.site / "en/INDEX.md", "e");
    const SiteBuild build = hostile.build();
    INFO(build.findings);
    CHECK_FALSE(build.outcome.published);
    CHECK(says(build, "en/rights/index.md:1:1: error: en/rights.md is already at the address /en/rights/"));
    CHECK(
        says(build,
             "en/privacy.md:1:1: error: but for capital letters en/Privacy.md is already at the address /en/privacy/"));
    CHECK(says(build, "en/INDEX.md: error: a page's name stands in an address"));
    CHECK(says(build, "hint: en/index.md is there already"));
    CHECK(says(build, "4 errors, 0 warnings"));
    CHECK(hostile.left_nothing());
}

TEST_CASE("names that an address should not have are told, a folder once", "[hostile]") {
    const Hostile hostile;
    for (const std::string name : {"UPPER", "-dash", "a..b", "Rights/one", "Rights/two", "fine_name-2"})
        write_page(hostile.site / ("en/" + name + ".md"), "x");
    const SiteBuild build = hostile.build();
    INFO(build.findings);
    CHECK(says(build, "en/UPPER.md: error: a page's name stands in an address"));
    CHECK(says(build, "hint: name it en/dash.md"));
    CHECK(says(build, "hint: name it en/a-b.md"));
    CHECK(says(build, "en/Rights: error: a folder's name stands in an address"));
    CHECK(says(build, "hint: name it en/rights\n"));
    CHECK(says(build, "4 errors, 0 warnings"));
}

TEST_CASE("names that cannot be addresses are told, with one that can", "[hostile]") {
    const Hostile hostile;
    for (const std::string name : {"two words", "😀", "e\u0301te\u0301", "a&b", "q?x", "it's", "tab\tname", "\xFF\xFE"})
        write_page(hostile.site / ("en/" + name + ".md"), "x");
    write_page(hostile.site / "en/Über uns/page.md", "x");
    const SiteBuild build = hostile.build();
    INFO(build.findings);
    CHECK_FALSE(build.outcome.published);
    CHECK(says(build, "9 errors, 0 warnings"));
    CHECK(says(build, "en/two words.md: error: "));
    CHECK(says(build, "hint: name it en/two-words.md"));
    CHECK(says(build, "hint: name it en/uber-uns/page.md"));
    CHECK(hostile.left_nothing());
}

TEST_CASE("a page with another ending is not told to take the place of one that is there", "[hostile]") {
    const Hostile hostile;
    write_page(hostile.site / "en/page.md", "x");
    write_page(hostile.site / "en/page.markdown", "y");
    write_page(hostile.site / "en/other.markdown", "z");
    const SiteBuild build = hostile.build();
    INFO(build.findings);
    CHECK(says(build, "hint: en/page.md is there already: put what is new into that one, or give this another name"));
    CHECK(says(build, "hint: name it en/other.md"));
}

TEST_CASE("line ends and marks of other systems change nothing on a page", "[hostile]") {
    const Hostile hostile;
    const std::string text =
        "---\ntitle: A page\ndescription: Words.\n---\n## One\n\n- a\n- b\n\n| x | y |\n|---|---|\n";
    std::string windows;
    for (const char c : text) windows += c == '\n' ? std::string("\r\n") : std::string(1, c);
    spill(hostile.site / "en/plain.md", text);
    const std::string plain = hostile.build().files.at("en/plain/index.html");
    for (const std::string& other : {windows, "\xEF\xBB\xBF" + text, "\xEF\xBB\xBF" + windows}) {
        spill(hostile.site / "en/plain.md", other);
        const SiteBuild build = hostile.build();
        INFO(build.findings);
        REQUIRE(build.outcome.published);
        std::string drawn = build.files.at("en/plain/index.html");
        std::erase(drawn, '\r');
        CHECK(first_difference(drawn, plain) == "");
    }
}

TEST_CASE("empty files are told, or hold nothing", "[hostile]") {
    const Hostile hostile;
    for (const std::string name : {"offices", "regions", "categories", "holidays", "approvals", "terms", "synonyms"})
        spill(hostile.site / ("data/" + name + ".yaml"), "");
    spill(hostile.site / "data/addresses.txt", "");
    spill(hostile.site / "en/light.png", "");
    REQUIRE(hostile.build().outcome.published);
    for (const std::string& text : {std::string(), std::string("---"), std::string("---\n---"), std::string("\n\n"),
                                    std::string("\xEF\xBB\xBF"), std::string("\xEF\xBB"), std::string(1, '\0')}) {
        spill(hostile.site / "en/empty.md", text);
        const SiteBuild build = hostile.build();
        INFO(build.findings);
        CHECK_FALSE(build.outcome.published);
        CHECK(says(build, "en/empty.md:1:"));
    }
    spill(hostile.site / "site.yaml", "");
    CHECK(says(hostile.build(), "[missing-settings]"));
}

}  // namespace charter::hostile_tree_test
