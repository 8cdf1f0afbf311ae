#include "generator/model/build_model.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <regex>
#include <set>

#include "generator/shared/files.h"
#include "tests/generator/model/site_files.h"

namespace charter::build_model_test {
namespace {

const std::string home = "---\ntitle: Home\n---\nWelcome.\n";
const std::string standard =
    "---\ntitle: We answer\ndescription: You hear from us.\nkind: standard\nid: answer\nweight: 10\n"
    "applies_to: [complaint, access-request]\nclock: resolve\nwithin: 25 working days\ntarget: 90%\n"
    "principle: redress\nstatus: example\nmeasured_by: Counted by us.\nreviewed: 2026-11-22\n---\nHow.\n";
const std::string town_hall = "- id: town-hall\n  name: {en: Town Hall, af: Stadsaal, xh: IHolo}\n  type: head\n";

std::string source_line(const std::string& original) {
    return "source: " + content_hash(original).substr(0, 16) + "\n";
}

FileTexts three_language_site() {
    const std::string pending = "---\ntranslations: {xh: pending, af: pending}\n" + standard.substr(4);
    return {{"site.yaml", std::string(three_languages)},
            {"data/offices.yaml", town_hall},
            {"en/index.md", home},
            {"af/index.md", "---\ntitle: Tuis\ntranslation: draft\n" + source_line(home) + "---\nWelkom.\n"},
            {"xh/index.md", "---\ntitle: Ikhaya\ntranslation: signed\n" + source_line("older") + "---\nWamkelekile.\n"},
            {"en/answer.md", standard},
            {"af/answer.md", "---\ntitle: Ons antwoord\nmeasured_by: Deur ons getel.\ntranslation: draft\n" +
                                 source_line(standard) + "---\nHoe.\n"},
            {"xh/answer.md", "---\ntitle: Siyaphendula\ntranslation: draft\n" + source_line(standard) + "---\n"},
            {"en/later.md", std::regex_replace(pending, std::regex("id: answer"), "id: later")}};
}

}  // namespace

TEST_CASE("settings and one page are a site", "[build model]") {
    Diagnostics diagnostics;
    const Site site = checked_site({{"en/index.md", home}}, diagnostics);
    CHECK(to_text(diagnostics.sorted()) == "0 errors, 0 warnings\n");
    REQUIRE(site.pages.size() == 1);
    const Page& page = site.pages.front();
    CHECK(page.url == "/en/");
    CHECK(page.is_index);
    CHECK(page.title == "Home");
    CHECK(site.sources[*page.source].text.substr(page.body_begin) == "Welcome.\n");
    CHECK(site.theme == "default");
    CHECK(site.catalogue.site_id == "town");
    CHECK(text_in(site.catalogue.name, "en") == "Town");
    CHECK(site.catalogue.principles.size() == 8);
}

TEST_CASE("a standard is read whole and carries its words in every language", "[build model]") {
    Diagnostics diagnostics;
    const Site site = checked_site(three_language_site(), diagnostics);
    CHECK(diagnostics.error_count() == 0);
    const Standard* answer = find_standard(site.catalogue, "answer");
    REQUIRE(answer != nullptr);
    CHECK(answer->title == Localized{{"en", "We answer"}, {"af", "Ons antwoord"}, {"xh", "Siyaphendula"}});
    CHECK(answer->url == Localized{{"en", "/en/answer/"}, {"af", "/af/answer/"}, {"xh", "/xh/answer/"}});
    CHECK(answer->measured_by ==
          Localized{{"en", "Counted by us."}, {"af", "Deur ons getel."}, {"xh", "Counted by us."}});
    CHECK(answer->applies_to == std::vector<Applies>{Applies::Complaint, Applies::AccessRequest});
    CHECK(answer->clock == Clock::Resolve);
    CHECK(answer->within == Limit{25, LimitUnit::WorkingDays});
    CHECK(answer->target_percent == 90);
    CHECK(answer->principle == "redress");
    CHECK(answer->status == PromiseStatus::Example);
    CHECK(answer->edition == "2026-27");
    const Standard* later = find_standard(site.catalogue, "later");
    REQUIRE(later != nullptr);
    CHECK(later->url == Localized{{"en", "/en/later/"}, {"af", "/en/later/"}, {"xh", "/en/later/"}});
}

TEST_CASE("a service is sensitive by itself or by its category", "[build model]") {
    const auto service = [](const std::string& id, const std::string& more) {
        return "---\ntitle: " + id + "\nkind: service\nid: " + id + "\n" + more + "---\nHelp.\n";
    };
    Diagnostics diagnostics;
    const Site site = checked_site(
        {{"en/index.md", home},
         {"data/categories.yaml", "- {id: care, title: Care}\n- {id: violence, title: Violence, sensitive: true}\n"},
         {"en/adoption.md", service("adoption", "category: care\n")},
         {"en/children.md", service("children", "category: care\nsensitive: true\n")},
         {"en/shelter.md", service("shelter", "category: violence\n")}},
        diagnostics);
    CHECK(diagnostics.error_count() == 0);
    CHECK_FALSE(is_sensitive(site.catalogue, "adoption"));
    CHECK(is_sensitive(site.catalogue, "children"));
    CHECK(is_sensitive(site.catalogue, "shelter"));
}

TEST_CASE("whether a subject is sensitive is yes or no", "[build model]") {
    const std::string findings =
        findings_of({{"en/index.md", home}, {"data/categories.yaml", "- {id: care, title: Care, sensitive: maybe}\n"}});
    CHECK(findings.find("[bad-field]") != std::string::npos);
}

TEST_CASE("calls are kept for as long as the site says", "[build model]") {
    Diagnostics diagnostics;
    const Site site = checked_site({{"en/index.md", home},
                                    {"data/retention.yaml",
                                     "- {kind: complaint, years: 5}\n- {kind: "
                                     "after-hours-call, years: 2}\n"}},
                                   diagnostics);
    CHECK(diagnostics.error_count() == 0);
    CHECK(site.catalogue.retention == std::vector<RetentionClass>{{CaseKind::Complaint, 5}});
    CHECK(site.catalogue.calls_kept_years == 2);
}

TEST_CASE("a translation has its own words and the numbers of the first language", "[build model]") {
    Diagnostics diagnostics;
    const Site site = checked_site(three_language_site(), diagnostics);
    const Page* page = find_page(site, "af", "answer");
    REQUIRE(page != nullptr);
    CHECK(page->title == "Ons antwoord");
    CHECK(page->description.empty());
    CHECK(page->kind == PageKind::Standard);
    CHECK(page->id == "answer");
    CHECK(page->weight == 10);
    CHECK(page->reviewed == parse_date("2026-11-22"));
    CHECK(page->translation == Translation::Draft);
    CHECK_FALSE(page->is_stale);
    CHECK(site.sources[*page->source].path == "af/answer.md");
    CHECK(site.pending.at("later") == std::vector<std::string>{"af", "xh"});
}

TEST_CASE("a translation made from an older text is stale, which is a warning", "[build model]") {
    Diagnostics diagnostics;
    const Site site = checked_site(three_language_site(), diagnostics);
    const Page* page = find_page(site, "xh", "index");
    REQUIRE(page != nullptr);
    CHECK(page->is_stale);
    CHECK(page->translation == Translation::Signed);
    REQUIRE(diagnostics.sorted().size() == 1);
    CHECK(diagnostics.sorted().front().code == "stale-translation");
}

TEST_CASE("an office of the register has a page in every language, or the one an author wrote", "[build model]") {
    FileTexts texts = three_language_site();
    Diagnostics diagnostics;
    const Site site = checked_site(texts, diagnostics);
    const Page* page = find_page_of(site, PageKind::Office, "town-hall", "af");
    REQUIRE(page != nullptr);
    CHECK(page->url == "/af/offices/town-hall/");
    CHECK(page->title == "Stadsaal");
    CHECK(page->translation == Translation::Draft);
    CHECK_FALSE(page->source);
    texts["en/hall.md"] =
        "---\ntitle: Our hall\nkind: office\nid: town-hall\ntranslations: {af: pending, xh: pending}\n---\n";
    const Site written = checked_site(texts, diagnostics);
    const Page* own = find_page_of(written, PageKind::Office, "town-hall", "af");
    REQUIRE(own != nullptr);
    CHECK(own->url == "/en/hall/");
    CHECK(find_page(written, "en", "offices/town-hall") == nullptr);
}

TEST_CASE("the office register is read whole", "[build model]") {
    Diagnostics diagnostics;
    const Site site = checked_site(
        {{"en/index.md", home},
         {"site.yaml",
          "name: Town\nbase_url: https://town.example\nlanguages: [en]\nhours:\n  office: {days: mon-fri, opens: "
          "\"08:00\", closes: \"15:30\", status: example}\n"},
         {"data/regions.yaml", "- id: north\n  name: North\n"},
         {"data/holidays.yaml", "- date: 2027-05-05\n  name: Later day\n- date: 2026-05-05\n  name: Town day\n"},
         {"data/offices.yaml", town_hall + "- id: desk\n  name: Desk\n  type: local\n  region: north\n  parent: "
                                           "town-hall\n  address: 1 Main Road\n  phone: 021 555 0000\n  fax: 021 555 "
                                           "0001\n  email: desk@town.example\n  hours: office\n  closed: true\n  "
                                           "successor: town-hall\n  area: The north\n  access: Ramp\n  checked: "
                                           "\"2026-01\"\n  note: A note\n  status: example\n"}},
        diagnostics);
    // The register of this test names three languages where the site has one.
    for (const Diagnostic& found : diagnostics.sorted()) CHECK(found.code == "unknown-language");
    const Office* desk = find_office(site.catalogue, "desk");
    REQUIRE(desk != nullptr);
    CHECK(*desk == Office{"desk",
                          {{"en", "Desk"}},
                          "local",
                          "north",
                          "town-hall",
                          {{"en", "1 Main Road"}},
                          "021 555 0000",
                          "desk@town.example",
                          "office",
                          true,
                          "town-hall",
                          {{"en", "/en/offices/desk/"}}});
    REQUIRE(site.office_facts.size() == 2);
    CHECK(text_in(site.office_facts[0].access, "en") == "Ramp");
    CHECK(site.office_facts[0].status == FactStatus::Example);
    CHECK(site.catalogue.opening_hours == OpeningHours{8 * 60, 15 * 60 + 30});
    REQUIRE(site.catalogue.declared_days.size() == 2);
    CHECK(to_iso(site.catalogue.declared_days[0].date) == "2026-05-05");
}

TEST_CASE("an index lists the pages of its folder by weight, then title, pending ones in the first language",
          "[build model]") {
    FileTexts texts = three_language_site();
    const std::string all_pending = "translations: {af: pending, xh: pending}\n";
    const auto page = [&](const std::string& title, const std::string& weight) {
        return "---\ntitle: " + title + "\nweight: " + weight + "\n" + all_pending + "---\n";
    };
    texts["en/a/index.md"] = page("A", "5");
    texts["en/a/one.md"] = page("One", "2");
    texts["en/a/two.md"] = page("Two", "1");
    texts["en/a/three.md"] = page("Three", "2");
    texts["en/a/deep/index.md"] = page("Deep", "3");
    texts["en/a/deep/inner.md"] = page("Inner", "0");
    texts["en/ab.md"] = page("Beside", "0");
    texts["af/a/one.md"] = "---\ntitle: Een\ntranslation: draft\n" + source_line(texts["en/a/one.md"]) + "---\n";
    Diagnostics diagnostics;
    const Site site = checked_site(texts, diagnostics);
    const auto titles = [&](const Page& index) {
        std::string listed;
        for (const Page* child : children_of(site, index)) listed += child->title + " ";
        return listed;
    };
    CHECK(titles(*find_page(site, "en", "a/index")) == "Two One Three Deep ");
    Page af_index = *find_page(site, "en", "a/index");
    af_index.language = "af";
    CHECK(titles(af_index) == "Two Een Three Deep ");
    CHECK(titles(*find_page(site, "en", "index")) == "Beside A We answer We answer ");
    CHECK(find_page_at(site, "/en/a/deep") == find_page(site, "en", "a/deep/index"));
    CHECK(find_page_at(site, "/en/") == find_page(site, "en", "index"));
    CHECK(find_page_at(site, "/fr/") == nullptr);
}

TEST_CASE("one wrong header block does not bring findings that only follow from it", "[build model]") {
    CHECK(findings_of({{"en/index.md", home}, {"en/a.md", "---\ntitle: {\n---\n"}}).find("1 error,") !=
          std::string::npos);
    CHECK(findings_of({{"en/index.md", home}, {"site.yaml", "name: \"Town\nlanguages: [en]\n"}}).find("1 error,") !=
          std::string::npos);
}

TEST_CASE("findings and site are the same whatever the number of jobs", "[build model]") {
    FileTexts texts = three_language_site();
    for (int i = 0; i < 60; ++i)
        texts["en/p" + std::to_string(i) + ".md"] = "---\ntitle: T\nwieght: 1\nreviewed: x\n---\n";
    Diagnostics serial;
    Diagnostics parallel;
    const Site one = checked_site(texts, serial, 1);
    const Site many = checked_site(texts, parallel, 4);
    CHECK(to_text(serial.sorted()) == to_text(parallel.sorted()));
    CHECK(one.catalogue == many.catalogue);
    REQUIRE(one.pages.size() == many.pages.size());
    for (std::size_t i = 0; i < one.pages.size(); ++i) CHECK(one.pages[i].url == many.pages[i].url);
}

TEST_CASE("no settings, register or page makes the model crash", "[build model]") {
    const auto seed = static_cast<unsigned>(GENERATE(range(0, 200)));
    CAPTURE(seed);
    std::mt19937 random(seed);
    FileTexts texts = three_language_site();
    const std::string signs = "-:[]{}\"'#\n ,abe19";
    for (int changes = 0; changes < 20; ++changes) {
        auto file = texts.begin();
        std::advance(file, random() % texts.size());
        std::string& text = file->second;
        if (text.empty()) continue;
        const std::size_t at = random() % text.size();
        if (random() % 3 == 0)
            text.erase(at, random() % 12);
        else
            text[at] = signs[random() % signs.size()];
    }
    Diagnostics diagnostics;
    const Site site = checked_site(texts, diagnostics);
    CHECK_FALSE(site.catalogue.languages.empty());
    for (const Diagnostic& found : diagnostics.sorted()) {
        const auto file = texts.find(found.path);
        if (file == texts.end() || found.place.line == 0) continue;
        const Place last = place_of({found.path, file->second}, file->second.size());
        CHECK(found.place.line <= last.line);
    }
}

// All that a Site says of its pages and promises.
std::string told_by(const Site& site) {
    std::string told = to_json(site.catalogue);
    for (const Page& page : site.pages) {
        const std::string file = page.source ? site.sources[*page.source].path : std::string("-");
        told += page.url + " " + page.title + " " + page.description + " " + page.measured_by + " " + file + " " +
                std::to_string(page.body_begin) + (page.is_stale ? " stale" : "") + "\n";
    }
    for (const auto& [path, languages] : site.pending) told += path + " " + std::to_string(languages.size()) + "\n";
    return told;
}

TEST_CASE("a model made with what is remembered of its files is the same", "[build model]") {
    FileTexts texts = three_language_site();
    DraftMemory memory;
    const auto is_the_same = [&] {
        Diagnostics plain;
        Diagnostics remembering;
        const Site whole = build_model(site_files(texts), 1, plain);
        const Site quick = build_model(site_files(texts), 1, remembering, {}, &memory);
        CHECK(told_by(quick) == told_by(whole));
        CHECK(to_text(remembering.sorted()) == to_text(plain.sorted()));
    };
    const auto change = [&](const std::string& path, const std::string& text) {
        if (text.empty())
            texts.erase(path);
        else
            texts[path] = text;
        memory.forget(path);
        is_the_same();
    };
    is_the_same();
    is_the_same();
    const std::string answer = texts["en/answer.md"];
    change("en/answer.md", answer + "\nMore.\n");  // its translations are stale now
    change("en/answer.md", "---\ntitle: Broken\nkind: standard\nid: answer\n");
    change("en/answer.md", answer);
    change("en/aaa.md", "---\ntitle: Before all others\ntranslations: {af: pending, xh: pending}\n---\n");
    change("en/aab.md", "---\ntitle: A\nkind: service\nid: a\ncategory: none\nstandards: [gone]\n---\n");
    change("en/aaa.md", "");  // what the other file names unknown moves up
    change("af/answer.md", "");
    change("en/aab.md", "");
    change("en/answer.md", "");
    change("en/answer.md", answer);
    texts["site.yaml"] = "name: Town\nbase_url: https://town.example\nlanguages: [en, xh]\n";
    memory.forget_all();
    is_the_same();
}

TEST_CASE("the files of a Site make the same Site again", "[build model]") {
    Diagnostics diagnostics;
    Site site = build_model(site_files(three_language_site()), 1, diagnostics);
    const std::string told = told_by(site);
    const Site again = build_model(take_files(std::move(site)), 1, diagnostics);
    CHECK(told_by(again) == told);
    CHECK_FALSE(again.settings.text.empty());
}

TEST_CASE("every code of a finding has a site that shows it", "[build model]") {
    const std::filesystem::path root = CHARTER_SOURCE_DIR;
    // A call that reports, its code the first text in quotes with a hyphen.
    const std::regex call(
        R"re((?:error|warning|file_error|refuse)\s*\([^;"]*?(?:"[^"\-]*"[^;"]*?)?"([a-z0-9]+(?:-[a-z0-9]+)+)")re");
    std::set<std::string> codes;
    for (const char* folder : {"generator/content", "generator/model"}) {
        for (const auto& entry : std::filesystem::directory_iterator(root / folder)) {
            if (entry.path().extension() != ".cpp") continue;
            std::ifstream file(entry.path());
            const std::string text{std::istreambuf_iterator<char>(file), {}};
            for (auto match = std::sregex_iterator(text.begin(), text.end(), call); match != std::sregex_iterator();
                 ++match)
                codes.insert((*match)[1]);
        }
    }
    CHECK(codes.size() > 20);
    CHECK(codes.count("standard-unit") == 1);
    CHECK(codes.count("dead-anchor") == 1);
    codes.erase("file-too-big");  // a test of read_content makes such a file
    for (const char* kind : {"standard", "service", "office", "region", "category", "principle", "hours", "section"})
        codes.insert(std::string("unknown-") + kind);
    for (const std::string& code : codes) {
        CAPTURE(code);
        CHECK(std::filesystem::exists(root / "tests/sites_invalid" / code / "expected.txt"));
    }
}

}  // namespace charter::build_model_test
