#include "generator/editions/loose_standards.h"

#include <algorithm>

namespace charter {

bool is_loose_standard(const Site& site, const Page& page) {
    if (page.kind != PageKind::Standard || !page.edition.empty()) return false;
    return std::none_of(site.pages.begin(), site.pages.end(), [&](const Page& other) {
        const CharterEdition* charter = other.edition.empty() ? find_charter_of(site, other) : nullptr;
        return charter != nullptr &&
               std::find(charter->standards.begin(), charter->standards.end(), page.id) != charter->standards.end();
    });
}

std::vector<std::string> loose_drafts(const Site& site) {
    std::vector<std::string> paths;
    for (const Page& page : site.pages) {
        if (page.draft && page.language == source_language(site) && is_loose_standard(site, page))
            paths.push_back(page.path);
    }
    return paths;
}

}  // namespace charter
