#include "generator/render/addresses.h"

#include <catch2/catch.hpp>

namespace charter::addresses_test {

TEST_CASE("the form for a complaint about a promise knows the office, the service and the standard") {
    CHECK(lodge_url("af", {{}, "gugulethu", "foster-care", "answer-complaint"}) ==
          "/af/lodge/?office=gugulethu&service=foster-care&standard=answer-complaint");
}

TEST_CASE("what a page does not know is left out of the form's address") {
    CHECK(lodge_url("en", {}) == "/en/lodge/");
    CHECK(lodge_url("en", {{}, {}, {}, "answer-complaint"}) == "/en/lodge/?standard=answer-complaint");
    CHECK(lodge_url("en", {"enquiry", {}, "adoption", {}}) == "/en/lodge/?kind=enquiry&service=adoption");
}

TEST_CASE("a base address may end with a slash or not") {
    CHECK(absolute_url("https://a.example", "/en/") == "https://a.example/en/");
    CHECK(absolute_url("https://a.example/", "/en/") == "https://a.example/en/");
}

TEST_CASE("a printed address has no scheme") {
    CHECK(printed_address("https://a.example/", "/en/x/") == "a.example/en/x/");
    CHECK(printed_address("a.example", "/en/x/") == "a.example/en/x/");
}

}  // namespace charter::addresses_test
