// The yearly cycle on a whole small site: open the next edition, sign it, see it count.
#include "generator/editions/republish.h"

#include <catch2/catch.hpp>

#include "generator/model/approvals.h"
#include "tests/generator/editions/yearly_cycle.h"

namespace charter::republish_test {
namespace {

Date day(std::string_view text) {
    return parse_date(text).value();
}

}  // namespace

TEST_CASE("the next edition is opened beside the one that counts", "[republish]") {
    const YearlyCycle site;
    CHECK(site.open("2028-29") == RepublishResult::NotNext);
    const std::string words = site.text_of("af/standards/answer.md");
    REQUIRE(site.open("2027-28") == RepublishResult::Opened);
    CHECK(site.text_of("editions/2026-27/en/charters/town.md") == promises);
    CHECK(site.text_of("editions/2026-27/af/standards/answer.md") == words);
    CHECK(site.text_of("en/charters/town.md") ==
          "---\ntitle: Our promises\nkind: charter\nid: town\noffice: hall\nedition: 2027-28\nstandards: [answer]\n"
          "in_force_from: 2027-07-01\nreview_by: 2028-03-31\ndraft: true\n---\nWe promise.\n");
    CHECK(site.edition_in_force(day("2027-04-30")) == "2026-27");
    CHECK(site.edition_in_force(day("2028-04-30")) == "2026-27");  // nobody approved another one

    const auto before = site.everything();
    CHECK(site.open("2027-28") == RepublishResult::AlreadyOpen);
    CHECK(site.everything() == before);
}

TEST_CASE("what an interrupted run left is finished", "[republish]") {
    const YearlyCycle whole;
    REQUIRE(whole.open("2027-28") == RepublishResult::Opened);
    // The run ended before it wrote site.yaml, and before the Afrikaans charter.
    const YearlyCycle broken;
    const std::string settings = broken.text_of("site.yaml");
    const std::string words = broken.text_of("af/charters/town.md");
    REQUIRE(broken.open("2027-28") == RepublishResult::Opened);
    broken.put("site.yaml", settings);
    broken.put("af/charters/town.md", words);
    Diagnostics diagnostics;
    CHECK(republish(broken.options, "2027-28", {}, diagnostics).result == RepublishResult::Opened);
    CHECK(broken.everything() == whole.everything());
}

TEST_CASE("a site with errors, or an edition nobody approved, is not republished", "[republish]") {
    YearlyCycle site;
    site.put("en/charters/town.md",
             "---\ntitle: Our promises\nkind: charter\nid: town\noffice: hall\nedition: 2026-27\nstandards: "
             "[answer]\n---\n");
    auto before = site.everything();
    Diagnostics diagnostics;
    const RepublishOutcome outcome = republish(site.options, "2027-28", {}, diagnostics);
    CHECK(outcome.result == RepublishResult::NotApproved);
    CHECK(outcome.decisions == std::vector<std::string>{"charters/town"});
    CHECK(site.everything() == before);
    // Approved in name, but not with this text.
    site.put("en/charters/town.md", std::string(promises) + "And more.\n");
    before = site.everything();
    CHECK(republish(site.options, "2027-28", {}, diagnostics).result == RepublishResult::NotApproved);
    CHECK(site.everything() == before);
    site.put("en/more.md", "---\ntitle: More\n---\n[dead](gone.md)\n");
    before = site.everything();
    CHECK(republish(site.options, "2027-28", {}, diagnostics).result == RepublishResult::SiteFails);
    CHECK(site.everything() == before);
}

TEST_CASE("a charter counts from its day once every role has signed it", "[approve]") {
    const YearlyCycle site;
    REQUIRE(site.open("2027-28") == RepublishResult::Opened);
    CHECK(site.sign(SignOff::Approved, "Mayor") == ApprovalResult::StepMissing);
    CHECK(site.sign(SignOff::Supported, "Director") == ApprovalResult::Recorded);
    CHECK(site.sign(SignOff::Supported, "Director") == ApprovalResult::AlreadyRecorded);
    CHECK(site.edition_in_force(day("2027-08-01")) == "2026-27");
    CHECK(site.sign(SignOff::Approved, "Mayor") == ApprovalResult::Complete);
    CHECK(site.edition_in_force(day("2027-06-30")) == "2026-27");
    CHECK(site.edition_in_force(day("2027-07-01")) == "2027-28");

    Diagnostics clean;
    check_site(site.options, clean);
    CHECK(to_text(clean.sorted()) == "0 errors, 0 warnings\n");
    std::string altered = site.text_of("en/standards/answer.md");
    altered.replace(altered.find("25 working"), 2, "24");
    site.put("en/standards/answer.md", altered);
    Diagnostics found;
    check_site(site.options, found);
    const std::string text = to_text(found.sorted());
    CHECK(text.find("[altered-after-approval]") != std::string::npos);
}

TEST_CASE("a kept edition that is edited is told at the file, before the next one counts and after it", "[republish]") {
    const YearlyCycle site;
    REQUIRE(site.open("2027-28") == RepublishResult::Opened);
    const auto findings = [&](std::string_view today) {
        CheckOptions options = site.options;
        options.today = day(today);
        Diagnostics diagnostics;
        check_site(options, diagnostics);
        std::string found;
        for (const Diagnostic& each : diagnostics.sorted())
            if (each.severity == Severity::Error) found += each.path + " " + each.code + "\n";
        return found;
    };
    CHECK(findings("2026-12-01") == "");
    for (const std::string file : {"en/standards/answer.md", "en/charters/town.md", "af/charters/town.md"}) {
        const std::string path = "editions/2026-27/" + file;
        const std::string kept = site.text_of(path);
        site.put(path, "\xEF\xBB\xBF" + kept + "\n\n");  // as another editor's program saves it
        CHECK(findings("2026-12-01") == "");
        site.put(path, kept + "And more.\n");
        CHECK(findings("2026-12-01") == path + " edition-altered\n");
        CHECK(findings("2028-12-01") == path + " edition-altered\n");
        site.put(path, kept);
    }
    // Without the list the signatures still tell.
    const std::string list = site.text_of("data/editions.yaml");
    site.put("data/editions.yaml", "");
    const std::string path = "editions/2026-27/en/standards/answer.md";
    site.put(path, site.text_of(path) + "And more.\n");
    CHECK(findings("2026-12-01") == "editions/2026-27/en/charters/town.md edition-altered\n");
}

TEST_CASE("a promise that no charter names is signed by itself, and nothing is republished before", "[republish]") {
    const YearlyCycle site;
    std::string loose(standard);
    loose.replace(loose.find("id: answer"), 10, "id: loose\ndraft: true\ntranslations: {af: pending}");
    site.put("en/standards/loose.md", loose);
    Diagnostics diagnostics;
    const RepublishOutcome outcome = republish(site.options, "2027-28", {}, diagnostics);
    CHECK(outcome.result == RepublishResult::NotApproved);
    CHECK(outcome.decisions == std::vector<std::string>{"standards/loose"});

    const auto sign = [&](SignOff step, const std::string& role) {
        return approve(site.options, {"standards/loose", step, role, day("2026-06-16"), "2/8/6/2", ""}, diagnostics);
    };
    CHECK(sign(SignOff::Supported, "Director").result == ApprovalResult::Recorded);
    const ApprovalOutcome signed_off = sign(SignOff::Approved, "Mayor");
    CHECK(signed_off.result == ApprovalResult::Complete);
    CHECK(signed_off.loose.empty());
    CHECK(site.open("2027-28") == RepublishResult::Opened);

    // Signed for the next year, it stands unsigned for no other.
    const auto rounds_of = [&](const std::string& edition) {
        Site model = build_model(read_content(site.options.site, 1, diagnostics), 1, diagnostics, {});
        return approvals_of(model, "standards/loose", edition).size();
    };
    CHECK(rounds_of("2026-27") == 2);
    CHECK(rounds_of("2027-28") == 0);
    CHECK(sign(SignOff::Supported, "Director").result == ApprovalResult::Recorded);
    CHECK(rounds_of("2026-27") == 2);
    CHECK(rounds_of("2027-28") == 1);
}

}  // namespace charter::republish_test
