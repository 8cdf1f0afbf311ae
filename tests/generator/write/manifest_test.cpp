#include "generator/write/manifest.h"

#include <catch2/catch.hpp>
#include <filesystem>

#include "generator/shared/files.h"
#include "generator/write/publish.h"
#include "tests/support/temp_dir.h"

namespace charter::manifest_test {
namespace fs = std::filesystem;

namespace {

const std::string page(2000, 'a');

// A published site of two files and an asset, with compressed copies.
void publish_town(const fs::path& out) {
    Publication publication = Publication::open(out, Compression::Auto);
    Manifest manifest;
    const std::vector<std::pair<std::string, std::string>> files = {
        {"en/index.html", page},
        {"assets/style." + content_hash("b").substr(0, 8) + ".css", "b"},
        {".server/site.json", "{}"}};
    for (const auto& [path, text] : files) {
        publication.add(path, text);
        manifest.add(path, text);
    }
    publication.add(manifest_path, manifest.text({"town", "2026-27", "2025-26", "abc"}));
    publication.publish();
}

std::string differences(const fs::path& folder) {
    std::string text;
    for (const Found& found : verify_folder(folder))
        text += std::to_string(static_cast<int>(found.what)) + " " + found.path + "\n";
    return text;
}

}  // namespace

TEST_CASE("a published site is what its manifest says", "[manifest]") {
    const TempDir dir;
    publish_town(dir / "town");
    CHECK(differences(dir / "town").empty());
    const std::string text = read_file(dir / "town/manifest.txt");
    CHECK(text.starts_with("charter manifest 1\nsite town\nedition 2026-27\nprevious 2025-26 abc\nroot "));
    CHECK(manifest_root(text).size() == 64);
    CHECK(manifest_root("something else").empty());
}

TEST_CASE("whatever differs from a manifest is named", "[manifest]") {
    const TempDir dir;
    publish_town(dir / "town");
    const fs::path build = fs::canonical(dir / "town");
    SECTION("a changed byte, also in a compressed copy alone") {
        spill(build / "en/index.html.br", "x" + read_file(build / "en/index.html.br"));
        CHECK(differences(build) == "4 en/index.html.br\n");
        spill(build / "en/index.html", page + "b");
        CHECK(differences(build) == "0 en/index.html\n4 en/index.html.br\n4 en/index.html.gz\n");
    }
    SECTION("a file taken away") {
        fs::remove(build / ".server/site.json");
        CHECK(differences(build) == "1 .server/site.json\n");
    }
    SECTION("a file added, even one that hides") {
        spill(build / "en/.more.html", "x");
        CHECK(differences(build) == "2 en/.more.html\n");
    }
    SECTION("an asset of the build before is known by its name, one that only looks so is not") {
        spill(build / ("assets/old." + content_hash("old").substr(0, 8) + ".css"), "old");
        CHECK(differences(build).empty());
        spill(build / "assets/new.12345678.css", "new");
        CHECK(differences(build) == "2 assets/new.12345678.css\n");
    }
    SECTION("the manifest itself") {
        std::string text = read_file(build / manifest_path);
        text.replace(text.find("root ") + 5, 1, text[text.find("root ") + 5] == '0' ? "1" : "0");
        spill(build / manifest_path, text);
        CHECK(differences(build) == "3 manifest.txt\n4 manifest.txt.br\n4 manifest.txt.gz\n");
    }
}

}  // namespace charter::manifest_test
