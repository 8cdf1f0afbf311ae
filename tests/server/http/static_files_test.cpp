#include "server/http/static_files.h"

#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <thread>

#include "tests/support/temp_dir.h"

namespace charter::static_files_test {
namespace {

Request get(std::string path, TextMap headers = {}) {
    Request request;
    request.method = "GET";
    request.path = std::move(path);
    request.headers = std::move(headers);
    return request;
}

std::string header_in(const Response& response, std::string_view name) {
    for (const auto& [each, value] : response.headers) {
        if (each == name) return value;
    }
    return "(absent)";
}

// "200 home", "301 /en/", "404 not here"
std::string describe(const Response& response) {
    const std::string& rest = response.status == 301 ? header_in(response, "Location") : response.body;
    return std::to_string(response.status) + " " + rest;
}

struct Site {
    TempDir dir;
    std::filesystem::path build = dir / "builds/7";

    Site() {
        spill(build / "index.html", "choose");
        spill(build / "404.html", "nothing here");
        spill(build / "en/404.html", "not here");
        spill(build / "af/404.html", "nie hier nie");
        spill(build / "en/index.html", "home");
        spill(build / "en/index.html.br", "br of home");
        spill(build / "en/index.html.gz", "gz of home");
        spill(build / "en/news/index.html", "news");
        spill(build / "en/news/index.html.gz", "gz of news");
        spill(build / "en/caf\xc3\xa9/index.html", "coffee");
        spill(build / "assets/style.1a2b3c4d.css", "css");
        spill(build / "assets/plain.css", "plain css");
        spill(build / "photo.png", "png");
        spill(build / "catalogue.json", "{}");
        spill(build / ".server/site.json", "secret");
        spill(build / "en/.hidden", "secret");
        spill(dir / "canary.txt", "canary");
        std::filesystem::create_symlink(dir / "canary.txt", build / "en/link.txt");
        std::filesystem::create_directory_symlink(dir.path(), build / "en/up");
    }
    [[nodiscard]] StaticFiles files() const { return StaticFiles(build, {"en", "af"}); }
};

}  // namespace

TEST_CASE("a page is found by its address, and an address without its slash leads to it", "[static-files]") {
    const Site site;
    const StaticFiles files = site.files();
    auto [path, expected] = GENERATE(table<std::string, std::string>({
        {"/", "200 choose"},
        {"/en/", "200 home"},
        {"/en", "301 /en/"},
        {"/en/news", "301 /en/news/"},
        {"/en/news/", "200 news"},
        {"/en/news/index.html", "301 /en/news/"},
        {"/en/caf\xc3\xa9", "301 /en/caf%C3%A9/"},
        {"/en/caf\xc3\xa9/", "200 coffee"},
        {"/catalogue.json", "200 {}"},
        {"/photo.png", "200 png"},
        {"/photo.png/", "404 not here"},
        {"/en/nowhere/", "404 not here"},
        {"/af/nowhere", "404 nie hier nie"},
        {"/xh/nowhere", "404 not here"},
        {"/en/404.html", "404 not here"},
        {"/404.html", "404 not here"},
    }));
    CAPTURE(path);
    CHECK(describe(files.serve(get(path))) == expected);
}

TEST_CASE("nothing outside the folder and nothing hidden is ever served", "[static-files]") {
    const Site site;
    const StaticFiles files = site.files();
    const auto path =
        GENERATE(as<std::string>(), "/.server/site.json", "/en/.hidden", "/../canary.txt", "/en/../../canary.txt",
                 "/en/../../../canary.txt", "//canary.txt", "/en//index.html", "/./en/", "/en/./", "/en/..", "/..",
                 "/..\\canary.txt", "/en/link.txt", "/en/up/canary.txt", "/en/up/", "/en/up", "/en/index.html.br",
                 "/en/index.html.gz", "/en/index.html/", "/en/index.html/x", "/%2e%2e/canary.txt", "/assets",
                 "/assets/", "en/", "");
    CAPTURE(path);
    const Response response = files.serve(get(path));
    CHECK(response.status == 404);
    CHECK(response.body.find("canary") == std::string::npos);
    CHECK(response.body.find("secret") == std::string::npos);
}

TEST_CASE("an absolute path of the machine is below the folder like any other", "[static-files]") {
    const Site site;
    const StaticFiles files = site.files();
    CHECK(files.serve(get((site.dir / "canary.txt").string())).status == 404);
    CHECK(files.serve(get("/etc/passwd")).status == 404);
    CHECK(files.serve(get("/" + std::string(5000, 'a'))).status == 404);
}

TEST_CASE("a queue file in the folder does not hold the server up", "[static-files]") {
    const Site site;
    REQUIRE(::mkfifo((site.build / "pipe").c_str(), 0600) == 0);
    CHECK(site.files().serve(get("/pipe")).status == 404);
}

TEST_CASE("the compressed copy that the client takes is sent", "[static-files]") {
    const Site site;
    const StaticFiles files = site.files();
    auto [path, accepted, body, coding] = GENERATE(table<std::string, std::string, std::string, std::string>({
        {"/en/", "gzip, br", "br of home", "br"},
        {"/en/", "gzip", "gz of home", "gzip"},
        {"/en/", "br;q=0, gzip;q=0.5", "gz of home", "gzip"},
        {"/en/", "", "home", "(absent)"},
        {"/en/", "br;q=0", "home", "(absent)"},
        {"/en/news/", "br, gzip;q=0.1", "gz of news", "gzip"},
        {"/en/news/", "br", "news", "(absent)"},
        {"/catalogue.json", "br, gzip", "{}", "(absent)"},
        {"/photo.png", "br, gzip", "png", "(absent)"},
    }));
    CAPTURE(path, accepted);
    const Response response = files.serve(get(path, {{"accept-encoding", accepted}}));
    CHECK(response.body == body);
    CHECK(header_in(response, "Content-Encoding") == coding);
    CHECK(header_in(response, "Vary") == (path == "/photo.png" ? "(absent)" : "Accept-Encoding"));
}

TEST_CASE("what the client already has is not sent again", "[static-files]") {
    const Site site;
    const StaticFiles files = site.files();
    const std::string tag = header_in(files.serve(get("/en/")), "ETag");
    const std::string tag_br = header_in(files.serve(get("/en/", {{"accept-encoding", "br"}})), "ETag");
    CHECK(tag != tag_br);
    CHECK(tag.starts_with('"'));
    auto [sent, status] = GENERATE_COPY(table<std::string, int>({
        {tag, 304},
        {"W/" + tag, 304},
        {"\"other\", " + tag, 304},
        {"*", 304},
        {tag_br, 200},
        {"\"other\"", 200},
        {"", 200},
    }));
    CAPTURE(sent);
    const Response response = files.serve(get("/en/", {{"if-none-match", sent}}));
    CHECK(response.status == status);
    CHECK(header_in(response, "ETag") == tag);
    CHECK(response.body.empty() == (status == 304));
    CHECK(header_in(response, "Vary") == "Accept-Encoding");
}

TEST_CASE("the same content has the same tag in every build", "[static-files]") {
    const Site one, other;
    CHECK(header_in(one.files().serve(get("/en/")), "ETag") == header_in(other.files().serve(get("/en/")), "ETag"));
}

TEST_CASE("only assets with a hash in their name are kept for a year", "[static-files]") {
    const Site site;
    const StaticFiles files = site.files();
    CHECK(files.serve(get("/assets/style.1a2b3c4d.css")).caching == Caching::Immutable);
    CHECK(files.serve(get("/assets/plain.css")).caching == Caching::Revalidate);
    CHECK(files.serve(get("/en/")).caching == Caching::Revalidate);
    CHECK(files.serve(get("/nowhere")).caching == Caching::NoStore);
}

TEST_CASE("types are told by the ending, and what is unknown is only bytes", "[static-files]") {
    const Site site;
    spill(site.build / "a.unknown", "x");
    spill(site.build / "a.svg", "<svg/>");
    const StaticFiles files = site.files();
    CHECK(files.serve(get("/en/")).content_type == "text/html; charset=utf-8");
    CHECK(files.serve(get("/assets/plain.css")).content_type == "text/css; charset=utf-8");
    CHECK(files.serve(get("/catalogue.json")).content_type == "application/json");
    CHECK(files.serve(get("/a.svg")).content_type == "image/svg+xml");
    CHECK(files.serve(get("/a.unknown")).content_type == "application/octet-stream");
}

TEST_CASE("a build that was removed gives a plain answer, and a missing one is refused", "[static-files]") {
    const Site site;
    const StaticFiles files = site.files();
    std::filesystem::remove_all(site.build);
    CHECK(describe(files.serve(get("/en/"))) == "404 There is nothing at this address.\n");
    CHECK_THROWS_AS(StaticFiles(site.dir / "nowhere", {"en"}), std::system_error);
}

TEST_CASE("a cache smaller than the site gives the same bytes, from several threads at once", "[static-files]") {
    const TempDir dir;
    constexpr int pages = 40;
    for (int page = 0; page < pages; ++page)
        spill(dir / ("en/" + std::to_string(page) + "/index.html"),
              std::string(1000, static_cast<char>('a' + page % 26)));
    const StaticFiles files(dir.path(), {"en"}, 12'000);
    std::vector<int> wrong(4);
    std::vector<std::thread> threads;
    for (std::size_t number = 0; number < wrong.size(); ++number)
        threads.emplace_back([&files, &count = wrong[number], number] {
            for (int round = 0; round < 400; ++round) {
                const int page = (round * 7 + static_cast<int>(number) * 11) % pages;
                const Response response = files.serve(get("/en/" + std::to_string(page) + "/"));
                if (response.body != std::string(1000, static_cast<char>('a' + page % 26))) ++count;
            }
        });
    for (std::thread& thread : threads) thread.join();
    CHECK(wrong == std::vector<int>(4));
}

}  // namespace charter::static_files_test
