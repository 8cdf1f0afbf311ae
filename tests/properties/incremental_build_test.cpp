// A build that takes over what it can of the build before gives the same files with the same bytes as one that draws
// everything: tried with random changes to a copy of a small site that has every kind of page.
#include <catch2/catch.hpp>
#include <fstream>
#include <string>
#include <vector>

#include "generator/shared/files.h"
#include "tests/support/random.h"
#include "tests/support/site_build.h"

namespace charter {
namespace {

namespace fs = std::filesystem;

FileTexts published(const fs::path& out) {
    FileTexts files;
    const fs::path root = fs::canonical(out);
    for (const auto& entry : fs::recursive_directory_iterator(root))
        if (entry.is_regular_file()) files.emplace(entry.path().lexically_relative(root).string(), slurp(entry.path()));
    return files;
}

// The first path at which the two differ; empty if they are the same.
std::string first_difference_of(const FileTexts& left, const FileTexts& right) {
    for (const auto& [path, text] : left) {
        const auto found = right.find(path);
        if (found == right.end() || found->second != text) return path;
    }
    for (const auto& [path, text] : right)
        if (!left.contains(path)) return path;
    return {};
}

void copy_site(const fs::path& from, const fs::path& to) {
    for (const std::string& path : list_files(from)) spill(to / path, slurp(from / path));
}

class Editor {
  public:
    Editor(fs::path site, fs::path theme, Random& random)
        : site_(std::move(site)), theme_(std::move(theme)), random_(random) {
        for (const std::string language : {"af", "xh"})
            if (fs::exists(site_ / language)) pending_ = "translations: {" + language + ": pending}\n";
    }

    // One change, said in words.
    std::string change() {
        switch (random_.between(0, 11)) {
            case 0:
                return append(random_page(), "\nMore words, [home](/en/), number " + number() + ".\n");
            case 1:
                return replace(random_page(), "title: ", "title: New ");
            case 2:
                return replace(random_page(), "weight: ", "weight: 1");
            case 3:
                return add_page();
            case 4:
                return remove(random_added());
            case 5:
                return rename(random_added());
            case 6:
                return replace("data/offices.yaml", "name: {en: ", "name: {en: New ");
            case 7:
                return replace("site.yaml", "name: {en: ", "name: {en: New ");
            case 8:
                return append_to(theme_ / "assets/style.css", ".new-" + number() + "{margin:0}\n");
            case 9:
                return replace_in(theme_ / "layouts/page.html", "</main>", "<p>foot</p></main>");
            case 10:
                return replace("en/standards/answer-complaint.md", "title: ", "title: New ");
            default:
                return undo();
        }
    }

  private:
    std::string number() { return std::to_string(++counter_); }
    std::vector<std::string> pages(std::string_view with) {
        std::vector<std::string> found;
        for (const std::string& path : list_files(site_))
            if (path.ends_with(".md") && path.find(with) != std::string::npos) found.push_back(path);
        return found;
    }
    std::string random_page() { return random_.pick(pages("")); }
    // Pages that nothing links to.
    std::string random_added() {
        const auto added = pages("added-");
        return added.empty() ? std::string() : random_.pick(added);
    }
    void write(const fs::path& path, const std::string& text) {
        undone_ = {path, slurp(path)};
        spill(path, text);
    }
    std::string append_to(const fs::path& path, const std::string& text) {
        write(path, slurp(path) + text);
        return "append to " + path.string();
    }
    std::string append(const std::string& path, const std::string& text) { return append_to(site_ / path, text); }
    std::string replace_in(const fs::path& path, std::string_view old, std::string_view fresh) {
        std::string text = slurp(path);
        const auto at = text.find(old);
        if (at == std::string::npos) return "nothing";
        write(path, text.replace(at, old.size(), fresh));
        return "replace in " + path.string();
    }
    std::string replace(const std::string& path, std::string_view old, std::string_view fresh) {
        return replace_in(site_ / path, old, fresh);
    }
    std::string add_page() {
        const std::string name = "added-" + number();
        const std::string folder = random_.pick(std::vector<std::string>{"", "deep-" + number() + "/", "rights/"});
        spill(site_ / "en" / (folder + name + ".md"),
              "---\ntitle: Page " + name + "\n" + pending_ +
                  "---\n## One\n\n[Here](#one).\n\n[[standard answer-complaint]]\n");
        return "add " + folder + name;
    }
    std::string remove(const std::string& path) {
        if (path.empty()) return "nothing";
        fs::remove(site_ / path);
        return "remove " + path;
    }
    std::string rename(const std::string& path) {
        if (path.empty()) return "nothing";
        const fs::path to = site_ / "en" / ("moved-" + number()) / fs::path(path).filename();
        fs::create_directories(to.parent_path());
        fs::rename(site_ / path, to);
        return "rename " + path;
    }
    std::string undo() {
        if (undone_.first.empty() || !fs::exists(undone_.first)) return "nothing";
        spill(undone_.first, undone_.second);
        return "undo in " + undone_.first.string();
    }

