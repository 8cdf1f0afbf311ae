#include "generator/shared/template.h"

#include <catch2/catch.hpp>
#include <thread>

#include "generator/shared/text.h"
#include "generator/shared/words.h"
#include "tests/support/random.h"

namespace charter::template_test {
namespace {

using Partials = std::map<std::string, Source, std::less<>>;

// A layout with partials, against a shape, with two words.
struct Try {
    std::string shape;
    std::string layout;
    std::map<std::string, std::string> partials = {};

    [[nodiscard]] Template compile(Diagnostics& diagnostics) const {
        Partials sources;
        for (const auto& [name, text] : partials) sources[name] = {"partials/" + name + ".html", text};
        const Words words("en", {{"ui.home", "Home & <away>"}, {"ui.count", "{n} pages"}},
                          {{"days", {{"one", "day"}, {"other", "days"}}}});
        return Template::compile({"layouts/a.html", layout}, sources, parse_shape(shape, {}), words, diagnostics);
    }
    [[nodiscard]] std::string render(const View& view) const {
        Diagnostics diagnostics;
        const Template compiled = compile(diagnostics);
        INFO(to_text(diagnostics.sorted()));
        REQUIRE(diagnostics.empty());
        return compiled.render(view);
    }
    // "a.html:1:3: message [code]" of each finding.
    [[nodiscard]] std::string findings() const {
        Diagnostics diagnostics;
        CHECK(compile(diagnostics).render(View()) == "");
        std::string text;
        for (const Diagnostic& found : diagnostics.sorted())
            text += found.path.substr(found.path.find('/') + 1) + ":" + std::to_string(found.place.line) + ":" +
                    std::to_string(found.place.column) + ": " + found.message + " [" + found.code + "]\n";
        return text;
    }
};

View item(const std::string& title) {
    View view;
    view.set("title", title);
    return view;
}

}  // namespace

TEST_CASE("a text is escaped, HTML is not", "[template]") {
    const View view = View().set("title", "<b> & \"c\" 'd'").set("body", "<p>&amp;</p>");
    CHECK(Try{"title body!", "{{title}}|{{{body}}}|{{& body}}"}.render(view) ==
          "&lt;b&gt; &amp; &quot;c&quot; &apos;d&apos;|<p>&amp;</p>|<p>&amp;</p>");
}

TEST_CASE("braces in a value or beside a tag are text", "[template]") {
    CHECK(Try{"title", "{{title}} } {x} }}"}.render(item("{{title}} {{#x}}")) == "{{title}} {{#x}} } {x} }}");
}

TEST_CASE("a section is drawn if its value is there: a text, HTML, a flag, a list, an object", "[template]") {
    const Try one{"title body! late? rows[ title ] card{ title }",
                  "{{#title}}t{{/title}}{{#body}}b{{/body}}{{#late}}l{{/late}}{{#rows}}r{{/rows}}{{#card}}c{{/card}}|"
                  "{{^title}}t{{/title}}{{^body}}b{{/body}}{{^late}}l{{/late}}{{^rows}}r{{/rows}}{{^card}}c{{/card}}"};
    CHECK(one.render(View()) == "|tblrc");
    CHECK(one.render(
              View().set("title", "").set("body", "").flag("late", false).list("rows", {}).object("card", View())) ==
          "|tblrc");
    CHECK(one.render(View()
                         .set("title", "x")
                         .set("body", "x")
                         .flag("late", true)
                         .list("rows", {item("1"), View()})
                         .object("card", item("2"))) == "tblrrc|");
}

TEST_CASE("a name is looked for in the item, then further out, as its shape declares it", "[template]") {
    const Try one{"title site rows[ title ] card{ title }",
                  "{{title}}:{{#rows}}{{title}}{{site}},{{/rows}}{{#card}}{{title}}{{site}}{{/card}}"};
    const View view =
        item("page").set("site", "!").list("rows", {item("a"), View()}).object("card", View().set("title", ""));
    SECTION("an item without a title does not show the page's") {
        CHECK(one.render(view) == "page:a!,!,!");
    }
    SECTION("a text as a section hides nothing") {
        CHECK(Try{"title site", "{{#title}}{{site}}{{title}}{{/title}}"}.render(view) == "!page");
    }
}

TEST_CASE("a view's names that the shape lacks are not drawn", "[template]") {
    CHECK(Try{"title", "{{title}}"}.render(item("a").set("other", "b")) == "a");
}

TEST_CASE("tags that stand alone on their line leave no line behind", "[template]") {
    const auto [layout, expected] = GENERATE(table<std::string, std::string>({
        {"<ul>\n  {{#rows}}\n  <li>{{title}}</li>\n  {{/rows}}\n</ul>\n", "<ul>\n  <li>a</li>\n  <li>b</li>\n</ul>\n"},
        {"<p>\n{{! why }}\n</p>\n", "<p>\n</p>\n"},
        {"<p>\n  {{> part}}\n</p>\n", "<p>\n<i></i>\n</p>\n"},
        {"<p>{{> part}}</p>\n", "<p><i></i>\n</p>\n"},
        {"{{^rows}}\nnone\n{{/rows}}\n<p>\n", "<p>\n"},
        {"{{#rows}}\r\n{{title}}\r\n{{/rows}}\r\n", "a\r\nb\r\n"},
        {"{{#rows}}{{title}} {{/rows}}\n", "a b \n"},
        {"{{#rows}}\n{{title}}\n{{/rows}}", "a\nb\n"},
    }));
    CAPTURE(layout);
    CHECK(Try{"rows[ title ]", layout, {{"part", "<i></i>\n"}}}.render(View().list("rows", {item("a"), item("b")})) ==
          expected);
}

TEST_CASE("partials see the names where they are included, at any depth", "[template]") {
    const Try one{"title rows[ title ]",
                  "{{> line}};{{#rows}}{{> line}},{{/rows}}",
                  {{"line", "({{> name}})"}, {"name", "{{title}}"}}};
    CHECK(one.render(item("p").list("rows", {item("a"), item("b")})) == "(p);(a),(b),");
}

TEST_CASE("two partials cannot make a tag between them", "[template]") {
    CHECK(Try{"title", "{{> open}}{{> close}}|{{> open}}{{title}}", {{"open", "{"}, {"close", "{title}}"}}}.render(
              item("a")) == "&#123;{title}}|&#123;a");
}

TEST_CASE("words are put in when a template is compiled, escaped", "[template]") {
    CHECK(Try{"", "<a title=\"{{w.ui.home}}\">"}.render(View()) == "<a title=\"Home &amp; &lt;away&gt;\">");
}

TEST_CASE("each mistake in a template is reported once at its place, and it then draws nothing", "[template]") {
    const auto [one, expected] = GENERATE(table<Try, std::string>({
        {{"title", "<h1>\n é{{ titel }}</h1>"},
         "a.html:2:6: this page has no value \"titel\" here [unknown-template-name]\n"},
        {{"rows[ title ]", "{{title}}{{#rows}}{{title}}{{/rows}}{{title}}"},
         "a.html:1:3: this page has no value \"title\" here [unknown-template-name]\n"
         "a.html:1:39: this page has no value \"title\" here [unknown-template-name]\n"},
        {{"rows[ title ]", "{{#row}}{{title}}{{/row}}"},
         "a.html:1:4: this page has no value \"row\" here [unknown-template-name]\n"},
        {{"rows[ title ]", "{{^rows}}{{title}}{{/rows}}"},
         "a.html:1:12: this page has no value \"title\" here [unknown-template-name]\n"},
        {{"late? rows[ x ] card{ x } body!", "{{late}} {{rows}} {{card}} {{body}}"},
         "a.html:1:3: \"late\" is a flag, not text [unknown-template-name]\n"
         "a.html:1:12: \"rows\" is a list, not text [unknown-template-name]\n"
         "a.html:1:21: \"card\" is an object, not text [unknown-template-name]\n"
         "a.html:1:30: \"body\" is HTML, not text [unknown-template-name]\n"},
        {{"title late?", "{{{title}}} {{&late}}"},
         "a.html:1:4: \"title\" is text and must be escaped [raw-not-allowed]\n"
         "a.html:1:16: \"late\" is a flag and must be escaped [raw-not-allowed]\n"},
        {{"", "{{w.ui.hoem}}"}, "a.html:1:3: there is no word \"ui.hoem\" [unknown-word]\n"},
        {{"", "{{w.days}}"}, "a.html:1:3: there is no word \"days\" without a number [unknown-word]\n"},
        {{"", "{{w.ui.count}}"},
         "a.html:1:3: the word \"ui.count\" has a placeholder that a template cannot fill [unknown-word]\n"},
        {{"", "{{> hed}}", {{"head", ""}}}, "a.html:1:5: there is no partial \"hed\" [unknown-partial]\n"},
        {{"", "{{> a}}", {{"a", "\n{{> b}}"}, {"b", "{{> a}}"}}},
         "b.html:1:5: the partial \"a\" includes itself [partial-cycle]\n"},
        {{"", "{{> a}}{{> a}}", {{"a", "{{> a}}"}}}, "a.html:1:5: the partial \"a\" includes itself [partial-cycle]\n"},
        {{"a? b?", "{{#a}}{{#b}}{{/a}}"}, "a.html:1:7: the section \"b\" is not closed [template-syntax]\n"},
        {{"a?", "{{#a}}{{/b}}"}, "a.html:1:7: \"b\" is closed here but \"a\" is open [template-syntax]\n"},
        {{"a?", "{{/a}}"}, "a.html:1:1: \"a\" is closed here but not open [template-syntax]\n"},
        {{"a?", "{{#a}}"}, "a.html:1:1: the section \"a\" is not closed [template-syntax]\n"},
        {{"a", "x {{#open}} {{a}}"}, "a.html:1:6: this page has no value \"open\" here [unknown-template-name]\n"},
        {{"a?", "{{#a}}{{> end}}", {{"end", "{{/a}}"}}},
         "a.html:1:1: the section \"a\" is not closed [template-syntax]\n"
         "end.html:1:1: \"a\" is closed here but not open [template-syntax]\n"},
        {{"a", "x {{a"}, "a.html:1:3: the tag is not closed [template-syntax]\n"},
        {{"a!", "{{{a}}"}, "a.html:1:1: the tag is not closed [template-syntax]\n"},
        {{"a", "{{}} {{a b}} {{=<% %>=}}"},
         "a.html:1:1: the tag holds no name that can be used [template-syntax]\n"
         "a.html:1:6: the tag holds no name that can be used [template-syntax]\n"
         "a.html:1:14: the tag holds no name that can be used [template-syntax]\n"},
    }));
    CAPTURE(one.layout);
    CHECK(one.findings() == expected);
}

TEST_CASE("partials that double a layout at each step, and sections without end, are told once", "[template]") {
    Try doubling{"title", "{{>p0}}"};
    for (int each = 0; each < 30; ++each)
        doubling.partials["p" + std::to_string(each)] =
            "{{>p" + std::to_string(each + 1) + "}}{{>p" + std::to_string(each + 1) + "}}";
    doubling.partials["p30"] = "x";
    CHECK(doubling.findings() == "p28.html:1:9: the layout includes more than 2000 partials [template-syntax]\n");

    Try deep{"title", ""};
    for (int each = 0; each < 5000; ++each) deep.layout += "{{#title}}";
    CHECK(deep.findings() == "a.html:1:331: this is nested more than 32 deep [template-syntax]\n");

    Try chain{"title", "{{>p0}}"};
    for (int each = 0; each < 5000; ++each)
        chain.partials["p" + std::to_string(each)] = "{{>p" + std::to_string(each + 1) + "}}";
    chain.partials["p5000"] = "x";
    CHECK(chain.findings() == "p32.html:1:1: this is nested more than 32 deep [template-syntax]\n");
}

TEST_CASE("a mistake in a partial says which layout includes it, and the nearest name is offered", "[template]") {
    Diagnostics diagnostics;
    (void)Try{"title", "\n{{> line}}", {{"line", "<p>{{titles}}"}}}.compile(diagnostics);
    REQUIRE(diagnostics.sorted().size() == 1);
    const Diagnostic found = diagnostics.sorted().front();
    CHECK(found.path == "partials/line.html");
    CHECK(found.hint == "did you mean \"title\"?");
    REQUIRE(found.notes.size() == 1);
    CHECK(found.notes.front().path == "layouts/a.html");
    CHECK(found.notes.front().place == Place{2, 1});
}

TEST_CASE("words that a broken file may have hidden are not reported missing", "[template]") {
    Diagnostics diagnostics;
    (void)Template::compile({"layouts/a.html", "{{w.ui.home}}"}, {}, Shape(), Words("en", {}, {}, false), diagnostics);
    CHECK(diagnostics.empty());
}

TEST_CASE("one template draws the same in many threads at once", "[template]") {
    Diagnostics diagnostics;
    const Template compiled =
        Try{"title rows[ title ]", "<h1>{{title}}</h1>{{#rows}}<li>{{title}}{{/rows}}"}.compile(diagnostics);
    std::vector<int> wrong(4, 0);
    {
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < 4; ++thread) {
            threads.emplace_back([&, thread] {
                for (int round = 0; round < 500; ++round) {
                    const std::string title = std::to_string(thread * 1000 + round);
                    const std::string html = compiled.render(item(title).list("rows", {item("a"), item(title)}));
                    if (html != "<h1>" + title + "</h1><li>a<li>" + title) ++wrong[static_cast<std::size_t>(thread)];
                }
            });
        }
    }
    CHECK(wrong == std::vector<int>(4, 0));
}

