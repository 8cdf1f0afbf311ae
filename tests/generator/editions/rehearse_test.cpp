#include "generator/editions/rehearse.h"

#include <catch2/catch.hpp>

#include "tests/generator/editions/yearly_cycle.h"

namespace charter::rehearse_test {
namespace {

std::string findings(const Diagnostics& diagnostics) {
    return to_text(diagnostics.sorted());
}

}  // namespace

TEST_CASE("a site that can be republished passes its rehearsal and is left as it is", "[rehearse]") {
    const YearlyCycle site;
    const auto before = site.everything();
    Diagnostics diagnostics;
    const Rehearsal rehearsal = rehearse(site.options, diagnostics);
    INFO(findings(diagnostics));
    CHECK(rehearsal.result == RehearsalResult::Ready);
    CHECK(rehearsal.next == "2027-28");
    CHECK(rehearsal.done.size() == 5);
    CHECK(rehearsal.wrong.empty());
    CHECK(site.everything() == before);
}

TEST_CASE("a rehearsal says why a site cannot be republished", "[rehearse]") {
    const YearlyCycle site;
    SECTION("a charter is not what was signed") {
        site.put("en/charters/town.md", std::string(promises) + "And more.\n");
        Diagnostics diagnostics;
        const Rehearsal rehearsal = rehearse(site.options, diagnostics);
        CHECK(rehearsal.result == RehearsalResult::Failed);
        CHECK(rehearsal.wrong == std::vector<std::string>{"the site cannot be published as it is now"});
        CHECK(findings(diagnostics).find("[altered-after-approval]") != std::string::npos);
    }
    SECTION("a page has a mistake") {
        site.put("en/more.md", "---\ntitle: More\ntranslations: {af: pending}\n---\n[dead](gone.md)\n");
        Diagnostics diagnostics;
        CHECK(rehearse(site.options, diagnostics).result == RehearsalResult::Failed);
        CHECK(findings(diagnostics).find("[dead-link]") != std::string::npos);
    }
}

TEST_CASE("an edition that is being signed is not rehearsed past, nor a site without editions", "[rehearse]") {
    const YearlyCycle site;
    REQUIRE(site.open("2027-28") == RepublishResult::Opened);
    Diagnostics diagnostics;
    CHECK(rehearse(site.options, diagnostics).result == RehearsalResult::UnderWay);
    const TempDir folder;
    write_file_atomically(folder / "town/site.yaml", "name: Town\nbase_url: https://town.example\nlanguages: [en]\n");
    write_file_atomically(folder / "town/en/index.md", "---\ntitle: Home\n---\n");
    CheckOptions options = site.options;
    options.site = folder / "town";
    CHECK(rehearse(options, diagnostics).result == RehearsalResult::NoEditions);
}

}  // namespace charter::rehearse_test
