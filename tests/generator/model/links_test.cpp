#include "generator/model/links.h"

#include <catch2/catch.hpp>

#include "generator/model/server_addresses.h"
#include "generator/model/short_hash.h"
#include "generator/model/words_hash.h"
#include "generator/shared/files.h"
#include "tests/generator/model/site_files.h"

namespace charter::links_test {
namespace {

std::string titled(const std::string& title, const std::string& more = {}) {
    return "---\ntitle: " + title + "\n" + more + "---\n";
}

const std::string pending = "translations: {xh: pending}\n";

FileTexts texts() {
    const std::string home = titled("Home");
    const std::string costs = titled("Costs", "aliases: [fees, /old/fees]\n");
    const auto translated = [](const std::string& title, const std::string& original) {
        return titled(title, "translation: signed\nsource: " + content_hash(original).substr(0, 16) + "\n");
    };
    return {{"site.yaml", "name: T\nbase_url: https://t.example\nlanguages: [en, xh]\n"},
            {"en/index.md", home},
            {"xh/index.md", translated("Ikhaya", home)},
            {"en/rights/index.md", titled("Rights", pending)},
            {"en/rights/costs.md", costs},
            {"xh/rights/costs.md", translated("Iindleko", costs)},
            {"en/rights/my file.md", titled("File", pending)},
            {"en/rights/door.jpg", "jpg"},
            {"en/form.pdf", "pdf"},
            {"xh/form.pdf", "pdf"}};
}

struct Asked {
    LinkTarget target;
    std::string anchor;  // asked of which page
    std::string code;
    std::string hint;
};

Asked ask(const std::string& language, const std::string& path, const std::string& target, bool is_image = false) {
    Diagnostics diagnostics;
    const Site site = checked_site(texts(), diagnostics);
    REQUIRE(diagnostics.empty());
    const LinkIndex links(site);
    const Page* from = find_page(site, language, path);
    REQUIRE(from != nullptr);
    std::vector<AnchorUse> uses;
    Asked asked;
    asked.target = links.resolve(*from, site.sources[*from->source], {target, is_image, {0, 3}}, uses, diagnostics);
    if (!uses.empty()) asked.anchor = uses.front().target->url + "#" + uses.front().anchor;
    if (!diagnostics.empty()) asked.code = diagnostics.sorted().front().code;
    if (!diagnostics.empty()) asked.hint = diagnostics.sorted().front().hint;
    return asked;
}

}  // namespace

TEST_CASE("an address of elsewhere that nobody can follow is told", "[links]") {
    const auto [target, hint] = GENERATE(table<std::string, std::string>({
        {"http:/gov.za", "did you mean \"http://gov.za\"?"},
        {"https:gov.za/a", "did you mean \"https://gov.za/a\"?"},
        {"https:///gov.za", "did you mean \"https://gov.za\"?"},
        {"https://gov,za", "write the whole address, for example https://www.example.org"},
        {"mailto:x@", "write for example mailto:help@example.org"},
        {"mailto:help.example.org", "write for example mailto:help@example.org"},
        {"tel:call us", "write digits alone, for example tel:0800000000"},
    }));
    CAPTURE(target);
    const Asked asked = ask("en", "rights/index", target);
    CHECK(asked.code == "dead-link");
    CHECK(asked.hint == hint);
    for (const std::string right :
         {"https://gov.za", "http://localhost:8080/a", "mailto:a@b.org?subject=x y", "tel:+27210000000"})
        CHECK(ask("en", "rights/index", right).code.empty());
}

TEST_CASE("a page that moved or was renamed is found again", "[links]") {
    const auto hint = [](const FileTexts& more, const std::string& target) {
        FileTexts all = texts();
        for (const auto& [path, text] : more) all[path] = text;
        Diagnostics diagnostics;
        const Site site = checked_site(all, diagnostics);
        const Page* from = find_page(site, "en", "services/elders/meals");
        REQUIRE(from != nullptr);
        std::vector<AnchorUse> uses;
        Diagnostics found;
        static_cast<void>(
            LinkIndex(site).resolve(*from, site.sources[*from->source], {target, false, {0, 3}}, uses, found));
        REQUIRE_FALSE(found.empty());
        return found.sorted().front().hint;
    };
    const std::string meals = titled("Meals", pending);
    // Moved one folder down: the page with the same folder is meant, not another of the same name.
    CHECK(hint({{"en/services/elders/meals.md", meals},
                {"en/manual/reports.md", titled("A", pending)},
                {"en/procedures/reports.md", titled("B", pending)}},
               "../procedures/reports.md") == "did you mean \"../../procedures/reports.md\"?");
    const std::string privacy = titled("Your privacy");
    Page renamed;
    renamed.title = "Your privacy";
    renamed.body_begin = privacy.size();
    // Both ways in which a translation may name its original.
    for (const std::string& hash : {words_hash(renamed, privacy), text_hash(privacy)})
        CHECK(hint({{"en/services/elders/meals.md", meals},
                    {"en/rights/your-data.md", privacy},
                    {"xh/rights/privacy.md", titled("Ubumfihlo", "translation: signed\nsource: " + hash + "\n")}},
                   "../../rights/privacy.md") == "did you mean \"../../rights/your-data.md\"?");
}

TEST_CASE("a link that leads nowhere is told how it is written right", "[links]") {
    const auto [target, right] = GENERATE(table<std::string, std::string>({
        {"../../xh/rights/costs.md", "/xh/rights/costs/"},
        {"/xh/rights/costs.md", "/xh/rights/costs/"},
        {"../Rights/Costs.md", "costs.md"},
        {"..\\rights\\costs.md", "costs.md"},
        {"costs.html", "costs.md"},
        {"Index.HTM", "index.md"},
        {"www.example.com", "https://www.example.com"},
        {"help@x.org", "mailto:help@x.org"},
    }));
    CAPTURE(target);
    const Asked asked = ask("en", "rights/index", target);
    CHECK(asked.code == "dead-link");
    CHECK(asked.hint == "did you mean \"" + right + "\"?");
    CHECK(ask("en", "rights/index", right).code.empty());
    CHECK(ask("en", "rights/index", "../../xh/nowhere.md").hint ==
          "it leaves the pages of this language; a page of another one is named by its address, for example "
          "/xh/rights/");
}

TEST_CASE("a link leads to the address of what it names", "[links]") {
    const auto [target, url] = GENERATE(table<std::string, std::string>({
        {"index.md", "/en/rights/"},
        {"./index.md", "/en/rights/"},
        {"../index.md", "/en/"},
        {"../rights/costs.md", "/en/rights/costs/"},
        {"my%20file.md", "/en/rights/my file/"},
        {"my file.md", "/en/rights/my file/"},
        {"/en/rights/costs/", "/en/rights/costs/"},
        {"/en/rights/costs", "/en/rights/costs/"},
        {"/en/fees/", "/en/rights/costs/"},
        {"/old/fees", "/en/rights/costs/"},
        {"/xh/", "/xh/"},
        {"/", "/"},
        {"/catalogue.json", "/catalogue.json"},
        {"/en/lodge/?standard=answer", "/en/lodge/?standard=answer"},
        {"/staff/", "/staff/"},
        {"/open311/v2/services.json", "/open311/v2/services.json"},
        {"door.jpg", "/en/rights/door.jpg"},
        {"../form.pdf", "/en/form.pdf"},
        {"/en/form.pdf", "/en/form.pdf"},
        {"https://x.example/a.md", "https://x.example/a.md"},
        {"https://t.example/en/rights/costs/", "/en/rights/costs/"},
        {"https://t.example/en/fees#a", "/en/rights/costs/#a"},
        {"https://t.example/standards.csv", "https://t.example/standards.csv"},
        {"https://t.example.org/en/none/", "https://t.example.org/en/none/"},
        {"mailto:a@b.org", "mailto:a@b.org"},
        {"tel:0800220250", "tel:0800220250"},
    }));
    CAPTURE(target);
    const Asked asked = ask("en", "rights/costs", target);
    CHECK(asked.target.url == url);
    CHECK(asked.code.empty());
}

TEST_CASE("a link to a page without a text in this language leads to the first language and says so", "[links]") {
    const Asked asked = ask("xh", "rights/costs", "index.md#what");
    CHECK(asked.target.url == "/en/rights/#what");
    CHECK(asked.target.language == "en");
    CHECK(asked.anchor == "/en/rights/#what");
    CHECK(ask("xh", "rights/costs", "../index.md").target.url == "/xh/");
    CHECK(ask("xh", "rights/costs", "../index.md").target.language.empty());
    CHECK(ask("xh", "rights/costs", "door.jpg", true).target.url == "/en/rights/door.jpg");
    CHECK(ask("xh", "rights/costs", "../form.pdf").target.url == "/xh/form.pdf");
}

TEST_CASE("a link that leads nowhere is dropped and reported", "[links]") {
    const auto [target, code] = GENERATE(table<std::string, std::string>({
        {"", "dead-link"},
        {"cost.md", "dead-link"},
        {"../../index.md", "dead-link"},
        {"../../../site.yaml", "dead-link"},
        {"/en/cost/", "dead-link"},
        {"/rights/", "dead-link"},
        {"/fr/", "dead-link"},
        {"index", "dead-link"},
        {"window.jpg", "dead-link"},
        {".md", "dead-link"},
        {"/en/lodged/", "dead-link"},
        {"javascript:alert(1)", "unsafe-link"},
        {"http://", "dead-link"},
        {"https:///", "dead-link"},
        {"mailto:", "dead-link"},
        {"tel: ", "dead-link"},
        {"//", "dead-link"},
        {"//evil.example/", "unsafe-link"},
        {"https://t.example/en/cost/", "dead-link"},
        {"C:\\form.pdf", "unsafe-link"},
    }));
    CAPTURE(target);
    const Asked asked = ask("en", "rights/costs", target);
    CHECK(asked.target.url.empty());
    CHECK(asked.code == code);
}

TEST_CASE("a picture must be a picture", "[links]") {
    CHECK(ask("en", "rights/costs", "index.md", true).code == "dead-link");
    CHECK(ask("en", "rights/costs", "/en/rights/", true).code == "dead-link");
    CHECK(ask("en", "rights/costs", "https://x.example/a.jpg", true).code == "picture-elsewhere");
    CHECK(ask("en", "rights/costs", "//x.example/a.jpg", true).code == "picture-elsewhere");
    CHECK(ask("en", "rights/costs", "https://x.example/a.jpg").code.empty());
}

TEST_CASE("an anchor of the same page stays short", "[links]") {
    const Asked asked = ask("en", "rights/costs", "#what%20now");
    CHECK(asked.target.url == "#what now");
    CHECK(asked.anchor == "/en/rights/costs/#what now");
    CHECK(ask("en", "rights/costs", "#").target.url == "/en/rights/costs/");
}

TEST_CASE("an anchor is looked up in the page as drawn", "[links]") {
    Diagnostics diagnostics;
    const Site site = checked_site(texts(), diagnostics);
    const Page& home = *find_page(site, "en", "index");
    const Page& costs = *find_page(site, "en", "rights/costs");
    const Source& source = site.sources[*home.source];
    AnchorCheck anchors(site);
    anchors.add(
        home, {"main"},
        {{&costs, &source, {0, 3}, "fees"}, {&costs, &source, {4, 9}, "feees"}, {&home, &source, {0, 3}, "main"}});
    anchors.add(costs, {"fees", "main"}, {});
    anchors.report(diagnostics);
    CHECK(to_text(diagnostics.sorted()) ==
          "en/index.md:2:1: error: there is no place \"feees\" in en/rights/costs.md [dead-anchor]\n"
          "  2 | title: Home\n    | ^~~~~\n  hint: did you mean \"fees\"?\n\n1 error, 0 warnings\n");
}

TEST_CASE("the server answers at its own addresses alone", "[links]") {
    const std::vector<std::string> languages = {"en", "af"};
    CHECK(is_server_address(languages, "/en/lodge/"));
    CHECK(is_server_address(languages, "/af/search"));
    CHECK(is_server_address(languages, "/en/at/metro-south"));
    CHECK(is_server_address(languages, "/en/track/case/"));
    CHECK(is_server_address(languages, "/en/offices/find/"));
    CHECK_FALSE(is_server_address(languages, "/en/offices/"));
    CHECK_FALSE(is_server_address(languages, "/en/offices/finders/"));
    CHECK(is_server_address(languages, "/staff/"));
    CHECK_FALSE(is_server_address(languages, "/lodge/"));
    CHECK_FALSE(is_server_address(languages, "/xh/lodge/"));
    CHECK_FALSE(is_server_address(languages, "/en/lodgers/"));
    CHECK_FALSE(is_server_address(languages, "/en/"));
    CHECK_FALSE(is_server_address(languages, "staff/"));
}

}  // namespace charter::links_test
