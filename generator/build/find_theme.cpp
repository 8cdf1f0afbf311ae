#include "generator/build/find_theme.h"

#include <map>
#include <string>
#include <utility>

namespace charter {
namespace {

namespace fs = std::filesystem;

std::optional<fs::path> find_above(const fs::path& start, std::string_view name) {
    std::error_code error;
    fs::path folder = fs::weakly_canonical(start, error);
    while (!error && !folder.empty()) {
        fs::path theme = folder / "themes" / name;
        if (fs::is_directory(theme, error)) return theme;
        if (folder == folder.parent_path()) break;
        folder = folder.parent_path();
        error.clear();
    }
    return std::nullopt;
}

// Path in the theme -> the file as it is shown.
using FilesByName = std::map<std::string, Source, std::less<>>;

void lay_over(FilesByName& files, const fs::path& folder, const std::string& shown_as) {
    for (Source& file : read_theme(folder, shown_as).files) {
        std::string name = file.path.substr(shown_as.size());
        files.insert_or_assign(std::move(name), std::move(file));
    }
}

}  // namespace

std::optional<fs::path> find_theme(const fs::path& site, std::string_view name, const fs::path& program) {
    if (auto theme = find_above(site, name)) return theme;
    return program.empty() ? std::nullopt : find_above(program.parent_path(), name);
}

SiteTheme read_site_theme(const fs::path& theme, const fs::path& site) {
    FilesByName files;
    const std::string name = fs::weakly_canonical(theme).filename().string();
    lay_over(files, theme, "themes/" + name + "/");
    if (fs::is_directory(site / "theme")) lay_over(files, site / "theme", "theme/");
    SiteTheme result;
    for (auto& [path, file] : files) {
        result.published.files.push_back({path, file.text});
        result.shown.files.push_back(std::move(file));
    }
    return result;
}

}  // namespace charter
