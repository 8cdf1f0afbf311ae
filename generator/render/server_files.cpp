#include "generator/render/server_files.h"

#include <nlohmann/json.hpp>

namespace charter {
std::string redirects_json(const Site& site) {
    nlohmann::json redirects = nlohmann::json::object();
    for (const Page& page : site.pages)
        for (const std::string& alias : page.aliases) redirects[alias] = page.url;
    return redirects.dump(1) + "\n";
}

std::vector<std::pair<std::string, std::string>> server_files(const Site& site, const SiteSettings& settings,
                                                              const ThemeFiles& theme) {
    std::vector<std::pair<std::string, std::string>> files;
    files.emplace_back(".server/site.json", to_json(settings));
    files.emplace_back(".server/redirects.json", redirects_json(site));
    for (const Source& file : theme.files)
        if (!file.path.starts_with("assets/")) files.emplace_back(".server/theme/" + file.path, file.text);
    return files;
}

}  // namespace charter
