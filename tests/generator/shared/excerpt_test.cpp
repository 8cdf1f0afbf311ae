#include "generator/shared/excerpt.h"

#include <catch2/catch.hpp>

#include "generator/shared/text.h"

namespace charter::excerpt_test {
namespace {

Diagnostic finding(std::string line, std::size_t column, std::size_t width) {
    const Source source{"p.md", "before\n" + std::move(line) + "\nbehind"};
    const std::size_t begin = std::string_view("before\n").size();
    const std::size_t at = begin + byte_of(std::string_view(source.text).substr(begin), column - 1);
    Diagnostics diagnostics;
    diagnostics.error(source, {at, at + width}, "code", "message");
    return diagnostics.sorted().front();
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

TEST_CASE("a finding keeps of a long line only what is near its place", "[excerpt]") {
    std::string line;
    for (int i = 0; i < 500; ++i) line += "é";
    for (const std::size_t column : {1U, 60U, 161U, 162U, 163U, 400U, 500U}) {
        const Diagnostic found = finding(line, column, 1);
        CAPTURE(column);
        CHECK(count_characters(found.line) > 160);
        CHECK(count_characters(found.line) <= 2 * 161);
        CHECK(found.place.column == column);
        CHECK(first_kept_column(found) == (column <= 161 ? 1 : column - 161));
    }
    CHECK(finding("a wrong line\r", 3, 5).line == "a wrong line");
    CHECK(first_kept_column(finding(std::string(160, 'a'), 160, 1)) == 1);
}

TEST_CASE("a line that can be read is shown whole", "[excerpt]") {
    const Excerpt whole = excerpt_of(finding("title: Home", 8, 4));
    CHECK(whole.line == "title: Home");
    CHECK(whole.column == 8);
    CHECK(whole.width == 4);
}

}  // namespace charter::excerpt_test
