#include "server/http/listener.h"

#include <atomic>
#include <catch2/catch.hpp>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <vector>

#include "tests/server/http/raw_client.h"
#include "tests/support/temp_dir.h"

namespace charter::listener_test {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

std::chrono::milliseconds since(Clock::time_point start) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - start);
}

// A listener on a free port, run in a thread of its own, with every log line kept.
class TestServer {
  public:
    explicit TestServer(ListenHooks hooks = {}, ListenSettings settings = {}) : listener_(open(hooks, settings)) {
        thread_ = std::thread([this] { listener_.run(); });
    }
    ~TestServer() { stop(); }

    [[nodiscard]] int port() const { return listener_.port(); }
    void stop() {
        listener_.stop();
        if (thread_.joinable()) thread_.join();
    }
    [[nodiscard]] std::vector<std::string> log() {
        const std::lock_guard hold(lock_);
        return lines_;
    }
    // Sends the bytes on a connection of its own and reads one answer.
    [[nodiscard]] std::string exchange(std::string_view bytes) const {
        RawClient client(port());
        client.send(bytes);
        return client.read_answer();
    }

  private:
    Listener open(ListenHooks& hooks, ListenSettings& settings) {
        settings.port = 0;
        if (!hooks.handle) hooks.handle = [](const Request& request) { return plain_text(request.body); };
        hooks.log = [this](std::string_view line) {
            const std::lock_guard hold(lock_);
            lines_.emplace_back(line);
        };
        hooks.new_reference = [] { return std::string("REF"); };
        return Listener::open(settings, hooks);
    }

    std::mutex lock_;
    std::vector<std::string> lines_;
    Listener listener_;
    std::thread thread_;
};

std::string get(std::string_view target, std::string_view headers = "") {
    return "GET " + std::string(target) + " HTTP/1.1\r\nHost: x\r\n" + std::string(headers) + "\r\n";
}

std::string post(std::string_view body, std::string_view headers = "") {
    return "POST / HTTP/1.1\r\nHost: x\r\n" + std::string(headers) + "Content-Length: " + std::to_string(body.size()) +
           "\r\n\r\n" + std::string(body);
}

ListenHooks answering(std::function<Response(const Request&)> handle) {
    ListenHooks hooks;
    hooks.handle = std::move(handle);
    return hooks;
}

}  // namespace

TEST_CASE("a request reaches the handler as it was meant and its answer comes back", "[listener]") {
    TestServer server(answering([](const Request& request) {
        return plain_text(request.method + " " + request.path + " " + value_of(request.query, "q") + " " +
                          header_of(request, "x-a") + " " + cookie_of(request, "c") + " " + request.remote_addr);
    }));
    const std::string answer = server.exchange(get("/a%20b?q=%C3%A9", "X-A: 1%0d%0aB: c\r\nCookie: c=d\r\n"));
    CHECK(status_line(answer) == "HTTP/1.1 200 OK");
    CHECK(body_of(answer) == "GET /a b é 1%0d%0aB: c d 127.0.0.1");
    CHECK(answer.find("\r\nX-Content-Type-Options: nosniff\r\n") != std::string::npos);
    CHECK(answer.find("\r\nServer:") == std::string::npos);
}

TEST_CASE("bodies of up to 64 KiB arrive whole, framed either way, whatever their type", "[listener]") {
    TestServer server;
    const std::string body(std::size_t{64} * 1024, 'a');
    const std::string form_type = "Content-Type: application/x-www-form-urlencoded\r\n";
    CHECK(body_of(server.exchange(post(body, form_type))) == body);
    CHECK(body_of(server.exchange("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n10000\r\n" + body +
                                  "\r\n0\r\n\r\n")) == body);
    CHECK(status_line(server.exchange(post(body + "a", form_type))) == "HTTP/1.1 413 Payload Too Large");
    CHECK(status_line(server.exchange("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n10000\r\n" +
                                      body + "\r\n1\r\na\r\n0\r\n\r\n")) == "HTTP/1.1 413 Payload Too Large");
}

