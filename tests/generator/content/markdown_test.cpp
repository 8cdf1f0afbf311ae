#include "generator/content/markdown.h"

#include <catch2/catch.hpp>
#include <string>
#include <thread>
#include <vector>

namespace charter::markdown_test {
namespace {

std::string html_of(const std::string& text) {
    return render_markdown({"en/page.md", text}, 0, {}).html;
}

// Every link's target with the text its span covers.
std::string links_of(const std::string& text) {
    const Source source{"en/page.md", text};
    std::string found;
    MarkdownHooks hooks;
    hooks.link = [&](const MarkdownLink& link) {
        found += std::string(link.is_image ? "image " : "") + std::string(link.target) + " at " +
                 std::to_string(link.span.begin) + " \"" +
                 source.text.substr(link.span.begin, link.span.end - link.span.begin) + "\"\n";
        return LinkTarget{std::string(link.target), {}};
    };
    static_cast<void>(render_markdown(source, 0, hooks));
    return found;
}

}  // namespace

TEST_CASE("Markdown becomes plain HTML", "[markdown]") {
    const auto [text, html] = GENERATE(table<std::string, std::string>({
        {"One *two* **three** `<four>`", "<p>One <em>two</em> <strong>three</strong> <code>&lt;four&gt;</code></p>\n"},
        {"a  \nb\nc", "<p>a<br>\nb\nc</p>\n"},
        {"- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"},
        {"- a\n\n- b", "<ul>\n<li><p>a</p>\n</li>\n<li><p>b</p>\n</li>\n</ul>\n"},
        {"3. a", "<ol start=\"3\">\n<li>a</li>\n</ol>\n"},
        {"> said", "<blockquote>\n<p>said</p>\n</blockquote>\n"},
        {"---", "<hr>\n"},
        {"```yaml x\na: <b>\n```", "<pre><code class=\"language-yaml\">a: &lt;b&gt;\n</code></pre>\n"},
        {"- [ ] bring\n- [x] brought",
         "<ul>\n<li class=\"task\">☐ bring</li>\n<li class=\"task done\">☑ brought</li>\n</ul>\n"},
        {"![A *door*](door.jpg)", "<p><img src=\"door.jpg\" alt=\"A door\"></p>\n"},
        {"[a](<b c.md> \"t\")", "<p><a href=\"b%20c.md\" title=\"t\">a</a></p>\n"},
        {"say \"no\" & 'yes'", "<p>say &quot;no&quot; &amp; &#39;yes&#39;</p>\n"},
    }));
    CAPTURE(text);
    CHECK(html_of(text) == html);
}

TEST_CASE("headings have ids of their own and leave the first level to the title", "[markdown]") {
    const MarkdownPage page =
        render_markdown({"en/page.md", "# What it *costs*\n\n## Free\n\n## Free\n\n###### Deep"}, 0, {});
    CHECK(page.html ==
          "<h2 id=\"what-it-costs\">What it <em>costs</em></h2>\n<h3 id=\"free\">Free</h3>\n"
          "<h3 id=\"free-2\">Free</h3>\n<h6 id=\"deep\">Deep</h6>\n");
    REQUIRE(page.headings.size() == 4);
    CHECK(page.headings[0].text == "What it costs");
    CHECK(page.headings[2].level == 3);
    CHECK(page.anchors == std::vector<std::string>{"what-it-costs", "free", "free-2", "deep"});
    CHECK(html_of("## Two") == "<h2 id=\"two\">Two</h2>\n");
    CHECK(html_of("## Two\n\n> # One") ==
          "<h3 id=\"two\">Two</h3>\n<blockquote>\n<h2 id=\"one\">One</h2>\n</blockquote>\n");
}

TEST_CASE("a table of more than two columns can be shown as a list", "[markdown]") {
    CHECK(html_of("|A|B|\n|-|-:|\n|1|2|") ==
          "<table>\n<thead>\n<tr><th scope=\"col\">A</th><th scope=\"col\" class=\"right\">B</th></tr>\n</thead>\n"
          "<tbody>\n<tr><td>1</td><td class=\"right\">2</td></tr>\n</tbody>\n</table>\n");
    CHECK(html_of("|*A*|B|C|\n|-|-|-|\n|1|2|3|\n|4|") ==
          "<table class=\"wide\">\n<thead>\n<tr><th scope=\"col\"><em>A</em></th><th scope=\"col\">B</th>"
          "<th scope=\"col\">C</th></tr>\n</thead>\n<tbody>\n"
          "<tr><td data-label=\"A\">1</td><td data-label=\"B\">2</td><td data-label=\"C\">3</td></tr>\n"
          "<tr><td data-label=\"A\">4</td><td data-label=\"B\"></td><td data-label=\"C\"></td></tr>\n"
          "</tbody>\n</table>\n");
}

TEST_CASE("notes stand at the foot and lead back to each place that names them", "[markdown]") {
    const MarkdownPage page = render_markdown({"en/page.md", "a[^x] b[^y] c[^x]\n\n[^y]: Why\n[^x]: Ex\n"}, 0, {});
    CHECK(page.html ==
          "<p>a<sup><a href=\"#fn:1\" id=\"fnref:1\" role=\"doc-noteref\">1</a></sup>"
          " b<sup><a href=\"#fn:2\" id=\"fnref:2\" role=\"doc-noteref\">2</a></sup>"
          " c<sup><a href=\"#fn:1\" id=\"fnref:1-2\" role=\"doc-noteref\">1</a></sup></p>\n"
          "<ol class=\"footnotes\">\n"
          "<li id=\"fn:1\"><p>Ex <a href=\"#fnref:1\" role=\"doc-backlink\">↩</a> <a href=\"#fnref:1-2\" "
          "role=\"doc-backlink\">↩</a></p>\n</li>\n"
          "<li id=\"fn:2\"><p>Why <a href=\"#fnref:2\" role=\"doc-backlink\">↩</a></p>\n</li>\n</ol>\n");
    CHECK(page.anchors == std::vector<std::string>{"fnref:1", "fnref:2", "fnref:1-2", "fn:1", "fn:2"});
}

TEST_CASE("raw HTML is left out and told, a comment is only left out", "[markdown]") {
    const Source source{"en/page.md", "one <b>two</b>\n\n<script>alert(1)</script>\n\n<!-- note -->\n"};
    const MarkdownPage page = render_markdown(source, 0, {});
    CHECK(page.html == "<p>one two</p>\n");
    REQUIRE(page.raw_html.size() == 3);
    CHECK(page.raw_html[2] == Span{16, 41});
}

TEST_CASE("bare addresses become links, signs that end the sentence do not", "[markdown]") {
    const auto [text, html] = GENERATE(table<std::string, std::string>({
        {"https://a.org/b_c?d=1&e=2.", "<a href=\"https://a.org/b_c?d=1&amp;e=2\">https://a.org/b_c?d=1&amp;e=2</a>."},
        {"(see www.a.org/b_(c))", "(see <a href=\"http://www.a.org/b_(c)\">www.a.org/b_(c)</a>)"},
        {"to service@a.org, now", "to <a href=\"mailto:service@a.org\">service@a.org</a>, now"},
        {"xhttps://a.org", "xhttps://a.org"},
        {"https://localhost and a@b", "https://localhost and a@b"},
        {"<https://a.org>", "<a href=\"https://a.org\">https://a.org</a>"},
        {"[https://a.org](b.md)", "<a href=\"b.md\">https://a.org</a>"},
        {"`www.a.org`", "<code>www.a.org</code>"},
    }));
    CAPTURE(text);
    CHECK(html_of(text) == "<p>" + html + "</p>\n");
}

TEST_CASE("two tildes strike out", "[markdown]") {
    const auto [text, html] = GENERATE(table<std::string, std::string>({
        {"~~a *b* c~~ d", "<del>a <em>b</em> c</del> d"},
        {"~~a", "~~a"},
        {"~~ a ~~", "~~ a ~~"},
        {"~~a~~ ~~b~~ ~~c", "<del>a</del> <del>b</del> ~~c"},
        {"~~~a~~~ x", "~~~a~~~ x"},
        {"*~~a* b~~", "<em>~~a</em> b~~"},
        {"`~~a~~`", "<code>~~a~~</code>"},
    }));
    CAPTURE(text);
    CHECK(html_of(text) == (text.starts_with("~~~") ? html_of(text) : "<p>" + html + "</p>\n"));
}

TEST_CASE("each link is asked for with its place", "[markdown]") {
    CHECK(links_of("[a](x.md) and\n  [x.md](x.md \"t\"), [b](x.md)\n\n| [c](<y z.md>) | ![d](d.png) |\n|-|-|\n") ==
          "x.md at 4 \"x.md\"\nx.md at 23 \"x.md\"\nx.md at 38 \"x.md\"\n"
          "y z.md at 52 \"y z.md\"\nimage d.png at 68 \"d.png\"\n");
    CHECK(links_of("é https://a.org or b@a.org") ==
          "https://a.org at 3 \"https://a.org\"\nmailto:b@a.org at 20 \"b@a.org\"\n");
    CHECK(links_of("see [a][b]\n\n[b]: c.md\n") == "c.md at 0 \"see [a][b]\"\n");
}

TEST_CASE("a dropped link keeps its text, one to another language says so", "[markdown]") {
    MarkdownHooks hooks;
    hooks.link = [](const MarkdownLink& link) {
        return link.target == "gone.md" ? LinkTarget{} : LinkTarget{"/en/x/", "en"};
    };
    CHECK(render_markdown({"p.md", "[a](gone.md) ![p](gone.md) [b](x.md)"}, 0, hooks).html ==
          "<p>a p <a href=\"/en/x/\" hreflang=\"en\">b</a></p>\n");
}

TEST_CASE("links that could run something are dropped", "[markdown]") {
    const std::string target = GENERATE("javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x",
                                        "<java\tscript:x>", "vbscript:x", "file:///etc/passwd", "&#106;avascript:x");
    CAPTURE(target);
    CHECK(html_of("[a](" + target + ")") == "<p>a</p>\n");
    CHECK(is_safe_link("../a.md#b:c"));
    CHECK(is_safe_link("mailto:a@b.org"));
}

TEST_CASE("a block knows the level of a heading that it may begin with", "[markdown]") {
    const Source source{"p.md", "[[a]]\n\n## B\n\n[[b]]\n\n### C\n\n- [[c]]\n\n## D\n\n[[d]]\n"};
    std::string levels;
    MarkdownHooks hooks;
    hooks.block = [&](std::string_view name, std::string_view, const BlockPlace& place) {
        levels += std::string(name) + std::to_string(place.level) + " ";
        return std::string();
    };
    CHECK(render_markdown(source, 0, hooks).headings.size() == 3);
    CHECK(levels == "a2 b3 c4 d3 ");
}

TEST_CASE("what looks like a reference and is none is told with its place", "[markdown]") {
    const Source source{
        "p.md",
        "---\nSee [a][b], [c][], *[d][e]* and [^f].\n\n`[g][h]` \\[i][j] [k] [^] [^ l]\n\n"
        "| [m][n] | x |\n|---|---|\n| y | z |\n\n[o][p] is [known][q].[^r]\n\n[q]: x.md\n[^r]: Note.\n"};
    std::string found;
    for (const UndefinedReference& each : render_markdown(source, 4, {}).undefined)
        found += (each.is_note ? "^" : "") + each.label + "=" +
                 source.text.substr(each.span.begin, each.span.end - each.span.begin) + " ";
    CHECK(found == "b=[a][b] c=[c][] e=[d][e] ^f=[^f] n=[m][n] p=[o][p] ");
}

// Every slip as "LINE:BYTE what it covers".
std::string slips_of(const std::string& text) {
    const Source source{"en/page.md", "---\n" + text};
    std::string found;
    for (const MarkdownSlip& slip : render_markdown(source, 4, {}).slips) {
        const Place place = place_of(source, slip.span.begin);
        found += std::to_string(place.line - 1) + ":" + std::to_string(place.column) + " " +
                 source.text.substr(slip.span.begin, slip.span.end - slip.span.begin) + " | " + slip.hint + "\n";
    }
    return found;
}

TEST_CASE("a mark that is not quite one is told with what to type", "[markdown]") {
    const auto [text, found] = GENERATE(table<std::string, std::string>({
        {"##Costs", "1:1 ##Costs | write ## Costs; for a mere sign \\#\n"},
        {"One\n##Costs *x*\nthree", "2:1 ##Costs | write ## Costs; for a mere sign \\#\n"},
        {"- #Costs", "1:3 #Costs | write # Costs; for a mere sign \\#\n"},
        {"See [us] (a.md) now", "1:5 [us] (a.md) | write [us](a.md)\n"},
        {"[a](b.md) and [a](b", "1:15 [a](b | write ) behind it: [a](b)\n"},
        {"x\n[*a*](b c.md)", "2:5 ](b | write %20 for each blank: [words](b%20c.md)\n"},
        {"**a ** [b] (c.md), [b](c.md and (b)[c.md]",
         "1:1 **a | write ** right before the first word and right behind the last: **words**; for mere stars "
         "\\*\\*\n1:8 [b] (c.md) | write [b](c.md)\n1:20 [b](c.md | write ) behind it: [b](c.md)\n"
         "1:33 (b)[c.md] | write [b](c.md)\n"},
        {"é (us)[https://a.org]", "1:3 (us)[https://a.org] | write [us](https://a.org)\n"},
        {"**Costs ** are",
         "1:1 **Costs | write ** right before the first word and right behind the last: **words**; for mere "
         "stars \\*\\*\n"},
        {"a\n\n```yaml\nx: y\n\nb", "3:1 ```yaml | write the same signs on a line of their own behind the code\n"},
        {"~~~\n```", "1:1 ~~~ | write the same signs on a line of their own behind the code\n"},
        {"> ```\n> a\n\nb", "1:1 > ``` | write the same signs on a line of their own behind the code\n"},
        {"See [[emergency]] here",
         "1:5 [[emergency]] | write [[emergency]] on a line of its own, with an empty line before and behind\n"},
        {"[[contact hotline]",
         "1:1 [[contact hotline] | write [[contact hotline]] on a line of its own, with an empty line before and "
         "behind\n"},
        {"[emergency]]",
         "1:1 [emergency]] | write [[emergency]] on a line of its own, with an empty line before and behind\n"},
        {"[[emergency",
         "1:1 [[emergency | write [[emergency]] on a line of its own, with an empty line before and "
         "behind\n"},
        {"See [your rights(a.md) now", "1:5 [your rights(a.md) | write [your rights](a.md)\n"},
        {"a ** b c ** d", "1:3 ** b c ** | write **b c**; for mere stars \\*\\*\n"},
        {"Bring:\n-one\n-**two**\n\n> *one\n> *two", "2:1 -one | write - one\n5:3 *one | write * one\n"},
        {"1.one\n2.two\n3.three", "1:1 1.one | write 1. one\n"},
        {"| a | b |\n|---|---|\n| c | d | e | f |\n| g | h | |",
         "3:11 e | f | give the head and the row of hyphens one more column, or write \\| for a mere sign\n"},
        {"- x\n\n  | a | b |\n  |---|---|\n  | c | d | e |",
         "5:13 e | give the head and the row of hyphens one more column, or write \\| for a mere sign\n"},
        {"| a | b |\n| c | d |\n| e | f |",
         "1:1 | a | b | | write |---|---| on a line of its own below this one; for mere signs \\|\n"},
        {"a | b | c\n---|---\nd | e | f", "2:1 ---|--- | write |---|---|---|\n"},
        {"|---|---|\n| a | b |",
         "1:1 |---|---| | write the heads of the columns right above it, for example | Service | Time |\n"},
        {"##\u00A0Costs of it", "1:1 ##\u00A0Costs | write ## Costs of it; for a mere sign \\#\n"},
        {"-\u00A0one\n-\u00A0two", "1:1 -\u00A0one | write - one\n"},
        {"Bring:\n\n• one\n• two", "3:1 • one | write - one\n"},
        {"Bring:\n•\tone\n•\ttwo", "2:1 •\tone | write - one\n"},
        {"– one\n– two\n– three", "1:1 – one | write - one\n"},
        {"Copy\tR2\nBook\tR20", "1:1 Copy\tR2 | write | Copy | R2 | and, below the first row, |---|---|\n"},
        {"a;b;c\nd;e;f\ng;h;i", "1:1 a;b;c | write | a | b | c | and, below the first row, |---|---|---|\n"},
        {"a\n\n<!-- b\n\nc", "3:1 <!-- b | write --> at the end of the remark\n"},
    }));
    CAPTURE(text);
    CHECK(slips_of(text) == found);
}

TEST_CASE("signs that were meant as they stand are no slips", "[markdown]") {
    const std::string text = GENERATE(
        "## Costs", "\\##Costs", "We are #1 and\n#16Days of #Peace", "#16Days", "####### x", "`##a [b] (c.md)`",
        "see [1] (page 4) and (a)[b]", "\\[a](b", "[a\\](b", "2**3 or \\*\\*a", "**bold** and ***both***",
        "```\na\n```", "~~~~\n~~~\n~~~~~", "> ```\n> a\n> ```\n\nb", "- ```\n  a\n  ```", "    ##code", "<!-- a -->",
        "| #1 | ##2 |\n|-|-|\n| ##a | b |", "`[[a]]` and\n`[[a]`", "[[1]] and [see [note]] and [[Note]]", "\\[[a]]",
        "[see (a.md)] and [x (a.md) y] and f(a.md)", "2 ** 3 ** 4", "-one\ntwo", "*one*\n*two*", "*one\n*two*",
        "1.5\n2.5", "-5\n-6", "\\-one\n\\-two", "`x\n-one\n-two`", "```\n-one\n-two\n| a | b |\n| c | d |\n```",
        "a | b\nc | d", "| a |\nb", "– one", "One – two\n– three", "a\tb", "a\tb\nc\td\te",
        "One; two; three.\nFour; five; six.", "| a \\| b | c |\n|-|-|\n| `d \\| e` | f |",
        "| a | b |\n|---|---|\n| c |\n\n| a |\n|---|\n| b | |");
    CAPTURE(text);
    CHECK(slips_of(text).empty());
}

TEST_CASE("a table that would be filled up with countless cells is not read", "[markdown]") {
    const auto repeated = [](std::string_view text, int times) {
        std::string all;
        for (int i = 0; i < times; ++i) all += text;
        return all;
    };
    const std::string head = repeated("a|", 1000) + "\n" + repeated("-|", 1000) + "\n";
    for (const std::string before : {"", "> "}) {
        const Source source{"p.md", "Words.\n\n" + before + head + repeated(before + "b|\n", 1000) + "\nMore.\n"};
        const MarkdownPage page = render_markdown(source, 0, {});
        REQUIRE(page.table);
        CHECK(page.table->columns == 1000);
        CHECK(place_of(source, page.table->head.begin).line == 3);
        CHECK(page.html == "<p>Words.</p>\n");
    }
    const std::string full = "a|b|c|d\n-|-|-|-\n" + repeated("e|f|g|h\n", 20000);
    CHECK_FALSE(render_markdown({"p.md", full}, 0, {}).table);
    CHECK_FALSE(render_markdown({"p.md", head + repeated("b|\n", 40)}, 0, {}).table);
}

TEST_CASE("a paragraph of names in double brackets is a block for each line", "[markdown]") {
    const Source source{"p.md",
                        "Text [[emergency]]\n\n[[emergency]]\n\n- x\n\n  [[standard  a-b]]\n\n[[a]]\n[[b c]]\n"};
    std::string asked;
    MarkdownHooks hooks;
    hooks.block = [&](std::string_view name, std::string_view argument, const BlockPlace& place) {
        const Span span = place.span;
        asked += std::string(name) + "|" + std::string(argument) + "|" +
                 source.text.substr(span.begin, span.end - span.begin) + "\n";
        return std::string("<hr>");
    };
    CHECK(render_markdown(source, 0, hooks).html ==
          "<p>Text [[emergency]]</p>\n<hr>\n<ul>\n<li><p>x</p>\n<hr>\n</li>\n</ul>\n<hr>\n<hr>\n");
    CHECK(asked == "emergency||[[emergency]]\nstandard|a-b|[[standard  a-b]]\na||[[a]]\nb|c|[[b c]]\n");
}

TEST_CASE("Markdown that is nested without end neither crashes nor takes long", "[markdown]") {
    const std::string piece = GENERATE("> ", "- ", "[", "*", "![", "~~a", "(www.", "[[", "|", "**a ", "<b>", "a@b.c");
    CAPTURE(piece);
    std::string text;
    for (int i = 0; i < 20000; ++i) text += piece;
    CHECK_FALSE(html_of(text + "x").empty());
}

TEST_CASE("pages rendered in many threads are those of one thread", "[markdown]") {
    std::vector<std::string> texts;
    for (int i = 0; i < 200; ++i) {
        const std::string n = std::to_string(i);
        texts.push_back("# T" + n + "\n\n~~s" + n + "~~ www.a" + n + ".org\n\n|a|b|c|\n|-|-|-|\n|" + n +
                        "|~~x~~|c@d.org|\n\n- [x] t[^1]\n\n[^1]: n\n");
    }
    std::vector<std::string> serial(texts.size());
    for (std::size_t i = 0; i < texts.size(); ++i) serial[i] = html_of(texts[i]);
    std::vector<std::vector<std::string>> parallel(4, std::vector<std::string>(texts.size()));
    {
        std::vector<std::jthread> threads;
        for (auto& results : parallel) {
            threads.emplace_back([&] {
                for (std::size_t i = 0; i < texts.size(); ++i) results[i] = html_of(texts[i]);
            });
        }
    }
    for (const auto& results : parallel) CHECK(results == serial);
}

}  // namespace charter::markdown_test
