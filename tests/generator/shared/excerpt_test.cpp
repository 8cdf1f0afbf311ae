#include "generator/shared/excerpt.h"

#include <catch2/catch.hpp>

#include "generator/shared/text.h"

using namespace charter;

namespace {

Diagnostic finding(std::string line, std::size_t column, std::size_t width) {
    Diagnostic found;
    found.place = {1, column};
    found.line = std::move(line);
    found.width = width;
    return found;
}

// The signs that are underlined.
std::string underlined(const Excerpt& excerpt) {
    std::string shown = excerpt.line;
    for (std::size_t at = shown.find("é"); at != std::string::npos; at = shown.find("é")) shown.replace(at, 2, "e");
    const std::size_t begin =
        excerpt.column - 1 + (shown.starts_with("…") ? 2 : 0);  // the mark is one sign of three bytes
    return shown.substr(begin, excerpt.width);
}

}  // namespace

TEST_CASE("a long line is cut around the place of a finding", "[excerpt]") {
    const std::string many(10000, 'a');
    const Excerpt middle = excerpt_of(finding(many + "wrong" + many, 10001, 5));
    CHECK(count_characters(middle.line) < 170);
    CHECK(middle.line.starts_with("…a"));
    CHECK(middle.line.ends_with("a…"));
    CHECK(underlined(middle) == "wrong");
    const Excerpt begin = excerpt_of(finding("wrong" + many, 1, 5));
    CHECK(begin.line.starts_with("wrong"));
    CHECK(underlined(begin) == "wrong");
    const Excerpt end = excerpt_of(finding(many + "wrong", 10001, 5));
    CHECK(end.line.ends_with("wrong"));
    CHECK(underlined(end) == "wrong");
    std::string accents;
    for (int i = 0; i < 300; ++i) accents += "é";
    CHECK(underlined(excerpt_of(finding(accents + "wrong" + accents, 301, 5))) == "wrong");
    CHECK(excerpt_of(finding(many, 1, 10000)).width <= count_characters(excerpt_of(finding(many, 1, 10000)).line));
}

TEST_CASE("a line that can be read is shown whole", "[excerpt]") {
    const Excerpt whole = excerpt_of(finding("title: Home", 8, 4));
    CHECK(whole.line == "title: Home");
    CHECK(whole.column == 8);
    CHECK(whole.width == 4);
}
