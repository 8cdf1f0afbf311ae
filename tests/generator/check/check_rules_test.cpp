#include "generator/check/check_rules.h"

#include <catch2/catch.hpp>

#include "tests/generator/check/check_fixture.h"

namespace charter::check_rules_test {
namespace {

const std::string approved = "approved: {role: Head, on: 2026-06-15}\n";

Check check_with(const std::string& rule, FileTexts files = charter_files(approved)) {
    return {std::move(files), "source: Act 1\nrules:\n  - {id: r, says: it lacks, " + rule + "}\n", {}};
}

}  // namespace

TEST_CASE("a rule is met by what it demands and by nothing else", "[rules]") {
    const std::string unmet = "warning en/north.md:1:1 rule-not-met/r\n";
    const std::string at_office = "warning en/north.md:5:9 rule-not-met/r\n";
    const std::string of_site = "warning site.yaml:1:1 rule-not-met/r\n";
    const auto with = [](const std::string& fields, const std::string& text = "") {
        return charter_files(approved + fields, text);
    };

    CHECK(check_with("of: charter, field: redress").findings() == unmet);
    CHECK(check_with("of: charter, field: redress", with("redress: An apology.\n")).findings() == "");
    CHECK(check_with("of: charter, field: needs", with("needs: [\"\"]\n")).findings() == "");
    CHECK(check_with("of: charter, field: needs", with("needs: []\n")).findings() ==
          "warning en/north.md:9:1 rule-not-met/r\n");

    CHECK(check_with("of: charter, heading: {en: [How we keep]}").findings() == unmet);
    CHECK(check_with("of: charter, heading: {en: [How we keep]}", with("", "## how WE keep it\n")).findings() == "");
    CHECK(check_with("of: charter, heading: {fr: [Comment]}").findings() == "");

    FileTexts open = with("");
    open["data/offices.yaml"] += "  phone: 021 000 0000\n";
    CHECK(check_with("of: charter, office: phone").findings() == at_office);
    CHECK(check_with("of: charter, office: phone", open).findings() == "");

    CHECK(check_with("of: site, site: channels").findings() == of_site);
    CHECK(check_with("of: charter, edition: current").findings() == "warning en/north.md:6:10 rule-not-met/r\n");
    const auto in_edition = [&](const std::string& year) {
        FileTexts files = with("");
        files["site.yaml"] = "name: Town\nbase_url: https://town.example\nlanguages: [en]\nedition: \"" + year + "\"\n";
        return check_with("of: charter, edition: current", files).findings();
    };
    CHECK(in_edition("2027-28") == "warning en/north.md:6:10 rule-not-met/r\n");
    CHECK(in_edition("2026-27") == "");
    CHECK(in_edition("2025-26") == "");
    CHECK(check_with("of: news, field: date").findings() == "");
}

TEST_CASE("an edition that no charter is of is told once, where the site names it", "[rules]") {
    FileTexts files = charter_files(approved);
    files["site.yaml"] = "name: Town\nbase_url: https://town.example\nlanguages: [en]\nedition: \"2062-63\"\n";
    files["en/south.md"] = files["en/north.md"];
    files["en/south.md"].replace(files["en/south.md"].find("id: north"), 9, "id: south");
    Check check = check_with("of: charter, edition: current", files);
    CHECK(check.findings() == "warning site.yaml:4:10 rule-not-met/r\n");
    CHECK(check.messages() == "no charter is of the edition \"2062-63\", and the latest are of \"2026-27\" (Act 1)\n");
}

TEST_CASE("each principle without a standard is named", "[rules]") {
    Check check = check_with("of: site, principles: covered");
    check.files["site.yaml"] =
        "name: Town\nbase_url: https://town.example\nlanguages: [en]\nprinciples: [redress, access]\n";
    CHECK(check.messages() == "it lacks \"access\" (Act 1)\n");
    CHECK(check.findings() == "warning site.yaml:4:1 rule-not-met/r\n");
}

TEST_CASE("a page that is pending in a language does not meet a rule of languages", "[rules]") {
    Check check = check_with("of: charter, languages: all, level: advice");
    check.files["site.yaml"] = "name: Town\nbase_url: https://town.example\nlanguages: [en, af]\n";
    check.files["data/offices.yaml"] = "- id: north\n  name: North\n  type: local\n";
    check.files["af/index.md"] = "---\ntitle: Tuis\ntranslation: draft\n---\n";
    const auto is_ours = [&] {
        return check.findings().find("advice en/north.md:1:1 rule-not-met/r") != std::string::npos;
    };
    CHECK_FALSE(is_ours());
    check.files["en/north.md"].insert(4, "translations: {af: pending}\n");
    CHECK(is_ours());
}

TEST_CASE("in the publish profile a rule's warning is an error; its advice stays advice", "[rules]") {
    Check check = check_with("of: charter, field: redress");
    check.aim.profile = Profile::Publish;
    CHECK(check.findings() == "error en/north.md:1:1 rule-not-met/r\n");
    check = check_with("of: charter, field: redress, level: advice");
    check.aim.profile = Profile::Publish;
    CHECK(check.findings() == "advice en/north.md:1:1 rule-not-met/r\n");
}

TEST_CASE("a rule pack with mistakes is reported at its places", "[rules]") {
    const auto messages = [](const std::string& rules) {
        Diagnostics diagnostics;
        static_cast<void>(read_rules({{"rules/town.yaml", rules}}, diagnostics));
        std::string out;
        for (const Diagnostic& found : diagnostics.sorted())
            out += std::to_string(found.place.line) + ":" + std::to_string(found.place.column) + " " + found.message +
                   "\n";
        return out;
    };
    CHECK(messages("rules:\n  - {id: a, of: chart, field: x, says: s, source: s}\n") ==
          "2:17 a rule cannot be of \"chart\"\n");
    CHECK(messages("source: s\nrules:\n  - {id: a, of: charter, says: s}\n") == "3:5 the rule demands nothing\n");
    CHECK(messages("source: s\nrules:\n  - {id: a, of: charter, field: x, office: phone, says: s}\n") ==
          "3:36 the rule demands two things\n");
    CHECK(messages("source: s\nrules:\n  - {id: a, of: charter, office: pone, says: s}\n") ==
          "3:34 \"office\" cannot be \"pone\"\n");
    CHECK(messages("rules:\n  - {id: a, of: charter, field: x, says: s}\n") == "2:5 \"source\" is missing\n");
    CHECK(messages("source: s\nrules:\n  - {id: a, of: site, site: hours, says: s}\n  - {id: a, of: site, site: hours, "
                   "says: s}\n") == "4:6 another rule has the id \"a\"\n");
    CHECK(messages("languages: {en: {mean: 3}}\n") == "1:18 there is no field \"mean\" here\n");
    CHECK(messages("- a\n") == "1:1 a rule pack must hold fields\n");
    CHECK(messages("") == "");
}

TEST_CASE("sentences and links are judged by the aims of their own language", "[rules]") {
    Check check{{{"site.yaml", std::string(three_languages)},
                 {"en/index.md", home + "One two three four. [Here](index.md).\n"}},
                "languages:\n  en: {longest_sentence: 3, empty_links: [here]}\n  af: {longest_sentence: 9}\n",
                {}};
    check.files["site.yaml"] = "name: Town\nbase_url: https://town.example\nlanguages: [en]\n";
    CHECK(check.findings() == "advice en/index.md:4:1 long-sentence\nwarning en/index.md:4:28 link-words\n");
    check.aim.depth = Depth::Needed;
    CHECK(check.findings() == "");
}

TEST_CASE("a heading as high as the title is told, and not those above it", "[texts]") {
    const auto found = [](const std::string& text) {
        return Check{{{"en/index.md", "---\ntitle: Home\n---\n" + text}}, "", {}}.findings();
    };
    CHECK(found("## When\n\nNow.\n\n# Top\n\nAnd here.\n") == "warning en/index.md:8:1 heading-jump\n");
    CHECK(found("# Top\n\n## When\n\nNow.\n") == "");
    CHECK(found("## When\n\n#### Deep\n") == "warning en/index.md:6:1 heading-jump\n");
}

}  // namespace charter::check_rules_test
