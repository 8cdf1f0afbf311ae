#include "generator/shared/text.h"

#include <catch2/catch.hpp>

#include "generator/shared/control_signs.h"
#include "generator/shared/diagnostics.h"

namespace charter::text_test {

TEST_CASE("UTF-8 that is cut, overlong or a surrogate is found at its first byte", "[text]") {
    CHECK_FALSE(find_invalid_utf8("Ndibuze kathathu, 3×"));
    CHECK(find_invalid_utf8("ab\xC3") == 2U);
    CHECK(find_invalid_utf8("\xC0\x80") == 0U);
    CHECK(find_invalid_utf8("a\xED\xA0\x80") == 1U);
}

TEST_CASE("signs that steer a machine or turn the text around are found, letters and blanks are not", "[text]") {
    const std::string plain = std::string(200, 'a') + "\t\r\n \u00a0“quoted” – Ndibuze · كتابة \u200e\u200d";
    CHECK_FALSE(find_control_sign(plain));
    for (const std::string sign : {"\x01", "\x0b", "\x1b", "\x7f", "\u0085", "\u202e", "\u2066"}) {
        for (const std::size_t before : {0U, 1U, 63U, 64U, 130U}) {
            const auto found = find_control_sign(std::string(before, 'x') + sign + plain);
            REQUIRE(found);
            CHECK(found->begin == before);
            CHECK(found->end == before + sign.size());
        }
    }
    CHECK(find_control_sign(std::string_view("a\0b", 3))->begin == 1);
}

TEST_CASE("escaped text never holds a sign of HTML", "[text]") {
    CHECK(escape_html("<a href=\"x\">'&'</a>") == "&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/a&gt;");
}

TEST_CASE("a slug is lower case with single hyphens", "[text]") {
    CHECK(slug("What it costs") == "what-it-costs");
    CHECK(slug("  Diensmanifes: dié  ") == "diensmanifes-die");
    CHECK(slug("***") == "section");
}

TEST_CASE("the nearest name is offered only when it is near", "[text]") {
    CHECK(nearest_name("dayz", {"hours", "days"}) == "days");
    CHECK_FALSE(nearest_name("elephant", {"hours", "days"}));
}

TEST_CASE("a finding prints its place, the line, a caret and a hint", "[diagnostics]") {
    const Source source{"en/standards/answer.md", "title: Answer\nwithin: 5 dayz\n"};
    Diagnostics diagnostics;
    diagnostics.error(source, {24, 28}, "standard-limit", "unknown unit \"dayz\"", "write \"days\"");
    CHECK(to_text(diagnostics.sorted()) ==
          "en/standards/answer.md:2:11: error: unknown unit \"dayz\" [standard-limit]\n"
          "  2 | within: 5 dayz\n"
          "    |           ^~~~\n"
          "  hint: write \"days\"\n\n"
          "1 error, 0 warnings\n");
}

}  // namespace charter::text_test
