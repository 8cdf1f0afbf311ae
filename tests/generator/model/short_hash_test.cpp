#include "generator/model/short_hash.h"

#include <catch2/catch.hpp>

namespace charter::short_hash_test {

TEST_CASE("the hash of a text does not depend on the program that saved it", "[short_hash]") {
    const std::string text = "---\ntitle: Home\n---\nOne.\n\nTwo.\n";
    const std::string hash = text_hash(text);
    CHECK(hash == short_hash(text));  // what was recorded before stays right
    CHECK(text_hash("\xEF\xBB\xBF" + text) == hash);
    CHECK(text_hash("---\r\ntitle: Home\r\n---\r\nOne.\r\n\r\nTwo.\r\n") == hash);
    CHECK(text_hash(text + "\n \n\t\n") == hash);
    CHECK(text_hash(text.substr(0, text.size() - 1)) == hash);
}

TEST_CASE("what people read counts: words, and lines between them", "[short_hash]") {
    CHECK(text_hash("One.\nTwo.\n") != text_hash("One.\n\nTwo.\n"));
    CHECK(text_hash("One.\n") != text_hash("One\n"));
    CHECK(text_hash("\nOne.\n") != text_hash("One.\n"));
    CHECK(normal_text("") == "");
    CHECK(normal_text(" \n\n") == "");
}

}  // namespace charter::short_hash_test
