// A small site in memory, checked and with the project's own theme, for the tests of views.
#pragma once

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "generator/model/build_model.h"
#include "generator/render/chrome.h"
#include "generator/render/scope.h"
#include "generator/shared/diagnostics.h"

namespace charter {

class SiteFixture {
  public:
    // Each file: path in the site's folder and text. "site.yaml" is needed.
    explicit SiteFixture(std::vector<Source> files) {
        SiteFiles sorted;
        sorted.site_id = "town";
        for (Source& file : files) {
            if (file.path == "site.yaml")
                sorted.settings = std::move(file);
            else if (file.path.starts_with("data/"))
                sorted.data.push_back(std::move(file));
            else
                sorted.pages.push_back(std::move(file));
        }
        const auto by_path = [](const Source& left, const Source& right) { return left.path < right.path; };
        std::sort(sorted.data.begin(), sorted.data.end(), by_path);
        std::sort(sorted.pages.begin(), sorted.pages.end(), by_path);
        Diagnostics diagnostics;
        site_ = build_model(sorted, 1, diagnostics);
        theme_ = Theme::load(theme_files(), site_.catalogue.languages, diagnostics);
        INFO(to_text(diagnostics.sorted()));
        REQUIRE_FALSE(diagnostics.has_errors());
        settings_ = site_settings_of(site_, theme_, "/assets/style.css");
    }

    [[nodiscard]] const Site& site() const { return site_; }
    [[nodiscard]] const SiteSettings& settings() const { return settings_; }
    [[nodiscard]] const Theme& theme() const { return theme_; }
    [[nodiscard]] Scope scope(std::string_view language = "en") const {
        return {site_, settings_, theme_, theme_.words(language)};
    }
    [[nodiscard]] const Page& page(std::string_view path, std::string_view language = "en") const {
        const Page* page = find_page(site_, language, path);
        REQUIRE(page != nullptr);
        return *page;
    }

  private:
    // The project's theme, with its English words for every language, so that no test hangs on a translation.
    [[nodiscard]] ThemeFiles theme_files() const {
        const std::filesystem::path folder = std::filesystem::path(CHARTER_SOURCE_DIR) / "themes" / "default";
        ThemeFiles files = read_theme(folder, "");
        std::string words;
        for (const Source& file : files.files)
            if (file.path == "i18n/en.yaml") words = file.text;
        std::erase_if(files.files, [](const Source& file) { return file.path.starts_with("i18n/"); });
        for (const std::string& language : site_.catalogue.languages)
            files.files.push_back({"i18n/" + language + ".yaml", words});
        return files;
    }

    Site site_;
    Theme theme_;
    SiteSettings settings_;
};

inline const std::string town_settings =
    "name: Town charter\nbase_url: https://town.example\nlanguages: [en]\nbody: the town\n";

// The header of a page and a text: {"title: A", "kind: news"} and "Text."
inline std::string page_text(const std::vector<std::string>& fields, const std::string& body = "Text.") {
    std::string text = "---\n";
    for (const std::string& field : fields) text += field + "\n";
    return text + "---\n" + body + "\n";
}

// One name of every view of a list: "a, b, c".
inline std::string texts_of(const View& view, std::string_view list, std::string_view name) {
    const auto found = view.items().find(list);
    if (found == view.items().end()) return "(none)";
    std::string text;
    for (const View& item : found->second.views) {
        const auto value = item.items().find(name);
        text += (text.empty() ? "" : ", ") + (value == item.items().end() ? "-" : value->second.text);
    }
    return text;
}

inline std::string text_of(const View& view, std::string_view name) {
    const auto found = view.items().find(name);
    return found == view.items().end() ? "" : found->second.text;
}

inline bool flag_of(const View& view, std::string_view name) {
    const auto found = view.items().find(name);
    return found != view.items().end() && found->second.value;
}

}  // namespace charter
