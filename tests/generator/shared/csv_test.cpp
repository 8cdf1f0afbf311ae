#include "generator/shared/csv.h"

#include <catch2/catch.hpp>

namespace charter::csv_test {

TEST_CASE("a field is put in quotes only where the text asks for it", "[csv]") {
    CHECK(csv_field("plain text") == "plain text");
    CHECK(csv_field("") == "");
    CHECK(csv_field("one, two") == "\"one, two\"");
    CHECK(csv_field("say \"yes\"") == "\"say \"\"yes\"\"\"");
    CHECK(csv_field("two\nlines") == "\"two\nlines\"");
}

TEST_CASE("no field begins like a formula", "[csv]") {
    for (const std::string begin : {"=", "+", "-", "@", "\t", "\r"}) {
        const std::string field = csv_field(begin + "HYPERLINK(1)");
        CAPTURE(field);
        CHECK((field.front() == '\'' || field.starts_with("\"'")));
    }
    CHECK(csv_field("a=b") == "a=b");
    CHECK(csv_field("=1,2") == "\"'=1,2\"");
}

TEST_CASE("a line has commas between and a line end behind", "[csv]") {
    CHECK(csv_line({"a", "", "b,c"}) == "a,,\"b,c\"\r\n");
    CHECK(csv_line({}) == "\r\n");
}

}  // namespace charter::csv_test
