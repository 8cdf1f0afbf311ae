#include "generator/editions/since_published.h"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <functional>

#include "generator/build/build.h"
#include "generator/content/read_content.h"
#include "generator/model/build_model.h"
#include "generator/shared/files.h"
#include "tests/generator/editions/yearly_cycle.h"
#include "tests/support/temp_dir.h"

namespace charter::since_published_test {
namespace fs = std::filesystem;

namespace {

constexpr std::string_view plain_standard =
    "---\ntitle: We answer\nkind: standard\nid: answer\napplies_to: [complaint]\nclock: resolve\n"
    "within: 25 working days\nstatus: example\n---\nHow.\n";

std::string translation_of(std::string_view title, std::string_view original) {
    return fmt::format("---\ntitle: {}\ntranslation: draft\nsource: {}\n---\nHoe.\n", title,
                       content_hash(original).substr(0, 16));
}

// A site that was published; what is put afterwards is not.
class PublishedTown {
  public:
    explicit PublishedTown(const std::function<void(const PublishedTown&)>& early = {}) {
        put("site.yaml", "name: {en: Town, af: Dorp}\nbase_url: https://town.example\nlanguages: [en, af]\n");
        const std::string home = "---\ntitle: Home\n---\nWelcome.\n";
        put("en/index.md", home);
        put("af/index.md", translation_of("Tuis", home));
        put("en/news.md", "---\ntitle: News\ntranslations: {af: pending}\n---\nNone.\n");
        put("en/standards/answer.md", plain_standard);
        put("af/standards/answer.md", translation_of("Ons antwoord", plain_standard));
        if (early) early(*this);
        BuildOptions options;
        options.site = folder_ / "town";
        options.out = folder_ / "public";
        options.theme = fs::path(CHARTER_SOURCE_DIR) / "themes/default";
        options.jobs = 1;
        Diagnostics diagnostics;
        const bool published = build_site(options, diagnostics).published;
        CAPTURE(to_text(diagnostics.sorted()));
        REQUIRE(published);
    }
    void put(const std::string& path, std::string_view text) const {
        write_file_atomically(folder_ / "town" / path, text);
    }
    void remove(const std::string& path) const { fs::remove(folder_ / "town" / path); }
    [[nodiscard]] fs::path folder(const std::string& name) const { return folder_ / name; }

    [[nodiscard]] std::string consequences() const {
        Diagnostics diagnostics;
        const Site site = build_model(read_content(folder_ / "town", 1, diagnostics), 1, diagnostics, {});
        const Consequences found = consequences_of(site, read_published(folder_ / "public"));
        CHECK_FALSE(to_json(found).empty());
        return to_text(found);
    }

