#include "generator/editions/edit_header.h"

#include <catch2/catch.hpp>

namespace charter::edit_header_test {
namespace {
const std::string page =
    "---\ntitle: Town\nneeds:\n  - Your words\n  - The day\nedition: \"2026-27\" \n---\nedition: in the text\n";
}

TEST_CASE("a header field is found in the header alone", "[edit header]") {
    CHECK(header_field(page, HeaderKind::Page, "title") == "Town");
    CHECK(header_field(page, HeaderKind::Page, "edition") == "2026-27");
    CHECK_FALSE(header_field(page, HeaderKind::Page, "titl"));
    CHECK_FALSE(header_field("edition: 1\n", HeaderKind::Page, "edition"));
    CHECK(header_field("# c\nedition: 1\n", HeaderKind::Settings, "edition") == "1");
}

TEST_CASE("a change leaves every other byte as it is", "[edit header]") {
    CHECK(with_header_field(page, HeaderKind::Page, "edition", "2027-28") ==
          "---\ntitle: Town\nneeds:\n  - Your words\n  - The day\nedition: 2027-28\n---\nedition: in the text\n");
    CHECK(without_header_field(page, HeaderKind::Page, "needs") ==
          "---\ntitle: Town\nedition: \"2026-27\" \n---\nedition: in the text\n");
    CHECK(without_header_field(page, HeaderKind::Page, "draft") == page);
    CHECK(with_header_field("---\r\ntitle: T\r\n---\r\nx", HeaderKind::Page, "draft", "true") ==
          "---\r\ntitle: T\r\ndraft: true\r\n---\r\nx");
}

}  // namespace charter::edit_header_test
