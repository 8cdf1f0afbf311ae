#include "generator/render/outlook.h"

#include <catch2/catch.hpp>
#include <map>
#include <string>

#include "generator/model/build_model.h"
#include "generator/shared/diagnostics.h"

namespace charter::outlook_test {
namespace {

using Files = std::map<std::string, std::string>;

Files town() {
    return {{"site.yaml", "name: Town\nbase_url: https://town.example\nlanguages: [en, af]\n"},
            {"data/terms.yaml", "[]\n"},
            {"en/index.md", "---\ntitle: Home\n---\nWelcome.\n"},
            {"en/rights.md", "---\ntitle: Rights\ntranslations: {af: pending}\n---\nYours.\n"},
            {"af/index.md", "---\ntitle: Tuis\ntranslation: draft\nsource: 0123456789abcdef\n---\nWelkom.\n"},
            {"en/door.svg", "<svg/>"}};
}

std::string outlook_with(const Files& files, std::string_view run = "2026-11-28") {
    SiteFiles sorted;
    sorted.site_id = "town";
    sorted.settings.path = "site.yaml";
    for (const auto& [path, text] : files) {
        if (path == "site.yaml")
            sorted.settings.text = text;
        else if (path.starts_with("data/"))
            sorted.data.push_back({path, text});
        else
            (path.ends_with(".md") ? sorted.pages : sorted.pictures).push_back({path, text});
    }
    Diagnostics diagnostics;
    return outlook_of(build_model(std::move(sorted), 1, diagnostics), run);
}

std::string outlook_after(const std::string& path, const std::string& text) {
    Files files = town();
    files[path] = text;
    return outlook_with(files);
}

}  // namespace

TEST_CASE("what no other page sees leaves a site's outlook as it is", "[outlook]") {
    const std::string before = outlook_with(town());
    CHECK(outlook_with(town()) == before);
    CHECK(outlook_after("en/rights.md", town()["en/rights.md"] + "More words.\n") == before);
    CHECK(outlook_after("af/index.md", town()["af/index.md"] + "Meer.\n") == before);
}

TEST_CASE("whatever another page may see changes a site's outlook", "[outlook]") {
    const std::string before = outlook_with(town());
    CHECK(outlook_with(town(), "2026-11-29") != before);
    CHECK(outlook_after("en/rights.md", "---\ntitle: Duties\ntranslations: {af: pending}\n---\nYours.\n") != before);
    CHECK(outlook_after("en/new.md", "---\ntitle: New\ntranslations: {af: pending}\n---\n") != before);
    CHECK(outlook_after("site.yaml", town()["site.yaml"] + "theme: other\n") != before);
    CHECK(outlook_after("data/terms.yaml", "[] \n") != before);
    CHECK(outlook_after("en/door.svg", "<svg>.</svg>") != before);
    CHECK(outlook_after("en/window.svg", "<svg/>") != before);
    Files fewer = town();
    fewer.erase("en/rights.md");
    CHECK(outlook_with(fewer) != before);
}

TEST_CASE("a translation that becomes stale changes the outlook, further words do not", "[outlook]") {
    Files files = town();
    const std::string text = files["en/index.md"];
    const auto with_source = [&](const std::string& hash) {
        files["af/index.md"] = "---\ntitle: Tuis\ntranslation: draft\nsource: " + hash + "\n---\nWelkom.\n";
    };
    with_source("0123456789abcdef");  // stale before and after
    const std::string stale = outlook_with(files);
    files["en/index.md"] = text + "More.\n";
    CHECK(outlook_with(files) == stale);
}

TEST_CASE("the whole text of a signed document is seen by the register", "[outlook]") {
    Files files = town();
    files["site.yaml"] += "sign_off: [approved]\nroles: [{name: {en: Head}}]\n";
    files["data/approvals.yaml"] =
        "- document: rights\n  step: approved\n  role: Head\n  on: 2026-06-01\n  hash: " + std::string(64, 'a') + "\n";
    const std::string before = outlook_with(files);
    files["en/rights.md"] += "Altered.\n";
    CHECK(outlook_with(files) != before);
}

}  // namespace charter::outlook_test
