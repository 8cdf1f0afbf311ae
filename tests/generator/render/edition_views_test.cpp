#include "generator/render/edition_views.h"

#include <catch2/catch.hpp>

#include "generator/model/approvals.h"
#include "generator/render/article_view.h"
#include "generator/render/server_files.h"
#include "tests/generator/render/site_fixture.h"

namespace charter::edition_views_test {
namespace {

std::string record(const std::string& document, const std::string& edition, const std::string& more) {
    return "- document: " + document + "\n" + (edition.empty() ? "" : "  edition: \"" + edition + "\"\n") +
           "  step: approved\n  role: Mayor\n" + more;
}

std::vector<Source> town(const std::string& approvals, const std::string& policy_field = "weight: 1") {
    const auto charter = [](const std::string& year, const std::string& review) {
        return page_text({"title: Our promises", "kind: charter", "id: town", "office: hall", "edition: " + year,
                          "standards: []", "approved: {role: Mayor, on: 2025-06-15}", "review_by: " + review});
    };
    return {{"site.yaml", town_settings + "edition: \"2026-27\"\n"},
            {"data/offices.yaml", "- id: hall\n  name: Town Hall\n  type: head\n"},
            {"data/approvals.yaml", approvals},
            {"en/index.md", page_text({"title: Home"})},
            {"en/policy.md", page_text({"title: Policy", "owner: The clerk", policy_field})},
            {"en/charters/town.md", charter("2026-27", "2027-03-31")},
            {"editions/2025-26/en/charters/town.md", charter("2025-26", "2026-03-31")}};
}

std::string hash_of(const std::string& path) {
    const SiteFixture unsigned_town(town(""));
    return approved_hash(unsigned_town.site(), unsigned_town.page(path));
}

std::string signed_as_it_is(const std::string& document, const std::string& path, const std::string& edition) {
    return record(document, edition, "  on: 2026-06-15\n  file: 2/8\n  hash: \"" + hash_of(path) + "\"\n");
}

std::string history(const SiteFixture& fixture, std::string_view path, std::string_view name) {
    return texts_of(article_view(fixture.scope(), fixture.page(path), {}), "history", name);
}

}  // namespace

TEST_CASE("a page's history holds the signatures of its edition and of those before", "[history]") {
    const SiteFixture fixture(town(signed_as_it_is("charters/town", "charters/town/2025-26", "2025-26") +
                                   signed_as_it_is("charters/town", "charters/town", "2026-27")));
    CHECK(history(fixture, "charters/town", "version") == "2025-26, 2026-27");
    CHECK(history(fixture, "charters/town", "file") == "2/8, 2/8");
    CHECK(history(fixture, "charters/town/2025-26", "version") == "2025-26");
    CHECK(history(fixture, "policy", "version").empty());
}

TEST_CASE("versions of a page without editions are named or counted", "[history]") {
    const std::string rest = "  on: 2026-06-15\n  hash: \"0123456789abcdef\"\n";
    CHECK(history(SiteFixture(town(record("policy", "", rest) + record("policy", "", rest))), "policy", "version") ==
          "1, 2");
    CHECK(history(SiteFixture(town(record("policy", "", rest + "  version: \"4.1\"\n"))), "policy", "version") ==
          "4.1");
}

TEST_CASE("the register has every charter and signed document with status, owner and review", "[register]") {
    const SiteFixture fixture(town(signed_as_it_is("charters/town", "charters/town/2025-26", "2025-26") +
                                   signed_as_it_is("charters/town", "charters/town", "2026-27") +
                                   record("policy", "", "  on: 2026-06-15\n  hash: \"0123456789abcdef\"\n")));
    const View view = register_view(fixture.scope());
    CHECK(texts_of(view, "documents", "url") == "/en/charters/town/, /en/charters/town/2025-26/, /en/policy/");
    CHECK(texts_of(view, "documents", "status") ==
          "Approved, Superseded by a later edition, Altered since it was approved");
    CHECK(texts_of(view, "documents", "owner") == "Town Hall, Town Hall, The clerk");
    CHECK(texts_of(view, "documents", "review_by") == "31 March 2027, -, -");
}

TEST_CASE("the register names an owner in the reader's language", "[register]") {
    const auto owner = [](const std::string& written) {
        std::vector<Source> files = town("", "open_for_comment: {from: 2026-11-01, until: 2026-12-15}");
        files.front().text.replace(files.front().text.find("languages: [en]"), 15, "languages: [en, af]");
        files[1].text = "- id: hall\n  name: {en: Town Hall, af: Stadsaal}\n  type: head\n";
        files.push_back({"data/roles.yaml", "- id: clerk\n  title: {en: The clerk, af: Die klerk}\n"});
        files.push_back({"af/index.md", page_text({"title: Tuis", "translation: draft", "source: 0123456789abcdef"})});
        const auto policy =
            std::find_if(files.begin(), files.end(), [](const Source& file) { return file.path == "en/policy.md"; });
        policy->text.replace(policy->text.find("The clerk"), 9, written);
        const SiteFixture fixture(files);
        const std::string owners = texts_of(register_view(fixture.scope("af")), "documents", "owner");
        return owners.substr(owners.rfind(", ") + 2);
    };
    CHECK(owner("The clerk") == "Die klerk");
    CHECK(owner("Town Hall") == "Stadsaal");
    CHECK(owner("Somebody") == "Somebody");
}

TEST_CASE("of one document the register has the newest edition first", "[register]") {
    std::vector<Source> files = town("");
    Source older = files.back();
    older.path = "editions/2024-25/en/charters/town.md";
    older.text.replace(older.text.find("2025-26"), 7, "2024-25");
    files.push_back(older);
    CHECK(texts_of(register_view(SiteFixture(files).scope()), "documents", "url") ==
          "/en/charters/town/, /en/charters/town/2025-26/, /en/charters/town/2024-25/");
}

TEST_CASE("a page that is open for comment is in the register and says so to its readers", "[comments]") {
    const SiteFixture fixture(town("", "open_for_comment: {from: 2026-11-01, until: 2026-12-15}"));
    CHECK(texts_of(register_view(fixture.scope()), "documents", "status")
              .find("Open for comment until 15 December 2026") != std::string::npos);
    const View note =
        article_view(fixture.scope(), fixture.page("policy"), {}).items().at("comment_note").views.front();
    CHECK(text_of(note, "text") == "This page is open for comment until 15 December 2026.");
    CHECK(text_of(note, "url") == "/en/comment/?page=policy");
    const std::vector<CommentRound> rounds = comment_rounds(fixture.site());
    REQUIRE(rounds.size() == 1);
    CHECK(rounds.front().page == "policy");
    CHECK(text_in(rounds.front().url, "en") == "/en/policy/");
}

}  // namespace charter::edition_views_test
