// What the preview holds in memory after any change is what a fresh build publishes and finds.
#include "generator/serve/preview_site.h"

#include <catch2/catch.hpp>
#include <chrono>
#include <string>

#include "tests/support/site_build.h"
#include "tests/support/site_editor.h"

namespace charter::preview_site_test {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view index_file = "index.html";

struct Desk {
    TempDir folder;
    fs::path site = folder / "site";
    fs::path theme = folder / "theme";
    FolderWatch watch;

    explicit Desk(std::string_view name = "full") {
        copy_site(source_path("tests/sites") / name, site);
        copy_site(source_path("themes/default"), theme);
        watch.add(site);
        watch.add(theme);
    }
    [[nodiscard]] BuildOptions options() const {
        BuildOptions options = options_for(site, folder / "out");
        options.theme = theme;
        options.drafts = true;
        options.fresh = true;
        return options;
    }
    [[nodiscard]] PreviewSite preview() const {
        return PreviewSite(options(), [] { return Instant{std::chrono::seconds(1795852800)}; });  // 28 November 2026
    }
    // Takes in every change until none is left, and looks through all pages.
    void follow(PreviewSite& preview) {
        for (FolderChanges changes = watch.wait(std::chrono::milliseconds(70)); !changes.empty();
             changes = watch.wait(std::chrono::milliseconds(70)))
            preview.update(changes);
        preview.check_first();
        while (preview.check_some()) continue;
        preview.take_findings();
    }
};

std::string findings_of(const PreviewSite& preview) {
    return preview.findings().empty() ? "" : to_text(preview.findings());
}

// Of the manifest, the search index and a demonstration's samples the preview knows nothing.
bool is_previewed(std::string_view path) {
    return path != "manifest.txt" && path != ".server/search.sqlite" && path != ".server/samples.yaml";
}

std::string text_at(const PreviewSite& preview, const std::string& path) {
    if (path.ends_with(index_file)) {
        const std::string url = "/" + path.substr(0, path.size() - index_file.size());
        if (const Page* page = preview.find(url)) return preview.draw(*page);
    }
    return preview.file(path).value_or("(no such file)");
}

std::string first_difference_of(const PreviewSite& preview, const FileTexts& files) {
    for (const auto& [path, text] : files)
        if (is_previewed(path) && text_at(preview, path) != text) return path;
    for (const Page& page : preview.site().pages)
        if (!files.contains(page.url.substr(1) + std::string(index_file))) return page.url;
    return {};
}

void append(const fs::path& path, std::string_view text) {
    spill(path, slurp(path) + std::string(text));
}

}  // namespace

TEST_CASE("after random changes the preview has the pages, files and findings of a fresh build", "[preview site]") {
    const auto seed = property_seed();
    CAPTURE(seed);
    Random random(seed);
    std::size_t compared = 0;
    for (int walk = 0; walk < 6; ++walk) {
        Desk desk(walk % 2 == 0 ? "full" : "second-language");
        SiteEditor editor(desk.site, desk.theme, random);
        PreviewSite preview = desk.preview();
        preview.update({});
        std::string history;
        for (int step = 0; step < 12; ++step) {
            for (std::size_t changes = random.between(1, 3); step > 0 && changes > 0; --changes)
                history += editor.change() + "\n";
            history += "build\n";
            CAPTURE(history);
            desk.follow(preview);
            fs::remove_all(desk.folder / "out");
            fs::remove_all(desk.folder / ".out.builds");  // no assets of the build before
            const SiteBuild fresh = run_build(desk.options());
            REQUIRE(findings_of(preview) == fresh.findings);
            if (!fresh.outcome.published) continue;
            ++compared;
            REQUIRE(first_difference_of(preview, published(desk.folder / "out")) == "");
        }
    }
    CHECK(compared > 20);  // of 72: some changes are mistakes
}

