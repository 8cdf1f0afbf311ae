#include "generator/check/terms.h"

#include <catch2/catch.hpp>

#include "tests/generator/check/check_fixture.h"

namespace charter::terms_test {

TEST_CASE("a word to avoid is advised against once a page, where it stands as a word", "[terms]") {
    Check check{{{"en/index.md", home + "## The Ticket\n\nA ticket. Ticketing is a bus-ticket.\n"},
                 {"en/a.md", home + "Write on\n*paper or a* case number.\n"},
                 {"en/b.md", home + "Ticketing.\n"},
                 {"data/terms.yaml", "- id: case\n  term: case\n  avoid: {en: [ticket, Case Number]}\n"}},
                "",
                {}};
    CHECK(check.findings() == "advice en/a.md:5:14 avoided-word\nadvice en/index.md:4:8 avoided-word\n");
    CHECK(check.run().sorted().front().hint == "write \"case\"");
}

TEST_CASE("mistakes of the list of terms are reported", "[terms]") {
    const auto findings = [](const std::string& terms) {
        return Check{{{"en/index.md", home}, {"data/terms.yaml", terms}}, "", {}}.findings();
    };
    CHECK(findings("- id: a\n  term: a\n  avoid: {fr: [b]}\n") == "error data/terms.yaml:3:11 unknown-language\n");
    CHECK(findings("- id: a\n  term: a\n- id: a\n  term: b\n") == "error data/terms.yaml:3:7 duplicate-id\n");
    CHECK(findings("- id: a\n  term: a\n  avoids: b\n") == "error data/terms.yaml:3:3 unknown-field\n");
    CHECK(findings("a: b\n") == "error data/terms.yaml:1:1 bad-field\n");
    CHECK(findings("- b\n") == "error data/terms.yaml:1:3 bad-field\n");
    CHECK(findings("") == "");
}

}  // namespace charter::terms_test
