#include "server/http/request_framer.h"

#include <catch2/catch.hpp>

#include "tests/support/random.h"

namespace charter::request_framer_test {
namespace {

using State = RequestFramer::State;

std::string describe(const RequestFramer& framer) {
    switch (framer.state()) {
        case State::Empty:
            return "empty";
        case State::Head:
            return "head";
        case State::Body:
            return "body";
        case State::Whole:
            return "whole";
        case State::Broken:
            return std::to_string(framer.refused().status);
    }
    return "";
}

std::string frame(std::string_view bytes) {
    RequestFramer framer({});
    framer.feed(bytes);
    return describe(framer);
}

std::string frame_slowly(std::string_view bytes) {
    RequestFramer framer({});
    for (const char byte : bytes) framer.feed({&byte, 1});
    return describe(framer);
}

const std::string host = "Host: x\r\n";

std::string post(std::string_view headers, std::string_view body) {
    return "POST /p HTTP/1.1\r\n" + host + std::string(headers) + "\r\n" + std::string(body);
}

std::string chunked(std::string_view body) {
    return post("Transfer-Encoding: chunked\r\n", body);
}

}  // namespace

TEST_CASE("a well-formed request is whole exactly when its last byte has come", "[framer]") {
    const auto bytes =
        GENERATE(as<std::string>(), "GET / HTTP/1.1\r\nHost: x\r\n\r\n",
                 "HEAD /a?b=c HTTP/1.1\r\nhost:x.example:8080\r\nX: \t y \r\n\r\n", "GET / HTTP/1.0\r\n\r\n",
                 "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n", "POST / HTTP/1.1\r\nHost: x\r\n\r\n",
                 "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello",
                 "POST / HTTP/1.1\r\nHost: [::1]\r\nTransfer-Encoding: "
                 "Chunked\r\n\r\n3\r\nabc\r\n00A\r\n0123456789\r\n0\r\n\r\n");
    CAPTURE(bytes);
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        const std::string state = frame(bytes.substr(0, size));
        REQUIRE((state == "empty" || state == "head" || state == "body"));
    }
    CHECK(frame(bytes) == "whole");
    CHECK(frame_slowly(bytes) == "whole");
}

TEST_CASE("a whole request gives its parts, and what follows it is the next one", "[framer]") {
    RequestFramer framer({});
    framer.feed(chunked("2\r\nhi\r\n1\r\n!\r\n0\r\n\r\n") +
                "GET /next HTTP/1.1\r\nHost: y\r\nConnection: x, Close\r\n\r\n");
    REQUIRE(framer.state() == State::Whole);
    const RawRequest first = framer.take();
    CHECK(first.method == "POST");
    CHECK(first.body == "hi!");
    CHECK_FALSE(first.wants_close);
    CHECK(*find_header(first, "host") == "x");
    REQUIRE(framer.state() == State::Whole);
    const RawRequest next = framer.take();
    CHECK(next.target == "/next");
    CHECK(next.body.empty());
    CHECK(next.wants_close);
    CHECK(framer.state() == State::Empty);
}

TEST_CASE("a header's bytes stay as they were sent: nothing in them is decoded", "[framer]") {
    RequestFramer framer({});
    framer.feed("GET / HTTP/1.1\r\nHost: x\r\nX-A: a%0d%0aSet-Cookie: b\r\n\r\n");
    CHECK(*find_header(framer.take(), "x-a") == "a%0d%0aSet-Cookie: b");
}

