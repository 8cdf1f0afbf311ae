#include "generator/build/find_theme.h"

#include <map>
#include <string>
#include <utility>

#include "generator/content/places.h"
#include "generator/shared/files.h"
#include "generator/shared/text.h"

namespace charter {
namespace {

namespace fs = std::filesystem;

// `name` in the folder or in one above it.
std::optional<fs::path> find_above(const fs::path& start, const fs::path& name) {
    std::error_code error;
    fs::path folder = fs::weakly_canonical(start, error);
    while (!error && !folder.empty()) {
        fs::path found = folder / name;
        if (fs::exists(found, error)) return found;
        if (folder == folder.parent_path()) break;
        folder = folder.parent_path();
        error.clear();
    }
    return std::nullopt;
}

std::optional<fs::path> find_from(const fs::path& site, const fs::path& name, const fs::path& program) {
    if (auto found = find_above(site, name)) return found;
    return program.empty() ? std::nullopt : find_above(program.parent_path(), name);
}

// Path in the theme -> the file as it is shown.
using FilesByName = std::map<std::string, Source, std::less<>>;

void lay_over(FilesByName& files, std::vector<std::string>& linked, const fs::path& folder,
              const std::string& shown_as) {
    ThemeFiles theme = read_theme(folder, shown_as);
    linked.insert(linked.end(), theme.linked.begin(), theme.linked.end());
    for (Source& file : theme.files) {
        std::string name = file.path.substr(shown_as.size());
        files.insert_or_assign(std::move(name), std::move(file));
    }
}

}  // namespace

std::optional<fs::path> find_theme(const fs::path& site, std::string_view name, const fs::path& program) {
    return find_from(site, fs::path("themes") / name, program);
}

std::vector<Source> read_rule_packs(const fs::path& folder, const Site& site, const fs::path& program,
                                    Diagnostics& diagnostics) {
    std::vector<Source> packs;
    for (const std::string& name : site.rules) {
        const std::string path = "rules/" + name + ".yaml";
        const auto found = is_id(name) ? find_from(folder, path, program) : std::nullopt;
        if (found)
            packs.push_back({path, read_file(*found)});
        else if (name != "language")
            diagnostics.error(site.settings, setting_item_place(site.settings, "rules", name), "unknown-rules",
                              "there are no rules \"" + name + "\"",
                              "put them into a file " + path + " in the site's folder or above it");
    }
    return packs;
}

SiteTheme read_site_theme(const fs::path& theme, const fs::path& site) {
    SiteTheme result;
    FilesByName files;
    const std::string name = fs::weakly_canonical(theme).filename().string();
    lay_over(files, result.shown.linked, theme, "themes/" + name + "/");
    if (fs::is_directory(site / "theme")) lay_over(files, result.shown.linked, site / "theme", "theme/");
    for (auto& [path, file] : files) {
        result.published.files.push_back({path, file.text});
        result.shown.files.push_back(std::move(file));
    }
    return result;
}

}  // namespace charter