TEST_CASE("whatever a template says, it compiles or is refused with places inside it, and never shows raw text",
          "[template]") {
    const std::uint64_t seed = property_seed();
    CAPTURE(seed);
    Random random(seed);
    const std::vector<std::string> pieces = {"{{title}}", "{{{body}}}", "{{#rows}}",  "{{/rows}}",  "{{^rows}}",
                                             "{{#card}}", "{{/card}}",  "{{> part}}", "{{!x}}",     "{{",
                                             "}}",        "{",          "}",          "\n",         " ",
                                             "<p>",       "{{#late}}",  "{{/late}}",  "{{&title}}", "{{w.ui.home}}"};
    const View view = View()
                          .set("title", "<script>")
                          .set("body", "<b>")
                          .flag("late", true)
                          .list("rows", {item("<script>"), View()})
                          .object("card", item("<script>"));
    std::size_t compiled_count = 0;
    for (int round = 0; round < 3000; ++round) {
        const Try one{"title body! late? rows[ title ] card{ title }",
                      random.join(pieces, random.between(1, 8)),
                      {{"part", random.join(pieces, random.between(0, 3))}}};
        CAPTURE(one.layout, one.partials.at("part"));
        Diagnostics diagnostics;
        const std::string html = one.compile(diagnostics).render(view);
        if (!diagnostics.has_errors()) ++compiled_count;
        CHECK(html.find("<script>") == std::string::npos);
        for (const Diagnostic& found : diagnostics.sorted()) {
            CHECK(found.place.line >= 1);
            CHECK(found.place.column >= 1);
        }
    }
    CHECK(compiled_count > 100);
}

}  // namespace charter::template_test
