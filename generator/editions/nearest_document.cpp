#include "generator/editions/nearest_document.h"

#include <vector>

#include "generator/shared/text.h"

namespace charter {

std::string nearest_document(const Site& site, const std::string& wanted) {
    std::vector<std::string> paths;
    for (const Page* page : pages_below(site, source_language(site), ""))
        if (page->source && page->edition.empty()) paths.push_back(page->path);
    return nearest_name(wanted, paths).value_or("");
}

}  // namespace charter
