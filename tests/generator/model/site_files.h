// A site in memory for tests of the model: files by path, as an author would write them.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "generator/content/read_content.h"
#include "generator/model/build_model.h"
#include "generator/model/check_model.h"

namespace charter {

using FileTexts = std::map<std::string, std::string>;

inline SiteFiles site_files(const FileTexts& texts) {
    SiteFiles files;
    files.site_id = "town";
    files.settings = {"site.yaml", "name: Town\nbase_url: https://town.example\nlanguages: [en]\n"};
    for (const auto& [path, text] : texts) {
        if (path == "site.yaml")
            files.settings.text = text;
        else if (path.starts_with("data/"))
            files.data.push_back({path, text});
        else if (path.ends_with(".md"))
            files.pages.push_back({path, text});
        else
            files.pictures.push_back({path, text});
    }
    return files;
}

// Three languages, the first English.
inline constexpr std::string_view three_languages =
    "name: Town\nbase_url: https://town.example\nlanguages: [en, af, xh]\nedition: \"2026-27\"\n";

inline Site checked_site(const FileTexts& texts, Diagnostics& diagnostics, unsigned jobs = 1,
                         const EditionChoice& choice = {}) {
    Site site = build_model(site_files(texts), jobs, diagnostics, choice);
    check_model(site, diagnostics);
    return site;
}

inline std::string findings_of(const FileTexts& texts, unsigned jobs = 1) {
    Diagnostics diagnostics;
    static_cast<void>(checked_site(texts, diagnostics, jobs));
    return to_text(diagnostics.sorted());
}

}  // namespace charter
