#include "generator/check/translation_work.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "generator/check/month_names.h"
#include "generator/check/number_words.h"
#include "generator/model/words_hash.h"
#include "generator/shared/files.h"
#include "tests/generator/check/check_fixture.h"

namespace charter::translation_work_test {
namespace {

const std::string two_languages = "name: Town\nbase_url: https://town.example\nlanguages: [en, af]\n";

std::string translated(const std::string& original, const std::string& text, const std::string& fields = "") {
    return "---\ntitle: Tuis\n" + fields + "translation: draft\nsource: " + content_hash(original).substr(0, 16) +
           "\n---\n" + text;
}

// What is found when the home page says `english` and its translation `afrikaans`.
std::string compared(const std::string& english, const std::string& afrikaans) {
    const std::string original = home + english + "\n";
    return Check{{{"site.yaml", two_languages},
                  {"en/index.md", original},
                  {"af/index.md", translated(original, afrikaans + "\n")}},
                 "",
                 {}}
        .messages();
}

}  // namespace

TEST_CASE("a translation must say the figures of its original", "[translations]") {
    CHECK(compared("Within 25 working days, by 08:30.", "Binne 25 werksdae, teen 08:30.") == "");
    CHECK(compared("R1,500 or 2.5%", "R1 500 of 2,5%") == "");
    CHECK(compared("On 22 November 2026.", "Op 22 November 2026.") == "");
    CHECK(compared("See 21 days", "iintsuku ezingama-21") == "");
    CHECK(compared("Call 0800 220 250.", "Bel 0800 220 250.") == "");
    CHECK(compared("Write to a.b@town.example.", "Skryf aan a.b@town.example") == "");
    const std::string differ = "the figures differ from en/index.md: ";
    CHECK(compared("Within 25 days.", "Binne 52 dae.") == differ + "only there 25; only here 52\n");
    CHECK(compared("Within 25 days.", "Binne vyf-en-twintig dae.") == differ + "only there 25\n");
    CHECK(compared("Three days.", "3 dae.") == differ + "only here 3\n");
    CHECK(compared("5 days, then 5 more.", "5 dae.") == differ + "only there 5\n");
    // The same groups of digits in another order are another telephone.
    CHECK(compared("Call 0800 220 250.", "Bel 0800 250 220.") ==
          differ + "only there 0800220250; only here 0800250220\n");
    CHECK(compared("help@town.example", "hulp@town.example") ==
          differ + "only there help@town.example; only here hulp@town.example\n");
    CHECK(compared("[[contact a]]", "Niks.") == differ + "only there [[contact a]]\n");
}

TEST_CASE("figures of site.yaml and the data files are the same in every language", "[translations]") {
    const auto messages = [](const std::string& more, const std::string& offices) {
        const std::string original = home;
        return Check{{{"site.yaml", two_languages + more},
                      {"data/offices.yaml", offices},
                      {"en/index.md", original},
                      {"af/index.md", translated(original, "")}},
                     "",
                     {}}
            .messages();
    };
    const auto channel = [](const std::string& hours) {
        return "channels: [{id: line, kind: phone, value: 0800 220 250, title: {en: Call, af: Bel}, hours: " + hours +
               "}]\n";
    };
    const auto office = [](const std::string& note) {
        return "- {id: hall, name: {en: Hall, af: Saal}, type: head, note: " + note + "}\n";
    };
    CHECK(messages(channel("{en: 07:00 to 19:00, af: 07:00 tot 19:00}"), office("{en: P.O. Box 12, af: Posbus 12}")) ==
          "");
    CHECK(messages(channel("{en: 07:00 to 19:00, af: 07:00 tot 18:00}"), office("Box 12")) ==
          "the figures differ from those in \"en\": only there 19; only here 18\n");
    CHECK(messages("", office("{en: P.O. Box 12, af: Posbus 21}")) ==
          "the figures differ from those in \"en\": only there 12; only here 21\n");
    CHECK(messages("params: {note: {en: \"1\", af: \"2\"}}\n", office("Box 12")) == "");
}

TEST_CASE("figures of the header block are compared where a translation has its own words", "[translations]") {
    const std::string original = "---\ntitle: Home\ndescription: In 5 days\n---\n";
    Check check{{{"site.yaml", two_languages},
                 {"en/index.md", original},
                 {"af/index.md", translated(original, "", "description: In 6 dae\n")}},
                "",
                {}};
    CHECK(check.findings() == "error af/index.md:3:14 translation-differs\n");
    check.files["af/index.md"] = translated(original, "");
    CHECK(check.findings() == "");
}

TEST_CASE("a translation must name the months of its original", "[translations]") {
    CHECK(compared("By 15 March 2027.", "Teen 15 Maart 2027.") == "");
    CHECK(compared("In Sept 2018, May 2019.", "In September 2018, Mei 2019.") == "");  // not as many are known
    const std::string differ = "the figures differ from en/index.md: ";
    CHECK(compared("By 15 March 2027.", "Teen 15 Augustus 2027.") == differ + "only there March; only here Augustus\n");
    CHECK(compared("From Jan to Mar.", "Van Jan tot Apr.") == differ + "only there Mar; only here Apr\n");
    // Addresses, verbs and names of other things.
    CHECK(compared("We march on. /March/ x_March", "Ons loop. Maartens /Mei/") == "");
}

TEST_CASE("a translation must give the times that its original gives in words", "[translations]") {
    CHECK(compared("Within five working days, or two hours.", "Binne vyf werksdae, of twee uur.") == "");
    const std::string differ = "the figures differ from en/index.md: ";
    CHECK(compared("Within five working days.", "Binne ses werksdae.") ==
          differ + "only there five working days; only here ses werksdae\n");
    CHECK(compared("Thirty minutes at most.", "Hoogstens dertien minute.") ==
          differ + "only there Thirty minutes; only here dertien minute\n");
    CHECK(compared("In two weeks.", "Oor veertien dae.") == differ + "only there two weeks; only here veertien dae\n");
    // One of them alone, and numbers that count something else, may be said in other words.
    CHECK(compared("In one day.", "Binne 'n dag.") == "");
    CHECK(compared("Two offices. One of the days.", "Drie kantore. Een van die dae.") == "");
    CHECK(counts_in_words("iintsuku ezintlanu", "xh").empty());
}

TEST_CASE("isiXhosa months stand behind their prefixes", "[translations]") {
    const auto names = [](std::string_view text) {
        std::string found;
        for (const NamedMonth& each : months_in(text, "xh")) found += std::to_string(each.month) + " ";
        return found;
    };
    CHECK(names("nge-15 kuMatshi 2027, ngoDisemba, zika-Epreli noJuni nowoku-1 kaNovemba, Agasti") == "3 12 4 6 11 8 ");
    CHECK(names("ikuMatshini, iMatshibhoksi, kwiSeptember") == "");
    CHECK(months_in("15 mars 2027", "fr").empty());
}

TEST_CASE("a figure of a header field is told at the field", "[translations]") {
    const std::string original = "---\ntitle: Home in 5 days\n---\n";
    const Check check{{{"site.yaml", two_languages},
                       {"en/index.md", original},
                       {"af/index.md", "---\ntranslation: draft\ntitle: Tuis in 6 dae\nsource: " +
                                           content_hash(original).substr(0, 16) + "\n---\n"}},
                      "",
                      {}};
    CHECK(check.findings() == "error af/index.md:3:8 translation-differs\n");
}

TEST_CASE("a stale translation is stale, and its other figures are told beside that", "[translations]") {
    const std::string original = home + "25 days\n";
    Check check{{{"site.yaml", two_languages},
                 {"en/index.md", home + "26 days\n"},
                 {"af/index.md", translated(original, "25 dae\n")}},
                "",
                {}};
    CHECK(check.findings() ==
          "warning af/index.md:4:9 stale-translation\n"
          "warning af/index.md:6:1 translation-differs\n");
    check.files["af/index.md"] = translated(original, "26 dae\n");
    CHECK(check.findings() == "warning af/index.md:4:9 stale-translation\n");
}

TEST_CASE("the work of translators is listed by what presses most", "[translations]") {
    Diagnostics diagnostics;
    const std::string original = home + "New.\n";
    const Site site = checked_site({{"site.yaml", two_languages},
                                    {"en/index.md", original},
                                    {"af/index.md", translated(home, "")},
                                    {"en/a.md", home},
                                    {"af/a.md", translated(home, "")},
                                    {"en/b.md", "---\ntitle: B\ntranslations: {af: pending}\n---\n"},
                                    {"en/c.md", home}},
                                   diagnostics);
    const std::vector<TranslationWork> work = translation_work(site);
    std::string listed;
    for (const TranslationWork& each : work) listed += std::string(key_of(each.state)) + " " + each.file + "; ";
    CHECK(listed == "missing af/c.md; pending af/b.md; stale af/index.md; draft af/a.md; ");
    CHECK(work[2].hash == words_hash(*find_page(site, "en", "index"), original));
    CHECK(to_text(site, work)
              .find("af: 1 missing, 1 pending, 1 stale, 1 draft, 0 signed\n  missing  af/c.md  source: ") == 0);

    const nlohmann::json json = nlohmann::json::parse(to_json(site, work));
    CHECK(json.size() == 1);
    CHECK(json[0]["counts"]["stale"] == 1);
    CHECK(json[0]["pages"][3]["state"] == "draft");
}

TEST_CASE("a site of one language has nothing to translate", "[translations]") {
    Diagnostics diagnostics;
    const Site site = checked_site({{"en/index.md", home}}, diagnostics);
    CHECK(to_text(site, translation_work(site)) == "the site has one language: nothing to translate\n");
    CHECK(to_json(site, translation_work(site)) == "[]\n");
}

}  // namespace charter::translation_work_test