    fs::path site_;
    fs::path theme_;
    Random& random_;
    std::string pending_;  // how a new page says that it is not translated
    int counter_ = 0;
    std::pair<fs::path, std::string> undone_;
};

struct Workplace {
    TempDir folder;
    fs::path site = folder / "site";
    fs::path theme = folder / "theme";

    explicit Workplace(std::string_view name) {
        copy_site(source_path("tests/sites") / name, site);
        copy_site(source_path("themes/default"), theme);
    }
    [[nodiscard]] BuildOptions options(std::string_view out, bool fresh) const {
        BuildOptions options = options_for(site, folder / out);
        options.theme = theme;
        options.fresh = fresh;
        return options;
    }
};

}  // namespace

TEST_CASE("a build after random changes has the same files and bytes as a fresh one", "[property]") {
    const auto seed = property_seed();
    CAPTURE(seed);
    Random random(seed);
    std::size_t compared = 0;
    for (int walk = 0; walk < 8; ++walk) {
        const Workplace place(walk % 2 == 0 ? "full" : "second-language");
        Editor editor(place.site, place.theme, random);
        std::string history;
        for (int step = 0; step < 12; ++step) {
            for (std::size_t changes = random.between(1, 3); step > 0 && changes > 0; --changes)
                history += editor.change() + "\n";
            history += "build\n";
            CAPTURE(history);
            const SiteBuild quick = run_build(place.options("quick", false));
            const SiteBuild fresh = run_build(place.options("fresh", true));
            REQUIRE(quick.findings == fresh.findings);
            REQUIRE(quick.outcome.published == fresh.outcome.published);
            REQUIRE(quick.outcome.files == fresh.outcome.files);
            if (!quick.outcome.published) continue;
            ++compared;
            REQUIRE(first_difference_of(published(place.folder / "quick"), published(place.folder / "fresh")) == "");
        }
    }
    CHECK(compared > 24);  // of 96: some changes are mistakes
}

TEST_CASE("a build takes over unchanged files with their time stamps and writes the changed one", "[property]") {
    const Workplace place("full");
    const BuildOptions options = place.options("out", false);
    REQUIRE(run_build(options).outcome.published);
    const std::string page = "charters/head-office.md";
    std::map<std::string, fs::file_time_type> before;
    for (const auto& [path, text] : published(options.out))
        before[path] = fs::last_write_time(fs::canonical(options.out) / path);
    std::ofstream(place.site / "en" / page, std::ios::app) << "\nMore words.\n";
    REQUIRE(run_build(options).outcome.published);
    std::vector<std::string> written;
    for (const auto& [path, stamp] : before)
        if (fs::last_write_time(fs::canonical(options.out) / path) != stamp) written.push_back(path);
    CAPTURE(page, written);
    // The charter's page, the same page at its permanent address, and the list of all files with their hashes.
    CHECK(written == std::vector<std::string>{"en/charters/head-office/2026-27/index.html",
                                              "en/charters/head-office/index.html", "manifest.txt"});
}

TEST_CASE("a damaged memory, and output that was touched, are never taken over", "[property]") {
    const Workplace place("full");
    const BuildOptions options = place.options("out", false);
    REQUIRE(run_build(options).outcome.published);
    REQUIRE(run_build(options).outcome.published);
    const FileTexts right = published(options.out);
    const fs::path builds = place.folder / ".out.builds";
    SECTION("cut short") {
        for (const auto& entry : fs::directory_iterator(builds))
            if (entry.is_regular_file() && entry.file_size() > 0) fs::resize_file(entry, entry.file_size() / 2);
    }
    SECTION("foreign") {
        for (const auto& entry : fs::directory_iterator(builds))
            if (entry.is_regular_file() && entry.file_size() > 0) spill(entry, "charter-pages 1 ffff\n1:a");
    }
    SECTION("a byte changed") {
        for (const auto& entry : fs::directory_iterator(builds)) {
            if (!entry.is_regular_file() || entry.file_size() == 0) continue;
            std::string text = slurp(entry);
            text[text.size() / 2] ^= 1;
            spill(entry, text);
        }
    }
    SECTION("pages of the output overwritten, removed and added") {
        for (const auto& entry : fs::directory_iterator(builds)) {
            if (!entry.is_directory()) continue;
            spill(entry.path() / "en/index.html", "overwritten");
            fs::remove(entry.path() / "robots.txt");
            spill(entry.path() / "en/foreign.html", "added");
        }
    }
    REQUIRE(run_build(options).outcome.published);
    CHECK(first_difference_of(published(options.out), right) == "");
}

}  // namespace charter
