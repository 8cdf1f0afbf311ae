#include <catch2/catch.hpp>
#include <set>

#include "generator/print/booklet.h"
#include "generator/print/distribution.h"
#include "generator/print/poster.h"
#include "generator/render/page_drawing.h"
#include "generator/shared/files.h"
#include "tests/generator/render/site_fixture.h"
#include "tests/support/html.h"

namespace charter::papers_test {
namespace {

// A town whose second language has the charter and not the manual.
std::vector<Source> town() {
    std::vector<Source> files = {
        {"site.yaml",
         "name: {en: Town charter, af: Dorp}\nbase_url: https://town.example\nlanguages: [en, af]\nbody: {en: the "
         "town, "
         "af: die dorp}\nhours:\n  office: {days: mon-fri, opens: \"08:00\", closes: \"15:30\", status: example}\n"
         "channels:\n  - {id: line, kind: phone, value: 0800 1, main: true, title: {en: Line, af: Lyn}}\n"},
        {"data/offices.yaml",
         "- {id: hall, name: {en: Hall, af: Saal}, type: head, hours: office, status: confirmed}\n"
         "- {id: desk, name: {en: Desk, af: Toonbank}, type: local, parent: hall, phone: 021 1, status: confirmed}\n"
         "- {id: shut, name: {en: Shut, af: Toe}, type: local, parent: hall, closed: true, successor: hall, status: "
         "confirmed}\n"
         "- {id: far, name: {en: Far, af: Ver}, type: local, status: confirmed}\n"},
        {"en/manual/index.md", page_text({"title: Manual", "translations: {af: pending}"}, "Read it. [Two](two.md)")},
        {"en/manual/one.md", page_text({"title: First", "kind: manual", "weight: 10", "translations: {af: pending}"},
                                       "## Who\n\nSee [below](two.md#who).")},
        {"en/manual/two.md", page_text({"title: Second", "kind: manual", "weight: 20", "translations: {af: pending}"},
                                       "## Who\n\nSee [home](../index.md).")}};
    const auto add = [&](const std::string& path, const std::vector<std::string>& fields, const std::string& title) {
        std::vector<std::string> source = fields;
        source.push_back("title: " + title);
        files.push_back({"en/" + path, page_text(source)});
        const std::string made_from = content_hash(files.back().text).substr(0, 16);
        files.push_back(
            {"af/" + path, page_text({"title: AF " + title, "translation: draft", "source: \"" + made_from + "\""})});
    };
    add("index.md", {}, "Home");
    add("charters/index.md", {}, "Charters");
    add("standards/index.md", {}, "Promises");
    for (const std::string id : {"a", "b", "c", "window"})
        add("standards/" + id + ".md",
            {"kind: standard", "id: " + id, "applies_to: [complaint]",
             std::string("clock: ") + (id == "window" ? "question" : "resolve"), "within: 7 working days",
             "target: 90%", "status: example"},
            "Promise " + id);
    add("charters/hall.md",
        {"kind: charter", "id: hall", "office: hall", "edition: 2026-27", "standards: [b, window, a, c]",
         "approved: {role: Manager, on: 2026-06-15}"},
        "Hall promises");
    return files;
}

const Office& office_of(const SiteFixture& fixture, const std::string& id) {
    const Office* office = find_office(fixture.site().catalogue, id);
    REQUIRE(office != nullptr);
    return *office;
}

std::string poster_html(const SiteFixture& fixture, const std::string& office, std::size_t promises,
                        std::string_view language = "en") {
    const auto poster = draw_poster(fixture.scope(language), office_of(fixture, office), {poster_a4, promises});
    return poster ? poster->html : "(none)";
}

std::string in_order(const std::string& html, const std::vector<std::string>& texts) {
    std::size_t at = 0;
    for (const std::string& text : texts) {
        at = html.find(text, at);
        if (at == std::string::npos) return text + " is not there, or too early";
    }
    return "";
}

}  // namespace

TEST_CASE("a poster has the first promises of the charter in its order, and counts the rest", "[poster]") {
    const SiteFixture fixture(town());
    const std::string html = poster_html(fixture, "hall", 2);
    CHECK(in_order(html, {"<html lang=\"en\">", "@page { size: a4; margin: 10mm; }", "font-size: 18pt", "Hall",
                          "We promise you", "Promise b", "Promise a", "There is 1 more promise.",
                          "town.example/en/charters/hall/", "0800 1", "Monday to Friday, 08:00 to 15:30 (example)",
                          "2026-27", "Manager", "15 June 2026"}) == "");
    CHECK(html.find("Promise c") == std::string::npos);
    CHECK(html.find("Promise window") == std::string::npos);  // a limit for the citizen is no promise of ours
    CHECK(poster_html(fixture, "hall", 3).find("more promise") == std::string::npos);
    CHECK(poster_html(fixture, "hall", 2) == html);
}

TEST_CASE("a poster of an office without a charter of its own has the one above, and its own address", "[poster]") {
    const SiteFixture fixture(town());
    const std::string html = poster_html(fixture, "desk", 2);
    CHECK(in_order(html, {"Desk", "Promise b", "021 1", "town.example/", "en/", "at/", "desk"}) == "");
    CHECK(html.find("QR code that opens town.example/en/at/desk") != std::string::npos);
    CHECK(poster_html(fixture, "shut", 2) == "(none)");
    CHECK(poster_html(fixture, "far", 2) == "(none)");
    const std::string draft = poster_html(fixture, "desk", 2, "af");
    CHECK(in_order(draft, {"lang=\"af\"", "Toonbank", "AF Promise b", "This translation is a draft."}) == "");
}

TEST_CASE("no letters of a poster are smaller than its root, and A3 is larger by the root of two", "[poster]") {
    const SiteFixture fixture(town());
    const std::string html = poster_html(fixture, "hall", 2);
    static const std::string mark = "font-size: ";
    std::size_t sizes = 0;
    for (auto at = html.find(mark); at != std::string::npos; at = html.find(mark, at + 1)) {
        const std::string size =
            html.substr(at + mark.size(), html.find_first_of(" ;", at + mark.size()) - at - mark.size());
        CAPTURE(size);
        if (size == "18pt" || size == "18px") continue;  // the root, on paper and on a screen
        CHECK(size.ends_with("rem"));
        CHECK(std::stod(size) >= 1.0);
        ++sizes;
    }
    CHECK(sizes >= 4);
    CHECK(std::stod(std::string(poster_a3.text)) / std::stod(std::string(poster_a4.text)) ==
          Approx(1.414).epsilon(0.01));
    CHECK(std::stod(std::string(poster_a4.text)) >= 18);
}

TEST_CASE("a booklet of a manual has its chapters in order, and every link within leads somewhere", "[booklet]") {
    const SiteFixture fixture(town());
    const PageDrawing drawing(fixture.site(), fixture.theme());
    Diagnostics diagnostics;
    const Paper booklet = draw_booklet(drawing, fixture.site(), fixture.page("manual/index"), booklet_a5, diagnostics);
    CHECK(diagnostics.empty());
    CHECK(booklet.path == "en/booklet-manual-a5.html");
    CHECK(in_order(booklet.html, {"size: a5", "<h1>Manual</h1>", "href=\"#one\">First", "href=\"#one-who\">Who",
                                  "href=\"#two\">Second", "<h1 id=\"one\">First</h1>", "href=\"#two-who\"",
                                  "<h1 id=\"two\">Second</h1>", "href=\"https://town.example/en/\""}) == "");
    std::set<std::string> ids;
    for (const HtmlTag& tag : read_tags(booklet.html))
        if (const auto id = tag.attributes.find("id"); id != tag.attributes.end()) CHECK(ids.insert(id->second).second);
    for (const HtmlTag& tag : read_tags(booklet.html)) {
        const auto href = tag.attributes.find("href");
        if (href == tag.attributes.end() || !href->second.starts_with('#')) continue;
        CAPTURE(href->second);
        CHECK(ids.contains(href->second.substr(1)));
    }
}

TEST_CASE("booklets are made of the charters that count and of manuals", "[booklet]") {
    const SiteFixture fixture(town());
    const auto paths = [&](std::string_view language) {
        std::string text;
        for (const Page* page : booklet_pages(fixture.site(), language)) text += page->path + " ";
        return text;
    };
    CHECK(paths("en") == "charters/hall manual/index ");
    CHECK(paths("af") == "charters/hall ");
}

TEST_CASE("each open office gets its poster, the booklet of its charter and the manual", "[distribution]") {
    const SiteFixture fixture(town());
    const std::vector<Delivery> list = deliveries(fixture.site());
    CHECK(distribution_csv(fixture.site(), list) ==
          "\xEF\xBB\xBF"
          "office,office_name,address,phone,paper,title,language,file,copies,sent_on,received_on\r\n"
          "desk,Desk,,021 1,poster,Desk,en,en/poster-desk-a4,,,\r\n"
          "desk,Desk,,021 1,booklet,Hall promises,en,en/booklet-charters-hall-a4,,,\r\n"
          "desk,Desk,,021 1,booklet,Manual,en,en/booklet-manual-a4,,,\r\n"
          "desk,Desk,,021 1,poster,Toonbank,af,af/poster-desk-a4,,,\r\n"
          "desk,Desk,,021 1,booklet,AF Hall promises,af,af/booklet-charters-hall-a4,,,\r\n"
          "far,Far,,,booklet,Manual,en,en/booklet-manual-a4,,,\r\n"
          "hall,Hall,,,poster,Hall,en,en/poster-hall-a4,,,\r\n"
          "hall,Hall,,,booklet,Hall promises,en,en/booklet-charters-hall-a4,,,\r\n"
          "hall,Hall,,,booklet,Manual,en,en/booklet-manual-a4,,,\r\n"
          "hall,Hall,,,poster,Saal,af,af/poster-hall-a4,,,\r\n"
          "hall,Hall,,,booklet,AF Hall promises,af,af/booklet-charters-hall-a4,,,\r\n");
    const std::string html = draw_distribution(fixture.scope(), list).html;
    CHECK(in_order(html, {"<h2 id=\"desk\">Desk</h2>", "Poster: Desk", "English", "Booklet: Manual", "lang=\"af\"",
                          "<h2 id=\"far\">", "Booklet: Manual", "<h2 id=\"hall\">"}) == "");
}

}  // namespace charter::papers_test
