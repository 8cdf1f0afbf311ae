// The yearly cycle on a whole small site: open the next edition, sign it, see it count.
#include "generator/editions/republish.h"

#include <catch2/catch.hpp>
#include <map>

#include "generator/content/read_content.h"
#include "generator/editions/approve.h"
#include "generator/model/build_model.h"
#include "generator/shared/files.h"
#include "tests/support/temp_dir.h"

using namespace charter;
namespace fs = std::filesystem;

namespace {

constexpr std::string_view standard =
    "---\ntitle: We answer\nkind: standard\nid: answer\napplies_to: [complaint]\nclock: resolve\n"
    "within: 25 working days\nstatus: example\nreview_by: 2027-03-31\n---\nHow.\n";
constexpr std::string_view promises =
    "---\ntitle: Our promises\nkind: charter\nid: town\noffice: hall\nedition: 2026-27\nstandards: [answer]\n"
    "approved: {role: Mayor, on: 2026-06-15}\nin_force_from: 2026-07-01\nreview_by: 2027-03-31\n---\nWe promise.\n";

std::string translation_of(std::string_view original) {
    return "---\ntitle: Ons antwoord\ntranslation: draft\nsource: " + content_hash(original).substr(0, 16) +
           "\n---\nHoe.\n";
}

class YearlyCycle {
  public:
    YearlyCycle() {
        put("site.yaml",
            "name: {en: Town, af: Dorp}\nbase_url: https://town.example\nlanguages: [en, af]\nedition: \"2026-27\"\n"
            "sign_off: [supported, approved]\n");
        put("data/offices.yaml", "- id: hall\n  name: {en: Hall, af: Saal}\n  type: head\n");
        const std::string home = "---\ntitle: Home\n---\nWelcome.\n";
        put("en/index.md", home);
        put("af/index.md", translation_of(home));
        put("en/charters/town.md", promises);
        put("af/charters/town.md", translation_of(promises));
        put("en/standards/answer.md", standard);
        put("af/standards/answer.md", translation_of(standard));
        options.site = folder_ / "town";
        options.theme = fs::path(CHARTER_SOURCE_DIR) / "themes/default";
        options.jobs = 1;
        CHECK(sign(SignOff::Supported, "Director", "2026-06-15") == ApprovalResult::Recorded);
        CHECK(sign(SignOff::Approved, "Mayor", "2026-06-15") == ApprovalResult::Complete);
    }

    void put(const std::string& path, std::string_view text) const {
        write_file_atomically(folder_ / "town" / path, text);
    }
    [[nodiscard]] std::string text_of(const std::string& path) const { return read_file(folder_ / "town" / path); }

    [[nodiscard]] std::map<std::string, std::string> everything() const {
        std::map<std::string, std::string> texts;
        for (const std::string& path : list_files(options.site)) texts[path] = text_of(path);
        return texts;
    }

    [[nodiscard]] std::string edition_in_force(Date day) const {
        Diagnostics diagnostics;
        const Site site = build_model(read_content(options.site, 1, diagnostics), 1, diagnostics, {day, false});
        CHECK(to_text(diagnostics.sorted()) == "0 errors, 0 warnings\n");
        return site.catalogue.charters.empty() ? "none" : site.catalogue.charters.front().edition;
    }

    RepublishResult open(std::string_view year) const {
        Diagnostics diagnostics;
        const RepublishResult result = republish(options, year, {}, diagnostics).result;
        CHECK(diagnostics.warning_count() == 0);
        return result;
    }

    ApprovalResult sign(SignOff step, const std::string& role, std::string_view on = "2027-06-15") const {
        Diagnostics diagnostics;
        const ApprovalRequest request{"charters/town", step, role, parse_date(on).value(), "2/8/6/2", ""};
        return approve(options, request, diagnostics).result;
    }

    CheckOptions options;

  private:
    TempDir folder_;
};

Date day(std::string_view text) {
    return parse_date(text).value();
}

}  // namespace

TEST_CASE("the next edition is opened beside the one that counts", "[republish]") {
    const YearlyCycle site;
    CHECK(site.open("2028-29") == RepublishResult::NotNext);
    REQUIRE(site.open("2027-28") == RepublishResult::Opened);
    CHECK(site.text_of("editions/2026-27/en/charters/town.md") == promises);
    CHECK(site.text_of("editions/2026-27/af/standards/answer.md") == translation_of(standard));
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
