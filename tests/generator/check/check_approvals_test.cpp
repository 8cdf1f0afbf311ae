#include "generator/check/check_approvals.h"

#include <catch2/catch.hpp>

#include "generator/model/approvals.h"
#include "tests/generator/check/check_fixture.h"

namespace charter::check_approvals_test {
namespace {

const std::string approved = "approved: {role: Head, on: 2026-06-15}\n";

Check check_of(FileTexts files, Profile profile, const std::string& settings = "") {
    files["site.yaml"] = "name: Town\nbase_url: https://town.example\nlanguages: [en]\nedition: 2026-27\n" + settings;
    Check check{std::move(files), "", {}};
    check.aim.profile = profile;
    return check;
}

// What `files` hold, signed by a director and then by the head.
FileTexts with_signatures(FileTexts files) {
    Diagnostics ignored;
    const Site site = checked_site(check_of(files, Profile::Draft).files, ignored);
    const std::string hash = approved_hash(site, *find_page(site, "en", "north"));
    for (const std::string step : {"supported\n  role: Director", "approved\n  role: Head"})
        files["data/approvals.yaml"] += "- document: north\n  edition: \"2026-27\"\n  step: " + step +
                                        "\n  on: 2026-06-15\n  hash: \"" + hash + "\"\n";
    return files;
}

const std::string two_steps = "sign_off: [supported, approved]\n";

}  // namespace

TEST_CASE("a charter that nobody approved is not published", "[approvals]") {
    CHECK(check_of(charter_files(""), Profile::Draft).findings() == "warning en/north.md:1:1 not-approved\n");
    CHECK(check_of(charter_files(""), Profile::Publish).findings() == "error en/north.md:1:1 not-approved\n");
}

TEST_CASE("a charter of a site without a register says itself who approved it", "[approvals]") {
    CHECK(check_of(charter_files(approved), Profile::Publish).findings() == "");
}

TEST_CASE("where signatures are asked for, the charter's own word is not enough", "[approvals]") {
    CHECK(check_of(charter_files(approved), Profile::Draft, two_steps).findings() ==
          "warning en/north.md:8:1 not-approved\n");
    CHECK(check_of(charter_files(approved), Profile::Publish, two_steps).findings() ==
          "error en/north.md:8:1 not-approved\n");
    const FileTexts signed_files = with_signatures(charter_files(approved));
    CHECK(check_of(signed_files, Profile::Publish, two_steps).findings() == "");
    // One role more is asked for than has signed.
    CHECK(check_of(signed_files, Profile::Publish, "sign_off: [supported, supported, approved]\n").findings() ==
          "error en/north.md:8:1 not-approved\n");
}

TEST_CASE("a charter that changed after it was signed is not published", "[approvals]") {
    FileTexts files = with_signatures(charter_files(approved));
    files["en/north.md"] += "More.\n";
    CHECK(check_of(files, Profile::Draft, two_steps).findings() == "warning en/north.md:1:1 altered-after-approval\n");
    CHECK(check_of(files, Profile::Publish, two_steps).findings() == "error en/north.md:1:1 altered-after-approval\n");
}

TEST_CASE("a charter whose promise changed after it was signed is not published", "[approvals]") {
    FileTexts files = with_signatures(charter_files(approved));
    std::string& promise = files["en/answer.md"];
    promise.replace(promise.find("5 days"), 1, "6");
    CHECK(check_of(files, Profile::Publish, two_steps).findings() == "error en/north.md:1:1 altered-after-approval\n");
}

TEST_CASE("the lines that signing writes are compared with the register", "[approvals]") {
    const std::string from = "in_force_from: 2026-07-01\n";
    FileTexts files = with_signatures(charter_files(approved + from));
    files["data/approvals.yaml"] += "  in_force_from: 2026-07-01\n";
    CHECK(check_of(files, Profile::Publish, two_steps).findings() == "");
    const auto altered = [&](std::string_view before, std::string_view after) {
        FileTexts changed = files;
        std::string& text = changed["en/north.md"];
        text.replace(text.find(before), before.size(), after);
        return check_of(changed, Profile::Publish, two_steps);
    };
    CHECK(altered("2026-07-01", "2027-07-01").findings() == "error en/north.md:9:16 altered-after-approval\n");
    CHECK(altered("2026-07-01", "2027-07-01").messages() ==
          "the day from which this counts is 2027-07-01; it was approved for 2026-07-01, says data/approvals.yaml\n");
    CHECK(altered(from, "").findings() == "error en/north.md:1:1 altered-after-approval\n");
    CHECK(altered("Head,", "Minister,").findings() == "error en/north.md:8:1 altered-after-approval\n");
    CHECK(altered("2026-06-15", "2026-05-01").messages() ==
          "this says Head, 2026-05-01; the last one to approve it was Head, 2026-06-15, says data/approvals.yaml\n");
    // What counts from a later day has its own place, and is compared as well.
    Check coming = altered("2026-07-01", "2027-07-01");
    CHECK(coming.findings_on("2026-11-30") == "error en/north.md:9:16 altered-after-approval\n");
    // The register is no better place to alter it.
    std::string& record = files["data/approvals.yaml"];
    record.replace(record.rfind("2026-07-01"), 10, "2026-08-01");
    CHECK(check_of(files, Profile::Publish, two_steps).findings() == "error en/north.md:9:16 altered-after-approval\n");
}

TEST_CASE("a promise counts from the first day of a charter that was approved with it", "[approvals]") {
    FileTexts files = with_signatures(charter_files(approved + "in_force_from: 2026-07-01\n"));
    files["data/approvals.yaml"] += "  in_force_from: 2026-07-01\n";
    std::string& promise = files["en/answer.md"];
    const std::string without_day = promise;
    promise.insert(promise.find("status"), "in_force_from: 2026-07-01\n");
    CHECK(check_of(files, Profile::Publish, two_steps).findings() == "");
    promise.replace(promise.find("2026-07-01"), 10, "2026-06-20");
    CHECK(check_of(files, Profile::Publish, two_steps).messages() ==
          "the day from which this promise counts is 2026-06-20; the charters that name it were approved for "
          "2026-07-01\n");
    promise = without_day;
    CHECK(check_of(files, Profile::Publish, two_steps).findings_on("2026-06-30") ==
          "error en/answer.md:1:1 altered-after-approval\n");
    CHECK(check_of(files, Profile::Publish, two_steps).findings_on("2026-07-01") == "");
}

TEST_CASE("a charter that still counts is told of a promise that counts in a later edition already", "[approvals]") {
    FileTexts files = charter_files(approved);
    for (const std::string name : {"north", "answer"}) {
        std::string& text = files["en/" + name + ".md"];
        const std::string kept = text;
        text.insert(4, name == "north" ? "draft: true\n" : "weight: 1\n");
        if (const auto at = kept.find("2026-27"); at != std::string::npos)
            files["editions/2025-26/en/" + name + ".md"] = std::string(kept).replace(at, 7, "2025-26");
        else
            files["editions/2025-26/en/" + name + ".md"] = kept;
    }
    Check check = check_of(files, Profile::Publish);
    Diagnostics ignored;
    const Site site = checked_site(check.files, ignored);
    const Page* frozen = find_page(site, "en", "north/2025-26");
    REQUIRE(frozen != nullptr);
    check.files["data/approvals.yaml"] =
        "- document: north\n  edition: \"2025-26\"\n  step: approved\n  role: Head\n"
        "  on: 2025-06-15\n  hash: \"" +
        approved_hash(site, *frozen) + "\"\n";
    CHECK(check.findings() == "error editions/2025-26/en/north.md:1:1 altered-after-approval\n");
    CHECK(check.messages() ==
          "this charter still counts, but a promise it names counts in a later edition, which was "
          "not signed for it\n");
}

}  // namespace charter::check_approvals_test
