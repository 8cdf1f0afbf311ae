#include "generator/model/former_address.h"

#include <catch2/catch.hpp>

namespace charter::former_address_test {

TEST_CASE("a former address is one that a page could have had, and can become a folder below the site", "[addresses]") {
    for (const auto* address : {"/en/old/", "/old/fees/", "/en/Old_name.html/", "/af/~x/"})
        CHECK(is_former_address(address));
    for (const auto* address :
         {"", "/", "//", "en/old/", "/en/old", "//evil/", "/en//old/", "/en/../up/", "/en/./old/", "/.server/x/",
          "/en/Old Name/", "/en/%2e%2e/", "/en/x/; return 302 https://evil.example/", "/en/é/", "/en\\old/"})
        CHECK_FALSE(is_former_address(address));
}

TEST_CASE("what every site publishes cannot be a former address", "[addresses]") {
    for (const auto* address :
         {"/robots.txt/", "/assets/old/", "/en/calendar.ics/", "/404.html.br/", "/data/", "/en/index.html/"})
        CHECK(is_taken_by_build(address));
    for (const auto* address : {"/en/old/", "/en/data/", "/old/fees/", "/en/news/robots.txt/"})
        CHECK_FALSE(is_taken_by_build(address));
}

}  // namespace charter::former_address_test