TEST_CASE("a mistake is found when the file that holds it is saved, and is gone when it is mended", "[preview site]") {
    Desk desk;
    PreviewSite preview = desk.preview();
    preview.update({});
    desk.follow(preview);
    REQUIRE(findings_of(preview) == "");
    const fs::path file = desk.site / "en/rights/escalation.md";
    const std::string text = slurp(file);
    spill(file, text + "\n[Nowhere](nowhere.md)\n");
    preview.update({{file.string()}, false});
    preview.check_first();  // at once, before the other pages are looked through
    CHECK(preview.take_findings());
    REQUIRE(preview.findings().size() == 1);
    CHECK(preview.findings().front().code == "dead-link");
    CHECK(preview.findings().front().path == "en/rights/escalation.md");
    CHECK(preview.has_errors());
    spill(file, text);
    preview.update({{file.string()}, false});
    preview.check_first();
    CHECK(preview.take_findings());
    CHECK(preview.findings().empty());
    CHECK_FALSE(preview.has_errors());
}

TEST_CASE("what another page lacks after a change is found when all are looked through", "[preview site]") {
    Desk desk;
    spill(desk.site / "en/target.md", "---\ntitle: Target\n---\n## A place\n");
    append(desk.site / "en/rights/index.md", "\n[There](../target.md#a-place)\n");
    PreviewSite preview = desk.preview();
    preview.update({});
    desk.follow(preview);
    REQUIRE(findings_of(preview) == "");
    spill(desk.site / "en/target.md", "---\ntitle: Target\n---\n## Another place\n");
    desk.follow(preview);
    REQUIRE(preview.findings().size() == 1);
    CHECK(preview.findings().front().code == "dead-anchor");
    fs::remove(desk.site / "en/target.md");
    desk.follow(preview);
    REQUIRE(preview.findings().size() == 1);
    CHECK(preview.findings().front().code == "dead-link");
    CHECK(preview.findings().front().path == "en/rights/index.md");
}

TEST_CASE("a save without a change, and files that are no part of the site, change nothing", "[preview site]") {
    Desk desk;
    PreviewSite preview = desk.preview();
    CHECK(preview.update({}));
    const std::string page = (desk.site / "en/rights/index.md").string();
    spill(page, slurp(page));
    CHECK_FALSE(preview.update({{page}, false}));
    spill(desk.site / "README.md", "notes");
    CHECK_FALSE(preview.update({{(desk.site / "README.md").string()}, false}));
    append(page, "\nMore.\n");
    CHECK(preview.update({{page}, false}));
}

TEST_CASE("a site that cannot be read says why, and is whole again afterwards", "[preview site]") {
    Desk desk;
    PreviewSite preview = desk.preview();
    preview.update({});
    REQUIRE(preview.is_drawable());
    fs::rename(desk.theme, desk.folder / "away");
    preview.update({{(desk.theme / "layouts/page.html").string()}, false});
    preview.take_findings();
    CHECK_FALSE(preview.is_drawable());
    CHECK(preview.has_errors());
    CHECK(preview.trouble().find(desk.theme.string()) != std::string::npos);
    fs::rename(desk.folder / "away", desk.theme);
    CHECK(preview.update({}));
    preview.take_findings();
    CHECK(preview.trouble() == "");
    CHECK(preview.is_drawable());
    CHECK_FALSE(preview.has_errors());
    CHECK(preview.find("/en/rights/") != nullptr);
}

TEST_CASE("a fault of the theme is a finding, and no page is drawn with it", "[preview site]") {
    Desk desk;
    PreviewSite preview = desk.preview();
    preview.update({});
    const fs::path layout = desk.theme / "layouts/page.html";
    const std::string text = slurp(layout);
    append(layout, "{{unheard_of}}");
    desk.follow(preview);
    CHECK_FALSE(preview.is_drawable());
    REQUIRE_FALSE(preview.findings().empty());
    CHECK(preview.findings().front().code == "unknown-template-name");
    spill(layout, text);
    desk.follow(preview);
    CHECK(preview.is_drawable());
    CHECK(preview.findings().empty());
}

}  // namespace charter::preview_site_test
