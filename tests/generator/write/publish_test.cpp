#include "generator/write/publish.h"

#include <brotli/decode.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <zlib.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <csignal>
#include <map>
#include <thread>
#include <vector>

#include "generator/write/compress.h"
#include "tests/support/temp_dir.h"

namespace charter::publish_test {
namespace fs = std::filesystem;

namespace {

void publish(const fs::path& out, const std::vector<std::pair<std::string, std::string>>& files,
             Compression compression = Compression::Off) {
    auto publication = Publication::open(out, compression);
    for (const auto& [path, content] : files) publication.add(path, content);
    publication.publish();
}

// Every file below a folder with its content, in one text.
std::string describe(const fs::path& folder) {
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.is_regular_file())
            files[entry.path().lexically_relative(folder).generic_string()] = slurp(entry.path());
    std::string text;
    for (const auto& [path, content] : files) text += path + "=" + content + "\n";
    return text;
}

std::string unpack_brotli(const std::string& packed) {
    std::string text(1 << 20, '\0');
    std::size_t size = text.size();
    REQUIRE(BrotliDecoderDecompress(packed.size(), reinterpret_cast<const uint8_t*>(packed.data()), &size,
                                    reinterpret_cast<uint8_t*>(text.data())) == BROTLI_DECODER_RESULT_SUCCESS);
    text.resize(size);
    return text;
}

std::string unpack_gzip(std::string packed) {
    z_stream stream{};
    REQUIRE(inflateInit2(&stream, 15 + 16) == Z_OK);
    std::string text(1 << 20, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_in = static_cast<uInt>(packed.size());
    stream.next_out = reinterpret_cast<Bytef*>(text.data());
    stream.avail_out = static_cast<uInt>(text.size());
    CHECK(inflate(&stream, Z_FINISH) == Z_STREAM_END);
    text.resize(stream.total_out);
    inflateEnd(&stream);
    return text;
}

}  // namespace

TEST_CASE("the published site is a link to a build beside it", "[publish]") {
    const TempDir dir;
    publish(dir / "site", {{"index.html", "home"}, {"en/a/b/index.html", "deep"}});
    CHECK(fs::is_symlink(dir / "site"));
    CHECK(fs::read_symlink(dir / "site").is_relative());
    CHECK(describe(dir / "site/") == "en/a/b/index.html=deep\nindex.html=home\n");
}

TEST_CASE("a new build replaces the whole site and the one before is kept beside it", "[publish]") {
    const TempDir dir;
    publish(dir / "site", {{"one.html", "1"}});
    publish(dir / "site", {{"two.html", "2"}});
    publish(dir / "site/", {{"three.html", "3"}});
    CHECK(describe(dir / "site/") == "three.html=3\n");
    CHECK(describe(dir / ".site.builds/") == "2/two.html=2\n3/three.html=3\nlock=\n");
}

TEST_CASE("a build that is not published leaves the site and nothing else", "[publish]") {
    const TempDir dir;
    publish(dir / "site", {{"one.html", "1"}});
    { Publication::open(dir / "site", Compression::Off).add("half.html", "half"); }
    CHECK(describe(dir / "site/") == "one.html=1\n");
    CHECK(describe(dir / ".site.builds/") == "1/one.html=1\nlock=\n");
}

TEST_CASE("hashed assets of the build before stay reachable for one more build", "[publish]") {
    const TempDir dir;
    publish(dir / "site", {{"assets/style.0123456789ab.css", "a"}, {"assets/logo.svg", "logo"}});
    publish(dir / "site", {{"assets/style.abcdef012345.css", "b"}});
    CHECK(describe(dir / "site/") == "assets/style.0123456789ab.css=a\nassets/style.abcdef012345.css=b\n");
    publish(dir / "site", {{"assets/style.abcdef012345.css", "b"}});
    CHECK(describe(dir / "site/") == "assets/style.abcdef012345.css=b\n");
}

TEST_CASE("nothing is ever written beside the build, whatever a path says", "[publish]") {
    const TempDir folder;
    auto publication = Publication::open(folder / "site", Compression::Off);
    for (const std::string path :
         {"../up.html", "en/../../up.html", "/etc/up.html", "", "en//up.html", "./up.html", "en/"})
        CHECK_THROWS_AS(publication.add(path, "x"), PublishRefused);
    publication.add("en/..a/index.html", "x");
    publication.publish();
    CHECK(slurp(folder / "site/en/..a/index.html") == "x");
    CHECK_FALSE(fs::exists(folder / "up.html"));
}

TEST_CASE("what is not ours is never replaced", "[publish]") {
    const TempDir dir;
    spill(dir / "full/file", "x");
    spill(dir / "file", "x");
    fs::create_directory_symlink("full", dir / "elsewhere");
    for (const char* name : {"full", "file", "elsewhere"}) {
        CAPTURE(name);
        CHECK_THROWS_AS(Publication::open(dir / name, Compression::Off), PublishRefused);
        CHECK_FALSE(fs::exists(dir / ("." + std::string(name) + ".builds")));
    }
    CHECK(slurp(dir / "full/file") == "x");
}

TEST_CASE("an empty folder may become the site", "[publish]") {
    const TempDir dir;
    fs::create_directory(dir / "site");
    publish(dir / "site", {{"index.html", "home"}});
    CHECK(describe(dir / "site/") == "index.html=home\n");
}

TEST_CASE("an output where nothing can be written is refused in plain words", "[publish]") {
    const TempDir dir;
    spill(dir / "file", "x");
    for (const std::string& out : {std::string("/proc/x"), (dir / "file/x").string()}) {
        try {
            (void)Publication::open(out, Compression::Off);
            FAIL("it was opened");
        } catch (const PublishRefused& refused) {
            const std::string said = refused.what();
            CHECK(said.find("nothing can be written beside " + out + " (") == 0);
            CHECK(said.find("give another --out, in a folder that you may write to") != std::string::npos);
        }
    }
}

TEST_CASE("the same path twice in one build is refused", "[publish]") {
    const TempDir dir;
    auto publication = Publication::open(dir / "site", Compression::Off);
    publication.add("index.html", "1");
    CHECK_THROWS_AS(publication.add("index.html", "2"), std::system_error);
}

TEST_CASE("compressed copies unpack to the same text and exist only where smaller", "[publish]") {
    const TempDir dir;
    std::string text;
    for (int i = 0; i < 500; ++i) text += "<p>paragraph " + std::to_string(i * 7919) + "</p>\n";
    publish(dir / "site", {{"a.html", text}, {"tiny.html", "x"}, {"photo.jpg", text}, {".server/site.json", text}},
            Compression::Auto);
    CHECK(unpack_brotli(slurp(dir / "site/a.html.br")) == text);
    const std::string packed = slurp(dir / "site/a.html.gz");
    CHECK(unpack_gzip(packed) == text);
    CHECK(packed.substr(4, 4) == std::string(4, '\0'));
    for (const char* absent : {"tiny.html.br", "tiny.html.gz", "photo.jpg.br", ".server/site.json.gz"})
        CHECK_FALSE(fs::exists(dir / "site" / absent));
}

TEST_CASE("two builds at once wait for each other", "[publish]") {
    const TempDir dir;
    std::atomic<int> waited = 0;
    auto build = [&](const std::string& name) {
        auto publication = Publication::open(dir / "site", Compression::Off, [&] { ++waited; });
        for (int i = 0; i < 20; ++i) publication.add(name + std::to_string(i), name);
        publication.publish();
    };
    auto first = std::make_unique<Publication>(Publication::open(dir / "site", Compression::Off));
    std::thread one(build, "a");
    std::thread two(build, "b");
    while (waited < 2) std::this_thread::yield();
    first->add("first", "first");
    first->publish();
    first.reset();
    one.join();
    two.join();
    const std::string seen = describe(dir / "site/");
    CHECK(std::count(seen.begin(), seen.end(), '\n') == 20);
}

TEST_CASE("after a build that made every folder the next begins with the same files, if nobody touched them",
          "[publish]") {
    const bool touched = GENERATE(false, true);
    CAPTURE(touched);
    const TempDir dir;
    const fs::path builds = dir / ".site.builds";
    const auto build = [&](const std::string& content) {
        auto publication = Publication::open(dir / "site", Compression::Off);
        publication.take_over("one program");
        publication.add("en/a/index.html", content);
        publication.add("en/b/index.html", "same");
        publication.publish();
    };
    build("1");
    CHECK(describe(builds / "2") == "en/a/index.html=1\nen/b/index.html=same\n");
    CHECK(fs::equivalent(builds / "2/en/b/index.html", builds / "1/en/b/index.html"));
    CHECK(fs::read_symlink(dir / "site") == ".site.builds/1");
    std::this_thread::sleep_for(std::chrono::milliseconds(20));  // the system's time stamps are no finer than some
    if (touched) spill(builds / "2/en/b/other.html", "not ours");
    struct stat before {};
    REQUIRE(::stat((builds / "2/en").c_str(), &before) == 0);
    build("2");
    CHECK(describe(dir / "site/") == "en/a/index.html=2\nen/b/index.html=same\n");
    CHECK_FALSE(fs::exists(builds / "2"));
    struct stat after {};
    REQUIRE(::stat((dir / "site/en").c_str(), &after) == 0);
    CHECK((before.st_ino == after.st_ino) == !touched);
    build("3");
    CHECK(describe(dir / "site/") == "en/a/index.html=3\nen/b/index.html=same\n");
}

TEST_CASE("a build killed at any moment leaves the site whole", "[publish]") {
    const TempDir dir;
    publish(dir / "site", {{"old", "old"}});
    for (int delay = 0; delay < 12; ++delay) {
        const pid_t child = ::fork();
        REQUIRE(child >= 0);
        if (child == 0) {
            auto publication = Publication::open(dir / "site", Compression::Off);
            for (int i = 0; i < 200; ++i) publication.add("new/" + std::to_string(i), "new");
            publication.publish();
            ::_exit(0);
        }
        ::usleep(static_cast<useconds_t>(delay * 500));
        ::kill(child, SIGKILL);
        int status = 0;
        ::waitpid(child, &status, 0);
        const std::string seen = describe(dir / "site/");
        const auto lines = std::count(seen.begin(), seen.end(), '\n');
        CAPTURE(delay, lines);
        CHECK((seen == "old=old\n" || lines == 200));
    }
    publish(dir / "site", {{"last", "last"}});
    CHECK(describe(dir / "site/") == "last=last\n");
}

TEST_CASE("a build that takes over another's files and is killed at any moment leaves the site whole", "[publish]") {
    const TempDir dir;
    const auto build = [&](const std::string& content) {
        auto publication = Publication::open(dir / "site", Compression::Off);
        publication.take_over("one program");
        for (int i = 0; i < 200; ++i)
            publication.add("folder/" + std::to_string(i), i % 2 == 0 ? content : std::string("same"));
        publication.publish();
    };
    const auto whole = [&](const std::string& content) {
        std::map<std::string, int> seen;
        for (int i = 0; i < 200; ++i) ++seen[slurp(dir / "site" / "folder" / std::to_string(i))];
        return seen == std::map<std::string, int>{{content, 100}, {"same", 100}};
    };
    build("a");
    build("b");  // now the oldest is there to be patched
    for (int delay = 0; delay < 12; ++delay) {
        const pid_t child = ::fork();
        REQUIRE(child >= 0);
        if (child == 0) {
            build("c");
            ::_exit(0);
        }
        ::usleep(static_cast<useconds_t>(delay * 700));
        ::kill(child, SIGKILL);
        int status = 0;
        ::waitpid(child, &status, 0);
        CAPTURE(delay);
        CHECK((whole("b") || whole("c")));
        build("b");
        CHECK(whole("b"));
    }
}

}  // namespace charter::publish_test