TEST_CASE("broken framing is refused however it arrives", "[framer]") {
    auto [name, bytes, status] = GENERATE(table<std::string, std::string, std::string>({
        {"both framings", post("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), "400"},
        {"two lengths", post("Content-Length: 3\r\nContent-Length: 5\r\n", "hello"), "400"},
        {"the same length twice", post("Content-Length: 3\r\nContent-Length: 3\r\n", "abc"), "400"},
        {"a list of lengths", post("Content-Length: 3, 3\r\n", "abc"), "400"},
        {"a length in words", post("Content-Length: abc\r\n", ""), "400"},
        {"a signed length", post("Content-Length: +3\r\n", "abc"), "400"},
        {"a negative length", post("Content-Length: -1\r\n", ""), "400"},
        {"an empty length", post("Content-Length:\r\n", ""), "400"},
        {"a length in hexadecimal", post("Content-Length: 0x10\r\n", ""), "400"},
        {"a huge length", post("Content-Length: 99999999999999999999999\r\n", ""), "413"},
        {"one byte too many", post("Content-Length: 65537\r\n", ""), "413"},
        {"a coding other than chunked", post("Transfer-Encoding: xchunked\r\n", ""), "400"},
        {"a list of codings", post("Transfer-Encoding: gzip, chunked\r\n", ""), "400"},
        {"the coding twice", post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", ""), "400"},
        {"chunked in HTTP/1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "400"},
        {"a signed chunk size", chunked("+3\r\nabc\r\n0\r\n\r\n"), "400"},
        {"a negative chunk size", chunked("-2\r\nabc\r\n0\r\n\r\n"), "400"},
        {"a chunk size with 0x", chunked("0x3\r\nabc\r\n0\r\n\r\n"), "400"},
        {"a chunk size with a blank", chunked(" 3\r\nabc\r\n0\r\n\r\n"), "400"},
        {"an empty chunk size", chunked("\r\nabc\r\n"), "400"},
        {"a chunk size of nine digits", chunked("000000003\r\nabc\r\n0\r\n\r\n"), "400"},
        {"an overflowing chunk size", chunked("ffffffffffffffff1\r\nabc\r\n"), "400"},
        {"a chunk over the limit", chunked("10001\r\n"), "413"},
        {"a chunk extension", chunked("3;a=b\r\nabc\r\n0\r\n\r\n"), "400"},
        {"a chunk that goes on", chunked("3\r\nabcd\r\n0\r\n\r\n"), "400"},
        {"a chunk line with a bare line feed", chunked("3\nabc\r\n0\r\n\r\n"), "400"},
        {"a trailer", chunked("0\r\nX: y\r\n\r\n"), "400"},
        {"a GET with a body", "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc", "400"},
        {"a HEAD with chunks", "HEAD / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "400"},
        {"bare line feeds", "GET / HTTP/1.1\nHost: x\n\n", "400"},
        {"a lone carriage return", "GET / HTTP/1.1\r\nHost: x\rY: z\r\n\r\n", "400"},
        {"a folded header", "GET / HTTP/1.1\r\nHost: x\r\nA: b\r\n c\r\n\r\n", "400"},
        {"a blank before the colon", "GET / HTTP/1.1\r\nHost : x\r\n\r\n", "400"},
        {"a header without a name", "GET / HTTP/1.1\r\nHost: x\r\n: y\r\n\r\n", "400"},
        {"a header without a colon", "GET / HTTP/1.1\r\nHost: x\r\nno colon\r\n\r\n", "400"},
        {"a NUL in a header", std::string("GET / HTTP/1.1\r\nHost: x\r\nA: b") + '\0' + "c\r\n\r\n", "400"},
        {"an escape in a header", "GET / HTTP/1.1\r\nHost: x\r\nA: \x1b[2J\r\n\r\n", "400"},
        {"no Host", "GET / HTTP/1.1\r\n\r\n", "400"},
        {"an empty Host", "GET / HTTP/1.1\r\nHost:\r\n\r\n", "400"},
        {"two Hosts", "GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", "400"},
        {"a Host with a path", "GET / HTTP/1.1\r\nHost: x/y\r\n\r\n", "400"},
        {"two blanks in the request line", "GET  / HTTP/1.1\r\nHost: x\r\n\r\n", "400"},
        {"no version", "GET /\r\nHost: x\r\n\r\n", "400"},
        {"another version", "GET / HTTP/2.0\r\nHost: x\r\n\r\n", "505"},
        {"no leading slash", "GET a HTTP/1.1\r\nHost: x\r\n\r\n", "400"},
        {"a whole address", "GET http://x/ HTTP/1.1\r\nHost: x\r\n\r\n", "400"},
        {"a fragment", "GET /#a HTTP/1.1\r\nHost: x\r\n\r\n", "400"},
        {"raw UTF-8 in the address", "GET /\xc3\xa9 HTTP/1.1\r\nHost: x\r\n\r\n", "400"},
        {"an empty line first", "\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n", "400"},
        {"binary", "\x16\x03\x01\x02", "400"},
        {"an unknown method", "BREW / HTTP/1.1\r\nHost: x\r\n\r\n", "405"},
        {"a method we do not have", "PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\na", "405"},
        {"a compressed body", post("Content-Encoding: gzip\r\nContent-Length: 1\r\n", "a"), "415"},
        {"another expectation", post("Expect: wonders\r\nContent-Length: 1\r\n", "a"), "417"},
        {"an address of 2,049 bytes", "GET /" + std::string(2048, 'a') + " HTTP/1.1\r\nHost: x\r\n\r\n", "414"},
        {"an endless first line", "GET /" + std::string(9000, 'a'), "414"},
        {"an endless header", "GET / HTTP/1.1\r\nHost: x\r\nA: " + std::string(9000, 'a'), "431"},
    }));
    CAPTURE(name);
    CHECK(frame(bytes) == status);
    CHECK(frame_slowly(bytes) == status);
}

TEST_CASE("64 header lines are read and 65 are not", "[framer]") {
    const auto with_lines = [](int count) {
        std::string text = "GET / HTTP/1.1\r\nHost: x\r\n";
        for (int line = 1; line < count; ++line) text += "A: b\r\n";
        return text + "\r\n";
    };
    CHECK(frame(with_lines(64)) == "whole");
    CHECK(frame(with_lines(65)) == "431");
}

TEST_CASE("a body of the largest size is read, in one piece and in chunks of one byte", "[framer]") {
    const std::size_t largest = FrameLimits().body_max;
    CHECK(frame(post("Content-Length: " + std::to_string(largest) + "\r\n", std::string(largest, 'a'))) == "whole");
    std::string chunks;
    for (std::size_t at = 0; at < largest; ++at) chunks += "1\r\na\r\n";
    CHECK(frame(chunked(chunks + "0\r\n\r\n")) == "whole");
    CHECK(frame(chunked(chunks + "1\r\na\r\n0\r\n\r\n")) == "413");
}

TEST_CASE("a request that waits for leave to send its body is told once", "[framer]") {
    RequestFramer framer({});
    framer.feed(post("Expect: 100-continue\r\nContent-Length: 2\r\n", ""));
    CHECK(framer.take_continue());
    CHECK_FALSE(framer.take_continue());
    framer.feed("ok");
    CHECK(framer.take().body == "ok");
}

TEST_CASE("nothing is taken out of a broken connection any more", "[framer]") {
    RequestFramer framer({});
    framer.feed("GET / HTTP/1.1\r\n\r\n");
    framer.feed("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    CHECK(describe(framer) == "400");
    CHECK(framer.partial().target == "/");
}

TEST_CASE("however its bytes are cut, a stream gives the same requests", "[framer][property]") {
    const auto seed = property_seed();
    CAPTURE(seed);
    Random random(seed);
    const std::vector<std::string> pieces = {"GET /a HTTP/1.1\r\nHost: x\r\n\r\n",
                                             post("Content-Length: 3\r\n", "abc"),
                                             chunked("3\r\nabc\r\n0\r\n\r\n"),
                                             "\r\n",
                                             "\n",
                                             "Content-Length: 1\r\n",
                                             "0\r\n\r\n",
                                             "GET"};
    const auto run = [](RequestFramer& framer, std::string& seen) {
        while (framer.state() == State::Whole) {
            const RawRequest request = framer.take();
            seen += request.method + request.target + request.body + "|";
        }
    };
    for (int round = 0; round < 500; ++round) {
        const std::string bytes = random.join(pieces, random.between(1, 6));
        RequestFramer at_once({}), in_pieces({});
        std::string seen_at_once, seen_in_pieces;
        at_once.feed(bytes);
        run(at_once, seen_at_once);
        for (std::size_t at = 0; at < bytes.size();) {
            const std::size_t size = random.between(1, 7);
            in_pieces.feed(std::string_view(bytes).substr(at, size));
            run(in_pieces, seen_in_pieces);
            at += size;
        }
        CAPTURE(bytes);
        REQUIRE(seen_in_pieces + describe(in_pieces) == seen_at_once + describe(at_once));
    }
}

}  // namespace charter::request_framer_test
