#include "generator/shared/view.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <stdexcept>

namespace charter::view_test {
namespace {

using Shapes = std::map<std::string, Shape, std::less<>>;

// The shape written again, names sorted: "a! b? c[ d ] e{ f }".
std::string describe(const Shape& shape) {
    std::string text;
    for (const auto& [name, inside] : shape.names) {
        if (!text.empty()) text += ' ';
        text += name;
        if (inside.kind == Shape::Kind::Html) text += '!';
        if (inside.kind == Shape::Kind::Flag) text += '?';
        if (inside.kind == Shape::Kind::List) text += "[ " + describe(inside) + " ]";
        if (inside.kind == Shape::Kind::Object) text += "{ " + describe(inside) + " }";
    }
    return text;
}

}  // namespace

TEST_CASE("the text of a shape declares names of five kinds, nested and included", "[view]") {
    const Shapes named = {{"link", parse_shape("url title", {})}};
    const auto [text, expected] = GENERATE(table<std::string, std::string>({
        {"", ""},
        {"b a", "a b"},
        {"body! late?", "body! late?"},
        {"rows[ x cells[ y! ] ] card{ z? }", "card{ z? } rows[ cells[ y! ] x ]"},
        {"rows[x]card{y}", "card{ y } rows[ x ]"},
        {"@link note", "note title url"},
        {"next{ @link }\n\tprevious{ @link }", "next{ title url } previous{ title url }"},
        {"title @link", "title url"},
    }));
    CAPTURE(text);
    CHECK(describe(parse_shape(text, named)) == expected);
}

TEST_CASE("a mistake in the text of a shape is found when the program starts", "[view]") {
    const std::string text = GENERATE("a[ b", "a b ]", "a[ b }", "@nothing", "a a?", "[ b ]", "a[ ! ]");
    CAPTURE(text);
    CHECK_THROWS_AS(parse_shape(text, {}), std::logic_error);
}

TEST_CASE("a view that fits its shape has no violations", "[view]") {
    const Shape shape = parse_shape("title body! late? rows[ x ] card{ y }", {});
    CHECK(violations(View(), shape).empty());
    CHECK(violations(View()
                         .set("title", "a")
                         .set("body", "<p>")
                         .flag("late", true)
                         .list("rows", {View().set("x", "1")})
                         .object("card", View().set("y", "2")),
                     shape)
              .empty());
}

TEST_CASE("a name that is not declared, or of another kind, is told with its path", "[view]") {
    const Shape shape = parse_shape("title rows[ x ] card{ y }", {});
    CHECK(violations(View().set("titel", "a").set("rows", "b"), shape) ==
          std::vector<std::string>{"titel is not declared", "rows is of another kind than declared"});
    CHECK(violations(View().list("rows", {View().set("z", "1"), View().flag("x", true)}), shape) ==
          std::vector<std::string>{"rows.z is not declared", "rows.x is of another kind than declared"});
    CHECK(violations(View().object("card", View().list("y", {})), shape) ==
          std::vector<std::string>{"card.y is of another kind than declared"});
}

TEST_CASE("setting a name again replaces it, and merging takes the other's values", "[view]") {
    View view;
    view.set("a", "1").flag("a", true).set("b", "old");
    view.merge(View().set("b", "new").set("c", "3"));
    REQUIRE(std::distance(view.items().begin(), view.items().end()) == 3);
    CHECK(view.items().at("a").type == View::Type::Flag);
    CHECK(view.items().at("b").text == "new");
}

TEST_CASE("every layout of the program has a shape that can be read", "[view]") {
    const Shapes& shapes = layout_shapes();
    CHECK(shapes.count("page") == 1);
    CHECK(shapes.at("page").names.at("body").kind == Shape::Kind::Html);
    // Raw HTML is for what this program rendered itself: rendered Markdown, and a sentence with a time element.
    std::vector<std::string> raw;
    for (const auto& [layout, shape] : shapes)
        for (const auto& [name, inside] : shape.names)
            if (inside.kind == Shape::Kind::Html && std::find(raw.begin(), raw.end(), name) == raw.end())
                raw.push_back(name);
    CHECK(raw == std::vector<std::string>{"body", "linked_data", "questions_data", "next"});
}

}  // namespace charter::view_test
