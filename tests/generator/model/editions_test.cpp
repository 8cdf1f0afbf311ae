// Which edition counts, where the others stand, and what changed from one to the next.
#include <catch2/catch.hpp>

#include "generator/model/changes.h"
#include "tests/generator/model/site_files.h"

namespace charter::editions_test {
namespace {

struct Terms {
    explicit Terms(std::string limit = "25 working days", std::string percent = "90%", std::string kinds = "complaint",
                   std::string lines = {})
        : within(std::move(limit)), target(std::move(percent)), applies_to(std::move(kinds)), more(std::move(lines)) {}
    std::string within;
    std::string target;
    std::string applies_to;
    std::string more;  // further lines of the header
};

std::string standard_text(const Terms& terms) {
    return "---\ntitle: We answer\nkind: standard\nid: answer\napplies_to: [" + terms.applies_to +
           "]\nclock: resolve\nwithin: " + terms.within + "\ntarget: " + terms.target + "\nstatus: example\n" +
           terms.more + "---\nHow.\n";
}

std::string charter_text(const std::string& year, const std::string& more = {}) {
    return "---\ntitle: Our promises\nkind: charter\nid: town\noffice: town-hall\nedition: " + year +
           "\nstandards: [answer]\nin_force_from: " + year.substr(0, 4) + "-07-01\n" + more +
           "---\nSee [it](../standards/answer.md).\n";
}

FileTexts two_editions(const std::string& more = {}, const Terms& now = Terms(), const Terms& before = Terms()) {
    return {{"site.yaml", "name: Town\nbase_url: https://town.example\nlanguages: [en]\nedition: \"2026-27\"\n"},
            {"data/offices.yaml", "- id: town-hall\n  name: {en: Town Hall}\n  type: head\n"},
            {"en/index.md", "---\ntitle: Home\n---\nWelcome.\n"},
            {"en/charters/town.md", charter_text("2026-27", more)},
            {"en/standards/answer.md", standard_text(now)},
            {"editions/2025-26/en/charters/town.md", charter_text("2025-26")},
            {"editions/2025-26/en/standards/answer.md", standard_text(before)}};
}

Site built(FileTexts texts, const EditionChoice& choice = {}) {
    Diagnostics diagnostics;
    Site site = build_model(site_files(std::move(texts)), 1, diagnostics, choice);
    CHECK(to_text(diagnostics.sorted()) == "0 errors, 0 warnings\n");
    return site;
}

std::string edition_at(const Site& site, std::string_view url) {
    const Page* page = find_page_at(site, url);
    if (page == nullptr) return "none";
    const CharterEdition* charter = find_charter_of(site, *page);
    return charter == nullptr ? "no charter" : charter->edition;
}

EditionPlace place_at(const Site& site, std::string_view url) {
    const Page* page = find_page_at(site, url);
    REQUIRE(page != nullptr);
    return page->edition_place;
}

std::vector<std::string> effects(const Terms& before, const Terms& now) {
    const Site site = built(two_editions({}, now, before));
    std::vector<std::string> found;
    for (const Change& change : changes_between(site, *promises_of(site, "2025-26"), *promises_of(site, "2026-27")))
        found.push_back(std::string(key_of(change.field)) + " " + std::string(key_of(change.effect)));
    return found;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("every edition has its address, the one that counts the plain one too", "[editions]") {
    const Site site = built(two_editions());
    CHECK(edition_at(site, "/en/charters/town/") == "2026-27");
    CHECK(edition_at(site, "/en/charters/town/2026-27/") == "2026-27");
    CHECK(edition_at(site, "/en/charters/town/2025-26/") == "2025-26");
    CHECK(place_at(site, "/en/charters/town/2026-27/") == EditionPlace::Same);
    CHECK(place_at(site, "/en/charters/town/2025-26/") == EditionPlace::Earlier);
    CHECK(site.catalogue.edition == "2026-27");
    CHECK(site.catalogue.charters.size() == 1);
}

TEST_CASE("a draft leaves the plain address to the edition before, and its promises with it", "[editions]") {
    const Terms draft("20 working days", "90%", "complaint", "draft: true\n");
    const FileTexts texts = two_editions("draft: true\n", draft);
    const Site site = built(texts);
    CHECK(edition_at(site, "/en/charters/town/") == "2025-26");
    CHECK(edition_at(site, "/en/charters/town/2026-27/") == "none");
    CHECK(site.catalogue.edition == "2025-26");
    REQUIRE(site.catalogue.standards.size() == 1);
    CHECK(site.catalogue.standards.front().within == Limit{25, LimitUnit::WorkingDays});
    CHECK(site.catalogue.standards.front().edition == "2025-26");

    const Site with_drafts = built(texts, {std::nullopt, true});
    CHECK(edition_at(with_drafts, "/en/charters/town/") == "2026-27");
    CHECK(with_drafts.catalogue.standards.front().within.amount == 20);
}

TEST_CASE("an approved edition counts from its day, until then it stands at its own address", "[editions]") {
    using namespace std::chrono;
    const Site before = built(two_editions(), {Date{2026y / June / 30d}, false});
    CHECK(edition_at(before, "/en/charters/town/") == "2025-26");
    CHECK(edition_at(before, "/en/charters/town/2026-27/") == "2026-27");
    CHECK(place_at(before, "/en/charters/town/2026-27/") == EditionPlace::Coming);
    const Site after = built(two_editions(), {Date{2026y / July / 1d}, false});
    CHECK(edition_at(after, "/en/charters/town/") == "2026-27");
}

TEST_CASE("a change is called by what it means to the person it was promised to", "[editions]") {
    CHECK(effects(Terms("25 working days"), Terms("25 working days")).empty());
    CHECK(effects(Terms("25 working days"), Terms("20 working days")) == Texts{"within stronger"});
    CHECK(effects(Terms("20 working days"), Terms("25 working days")) == Texts{"within weaker"});
    CHECK(effects(Terms("5 working days"), Terms("6 days")) == Texts{"within stronger"});
    CHECK(effects(Terms("5 days"), Terms("5 working days")) == Texts{"within weaker"});
    CHECK(effects(Terms("25 working days", "90%"), Terms("25 working days", "80%")) == Texts{"target weaker"});
    CHECK(effects(Terms("25 working days", "90%", "complaint"), Terms("25 working days", "90%", "complaint, report")) ==
          Texts{"applies_to stronger"});
    CHECK(effects(Terms("25 working days", "90%", "complaint, report"), Terms("25 working days", "90%", "report")) ==
          Texts{"applies_to weaker"});
}

TEST_CASE("what a promise was is still linked from the charter that made it", "[editions]") {
    const Site site = built(two_editions());
    const Page* page = find_page_at(site, "/en/charters/town/2025-26/");
    REQUIRE(page != nullptr);
    CHECK(plain_path(*page) == "charters/town");
    const Standard* standard = find_standard_of(site, page->edition, "answer");
    REQUIRE(standard != nullptr);
    CHECK(text_in(standard->url, "en") == "/en/standards/answer/2025-26/");
}

}  // namespace charter::editions_test
