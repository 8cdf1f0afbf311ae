#include "generator/shared/as_typed.h"

#include <catch2/catch.hpp>

namespace charter::as_typed_test {

TEST_CASE("a command in a message can be pasted: with the program as it was called and the site", "[as-typed]") {
    const auto typed = [](std::string_view text) { return as_typed(text, "build/charter", "content/town"); };
    CHECK(typed("charter approve charters/town --role ROLE") ==
          "build/charter approve --site content/town charters/town --role ROLE");
    CHECK(typed("have it signed: charter approve a, then charter approve a (2 roles)") ==
          "have it signed: build/charter approve --site content/town a, then "
          "build/charter approve --site content/town a (2 roles)");
    CHECK(typed("first\n  charter check\n") == "first\n  build/charter check --site content/town\n");
    CHECK(typed("charter check: it lists them") == "build/charter check --site content/town: it lists them");
}

TEST_CASE("what is no command on a site stays as it is", "[as-typed]") {
    for (const std::string_view text : {"", "no charter names it", "charter keys FILE", "the charter", "a charter ",
                                        "subcharter check", "charter checks"})
        CHECK(as_typed(text, "build/charter", "content/town") == text);
}

TEST_CASE("names that the shell would take apart are put in quotes", "[as-typed]") {
    CHECK(as_typed("charter due", "/opt/my tools/charter", "the mayor's site") ==
          "'/opt/my tools/charter' due --site 'the mayor'\\''s site'");
    CHECK(as_typed("charter due", "x", "").ends_with(" --site ''"));
}

}  // namespace charter::as_typed_test
