#include "server/pages/service_views.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

namespace charter {
namespace {

View promise_view(const PageContext& context, const Standard& standard) {
    View view = titled_link(text_in(standard.title, context.language), text_in(standard.url, context.language));
    view.set("limit", context.words().limit(standard.within));
    return view;
}

std::vector<View> need_views(const PageContext& context, const Service& service) {
    std::vector<View> views;
    const auto& languages = context.catalogue.languages;
    auto found = service.needs.find(context.language);
    if (found == service.needs.end()) found = service.needs.find(languages.front());
    if (found == service.needs.end()) return views;
    for (const std::string& text : found->second) views.emplace_back().set("text", text);
    return views;
}

// The services for which `belongs` says so, under `title`; nothing is added if there are none.
template <typename Belongs>
void add_group(std::vector<View>& groups, const PageContext& context, std::string_view chosen, const std::string& title,
               const Belongs& belongs) {
    std::vector<View> services;
    for (const Service& service : context.catalogue.services) {
        if (!belongs(service)) continue;
        services.push_back(service_view(context, service));
        services.back().flag("open", service.id == chosen);
    }
    if (services.empty()) return;
    groups.emplace_back().set("title", title).list("services", std::move(services));
}

}  // namespace

View service_view(const PageContext& context, const Service& service) {
    std::vector<View> standards;
    for (const std::string& id : service.standards) {
        const Standard* standard = find_standard(context.catalogue, id);
        if (standard != nullptr) standards.push_back(promise_view(context, *standard));
    }
    View view = titled_link(text_in(service.title, context.language), text_in(service.url, context.language));
    view.set("summary", text_in(service.summary, context.language))
        .set("cost", text_in(service.cost, context.language))
        .flag("not_ours", service.not_ours)
        .list("needs", need_views(context, service))
        .list("standards", std::move(standards));
    return view;
}

std::vector<View> services_by_category(const PageContext& context, std::string_view chosen) {
    const auto& categories = context.catalogue.categories;
    std::vector<View> groups;
    for (const Named& category : categories)
        add_group(groups, context, chosen, text_in(category.name, context.language),
                  [&](const Service& service) { return service.category == category.id; });
    add_group(groups, context, chosen, context.words().text("desk.other-services"), [&](const Service& service) {
        return std::none_of(categories.begin(), categories.end(),
                            [&](const Named& category) { return category.id == service.category; });
    });
    return groups;
}

std::vector<View> promises_of_every_case(const PageContext& context) {
    std::set<std::string> of_services;
    for (const Service& service : context.catalogue.services)
        of_services.insert(service.standards.begin(), service.standards.end());
    std::vector<View> promises;
    for (const Standard& standard : context.catalogue.standards) {
        // A window is the citizen's own time.
        if (standard.clock == Clock::Question || standard.clock == Clock::Objection) continue;
        if (!of_services.contains(standard.id)) promises.push_back(promise_view(context, standard));
    }
    return promises;
}

}  // namespace charter
