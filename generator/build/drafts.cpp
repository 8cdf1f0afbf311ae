#include "generator/build/drafts.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace charter {
namespace {

using Ids = std::set<std::string>;

template <typename Item>
void drop_items(std::vector<Item>& items, const Ids& drafts) {
    std::erase_if(items, [&](const Item& item) { return drafts.contains(item.id); });
}

void drop_ids(std::vector<std::string>& ids, const Ids& drafts) {
    std::erase_if(ids, [&](const std::string& id) { return drafts.contains(id); });
}

}  // namespace

void drop_drafts(Site& site) {
    std::set<std::string> paths;
    Ids standards;
    Ids services;
    Ids charters;
    for (const Page& page : site.pages) {
        if (!page.draft) continue;
        paths.insert(page.path);
        if (page.kind == PageKind::Standard) standards.insert(page.id);
        if (page.kind == PageKind::Service) services.insert(page.id);
        if (page.kind == PageKind::Charter) charters.insert(page.id);
    }
    if (paths.empty()) return;
    std::erase_if(site.pages, [&](const Page& page) { return paths.contains(page.path); });
    Catalogue& catalogue = site.catalogue;
    drop_items(catalogue.standards, standards);
    drop_items(catalogue.services, services);
    drop_items(catalogue.charters, charters);
    for (Service& service : catalogue.services) drop_ids(service.standards, standards);
    for (CharterEdition& charter : catalogue.charters) {
        drop_ids(charter.standards, standards);
        drop_ids(charter.services, services);
    }
    drop_ids(site.featured, services);
}

}  // namespace charter
