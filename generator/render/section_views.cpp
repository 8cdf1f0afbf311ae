// The views of index pages: the home page and the page of a section.
#include <algorithm>

#include "generator/render/article_view.h"
#include "generator/render/page_views.h"
#include "generator/render/part_views.h"
#include "generator/render/section_groups.h"
#include "generator/shared/contact_views.h"

namespace charter {
namespace {

// The promise a visitor came for: the time for the answer to a complaint; else the first that is the clock of a case.
const Standard* promise_of_home(const Catalogue& catalogue) {
    const Standard* best = nullptr;
    for (const Standard& standard : catalogue.standards) {
        if (standard.clock != Clock::Resolve) continue;
        const bool for_complaints = std::find(standard.applies_to.begin(), standard.applies_to.end(),
                                              Applies::Complaint) != standard.applies_to.end();
        if (for_complaints) return &standard;
        if (best == nullptr) best = &standard;
    }
    return best;
}

std::vector<View> featured_views(const Scope& scope) {
    std::vector<View> views;
    for (const std::string& id : scope.site.featured) {
        const Page* page = find_page_of(scope.site, PageKind::Service, id, scope.language());
        const Service* service = find_service(scope.site.catalogue, id);
        if (page == nullptr || service == nullptr) continue;
        const std::string category = name_of(scope, scope.site.catalogue.categories, service->category);
        views.push_back(link_view(scope, *page).set("category", category));
    }
    return views;
}

// Empty if the site has no such section.
std::string section_url(const Scope& scope, const std::string& section) {
    const std::string path = section + "/index";
    const Page* page = find_page(scope.site, scope.language(), path);
    if (page == nullptr) page = find_page(scope.site, source_language(scope.site), path);
    return page == nullptr ? std::string() : page->url;
}

// The categories that have services, each with its place on the services page.
std::vector<View> category_views(const Scope& scope, const std::string& services_url) {
    std::vector<View> views;
    if (services_url.empty()) return views;
    const std::vector<Service>& services = scope.site.catalogue.services;
    for (const Named& category : scope.site.catalogue.categories) {
        const bool used = std::any_of(services.begin(), services.end(),
                                      [&](const Service& service) { return service.category == category.id; });
        if (!used) continue;
        views.push_back(
            View().set("title", text_in(category.name, scope.language())).set("url", services_url + "#" + category.id));
    }
    return views;
}

}  // namespace

View home_view(const Scope& scope, const Page& page, const MarkdownPage& text) {
    View view = article_view(scope, page, text);
    if (const Standard* standard = promise_of_home(scope.site.catalogue))
        view.object("card", card_view(scope, *standard, {}));
    view.merge(emergency_view(scope.settings, scope.theme, scope.language()));
    view.list("featured", featured_views(scope));
    const std::string services_url = section_url(scope, "services");
    view.list("categories", category_views(scope, services_url));
    view.set("services_url", services_url);
    view.set("charters_url", section_url(scope, "charters"));
    view.set("offices_url", section_url(scope, "offices"));
    view.set("rights_url", section_url(scope, "rights"));
    return view;
}

View section_view(const Scope& scope, const Page& page, const MarkdownPage& text) {
    View view = article_view(scope, page, text);
    view.list("groups", section_groups(scope, page));
    return view;
}

}  // namespace charter
