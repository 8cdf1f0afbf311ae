#include "generator/editions/nearest_document.h"

#include <vector>

#include "generator/shared/text.h"

namespace charter {

std::string nearest_document(const Site& site, const std::string& wanted) {
    // Names are compared within the folder alone: "charters/nope" is more like "charters/index" than like nothing.
    const std::string folder = wanted.substr(0, wanted.rfind('/') + 1);
    std::vector<std::string> paths;
    std::vector<std::string> names;
    for (const Page* page : pages_below(site, source_language(site), "")) {
        if (!page->source || !page->edition.empty()) continue;
        paths.push_back(page->path);
        if (page->path.substr(0, page->path.rfind('/') + 1) == folder)
            names.push_back(page->path.substr(folder.size()));
    }
    if (names.empty()) return nearest_name(wanted, paths).value_or("");
    const std::optional<std::string> name = nearest_name(wanted.substr(folder.size()), names);
    return name ? folder + *name : std::string();
}

}  // namespace charter
