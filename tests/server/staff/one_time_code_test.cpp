#include "server/staff/one_time_code.h"

#include <catch2/catch.hpp>

#include "server/staff/user_agent.h"

namespace charter::one_time_code_test {
namespace {

// The secret of RFC 6238, appendix B.
const std::string rfc_secret = "12345678901234567890";

Instant at_second(std::int64_t second) {
    return Instant(std::chrono::seconds(second));
}

}  // namespace

TEST_CASE("codes are those of RFC 6238", "[factor]") {
    const auto [second, code] = GENERATE(table<std::int64_t, const char*>({{59, "287082"},
                                                                           {1111111109, "081804"},
                                                                           {1111111111, "050471"},
                                                                           {1234567890, "005924"},
                                                                           {2000000000, "279037"},
                                                                           {20000000000, "353130"}}));
    CAPTURE(second);
    CHECK(one_time_code(rfc_secret, step_of(at_second(second))) == code);
}

TEST_CASE("a code fits one step to each side, with blanks, and never again", "[factor]") {
    const Instant now = at_second(1111111109);
    const std::int64_t step = step_of(now);
    CHECK(find_step_of_code(rfc_secret, "081 804", now, 0) == step);
    CHECK(find_step_of_code(rfc_secret, one_time_code(rfc_secret, step + 1), now, 0) == step + 1);
    CHECK(find_step_of_code(rfc_secret, one_time_code(rfc_secret, step - 1), now, 0) == step - 1);
    CHECK_FALSE(find_step_of_code(rfc_secret, one_time_code(rfc_secret, step + 2), now, 0));
    CHECK_FALSE(find_step_of_code(rfc_secret, one_time_code(rfc_secret, step - 2), now, 0));
    CHECK_FALSE(find_step_of_code(rfc_secret, "081804", now, step));
    CHECK_FALSE(find_step_of_code(rfc_secret, "", now, 0));
    CHECK_FALSE(find_step_of_code(rfc_secret, "0818041", now, 0));
}

TEST_CASE("base32 is that of RFC 4648 without padding", "[factor]") {
    const auto [bytes, text] = GENERATE(table<const char*, const char*>(
        {{"", ""}, {"f", "MY"}, {"fo", "MZXQ"}, {"foo", "MZXW6"}, {"foob", "MZXW6YQ"}, {"foobar", "MZXW6YTBOI"}}));
    CHECK(base32(bytes) == text);
}

TEST_CASE("the address for the app holds name, issuer and secret, each encoded", "[factor]") {
    CHECK(code_address("Town charter", "thandi@x", "foo") ==
          "otpauth://totp/Town%20charter:thandi%40x?secret=MZXW6&issuer=Town%20charter&algorithm=SHA1&digits=6&"
          "period=30");
}

TEST_CASE("recovery codes are all different, and read as they are typed", "[factor]") {
    const auto codes = new_recovery_codes();
    CHECK(codes.size() == recovery_codes_made);
    for (const std::string& code : codes) CHECK(normal_recovery_code(code)->size() == 10);
    CHECK(codes[0] != codes[1]);
    CHECK(normal_recovery_code(" k7m4r 2wx9t ") == "K7M4R2WX9T");
    CHECK_FALSE(normal_recovery_code("K7M4R-2WX9"));
    CHECK_FALSE(normal_recovery_code("K7M4R-2WX9O"));
}

TEST_CASE("a session is told by a name of ours, whatever the header holds", "[accounts]") {
    const auto [header, name] = GENERATE(table<const char*, const char*>({
        {"Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox, Linux"},
        {"Mozilla/5.0 (Linux; Android 13; SM-A037F) AppleWebKit/537.36 Chrome/124.0 Mobile Safari/537.36",
         "Chrome, Android"},
        {"Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/124.0 Safari/537.36 Edg/124.0", "Edge, Windows"},
        {"<script>alert(1)</script>", ""},
        {"", ""},
    }));
    CHECK(device_name(header) == name);
}

TEST_CASE("the place of a session is no finer than its network", "[accounts]") {
    CHECK(network_of("192.0.2.17") == "192.0.*.*");
    CHECK(network_of("2001:db8:17::1") == "2001:db8:*");
    CHECK(network_of("") == "");
}

}  // namespace charter::one_time_code_test
