// One mistake in a file that others name is one finding, at the mistake: what only follows from it is not told.
#include <catch2/catch.hpp>
#include <functional>

#include "generator/build/build.h"
#include "generator/shared/files.h"
#include "tests/support/site_build.h"

namespace charter::one_mistake_test {
namespace {

namespace fs = std::filesystem;

// The name of a page's text as a translation keeps it.
std::string origin(std::string_view text) {
    return content_hash(text).substr(0, 16);
}

const std::string standard =
    "---\ntitle: We answer in 25 working days\nkind: standard\nid: answer\napplies_to: [complaint]\nclock: resolve\n"
    "within: 25 working days\nprinciple: redress\nstatus: example\nmeasured_by: By us.\n---\n## How\n\nWell.\n";
const std::string service =
    "---\ntitle: Water\nkind: service\nid: water\ncategory: homes\nwho: You.\nstandards: [answer]\noffices: [hall]\n"
    "---\nSee [how](../standards/answer.md#how) we answer.\n";
const std::string town =
    "---\ntitle: Town charter\nkind: charter\nid: town\noffice: hall\nedition: 2026-27\nstandards: [answer]\n"
    "services: [water]\napproved: {role: Mayor, on: 2026-04-01}\n---\nWe promise.\n\n[[standard answer]]\n";

void write_site(const fs::path& site) {
    spill(site / "site.yaml",
          "name: {en: Town, af: Dorp}\nbase_url: https://town.example\nlanguages: [en, af]\nedition: 2026-27\n"
          "principles: [redress, openness]\n"
          "hours:\n  office: {days: mon-fri, opens: \"07:30\", closes: \"16:00\"}\nmenu: [services]\n"
          "featured: [water]\n");
    spill(site / "data/offices.yaml",
          "- id: hall\n  name: {en: Hall, af: Saal}\n  type: head\n  region: north\n  hours: office\n"
          "- id: yard\n  name: {en: Yard, af: Werf}\n  type: local\n  parent: hall\n");
    spill(site / "data/regions.yaml", "- id: north\n  name: {en: North, af: Noord}\n");
    spill(site / "data/categories.yaml", "- id: homes\n  title: {en: Homes, af: Huise}\n");
    spill(site / "data/approvals.yaml",
          "- document: charters/town\n  edition: 2026-27\n  step: approved\n  role: Mayor\n  on: 2026-04-01\n"
          "  hash: 0000000000000000\n");
    spill(site / "data/addresses.txt",
          "/af/charters/town/\n/af/services/water/\n/en/charters/town/\n/en/charters/town/2026-27/\n/en/offices/hall/"
          "\n/en/offices/yard/\n"
          "/en/services/water/\n/en/standards/answer/\n");
    spill(site / "en/index.md", "---\ntitle: Home\n---\nSee [water](services/water.md).\n");
    spill(site / "af/index.md", "---\ntitle: Tuis\ntranslation: draft\nsource: " + origin(slurp(site / "en/index.md")) +
                                    "\n---\nSien [water](services/water.md).\n");
    spill(site / "en/services/index.md", "---\ntitle: Services\ntranslations: {af: pending}\n---\n");
    spill(site / "en/services/water.md", service);
    spill(site / "af/services/water.md", "---\ntitle: Water\nwho: Jy.\ntranslation: draft\nsource: " + origin(service) +
                                             "\n---\nSien [hoe](../standards/answer.md).\n");
    spill(site / "en/standards/answer.md", standard);
    spill(site / "af/standards/answer.md",
          "---\ntitle: Ons antwoord in 25 werksdae\nmeasured_by: Deur ons.\ntranslation: draft\nsource: " +
              origin(standard) + "\n---\n## Hoe\n\nGoed.\n");
    spill(site / "en/charters/town.md", town);
    spill(site / "af/charters/town.md", "---\ntitle: Dorp se handves\ntranslation: draft\nsource: " + origin(town) +
                                            "\n---\nOns belowe.\n\n[[standard answer]]\n");
}

// Errors and warnings.
std::vector<Diagnostic> findings_of(const fs::path& site) {
    Diagnostics diagnostics;
    check_site(options_for(site, {}), diagnostics);
    std::vector<Diagnostic> found = diagnostics.sorted();
    std::erase_if(found, [](const Diagnostic& each) { return each.severity == Severity::Advice; });
    return found;
}

struct Mistake {
    std::string file;
    std::string right;
    std::string wrong;
    std::string code;
};

void replace_in(const fs::path& file, const Mistake& mistake) {
    std::string text = slurp(file);
    const std::size_t at = text.find(mistake.right);
    REQUIRE(at != std::string::npos);
    spill(file, text.replace(at, mistake.right.size(), mistake.wrong));
}

const std::string nul("\0", 1);

// Writes the edition before, and gives its charter.
std::string keep_edition(const fs::path& site) {
    std::string kept = town;
    kept.replace(kept.find("2026-27"), 7, "2025-26");
    const std::string untranslated = "translations: {af: pending}\n";
    spill(site / "editions/2025-26/en/charters/town.md", std::string(kept).insert(4, untranslated));
    spill(site / "editions/2025-26/en/standards/answer.md", std::string(standard).insert(4, untranslated));
    return kept;
}

// But for a stale translation, which follows from the edit itself.
std::vector<Diagnostic> findings_but_stale(const fs::path& site) {
    std::vector<Diagnostic> found = findings_of(site);
    std::erase_if(found, [](const Diagnostic& each) { return each.code == "stale-translation"; });
    return found;
}

}  // namespace

TEST_CASE("one mistake is one finding, in the file that has it", "[one mistake]") {
    const TempDir folder;
    const fs::path site = folder / "site";
    write_site(site);
    const std::vector<Diagnostic> altered = findings_of(site);
    REQUIRE(altered.size() == 1);  // what was signed is another text
    CHECK(altered.front().code == "altered-after-approval");

    const std::string answer = "en/standards/answer.md";
    const std::string water = "en/services/water.md";
    const std::string charter = "en/charters/town.md";
    const std::string offices = "data/offices.yaml";
    const Mistake mistake = GENERATE_COPY(values<Mistake>({
        {answer, "title: We", "title: \"We", "yaml-syntax"},
        {answer, "title: We", "title: Note: We", "yaml-syntax"},
        {answer, "principle: redress", "\tprinciple: redress", "yaml-syntax"},
        {answer, "---\ntitle", "title", "yaml-syntax"},
        {answer, "By us.\n---\n", "By us.\n", "yaml-syntax"},
        {answer, "---\ntitle", "\n---\ntitle", "yaml-syntax"},
        {answer, "---\ntitle", " ---\ntitle", "yaml-syntax"},
        {answer, "---\ntitle", "\u2014\ntitle", "yaml-syntax"},
        {answer, "By us.\n---\n", "By us.\n\u2014\n", "yaml-syntax"},
        {answer, "title: We", "title: 'n We", "yaml-syntax"},
        {answer, "id: answer", "id: \"answer", "yaml-syntax"},
        {answer, "id: answer", "id: Answer!", "bad-id"},
        {answer, "id: answer\n", "", "missing-field"},
        {answer, "id: answer", "id: reply", "unknown-standard"},
        {answer, "kind: standard", "kind: standrad", "unknown-kind"},
        {answer, "kind: standard", "kind: promise", "unknown-kind"},
        {answer, "kind: standard", "kidn: standard", "unknown-field"},
        {answer, "kind: standard\n", "", "missing-field"},
        {answer, "within:", "withn:", "unknown-field"},
        {answer, "25 working days\np", "25 workdays\np", "standard-unit"},
        {answer, "Well.", "Caf\xE9.", "not-utf8"},
        {answer, "title: We", "title: \xFFWe", "not-utf8"},
        {answer, "Well.", "A" + nul + ".", "nul-byte"},
        {answer, "Well.", std::string(1100000, 'a'), "file-too-big"},
        {water, "title: Water", "title: 'Water", "yaml-syntax"},
        {water, "kind: service", "kidn: service", "unknown-field"},
        {water, "id: water", "id: Water", "bad-id"},
        {water, "id: water", "id: pipes", "unknown-service"},
        {charter, "title: Town", "title: \"Town", "yaml-syntax"},
        {charter, "kind: charter", "kind: chart", "unknown-kind"},
        {charter, "edition: 2026-27", "edition: next", "bad-field"},
        {charter, "standards: [answer]", "standards: [anser]", "unknown-standard"},
        {charter, "standards: [answer]", "standards: [answer, answer]", "duplicate-id"},
        {charter, "We promise.", "\xE9.", "not-utf8"},
        {offices, "id: hall", "id: \"hall", "yaml-syntax"},
        {offices, "  type: head", "\ttype: head", "yaml-syntax"},
        {offices, "id: hall", "id: Hall", "bad-id"},
        {offices, "- id: hall\n  name", "- name", "missing-field"},
        {offices, "id: hall", "idd: hall", "unknown-field"},
        {offices, "name: {en: Hall", "nmae: {en: Hall", "unknown-field"},
        {offices, "- id: hall", "hall: x\n- id: hall", "yaml-syntax"},
        {offices, "Yard", "Y\xE9rd", "not-utf8"},
        {"data/regions.yaml", "id: north", "id: 'north", "yaml-syntax"},
        {"data/categories.yaml", "title: {", "title: {{", "yaml-syntax"},
        {"data/approvals.yaml", "role: Mayor", "role: \"Mayor", "yaml-syntax"},
        {"data/addresses.txt", "/en/offices/hall/", "/en/offic\xE9s/hall/", "not-utf8"},
        {"site.yaml", "name: {", "name: \"{", "yaml-syntax"},
        {"site.yaml", "  office: {", "\toffice: {", "yaml-syntax"},
        {"site.yaml", "edition: 2026-27", "edition:2026-27", "yaml-syntax"},
        {"site.yaml", "en: Town,", "en: Town, the big one,", "yaml-syntax"},
        {"site.yaml", "languages: [en, af]\n", "languages: [en, af]\nrules: [houze]\n", "unknown-rules"},
        {"data/offices.yaml", "en: Hall,", "en: Hall, north wing,", "yaml-syntax"},
        {answer, "title: We", "title:We", "yaml-syntax"},
        {answer, "title: We answer in 25 working days", "title: \"We \"answer\" in 25 working days\"", "yaml-syntax"},
        {"site.yaml", "languages: [en, af]", "languages: [en, af", "yaml-syntax"},
        {"site.yaml", "languages:", "langauges:", "unknown-field"},
        {"site.yaml", "languages: [en, af]", "languages: [en, ax]", "unknown-language"},
        {"site.yaml", "languages: [en, af]", "languages: [eng, af]", "unknown-language"},
        {"site.yaml", "languages: [en, af]", "languages: [en, af, xh]", "unknown-language"},
        {"site.yaml", "languages: [en, af]", "languages: [en, af!]", "bad-field"},
        {"site.yaml", "languages: [en, af]", "languages: []", "bad-field"},
        {"site.yaml", "days: mon-fri", "days: monday-friday", "bad-field"},
        {"site.yaml", "days: mon-fri", "days: sun-mon", "bad-field"},
        {"site.yaml", "closes: \"16:00\"", "closes: \"06:00\"", "bad-field"},
        {"site.yaml", "menu: [services]",
         "menu: [services]\nemergency: [{phone: call 911, title: {en: Help, af: Hulp}}]", "bad-field"},
        {"data/offices.yaml", "  hours: office\n", "  hours: office\n  phone: 021 483 768O\n", "bad-field"},
        {"data/offices.yaml", "  hours: office\n", "  hours: office\n  email: hall(at)town.example\n", "bad-field"},
        {"site.yaml", "principles: [redress", "principles: [redres", "unknown-principle"},
        {"site.yaml", "name: {en: Town", "name: {en: \xE9", "not-utf8"},
        {"af/standards/answer.md", "title: Ons", "title: \"Ons", "yaml-syntax"},
        {"af/standards/answer.md", "Goed.", "\xE9.", "not-utf8"},
    }));
    CAPTURE(mistake.file, mistake.wrong.substr(0, 80));
    replace_in(site / mistake.file, mistake);
    std::vector<Diagnostic> found = findings_of(site);
    // Whether a translation is stale was asked before anyone knew that the new id is a mistake.
    const bool is_changed_id = mistake.code == "unknown-standard" || mistake.code == "unknown-service";
    if (is_changed_id) std::erase_if(found, [](const Diagnostic& each) { return each.code == "stale-translation"; });
    // A text that will change once more is not said to be altered; one without a fault is.
    const bool is_signed = mistake.file == answer || mistake.file == charter;
    if (!is_signed) std::erase_if(found, [](const Diagnostic& each) { return each.code == "altered-after-approval"; });
    INFO(to_text(found));
    REQUIRE(found.size() == 1);
    CHECK(found.front().code == mistake.code);
    CHECK(found.front().path == mistake.file);
}

TEST_CASE("a charter that keeps the year before is told at its edition, and nothing that follows", "[one mistake]") {
    const TempDir folder;
    const fs::path site = folder / "site";
    write_site(site);
    const std::string kept = keep_edition(site);
    spill(site / "en/charters/town.md", kept);
    const std::vector<Diagnostic> found = findings_but_stale(site);
    INFO(to_text(found));
    REQUIRE(found.size() == 1);
    CHECK(found.front().message == "the edition 2025-26 of this charter is kept in editions/2025-26 already");
    CHECK(found.front().hint == "write edition: 2026-27, as in site.yaml");
    CHECK(found.front().place.line == 6);
}

TEST_CASE("a charter that names a mistyped standard is not said to leave out the right one", "[one mistake]") {
    const TempDir folder;
    const fs::path site = folder / "site";
    write_site(site);
    static_cast<void>(keep_edition(site));
    replace_in(site / "en/charters/town.md", {"", "standards: [answer]", "standards: [anser]", ""});
    const std::vector<Diagnostic> found = findings_but_stale(site);
    INFO(to_text(found));
    REQUIRE(found.size() == 1);
    CHECK(found.front().code == "unknown-standard");
}

TEST_CASE("a register that is gone is told once", "[one mistake]") {
    const TempDir folder;
    const fs::path site = folder / "site";
    write_site(site);
    fs::remove(site / "data/offices.yaml");
    std::vector<Diagnostic> found = findings_of(site);
    std::erase_if(found, [](const Diagnostic& each) { return each.code == "altered-after-approval"; });
    INFO(to_text(found));
    REQUIRE(found.size() == 1);
    CHECK(found.front().path == "data/offices.yaml");
    CHECK(found.front().message == "this file is missing or empty, and 2 texts name an office of it");
}

TEST_CASE("without settings nothing else is told", "[one mistake]") {
    const TempDir folder;
    const fs::path site = folder / "site";
    write_site(site);
    const bool is_there = GENERATE(true, false);
    fs::remove(site / "site.yaml");
    if (is_there) spill(site / "site.yaml", "\n");
    const std::vector<Diagnostic> found = findings_of(site);
    INFO(to_text(found));
    REQUIRE(found.size() == 1);
    CHECK(found.front().code == "missing-settings");
}

TEST_CASE("a translation that is gone is told at the page it translates", "[one mistake]") {
    const TempDir folder;
    const fs::path site = folder / "site";
    write_site(site);
    fs::remove(site / "af/services/water.md");
    std::vector<Diagnostic> found = findings_of(site);
    std::erase_if(found, [](const Diagnostic& each) { return each.code == "altered-after-approval"; });
    INFO(to_text(found));
    REQUIRE(found.size() == 1);
    CHECK(found.front().code == "missing-translation");
    CHECK(found.front().path == "en/services/water.md");
}

TEST_CASE("of two pages with one id the copy is told", "[one mistake]") {
    const TempDir folder;
    const fs::path site = folder / "site";
    write_site(site);
    const std::string copy = GENERATE("answer-copy", "again", "zulu");
    std::string text = standard;
    spill(site / ("en/standards/" + copy + ".md"), text.insert(4, "translations: {af: pending}\n"));
    std::vector<Diagnostic> found = findings_of(site);
    std::erase_if(found, [](const Diagnostic& each) { return each.code != "duplicate-id"; });
    REQUIRE(found.size() == 1);
    CHECK(found.front().path == "en/standards/" + copy + ".md");
    CHECK(found.front().message == "en/standards/answer.md has the id \"answer\" already");
}

}  // namespace charter::one_mistake_test
