#include "server/http/message.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <stdexcept>

#include "server/http/content_coding.h"
#include "server/http/interpret.h"
#include "server/http/security_headers.h"

namespace charter::message_test {
namespace {

std::string header_in(const Response& response, std::string_view name) {
    for (const auto& [each, value] : headers_of(response)) {
        if (each == name) return value;
    }
    return "(absent)";
}

Request interpreted(const RawRequest& raw, ProxyTrust trust = ProxyTrust::None) {
    auto meant = interpret(raw, "127.0.0.1", trust);
    REQUIRE(std::holds_alternative<Request>(meant));
    return std::get<Request>(meant);
}

RawRequest raw_request(std::string target, std::vector<std::pair<std::string, std::string>> headers = {}) {
    RawRequest raw;
    raw.method = "GET";
    raw.target = std::move(target);
    raw.headers = std::move(headers);
    return raw;
}

}  // namespace

TEST_CASE("a response's own content security policy stands alone", "[headers]") {
    Response page = html("<p>");
    page.headers.emplace_back("Content-Security-Policy", "default-src 'self'");
    const auto headers = headers_of(page);
    const auto is_policy = [](const auto& header) { return header.first == "Content-Security-Policy"; };
    CHECK(std::count_if(headers.begin(), headers.end(), is_policy) == 1);
    CHECK(header_in(page, "Content-Security-Policy") == "default-src 'self'");
}

TEST_CASE("every answer has the security headers and is not stored unless it says so", "[headers]") {
    const Response page = html("<p>");
    CHECK(header_in(page, "Content-Security-Policy") ==
          "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri "
          "'none'");
    CHECK(header_in(page, "X-Content-Type-Options") == "nosniff");
    CHECK(header_in(page, "Referrer-Policy") == "no-referrer");
    CHECK(header_in(page, "Strict-Transport-Security") == "max-age=31536000; includeSubDomains");
    CHECK(header_in(page, "Cross-Origin-Opener-Policy") == "same-origin");
    CHECK(header_in(page, "Cross-Origin-Embedder-Policy") == "require-corp");
    CHECK(header_in(page, "Cross-Origin-Resource-Policy") == "same-origin");
    CHECK(header_in(page, "Cache-Control") == "no-store");
    Response asset = page;
    asset.caching = Caching::Immutable;
    CHECK(header_in(asset, "Cache-Control") == "public, max-age=31536000, immutable");
}

TEST_CASE("a cookie is always secure and hidden from scripts", "[headers]") {
    Response response = html("");
    response.cookies.push_back({"__Host-lodge", "abc_-", std::chrono::hours(24), SameSite::Lax});
    CHECK(header_in(response, "Set-Cookie") ==
          "__Host-lodge=abc_-; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=86400");
    response.cookies.front() = {"__Host-staff", "x", std::nullopt, SameSite::Strict};
    CHECK(header_in(response, "Set-Cookie") == "__Host-staff=x; Path=/; Secure; HttpOnly; SameSite=Strict");
}

TEST_CASE("no header or cookie can begin a second line", "[headers]") {
    Response response = html("");
    response.headers.emplace_back("X-A", "b\r\nSet-Cookie: c");
    CHECK_THROWS_AS(headers_of(response), std::invalid_argument);
    response.headers.clear();
    response.cookies.push_back({"a", "b; Domain=evil", std::nullopt, SameSite::Lax});
    CHECK_THROWS_AS(headers_of(response), std::invalid_argument);
}

TEST_CASE("a redirect leads to an encoded path of this site and nowhere else", "[message]") {
    CHECK(redirect("/en/lodge/what/?from=check#place").status == 303);
    CHECK(moved("/en/x/").status == 301);
    const auto elsewhere = GENERATE(as<std::string>(), "", "en/", "//evil.example/", "https://evil.example/",
                                    "/\\evil.example", "/a\r\nX: y", "/a b", "/é", std::string("/a\0b", 4));
    CAPTURE(elsewhere);
    CHECK_THROWS_AS(redirect(elsewhere), std::invalid_argument);
}

TEST_CASE("paths and query values are encoded so that they read back the same", "[message]") {
    CHECK(encode_path("/en/a b/é?#%") == "/en/a%20b/%C3%A9%3F%23%25");
    CHECK(encode_query_value("a&b=c/é +") == "a%26b%3Dc%2F%C3%A9%20%2B");
}

TEST_CASE("a request is understood: path and query decoded, cookies apart", "[interpret]") {
    const Request request = interpreted(raw_request(
        "/en/a%20b/%C3%A9?x=1+2&x=3&y", {{"cookie", "a=1; b=\"2\"; a=3; =x; junk"}, {"x-a", "1"}, {"x-a", "2"}}));
    CHECK(request.path == "/en/a b/é");
    CHECK(request.query == FieldMap{{"x", {"1 2", "3"}}, {"y", {""}}});
    CHECK(request.cookies == TextMap{{"a", "1"}, {"b", "\"2\""}});
    CHECK(header_of(request, "x-a") == "1, 2");
    CHECK(request.remote_addr == "127.0.0.1");
    CHECK_FALSE(request.is_secure);
}

TEST_CASE("an address that is not well-formed text is refused", "[interpret]") {
    const auto target = GENERATE(as<std::string>(), "/%00", "/a%0d%0ab", "/%7f", "/%ff", "/%c0%af", "/%", "/%2", "/%zz",
                                 "/?a=%ff", "/?a=%00", "/?a=%", "/?=1");
    CAPTURE(target);
    CHECK(std::get<Refused>(interpret(raw_request(target), "127.0.0.1", ProxyTrust::None)).status == 400);
    CHECK(partly_interpreted(raw_request(target)).path.starts_with('/'));
}

TEST_CASE("what a proxy says of the client is believed only if the settings say so", "[interpret]") {
    auto [forwarded, real, expected] = GENERATE(table<std::string, std::string, std::string>({
        {"203.0.113.7", "", "203.0.113.7"},
        {"9.9.9.9, 203.0.113.7", "", "203.0.113.7"},
        {"2001:db8::1", "", "2001:db8::1"},
        {"nonsense", "198.51.100.2", "198.51.100.2"},
        {"203.0.113.7, <script>", "", "127.0.0.1"},
        {"", "", "127.0.0.1"},
    }));
    CAPTURE(forwarded, real);
    const RawRequest raw =
        raw_request("/", {{"x-forwarded-for", forwarded}, {"x-real-ip", real}, {"x-forwarded-proto", "https"}});
    CHECK(interpreted(raw, ProxyTrust::Forwarded).remote_addr == expected);
    CHECK(interpreted(raw, ProxyTrust::Forwarded).is_secure);
    CHECK(interpreted(raw).remote_addr == "127.0.0.1");
    CHECK_FALSE(interpreted(raw).is_secure);
}

TEST_CASE("the coding a client likes best is chosen, and none it forbids", "[coding]") {
    auto [accepted, expected] = GENERATE(table<std::string, std::string>({
        {"", ""},
        {"gzip, deflate, br", "br"},
        {"gzip", "gzip"},
        {"x-gzip", "gzip"},
        {"GZIP;Q=0.5", "gzip"},
        {"br;q=0", ""},
        {"br;q=0, gzip", "gzip"},
        {"br;q=0.000, gzip;q=0.001", "gzip"},
        {"br;q=0.5, gzip;q=0.8", "gzip"},
        {"br;q=0.8, gzip;q=0.8", "br"},
        {"*", "br"},
        {"*;q=0", ""},
        {"br;q=0, *", "gzip"},
        {"gzip;q=0, *;q=0.1", "br"},
        {"identity, gzip;q=0.5", ""},
        {"identity;q=0.2, gzip;q=0.5", "gzip"},
        {"deflate, zstd", ""},
        {"br;q=high", ""},
        {"br;q=1.5", "br"},
        {"br; q=0.5", "br"},
        {"gzip;x=1", ""},
        {", ,gzip,", "gzip"},
    }));
    CAPTURE(accepted);
    CHECK(key_of(choose_coding(accepted, {true, true})) == expected);
}

TEST_CASE("a coding that is not offered is never chosen", "[coding]") {
    CHECK(choose_coding("br, gzip", {.gzip = true}) == Coding::Gzip);
    CHECK(choose_coding("br", {.gzip = true}) == Coding::None);
    CHECK(choose_coding("br, gzip", {}) == Coding::None);
}

}  // namespace charter::message_test