TEST_CASE("a form with files goes to a file where files are taken, and nowhere else", "[listener]") {
    const TempDir folder;
    SpoolFolder spools(folder.path(), 1);
    ListenHooks hooks = answering([](const Request& request) {
        return plain_text(std::to_string(request.body.size()) + " " +
                          (request.spool ? std::to_string(request.spool->size()) : "none"));
    });
    hooks.takes_files = [](std::string_view path) { return path == "/up load"; };
    hooks.open_spool = [&spools] { return spools.open(); };
    ListenSettings settings;
    settings.upload_max = 300'000;
    TestServer server(hooks, settings);
    const std::string form_type = "Content-Type: multipart/form-data; boundary=XX\r\n";
    const auto send_to = [&](std::string_view target, std::size_t size, std::string_view type) {
        return "POST " + std::string(target) + " HTTP/1.1\r\nHost: x\r\n" + std::string(type) +
               "Content-Length: " + std::to_string(size) + "\r\n\r\n" + std::string(size, 'a');
    };
    CHECK(body_of(server.exchange(send_to("/up%20load?a", 300'000, form_type))) == "0 300000");
    CHECK(body_of(server.exchange("POST /up%20load HTTP/1.1\r\nHost: x\r\n" + form_type +
                                  "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n")) == "0 3");
    CHECK(body_of(server.exchange(send_to("/up%20load", 10, "Content-Type: text/plain\r\n"))) == "10 none");
    CHECK(body_of(server.exchange(send_to("/other", 10, form_type))) == "10 none");
    CHECK(status_line(server.exchange(send_to("/up%20load", 300'001, form_type))) == "HTTP/1.1 413 Payload Too Large");
    CHECK(status_line(server.exchange(send_to("/other", 70'000, form_type))) == "HTTP/1.1 413 Payload Too Large");
    CHECK(std::filesystem::is_empty(folder.path()));
}

TEST_CASE("without room for another form with files, it is put off and others are answered", "[listener]") {
    const TempDir folder;
    SpoolFolder spools(folder.path(), 1);
    ListenHooks hooks = answering([](const Request&) { return plain_text("yes"); });
    hooks.takes_files = [](std::string_view) { return true; };
    hooks.open_spool = [&spools] { return spools.open(); };
    TestServer server(hooks);
    const std::string head =
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=XX\r\nContent-Length: 3\r\n\r\n";
    {
        RawClient slow(server.port());
        slow.send(head + "a");
        const auto start = Clock::now();
        std::string refused;
        while (since(start) < 3s && !refused.starts_with("HTTP/1.1 503")) refused = server.exchange(head + "abc");
        CHECK(refused.starts_with("HTTP/1.1 503"));
        CHECK(refused.find("\r\nRetry-After: ") != std::string::npos);
        CHECK(body_of(server.exchange(get("/"))) == "yes");
        slow.send("bc");
        CHECK(body_of(slow.read_answer()) == "yes");
    }
    const auto start = Clock::now();
    std::string later;
    while (since(start) < 3s && body_of(later) != "yes") later = server.exchange(head + "abc");
    CHECK(body_of(later) == "yes");
}

TEST_CASE("a hostile request gets one refusal and the end of the connection, and no handler sees it", "[listener]") {
    std::atomic<int> handled = 0;
    TestServer server(answering([&handled](const Request&) {
        ++handled;
        return plain_text("handled");
    }));
    const std::string smuggled = get("/second");
    auto [name, bytes, status] =
        GENERATE_COPY(
            table<std::string, std::string, std::string>({
                {"both framings",
                 "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                 "400"},
                {"two lengths", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nContent-Length: 9\r\n\r\n", "400"},
                {"a GET with a body", "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 44\r\n\r\n", "400"},
                {"a bare line feed", "GET / HTTP/1.1\nHost: x\n\n", "400"},
                {"a NUL", std::string("GET /") + '\0' + " HTTP/1.1\r\nHost: x\r\n\r\n", "400"},
                {"no Host", "GET / HTTP/1.1\r\n\r\n", "400"},
                {"a signed chunk", "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n+0\r\n\r\n", "400"},
                {"an unknown method", "BREW / HTTP/1.1\r\nHost: x\r\n\r\n", "405"},
                {"DELETE", "DELETE / HTTP/1.1\r\nHost: x\r\n\r\n", "405"},
                {"a compressed body",
                 "POST / HTTP/1.1\r\nHost: x\r\nContent-Encoding: gzip\r\nContent-Length: 1\r\n\r\na", "415"},
                {"a long address", get("/" + std::string(3000, 'a')), "414"},
                {"many headers",
                 "GET / HTTP/1.1\r\nHost: x\r\n" +
                     [] {
                         std::string lines;
                         for (int line = 0; line < 100'000 / 6; ++line) lines += "A: b\r\n";
                         return lines;
                     }(),
                 "431"},
                {"a huge length", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 70000000\r\n\r\n", "413"},
            }));
    CAPTURE(name);
    RawClient client(server.port());
    client.send(bytes + smuggled);
    const std::string all = client.read_all();
    CHECK(all.starts_with("HTTP/1.1 " + status));
    CHECK(all.find("HTTP/1.1", 1) == std::string::npos);
    CHECK(all.find("\r\nConnection: close\r\n") != std::string::npos);
    CHECK(all.find("\r\nContent-Security-Policy: ") != std::string::npos);
    CHECK(client.is_closed());
    CHECK(handled == 0);
}

TEST_CASE("a 405 names the methods there are", "[listener]") {
    TestServer server;
    CHECK(server.exchange("PUT / HTTP/1.1\r\nHost: x\r\n\r\n").find("\r\nAllow: GET, HEAD, POST\r\n") !=
          std::string::npos);
}

TEST_CASE("requests sent together are answered in order on one connection", "[listener]") {
    TestServer server;
    RawClient client(server.port());
    client.send(post("one") + post("two") + post("three"));
    CHECK(body_of(client.read_answer()) == "one");
    CHECK(body_of(client.read_answer()) == "two");
    CHECK(body_of(client.read_answer()) == "three");
}

TEST_CASE("a range is not served, so no answer can grow by it", "[listener]") {
    TestServer server(answering([](const Request&) { return plain_text(std::string(10'000, 'a')); }));
    std::string ranges = "Range: bytes=0-";
    for (int at = 0; at < 1000; ++at) ranges += ",0-";
    const std::string answer = server.exchange(get("/", ranges + "\r\n"));
    CHECK(status_line(answer) == "HTTP/1.1 200 OK");
    CHECK(body_of(answer).size() == 10'000);
}

TEST_CASE("HEAD has the head of GET and no body", "[listener]") {
    TestServer server(answering([](const Request&) { return plain_text("hello"); }));
    RawClient client(server.port());
    client.send("HEAD / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    const std::string answer = client.read_all();
    CHECK(answer.find("\r\nContent-Length: 5\r\n") != std::string::npos);
    CHECK(body_of(answer).empty());
}

TEST_CASE("long text is compressed for those who take gzip", "[listener]") {
    const std::string page(20'000, 'a');
    TestServer server(answering([&page](const Request& request) {
        Response response = html(page);
        if (request.path == "/picture") response.content_type = "image/png";
        return response;
    }));
    const std::string answer = server.exchange(get("/", "Accept-Encoding: gzip\r\n"));
    CHECK(answer.find("\r\nContent-Encoding: gzip\r\n") != std::string::npos);
    CHECK(answer.find("\r\nVary: Accept-Encoding\r\n") != std::string::npos);
    CHECK(body_of(answer).size() < 1000);
    CHECK(body_of(server.exchange(get("/"))) == page);
    CHECK(body_of(server.exchange(get("/", "Accept-Encoding: gzip;q=0\r\n"))) == page);
    CHECK(body_of(server.exchange(get("/picture", "Accept-Encoding: gzip\r\n"))) == page);
}

TEST_CASE("what a handler throws becomes a page with a reference and one line in the log", "[listener]") {
    TestServer server(answering([](const Request& request) -> Response {
        if (request.path == "/number") throw 7;
        if (request.path == "/header") {
            Response response = plain_text("x");
            response.headers.emplace_back("X", "a\r\nSet-Cookie: b");
            return response;
        }
        throw std::runtime_error("no disk\nsecond line \x1b[2J");
    }));
    const std::string answer = server.exchange(get("/a"));
    CHECK(status_line(answer) == "HTTP/1.1 500 Internal Server Error");
    CHECK(answer.find("no disk") == std::string::npos);
    CHECK(body_of(answer) == "Something went wrong here. Nothing was changed. Reference: REF.\n");
    CHECK(status_line(server.exchange(get("/number"))) == "HTTP/1.1 500 Internal Server Error");
    const std::string header = server.exchange(get("/header"));
    CHECK(status_line(header) == "HTTP/1.1 500 Internal Server Error");
    CHECK(header.find("Set-Cookie") == std::string::npos);
    CHECK(server.log() ==
          std::vector<std::string>{"500 REF GET /a: no disk\\x0asecond line \\x1b[2J",
                                   "500 REF GET /number: something that is no std::exception was thrown",
                                   "500 REF GET /header: a header must be one line"});
}

TEST_CASE("the log calls a path what the caller calls it", "[listener]") {
    ListenHooks hooks = answering([](const Request&) -> Response { throw std::runtime_error("no disk"); });
    hooks.logged_path = [](std::string_view path) { return path == "/secret/word" ? "/secret/{word}" : "?"; };
    TestServer server(hooks);
    static_cast<void>(server.exchange(get("/secret/word")));
    CHECK(server.log() == std::vector<std::string>{"500 REF GET /secret/{word}: no disk"});
}

TEST_CASE("refusals are drawn by the caller's page, in the language of the path", "[listener]") {
    ListenHooks hooks;
    hooks.failure_page = [](const Request& request, const Failure& failure) {
        if (request.path == "/broken") throw std::runtime_error("no theme");
        return html(request.path + " " + std::to_string(failure.status) + failure.reference);
    };
    TestServer server(hooks);
    CHECK(body_of(server.exchange("DELETE /af/x HTTP/1.1\r\nHost: x\r\n\r\n")) == "/af/x 405");
    CHECK(body_of(server.exchange(get("/xh/", "Content-Length: 1\r\n"))) == "/xh/ 400");
    CHECK(body_of(server.exchange(get("/?a=%ff"))) == "/ 400");
    CHECK(body_of(server.exchange("rubbish\r\n\r\n")) == "/ 400");
    CHECK(status_line(server.exchange("PUT /broken HTTP/1.1\r\nHost: x\r\n\r\n")) == "HTTP/1.1 405 Method Not Allowed");
    CHECK(server.log() == std::vector<std::string>{"the page for 405 failed: no theme"});
}

TEST_CASE("a delayed answer comes late and keeps no worker", "[listener]") {
    ListenSettings settings;
    settings.workers = 1;
    TestServer server(answering([](const Request& request) {
                          Response response = plain_text(request.path);
                          if (request.path == "/late") response.delay = 1000ms;
                          return response;
                      }),
                      settings);
    const auto start = Clock::now();
    RawClient late(server.port());
    late.send(get("/late"));
    CHECK(body_of(server.exchange(get("/now"))) == "/now");
    CHECK(since(start) < 1000ms);
    CHECK(body_of(late.read_answer()) == "/late");
    CHECK(since(start) >= 1000ms);
}

TEST_CASE("slow and idle clients make no one else wait", "[listener]") {
    ListenSettings settings;
    settings.workers = 2;
    TestServer server({}, settings);
    std::vector<std::unique_ptr<RawClient>> crowd;
    for (int number = 0; number < 300; ++number) {
        crowd.push_back(std::make_unique<RawClient>(server.port()));
        if (number % 3 == 1) crowd.back()->send("GET / HTTP/1.1\r\nHo");
        if (number % 3 == 2) crowd.back()->send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nabc");
    }
    const auto start = Clock::now();
    CHECK(body_of(server.exchange(post("hello"))) == "hello");
    CHECK(since(start) < 2000ms);
}

TEST_CASE("a client that sends or reads too slowly is let go", "[listener]") {
    ListenSettings settings;
    settings.head_time = settings.body_time = settings.idle_time = settings.write_stall = 200ms;
    TestServer server(answering([](const Request&) { return plain_text(std::string(20'000'000, 'a')); }), settings);
    const auto bytes = GENERATE(as<std::string>(), "", "GET / HTTP/1.1\r\nHo",
                                "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n");
    CAPTURE(bytes);
    RawClient client(server.port());
    client.send(bytes);
    CHECK(client.read_all(5000ms).empty());
    CHECK(client.is_closed(0ms));
    RawClient reader(server.port(), 4096);
    reader.send(get("/"));
    std::this_thread::sleep_for(1000ms);
    CHECK(reader.read_all().size() < 20'000'000);
}

TEST_CASE("bytes that drip do not win more time for a head", "[listener]") {
    ListenSettings settings;
    settings.head_time = 300ms;
    TestServer server({}, settings);
    RawClient client(server.port());
    const auto start = Clock::now();
    bool open = client.send("GET / HTTP/1.1\r\nHost: x\r\nA: ");
    while (open && since(start) < 5000ms) {
        std::this_thread::sleep_for(20ms);
        open = client.send("b");
    }
    CHECK_FALSE(open);
    CHECK(since(start) < 3000ms);
}

TEST_CASE("over the limit of connections the one idle longest makes room", "[listener]") {
    ListenSettings settings;
    settings.connections_max = 5;
    TestServer server({}, settings);
    std::vector<std::unique_ptr<RawClient>> crowd;
    for (int number = 0; number < 20; ++number) {
        crowd.push_back(std::make_unique<RawClient>(server.port()));
        std::this_thread::sleep_for(2ms);
    }
    CHECK(body_of(server.exchange(post("hello"))) == "hello");
    CHECK(crowd.front()->is_closed());
    crowd.back()->send(post("still here"));
    CHECK(body_of(crowd.back()->read_answer()) == "still here");
}

TEST_CASE("a crowd of half-sent requests does not keep a whole one out", "[listener]") {
    ListenSettings settings;
    settings.connections_max = 4;
    TestServer server({}, settings);
    std::vector<std::unique_ptr<RawClient>> crowd;
    for (int number = 0; number < 12; ++number) {
        crowd.push_back(std::make_unique<RawClient>(server.port()));
        crowd.back()->send("GET / HTTP/1.1\r\nHo");
    }
    CHECK(body_of(server.exchange(post("hello"))) == "hello");
    CHECK(crowd.front()->is_closed());
}

TEST_CASE("when too many requests wait the next is told to come back, and is served later", "[listener]") {
    std::mutex gate;
    ListenSettings settings;
    settings.workers = 1;
    settings.waiting_max = 1;
    TestServer server(answering([&gate](const Request&) {
                          const std::lock_guard hold(gate);
                          return plain_text("served");
                      }),
                      settings);
    std::vector<std::unique_ptr<RawClient>> crowd;
    std::string refused;
    {
        const std::lock_guard closed(gate);
        for (int number = 0; number < 2; ++number) {
            crowd.push_back(std::make_unique<RawClient>(server.port()));
            crowd.back()->send(get("/"));
            std::this_thread::sleep_for(300ms);
        }
        refused = server.exchange(get("/"));
    }
    CHECK(status_line(refused) == "HTTP/1.1 503 Service Unavailable");
    CHECK(refused.find("\r\nRetry-After: ") != std::string::npos);
    for (auto& client : crowd) CHECK(body_of(client->read_answer()) == "served");
    CHECK(body_of(server.exchange(get("/"))) == "served");
}

TEST_CASE("the listener stops at once with idle and slow clients, and finishes what it has begun", "[listener]") {
    TestServer server(answering([](const Request& request) {
        if (request.path == "/work") std::this_thread::sleep_for(300ms);
        return plain_text("done");
    }));
    RawClient idle(server.port()), slow(server.port()), served(server.port()), working(server.port());
    slow.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n");
    served.send(get("/"));
    CHECK(body_of(served.read_answer()) == "done");
    working.send(get("/work"));
    std::this_thread::sleep_for(100ms);
    const auto start = Clock::now();
    std::thread stopping([&server] { server.stop(); });
    CHECK(body_of(working.read_answer()) == "done");
    CHECK(working.is_closed());
    stopping.join();
    CHECK(since(start) < 2000ms);
    CHECK(idle.is_closed());
    CHECK_THROWS(RawClient(server.port()));
}

TEST_CASE("a listener that was stopped before it ran does not run", "[listener]") {
    ListenSettings settings;
    settings.port = 0;
    Listener listener = Listener::open(settings, answering([](const Request&) { return plain_text(""); }));
    listener.stop();
    listener.run();
    SUCCEED();
}

TEST_CASE("only loopback addresses are listened on", "[listener]") {
    const auto host = GENERATE(as<std::string>(), "0.0.0.0", "192.168.1.10", "::", "example.org", "");
    CAPTURE(host);
    ListenSettings settings;
    settings.host = host;
    settings.port = 0;
    CHECK_THROWS_WITH(Listener::open(settings, {}), Catch::Contains("behind a proxy"));
}

TEST_CASE("a port that is taken is named", "[listener]") {
    TestServer server;
    ListenSettings settings;
    settings.port = server.port();
    CHECK_THROWS_WITH(Listener::open(settings, {}), Catch::Contains("127.0.0.1:" + std::to_string(server.port())) &&
                                                        Catch::Contains("another program"));
}

TEST_CASE("a date stands on an answer once there is a clock", "[listener]") {
    ListenHooks hooks;
    hooks.now = [] { return std::chrono::sys_seconds(784111777s); };
    TestServer server(hooks);
    CHECK(server.exchange(get("/")).find("\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\n") != std::string::npos);
}

}  // namespace charter::listener_test
