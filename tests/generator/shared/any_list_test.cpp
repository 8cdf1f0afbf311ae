#include <catch2/catch.hpp>

#include "generator/shared/template.h"
#include "generator/shared/words.h"

namespace charter::any_list_test {
namespace {

std::string render(std::string_view shape_text, const std::string& text, const View& view) {
    Diagnostics diagnostics;
    const Template compiled =
        Template::compile({"layouts/a.html", text}, {}, parse_shape(shape_text, {}), Words("en", {}, {}), diagnostics);
    REQUIRE_FALSE(diagnostics.has_errors());
    return compiled.render(view);
}

View named(std::string title) {
    View view;
    view.set("title", std::move(title));
    return view;
}

}  // namespace

TEST_CASE("a template may ask whether a list is empty, to draw what stands around it once", "[template]") {
    const std::string text =
        "{{#any_rows}}<ul>{{#rows}}<li>{{title}}{{/rows}}</ul>{{/any_rows}}{{^any_rows}}-{{/any_rows}}";
    const auto drawn = [&](std::vector<View> rows) {
        return render("rows[ title ]", text, View().list("rows", std::move(rows)));
    };
    CHECK(drawn({named("a"), named("b")}) == "<ul><li>a<li>b</ul>");
    CHECK(drawn({}) == "-");
    CHECK(render("rows[ title ]", text, View()) == "-");
}

TEST_CASE("an inner list's question is not answered by an outer list of the same name", "[template]") {
    View inner;
    inner.list("rows", {});
    CHECK(render("groups[ rows[ title ] ] rows[ title ]",
                 "{{#groups}}{{#any_rows}}yes{{/any_rows}}{{^any_rows}}no{{/any_rows}}{{/groups}}",
                 View().list("groups", {inner}).list("rows", {named("a")})) == "no");
}

TEST_CASE("only a list can be asked whether it is empty", "[template]") {
    Diagnostics diagnostics;
    (void)Template::compile({"layouts/a.html", "{{#any_title}}{{/any_title}}"}, {}, parse_shape("title", {}),
                            Words("en", {}, {}), diagnostics);
    CHECK(diagnostics.has_errors());
}

}  // namespace charter::any_list_test
