#include "generator/content/front_matter.h"

#include <catch2/catch.hpp>
#include <random>
#include <string>

#include "generator/content/markdown.h"

namespace charter::front_matter_test {
namespace {

std::string findings_of(const std::string& text) {
    Diagnostics diagnostics;
    static_cast<void>(parse_front_matter({"en/page.md", text}, diagnostics));
    return to_text(diagnostics.sorted());
}

}  // namespace

TEST_CASE("a header block ends where its Markdown begins", "[front matter]") {
    const auto [text, body] = GENERATE(table<std::string, std::string>({
        {"---\ntitle: A\n---\nText\n", "Text\n"},
        {"---\r\ntitle: A\r\n---\r\nText\r\n", "Text\r\n"},
        {"--- \ntitle: A\n---\t\nText", "Text"},
        {"\xEF\xBB\xBF---\ntitle: A\n---\nText", "Text"},
        {"---\ntitle: A\n---", ""},
        {"---\ntitle: A\n---\n---\n", "---\n"},
    }));
    CAPTURE(text);
    Diagnostics diagnostics;
    const FrontMatter front = parse_front_matter({"en/page.md", text}, diagnostics);
    CHECK(diagnostics.empty());
    CHECK(front.is_whole);
    CHECK(text.substr(front.body_begin) == body);
    const YamlEntry* title = front.fields.find("title");
    REQUIRE(title != nullptr);
    CHECK(title->value.text == "A");
    CHECK(text.substr(title->value.span.begin, title->value.span.end - title->value.span.begin) == "A");
}

TEST_CASE("a text without a header block is all Markdown", "[front matter]") {
    const std::string text = GENERATE("", "Text", "----\ntitle: A\n----\n", " ---\n", "Text\n---\ntitle: A\n---\n");
    CAPTURE(text);
    Diagnostics diagnostics;
    const FrontMatter front = parse_front_matter({"en/page.md", text}, diagnostics);
    CHECK(diagnostics.empty());
    CHECK(front.body_begin == 0);
    CHECK(front.fields.entries.empty());
}

TEST_CASE("an empty header block has no fields and no fault", "[front matter]") {
    CHECK(findings_of("---\n---\nText") == "0 errors, 0 warnings\n");
    CHECK(findings_of("---\n# nothing yet\n---\nText") == "0 errors, 0 warnings\n");
}

TEST_CASE("a header block that does not quite begin or end is read, and told at that line", "[front matter]") {
    const auto [text, line, hint] = GENERATE(table<std::string, std::size_t, std::string>({
        {"\n\n---\ntitle: A\n---\nText", 3, "take out what stands before ---"},
        {"  ---\ntitle: A\n---\nText", 1, "take out what stands before ---"},
        {"\u2014\ntitle: A\n---\nText", 1, "write --- on a line of its own, as the first"},
        {"\u2013-\r\ntitle: A\r\n---\r\nText", 1, "write --- on a line of its own, as the first"},
        {"--\ntitle: A\n---\nText", 1, "write --- on a line of its own, as the first"},
        {"---\ntitle: A\n\u2014\nText", 3, "write --- on a line of its own"},
    }));
    CAPTURE(text);
    Diagnostics diagnostics;
    const FrontMatter front = parse_front_matter({"en/page.md", text}, diagnostics);
    REQUIRE(diagnostics.sorted().size() == 1);
    CHECK(diagnostics.sorted().front().place.line == line);
    CHECK(diagnostics.sorted().front().hint == hint);
    CHECK_FALSE(front.is_whole);
    CHECK(text.substr(front.body_begin) == "Text");
    REQUIRE(front.fields.find("title") != nullptr);
}

TEST_CASE("an Afrikaans article at the beginning of a text asks for quotes around all of it", "[front matter]") {
    const auto [line, hint] = GENERATE(table<std::string, std::string>({
        {"title: 'n Jou privaatheid", "\"'n Jou privaatheid\""},
        {"title: 'N Huis", "\"'N Huis\""},
        {"title: 'n Kind se \"reg\"'", "\"'n Kind se \\\"reg\\\"\""},
        {"needs:\n  - 'n Brief", "\"'n Brief\""},
    }));
    Diagnostics diagnostics;
    const FrontMatter front = parse_front_matter({"en/page.md", "---\n" + line + "\nweight: 3\n---\n"}, diagnostics);
    REQUIRE(diagnostics.sorted().size() == 1);
    CHECK(diagnostics.sorted().front().hint == "put the whole text in double quotes: " + hint);
    CHECK(front.fields.find("weight") != nullptr);
    CHECK(findings_of("---\ntitle: \"'n Huis\"\ndescription: Dit is 'n huis\n---\n") == "0 errors, 0 warnings\n");
    CHECK(findings_of("---\ndescription: >\n  'n huis\n---\n") == "0 errors, 0 warnings\n");
}

TEST_CASE("a text that YAML cuts at a # is told", "[front matter]") {
    CHECK(findings_of("---\ntitle: Room #4: Your privacy\n---\n") ==
          "en/page.md:2:8: warning: everything behind # is left out: \"title\" says \"Room\" alone [text-cut]\n"
          "  2 | title: Room #4: Your privacy\n    |        ^~~~~~~~~~~~~~~~~~~~~\n"
          "  hint: put the text in quotes: \"Room #4: Your privacy\"; or the remark on a line of its own\n\n"
          "0 errors, 1 warning\n");
    CHECK(findings_of("---\nneeds:\n  - Form #3\n---\n").find("\"needs\" says \"Form\" alone") != std::string::npos);
    for (const std::string text : {"title: \"Room #4\"", "title: Room#4", "# all\ntitle: A\n# more",
                                   "weight: 3 # of ten", "title: >\n  Room #4"})
        CHECK(findings_of("---\n" + text + "\n---\n") == "0 errors, 0 warnings\n");
}

TEST_CASE("a fault of a header block is one finding with a way to mend it", "[front matter]") {
    CHECK(findings_of("---\ntitle: A\n") ==
          "en/page.md:1:1: error: the header block does not end [yaml-syntax]\n  1 | ---\n    | ^~~\n"
          "  hint: write --- on a line of its own after the last field\n\n1 error, 0 warnings\n");
    CHECK(findings_of("---\ntitle: \"A\nkind: page\n---\nBody with \" a quote\n") ==
          "en/page.md:2:8: error: the quotes are not closed [yaml-syntax]\n  2 | title: \"A\n    |        ^~\n"
          "  hint: write the same quote sign at the end of the text\n\n1 error, 0 warnings\n");
    Diagnostics diagnostics;
    CHECK_FALSE(parse_front_matter({"en/page.md", "---\n- a\n---\n"}, diagnostics).is_whole);
}

TEST_CASE("no text makes reading or rendering a page crash, and every finding is inside its file", "[front matter]") {
    const std::string page =
        "---\ntitle: \"Één\"\nneeds:\n  - a\n  - b\napproved: {role: Head, on: 2026-06-15}\n---\n# H\n\n[a](b.md) "
        "~~c~~ "
        "https://d.org\n\n| e | f | g |\n|---|---|---|\n| h[^1] | i | j |\n\n[[standard k]]\n\n- [ ] l\n\n[^1]: m\n";
    const std::string signs = "-:[]{}\"'#&*!|>%@`~\n\r\t \\()<^\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80";
    const auto seed = static_cast<unsigned>(GENERATE(range(0, 300)));
    CAPTURE(seed);
    std::mt19937 random(seed);
    const auto below = [&](std::size_t end) { return static_cast<std::size_t>(random() % end); };
    std::string text = page;
    for (std::size_t changes = below(12) + 1; changes > 0; --changes) {
        const std::size_t at = below(text.size());
        if (random() % 3 == 0)
            text.erase(at, below(8));
        else if (random() % 2 == 0)
            text.insert(at, 1, signs[below(signs.size())]);
        else
            text[at] = static_cast<char>(random());
    }
    const Source source{"en/page.md", text};
    Diagnostics diagnostics;
    const FrontMatter front = parse_front_matter(source, diagnostics);
    REQUIRE(front.body_begin <= text.size());
    const Place last = place_of(source, text.size());
    for (const Diagnostic& found : diagnostics.sorted()) {
        CHECK(found.place.line >= 1);
        CHECK(found.place.line <= last.line);
    }
    MarkdownHooks hooks;
    bool inside = true;
    hooks.link = [&](const MarkdownLink& link) {
        inside = inside && link.span.begin <= link.span.end && link.span.end <= text.size();
        return LinkTarget{std::string(link.target), {}};
    };
    hooks.block = [&](std::string_view, std::string_view, const BlockPlace& place) {
        const Span span = place.span;
        inside = inside && span.begin < span.end && span.end <= text.size();
        return std::string();
    };
    const MarkdownPage rendered = render_markdown(source, front.body_begin, hooks);
    CHECK(inside);
    CHECK(rendered.html.find("<script") == std::string::npos);
}

}  // namespace charter::front_matter_test
