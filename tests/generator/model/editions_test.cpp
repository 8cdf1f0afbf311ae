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

constexpr Date last_day{std::chrono::year{2026} / std::chrono::June / 30};
constexpr Date first_day{std::chrono::year{2026} / std::chrono::July / 1};

// A promise that only the edition of 2026-27 has, named by its charter and by a service.
FileTexts with_new_promise(const std::string& lines, const std::string& of_charter = {}) {
    FileTexts texts = two_editions(of_charter);
    std::string& charter = texts["en/charters/town.md"];
    charter.replace(charter.find("[answer]"), 8, "[answer, visit]");
    texts["en/standards/visit.md"] =
        "---\ntitle: We visit\nkind: standard\nid: visit\napplies_to: [enquiry]\nclock: resolve\n"
        "within: 10 working days\nstatus: example\n" +
        lines + "---\nHow.\n";
    texts["data/categories.yaml"] = "- id: people\n  title: People\n";
    texts["en/services/care.md"] =
        "---\ntitle: Care\nkind: service\nid: care\ncategory: people\nwho: All\ncost: Nothing\n"
        "standards: [answer, visit]\n---\nSee [it](../standards/visit.md).\n";
    return texts;
}

// A promise that only the edition of 2025-26 has, named by its charter.
FileTexts with_old_promise(const std::string& of_charter = {}) {
    FileTexts texts = with_new_promise({}, of_charter);
    texts["editions/2025-26/en/standards/visit.md"] = texts.extract("en/standards/visit.md").mapped();
    texts.erase("en/services/care.md");
    texts["editions/2025-26/en/charters/town.md"] = texts["en/charters/town.md"];
    std::string& kept = texts["editions/2025-26/en/charters/town.md"];
    kept = charter_text("2025-26");
    kept.replace(kept.find("[answer]"), 8, "[answer, visit]");
    texts["en/charters/town.md"] = charter_text("2026-27", of_charter);
    return texts;
}

std::string standards_of(const Site& site) {
    std::string ids;
    for (const Standard& each : site.catalogue.standards) ids += each.id + " " + each.edition + "\n";
    return ids;
}

}  // namespace

TEST_CASE("a promise that only the next edition has counts from its day", "[editions]") {
    const FileTexts texts = with_new_promise("in_force_from: 2026-07-01\n");
    const Site before = built(texts, {last_day, false});
    CHECK(standards_of(before) == "answer 2026-27\n");
    CHECK(find_page_at(before, "/en/standards/visit/") == nullptr);
    CHECK(place_at(before, "/en/standards/visit/2026-27/") == EditionPlace::Coming);
    REQUIRE(before.catalogue.services.size() == 1);
    CHECK(before.catalogue.services.front().standards == Texts{"answer"});
    const Standard* coming = find_standard_of(before, "2026-27", "visit");
    REQUIRE(coming != nullptr);
    CHECK(text_in(coming->url, "en") == "/en/standards/visit/2026-27/");

    const Site after = built(texts, {first_day, false});
    CHECK(standards_of(after) == "answer 2026-27\nvisit 2026-27\n");
    CHECK(place_at(after, "/en/standards/visit/") == EditionPlace::InForce);
    CHECK(place_at(after, "/en/standards/visit/2026-27/") == EditionPlace::Same);
    CHECK(after.catalogue.services.front().standards == Texts{"answer", "visit"});
}

TEST_CASE("a promise that only the next edition has and that says no day waits for a charter that names it",
          "[editions]") {
    const Site drafted = built(with_new_promise("", "draft: true\n"), {last_day, false});
    REQUIRE(find_page_at(drafted, "/en/standards/visit/") != nullptr);
    CHECK(find_page_at(drafted, "/en/standards/visit/")->draft);  // so it is left out with the other drafts
    const Site before = built(with_new_promise(""), {last_day, false});
    CHECK(find_page_at(before, "/en/standards/visit/") == nullptr);
    CHECK(place_at(before, "/en/standards/visit/2026-27/") == EditionPlace::Coming);
    const Site after = built(with_new_promise(""), {first_day, false});
    CHECK_FALSE(find_page_at(after, "/en/standards/visit/")->draft);
    // In the midst of a year nothing waits.
    FileTexts first_edition = with_new_promise("");
    std::erase_if(first_edition, [](const auto& file) { return file.first.starts_with("editions/"); });
    CHECK_FALSE(find_page_at(built(first_edition, {last_day, false}), "/en/standards/visit/")->draft);
}

TEST_CASE("a charter that counts from a later day is not at the plain address before", "[editions]") {
    FileTexts texts = two_editions();
    std::erase_if(texts, [](const auto& file) { return file.first.starts_with("editions/"); });
    const Site before = built(texts, {last_day, false});
    CHECK(before.catalogue.charters.empty());
    CHECK(edition_at(before, "/en/charters/town/") == "none");
    CHECK(place_at(before, "/en/charters/town/2026-27/") == EditionPlace::Coming);
    CHECK(edition_at(built(texts, {first_day, false}), "/en/charters/town/") == "2026-27");
}

TEST_CASE("a promise that the next edition has no more counts until that does", "[editions]") {
    for (const std::string lines : {"", "draft: true\n"}) {
        const Site before = built(with_old_promise(lines), {last_day, false});
        CHECK(standards_of(before).find("visit 2025-26\n") != std::string::npos);
        CHECK(place_at(before, "/en/standards/visit/") == EditionPlace::InForce);
        CHECK(place_at(before, "/en/standards/visit/2025-26/") == EditionPlace::Same);
        CHECK(find_charter_of(before, *find_page_at(before, "/en/charters/town/"))->standards ==
              Texts{"answer", "visit"});
    }
    const Site after = built(with_old_promise(), {first_day, false});
    CHECK(standards_of(after) == "answer 2026-27\n");
    CHECK(find_page_at(after, "/en/standards/visit/") == nullptr);
    CHECK(place_at(after, "/en/standards/visit/2025-26/") == EditionPlace::Earlier);
    // Who works on the next edition sees that without it.
    CHECK(find_page_at(built(with_old_promise(), {last_day, true}), "/en/standards/visit/") == nullptr);
}

TEST_CASE("the address of a promise's edition lives before its day, on it and after it", "[editions]") {
    const Terms from("25 working days", "90%", "complaint", "in_force_from: 2026-07-01\n");
    for (const Date day : {last_day, first_day}) {
        const Site site = built(two_editions({}, from), {day, false});
        CHECK(find_page_at(site, "/en/standards/answer/") != nullptr);
        CHECK(find_page_at(site, "/en/standards/answer/2025-26/") != nullptr);
        CHECK(find_page_at(site, "/en/standards/answer/2026-27/") != nullptr);
    }
}

TEST_CASE("an address is gone from the day that its entry says", "[editions]") {
    FileTexts texts = with_old_promise();
    texts["data/gone.yaml"] =
        "- address: /en/standards/visit/\n  since: 2026-07-01\n  reason: {en: We do not promise this any more.}\n";
    CHECK(built(texts, {last_day, false}).gone.empty());
    CHECK(built(texts, {first_day, false}).gone.size() == 1);
    CHECK(built(texts, {last_day, true}).gone.size() == 1);
}

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
