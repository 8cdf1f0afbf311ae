#include "generator/model/left_language.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "generator/content/places.h"
#include "generator/model/settings.h"

namespace charter {
namespace {

// Those whose home page is there: a folder without one is more likely a slip of the pen.
std::vector<std::string> left_languages(const Site& site) {
    constexpr std::string_view home = "/index.md";
    const std::vector<std::string>& languages = site.catalogue.languages;
    std::vector<std::string> left;
    for (const Source& source : site.sources) {
        const std::string folder = source.path.substr(0, source.path.find('/'));
        if (!is_language(folder) || source.path != folder + std::string(home)) continue;
        if (std::find(languages.begin(), languages.end(), folder) == languages.end()) left.push_back(folder);
    }
    return left;
}

bool follows_from(const Diagnostic& found, const std::string& language) {
    if (found.code == "unknown-language") return found.message.find('"' + language + '"') != std::string::npos;
    return found.code == "dead-address" && found.message.find(" /" + language + "/") != std::string::npos;
}

std::set<std::string> files_with(const Site& site, const Diagnostics& findings, const std::string& language) {
    std::set<std::string> files;
    for (const Source& source : site.sources)
        if (source.path.starts_with(language + "/")) files.insert(source.path);
    for (const Diagnostic& found : findings.sorted())
        if (follows_from(found, language)) files.insert(found.path);
    return files;
}

}  // namespace

void settle_left_languages(const Site& site, Diagnostics& findings) {
    for (const std::string& language : left_languages(site)) {
        const std::size_t files = files_with(site, findings, language).size();
        findings.remove_if([&](const Diagnostic& found) { return follows_from(found, language); });
        findings.error(site.settings, setting_place(site.settings, "languages"), "unknown-language",
                       fmt::format("\"{0}\" is not a language of this site, and {1} {2} it", language, files,
                                   files == 1 ? "file has" : "files have"),
                       fmt::format("add {0} here; or delete the folder {0}, {0}: in the other files, and its lines in "
                                   "data/addresses.txt",
                                   language));
    }
}

}  // namespace charter
