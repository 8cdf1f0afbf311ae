#include "generator/shared/theme.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <stdexcept>

#include "tests/support/temp_dir.h"

namespace charter::theme_test {
namespace {

using Shapes = std::map<std::string, Shape, std::less<>>;

Shapes two_shapes() {
    return {{"page", parse_shape("title", {})}, {"card", parse_shape("amount", {})}};
}

// A theme of two layouts in two languages.
std::map<std::string, std::string> whole_theme() {
    return {{"layouts/page.html", "{{> head}}<h1>{{title}}</h1>\n"},
            {"layouts/card.html", "<b>{{amount}}</b>{{w.ui.days}}"},
            {"partials/head.html", "<title>{{title}} - {{w.ui.site}}</title>\n"},
            {"i18n/en.yaml", "ui.site: Site\nui.days: days\n"},
            {"i18n/af.yaml", "ui.site: Werf\nui.days: dae\n"},
            {"assets/style.css", "p{}"},
            {"assets/img/mark.svg", "<svg/>"}};
}

ThemeFiles files_of(const std::map<std::string, std::string>& texts) {
    ThemeFiles files;
    for (const auto& [path, text] : texts) files.files.push_back({"themes/plain/" + path, text});
    return files;
}

std::string findings(const std::map<std::string, std::string>& texts) {
    Diagnostics diagnostics;
    (void)Theme::load(files_of(texts), {"en", "af"}, two_shapes(), diagnostics);
    std::string found;
    for (const Diagnostic& one : diagnostics.sorted()) found += one.path + ": " + one.message + " [" + one.code + "]\n";
    return found;
}

}  // namespace

TEST_CASE("a theme draws each layout in each language with its words", "[theme]") {
    Diagnostics diagnostics;
    const Theme theme = Theme::load(files_of(whole_theme()), {"en", "af"}, two_shapes(), diagnostics);
    REQUIRE(diagnostics.empty());
    CHECK(theme.render("page", "en", View().set("title", "A & B")) ==
          "<title>A &amp; B - Site</title>\n<h1>A &amp; B</h1>\n");
    CHECK(theme.render("card", "af", View().set("amount", "25")) == "<b>25</b>dae");
    CHECK(theme.words("af").text("ui.site") == "Werf");
}

TEST_CASE("asking for a layout or a language that a theme has not is a fault of ours", "[theme]") {
    Diagnostics diagnostics;
    const Theme theme = Theme::load(files_of(whole_theme()), {"en"}, two_shapes(), diagnostics);
    CHECK_THROWS_AS(theme.render("pages", "en", View()), std::logic_error);
    CHECK_THROWS_AS(theme.render("page", "xh", View()), std::logic_error);
    CHECK_THROWS_AS(theme.words("af"), std::logic_error);
}

TEST_CASE("a theme's assets are kept as they are, by their path among the assets", "[theme]") {
    Diagnostics diagnostics;
    const Theme theme = Theme::load(files_of(whole_theme()), {"en"}, two_shapes(), diagnostics);
    REQUIRE(theme.assets().size() == 2);
    CHECK(theme.assets()[0].path == "img/mark.svg");
    CHECK(theme.assets()[1].path == "style.css");
    CHECK(theme.assets()[1].text == "p{}");
}

TEST_CASE("what a theme lacks or has too much is reported by file, once for all languages", "[theme]") {
    std::map<std::string, std::string> texts = whole_theme();
    CHECK(findings(texts) == "");
    SECTION("a layout is missing") {
        texts.erase("layouts/card.html");
        CHECK(findings(texts) == "layouts/card.html: the theme has no layout \"card\" [missing-layout]\n");
    }
    SECTION("no page uses a layout") {
        texts["layouts/cart.html"] = "";
        CHECK(findings(texts) == "themes/plain/layouts/cart.html: no page uses a layout \"cart\" [unknown-layout]\n");
    }
    SECTION("a language has no words") {
        texts.erase("i18n/af.yaml");
        CHECK(findings(texts) == "i18n/af.yaml: the theme has no words in \"af\" [missing-word]\n");
    }
    SECTION("the first language has no words") {
        texts.erase("i18n/en.yaml");
        CHECK(findings(texts) == "i18n/en.yaml: the theme has no words in \"en\" [missing-word]\n");
    }
    SECTION("a file of words is empty") {
        texts["i18n/af.yaml"] = "\n";
        CHECK(findings(texts) == "themes/plain/i18n/af.yaml: the theme has no words in \"af\" [missing-word]\n");
    }
    SECTION("one language lacks a word that the layouts use") {
        texts["i18n/af.yaml"] = "ui.days: dae\n";
        CHECK(
            findings(texts) ==
            "themes/plain/i18n/af.yaml: the word \"ui.site\" is missing in themes/plain/i18n/af.yaml [missing-word]\n");
    }
    SECTION("a layout is empty") {
        texts["layouts/card.html"] = "";
        CHECK(findings(texts) == "themes/plain/layouts/card.html: the file of this layout is empty [missing-layout]\n");
    }
    SECTION("a file of words has a fault, which hides words that the layouts use") {
        texts["i18n/af.yaml"] = "ui.site: \"Werf\nui.days: dae\n";
        CHECK(findings(texts) == "themes/plain/i18n/af.yaml: the quotes are not closed [yaml-syntax]\n");
    }
    SECTION("a layout uses a name and a word that are not there") {
        texts["layouts/page.html"] = "{{titles}}{{w.ui.sit}}";
        CHECK(findings(texts) ==
              "themes/plain/layouts/page.html: this page has no value \"titles\" here [unknown-template-name]\n"
              "themes/plain/layouts/page.html: there is no word \"ui.sit\" [unknown-word]\n");
    }
    SECTION("a file is in another encoding") {
        texts["partials/head.html"] = "caf\xE9";
        CHECK(findings(texts) == "themes/plain/partials/head.html: the file is not UTF-8 [not-utf8]\n");
    }
}

TEST_CASE("a theme for this program has the words of dates, limits and holidays", "[theme]") {
    Diagnostics diagnostics;
    (void)Theme::load(files_of(whole_theme()), {"en", "af"}, diagnostics);
    const std::vector<Diagnostic> found = diagnostics.sorted();
    CHECK(std::count_if(found.begin(), found.end(), [](const Diagnostic& one) {
              return one.message == "dates and limits need the word \"date.month.1\"";
          }) == 1);
    CHECK(std::any_of(found.begin(), found.end(), [](const Diagnostic& one) { return one.code == "missing-layout"; }));
}

TEST_CASE("the words that templates use are listed", "[theme]") {
    CHECK(words_in_templates(files_of(whole_theme())) == std::vector<std::string>{"ui.days", "ui.site"});
}

TEST_CASE("a link out of a theme's folder is refused, whatever it leads to", "[theme]") {
    const TempDir folder;
    for (const auto& [path, text] : whole_theme()) spill(folder / "theme" / path, text);
    spill(folder / "secret.css", "secret");
    std::filesystem::create_symlink(folder / "secret.css", folder / "theme/assets/pw.css");
    std::filesystem::create_symlink("style.css", folder / "theme/assets/same.css");
    const ThemeFiles files = read_theme(folder / "theme", "theme/");
    Diagnostics diagnostics;
    const Theme theme = Theme::load(files, {"en", "af"}, two_shapes(), diagnostics);
    CHECK(to_text(diagnostics.sorted()) ==
          "theme/assets/pw.css: error: the link leads out of the theme's folder [linked-file]\n"
          "  hint: put the file itself in its place\n\n1 error, 0 warnings\n");
    for (const Source& asset : theme.assets()) CHECK(asset.text.find("secret") == std::string::npos);
    CHECK(theme.assets().size() == 3);
}

TEST_CASE("a theme is read from its folder without the files that were made from others", "[theme]") {
    const TempDir folder;
    for (const auto& [path, text] : whole_theme()) spill(folder / path, text);
    spill(folder / "assets/style.css.br", "x");
    spill(folder / "assets/style.css.gz", "x");
    const ThemeFiles files = read_theme(folder.path(), "themes/plain/");
    std::string paths;
    for (const Source& file : files.files) paths += file.path + "\n";
    CHECK(paths ==
          "themes/plain/assets/img/mark.svg\nthemes/plain/assets/style.css\nthemes/plain/i18n/af.yaml\n"
          "themes/plain/i18n/en.yaml\nthemes/plain/layouts/card.html\nthemes/plain/layouts/page.html\n"
          "themes/plain/partials/head.html\n");
    Diagnostics diagnostics;
    (void)Theme::load(files, {"en", "af"}, two_shapes(), diagnostics);
    CHECK(diagnostics.empty());
}

}  // namespace charter::theme_test
