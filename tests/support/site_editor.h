// A copy of a small site that changes at random, as its editors would change it: texts, titles, settings, theme; files
// that are new, renamed and gone.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "generator/shared/files.h"
#include "tests/support/golden.h"
#include "tests/support/random.h"
#include "tests/support/temp_dir.h"

namespace charter {

// Everything that was published, hidden folders too.
inline FileTexts published(const std::filesystem::path& out) {
    FileTexts files;
    const std::filesystem::path root = std::filesystem::canonical(out);
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root))
        if (entry.is_regular_file()) files.emplace(entry.path().lexically_relative(root).string(), slurp(entry.path()));
    return files;
}

inline void copy_site(const std::filesystem::path& from, const std::filesystem::path& to) {
    for (const std::string& path : list_files(from)) spill(to / path, slurp(from / path));
}

class SiteEditor {
  public:
    SiteEditor(std::filesystem::path site, std::filesystem::path theme, Random& random)
        : site_(std::move(site)), theme_(std::move(theme)), random_(random) {
        for (const std::string language : {"af", "xh"})
            if (std::filesystem::exists(site_ / language)) pending_ = "translations: {" + language + ": pending}\n";
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
    void write(const std::filesystem::path& path, const std::string& text) {
        undone_ = {path, slurp(path)};
        spill(path, text);
    }
    std::string append_to(const std::filesystem::path& path, const std::string& text) {
        write(path, slurp(path) + text);
        return "append to " + path.string();
    }
    std::string append(const std::string& path, const std::string& text) { return append_to(site_ / path, text); }
    std::string replace_in(const std::filesystem::path& path, std::string_view old, std::string_view fresh) {
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
        std::filesystem::remove(site_ / path);
        return "remove " + path;
    }
    std::string rename(const std::string& path) {
        if (path.empty()) return "nothing";
        const std::filesystem::path to = site_ / "en" / ("moved-" + number()) / std::filesystem::path(path).filename();
        std::filesystem::create_directories(to.parent_path());
        std::filesystem::rename(site_ / path, to);
        return "rename " + path;
    }
    std::string undo() {
        if (undone_.first.empty() || !std::filesystem::exists(undone_.first)) return "nothing";
        spill(undone_.first, undone_.second);
        return "undo in " + undone_.first.string();
    }

    std::filesystem::path site_;
    std::filesystem::path theme_;
    Random& random_;
    std::string pending_;  // how a new page says that it is not translated
    int counter_ = 0;
    std::pair<std::filesystem::path, std::string> undone_;
};

}  // namespace charter