  private:
    TempDir folder_;
};

std::string with_limit(std::string_view limit) {
    std::string text(plain_standard);
    return text.replace(text.find("25 working days"), std::string_view("25 working days").size(), limit);
}

std::string service(std::string_view title, std::string_view id, std::string_view standards) {
    return fmt::format(
        "---\ntitle: {}\ndescription: We help you.\nkind: service\nid: {}\nstandards: {}\ntranslations: {{af: "
        "pending}}\n---\nHelp.\n",
        title, id, standards);
}

}  // namespace

TEST_CASE("a promise with another title changes no list that names it", "[since-published]") {
    const PublishedTown town(
        [](const PublishedTown& early) { early.put("en/services/care.md", service("Care", "care", "[answer]")); });
    std::string text(plain_standard);
    town.put("en/standards/answer.md", text.replace(text.find("We answer"), 9, "We reply"));
    const std::string told = town.consequences();
    CHECK(told.find("the title changes, We answer → We reply") != std::string::npos);
    CHECK(told.find("its promises") == std::string::npos);
}

TEST_CASE("a language that is new is one change, not one for each text", "[since-published]") {
    const PublishedTown town;
    town.put("site.yaml",
             "name: {en: Town, af: Dorp, xh: Idolophu}\nbase_url: https://town.example\nlanguages: [en, af, xh]\n");
    town.put("xh/index.md", "---\ntitle: Ikhaya\ntranslation: draft\n---\nWamkelekile.\n");
    const std::string told = town.consequences();
    CAPTURE(told);
    CHECK(told.find("  The site: its languages, en, af → en, af, xh\n") != std::string::npos);
    CHECK(told.find("its name") == std::string::npos);
}

TEST_CASE("content that was not touched changes nothing for anyone", "[since-published]") {
    const PublishedTown town;
    CHECK(town.consequences() == std::string(no_consequences) + "\n");
}

TEST_CASE("a changed promise is called stronger or weaker, and open cases keep the old one", "[since-published]") {
    const auto [limit, effect] =
        GENERATE(table<const char*, const char*>({{"20 working days", "stronger"}, {"30 working days", "weaker"}}));
    const PublishedTown town;
    town.put("en/standards/answer.md", with_limit(limit));
    CHECK(town.consequences() == std::string("Promises that change:\n  We answer: the time becomes ") + effect +
                                     ", 25 working days → " + limit +
                                     "\n\nCases lodged before keep their date:\n"
                                     "  We answer: open cases keep 25 working days\n\n"
                                     "Translations to be brought up to date:\n"
                                     "  af/standards/answer.md: made from an older en/standards/answer.md\n");
}

TEST_CASE("a promise that is taken back and its address are told", "[since-published]") {
    const PublishedTown town;
    town.remove("en/standards/answer.md");
    town.remove("af/standards/answer.md");
    const std::string told = town.consequences();
    CHECK(told.find("  We answer: taken back; it was 25 working days\n") != std::string::npos);
    CHECK(told.find("We answer: open cases keep 25 working days") != std::string::npos);
    for (const char* address : {"/af/standards/answer/", "/en/standards/answer/"})
        CHECK(told.find(std::string("  ") + address + "\n") != std::string::npos);
}

TEST_CASE("an address with an alias or given up on purpose does not die", "[since-published]") {
    const PublishedTown town;
    town.remove("en/news.md");
    CHECK(town.consequences().find("  /en/news/\n") != std::string::npos);
    town.put("en/messages.md", "---\ntitle: Messages\naliases: [/en/news/]\ntranslations: {af: pending}\n---\nNone.\n");
    CHECK(town.consequences() == "Pages that are new:\n  /en/messages/\n");
}

TEST_CASE("what else an edit changes for people is told with its consequence", "[since-published]") {
    struct Edit {
        std::string name, path, text, told;
    };
    const std::string settings = "name: {en: Town, af: Dorp}\nbase_url: https://town.example\nlanguages: [en, af]\n";
    const std::string offices =
        "- id: east\n  name: {en: East office, af: Oos}\n  type: local\n  phone: 021 555 0001\n"
        "- id: west\n  name: West office\n  type: local\n";
    const auto edit = GENERATE_COPY(values<Edit>({
        {"a declared day", "data/holidays.yaml", "- {date: 2027-01-04, name: {en: Day of mourning, af: Roudag}}\n",
         "Days and hours that promises count in:\n  The calendar: 2027-01-04, none → a holiday: Day of mourning\n    "
         "What is lodged from now on is counted with it. Open cases keep their date until charterd "
         "recalculate is run.\n"},
        {"opening hours", "site.yaml",
         settings + "hours:\n  office: {days: mon-fri, opens: \"08:00\", closes: \"15:00\"}\n",
         "  The calendar: the opening hours of offices, 07:30 to 16:00 → 08:00 to 15:00\n"},
        {"the name in one language", "site.yaml",
         "name: {en: Town, af: Stad}\nbase_url: https://town.example\nlanguages: [en, af]\n",
         "The whole site, and ways to reach the body:\n  The site: its name (af), Dorp → Stad\n"},
        {"a channel", "site.yaml",
         settings +
             "channels:\n  - {id: line, kind: phone, value: 0800 555 002, main: true, title: {en: Call us, af: Bel}}\n",
         "  Call us is new\n"},
        {"a number for emergencies", "site.yaml",
         settings + "emergency:\n  - {phone: \"10111\", title: {en: Police, af: Polisie}}\n", "  Police is new\n"},
        {"an office closed", "data/offices.yaml",
         std::string(offices).insert(offices.find("  phone"), "  closed: true\n  successor: west\n"),
         "  East office: whether it is open, open → closed, people are sent to West office\n    Nobody can lodge at "
         "it. That "
         "office takes its open cases over.\n"},
        {"an office's number in both languages", "data/offices.yaml",
         std::string(offices).replace(offices.find("0001"), 4, "0009"),
         "Offices that change:\n  East office: its telephone number, 021 555 0001 → 021 555 0009\n"},
        {"an office gone", "data/offices.yaml", offices.substr(0, offices.find("- id: west")),
         "  West office is gone\n    Nobody can lodge at it. While it has open cases, close it instead: closed: true, "
         "and a successor.\n"},
        {"a service", "en/services/help.md", service("Help", "help", "[answer]"),
         "Services that change:\n  Help is new\n"},
        {"a promise that a service leaves out", "en/services/care.md", service("Care", "care", "[]"),
         "  Care: its promises, leaves out We answer\n    It holds for cases that are lodged from now on.\n"},
        {"days of opening hours", "site.yaml",
         settings + "hours:\n  office: {days: mon-sat, opens: \"07:30\", closes: \"16:00\"}\n",
         "Days and hours that promises count in:\n  The hours \"office\": the days, mon-fri → mon-sat\n"},
        {"who is asked when a case waits", "site.yaml",
         settings + "escalation_rules:\n  - {when: overdue, to: supervisor}\n",
         "  Cases that wait: when they go to the next level by themselves, none → overdue to supervisor\n"},
        {"a charter", "en/charters/east.md",
         "---\ntitle: Charter of the east\nkind: charter\nid: east\noffice: east\nin_force_from: 2026-07-01\n"
         "standards: [answer]\n---\nOurs.\n",
         "Charters that change:\n  Charter of the east is new\n    Cases sent to East office come under its promises "
         "from "
         "2026-07-01.\n"},
    }));
    CAPTURE(edit.name);
    const PublishedTown town([&](const PublishedTown& early) {
        early.put("data/offices.yaml", offices);
        early.put("site.yaml", settings + "hours:\n  office: {days: mon-fri, opens: \"07:30\", closes: \"16:00\"}\n");
        early.put("en/services/care.md", service("Care", "care", "[answer]"));
    });
    CHECK(town.consequences() == std::string(no_consequences) + "\n");
    town.put(edit.path, edit.text);
    const std::string told = town.consequences();
    CAPTURE(told);
    CHECK(told.find(edit.told) != std::string::npos);
}

TEST_CASE("the reason stands under the promise, and charters that people signed are named", "[since-published]") {
    const YearlyCycle town;
    BuildOptions build;
    static_cast<CheckOptions&>(build) = town.options;
    const TempDir folder;
    build.out = folder / "public";
    Diagnostics diagnostics;
    REQUIRE(build_site(build, diagnostics).published);
    std::string weaker = town.text_of("en/standards/answer.md");
    weaker.replace(weaker.find("25 working"), 2, "30");
    town.put("en/standards/answer.md", weaker.replace(weaker.find("status:"), 0, "change_note: We are fewer.\n"));
    const Site site = build_model(read_content(town.options.site, 1, diagnostics), 1, diagnostics, {});
    CHECK(to_text(consequences_of(site, read_published(folder / "public")))
              .starts_with("Promises that change:\n"
                           "  We answer: the time becomes weaker, 25 working days → 30 working days\n"
                           "    Why: We are fewer.\n\n"
                           "Charters that lose their approval until they are signed again:\n  Our promises\n"));
}

TEST_CASE("a folder without a built site is told in one line", "[since-published]") {
    const PublishedTown town;
    CHECK_THROWS_WITH(read_published(town.folder("town")),
                      town.folder("town").string() + " holds no built site: it has no catalogue.json");
}

}  // namespace charter::since_published_test
