#include "generator/render/section_groups.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "generator/render/part_views.h"

namespace charter {
namespace {

// Where a page belongs: groups are shown by rank, pages of the same rank share a group.
struct Group {
    std::size_t rank = 0;
    std::string id;
    std::string title;
};

constexpr std::size_t untitled_rank = 0;
constexpr std::size_t rank_of_first_group = 1;

Group named_group(const std::vector<Named>& names, const std::string& id, const std::string& language,
                  std::size_t first_rank) {
    const auto found = std::find_if(names.begin(), names.end(), [&](const Named& named) { return named.id == id; });
    if (found == names.end()) return {};
    return {first_rank + static_cast<std::size_t>(found - names.begin()), id, text_in(found->name, language)};
}

Group service_group(const Scope& scope, const Page& page) {
    const Service* service = find_service(scope.site.catalogue, page.id);
    if (service == nullptr) return {};
    return named_group(scope.site.catalogue.categories, service->category, scope.language(), rank_of_first_group);
}

Group office_group(const Scope& scope, const Page& page) {
    const Office* office = find_office(scope.site.catalogue, page.id);
    if (office == nullptr) return {};
    if (office->type == "head" || office->type == "directorate")
        return {rank_of_first_group, "head-office", scope.words.text("group.head-office")};
    const std::vector<Named>& regions = scope.site.catalogue.regions;
    Group group = named_group(regions, office->region, scope.language(), rank_of_first_group + 1);
    if (group.rank != untitled_rank) return group;
    return {rank_of_first_group + 1 + regions.size(), "other-offices", scope.words.text("group.other-offices")};
}

Group standard_group(const Scope& scope, const Page& page) {
    const Standard* standard = find_standard(scope.site.catalogue, page.id);
    if (standard == nullptr) return {};
    const std::string key(key_of(standard->clock));
    return {rank_of_first_group + static_cast<std::size_t>(standard->clock), key,
            scope.words.text("group.clock." + key)};
}

Group group_of(const Scope& scope, const Page& page) {
    if (page.is_index) return {};
    switch (page.kind) {
        case PageKind::Service:
            return service_group(scope, page);
        case PageKind::Office:
            return office_group(scope, page);
        case PageKind::Standard:
            return standard_group(scope, page);
        case PageKind::Page:
        case PageKind::Charter:
        case PageKind::Manual:
        case PageKind::Procedure:
        case PageKind::News:
            break;
    }
    return {};
}

// Within a region its regional office comes before the local ones.
int office_rank(const Scope& scope, const Page& page) {
    if (page.kind != PageKind::Office) return 0;
    const Office* office = find_office(scope.site.catalogue, page.id);
    if (office == nullptr) return 0;
    if (office->type == "head") return 0;
    return office->type == "regional" ? 1 : 2;
}

void order_children(const Scope& scope, std::vector<const Page*>& pages) {
    const auto before = [&](const Page* left, const Page* right) {
        if (left->kind == PageKind::News && right->kind == PageKind::News && left->date != right->date)
            return left->date > right->date;
        return office_rank(scope, *left) < office_rank(scope, *right);
    };
    std::stable_sort(pages.begin(), pages.end(), before);
}

std::string label_of(const Scope& scope, const Page& page) {
    if (page.kind == PageKind::News && page.date) return scope.words.date(*page.date);
    if (page.kind == PageKind::Standard) {
        const Standard* standard = find_standard(scope.site.catalogue, page.id);
        if (standard != nullptr) return scope.words.limit(standard->within);
    }
    if (page.kind == PageKind::Office) {
        const Office* office = find_office(scope.site.catalogue, page.id);
        if (office != nullptr) return word_for(scope.words, "office-type.", office->type);
    }
    return {};
}

}  // namespace

View item_view(const Scope& scope, const Page& page) {
    View view = link_view(scope, page);
    view.set("description", page.description).set("label", label_of(scope, page));
    view.flag("example", page.status == PromiseStatus::Example).flag("draft", page.draft);
    return view;
}

std::vector<View> section_groups(const Scope& scope, const Page& index) {
    std::vector<const Page*> pages = children_of(scope.site, index);
    order_children(scope, pages);
    std::map<std::size_t, std::pair<Group, std::vector<View>>> groups;
    for (const Page* page : pages) {
        Group group = group_of(scope, *page);
        auto& [shown, items] = groups[group.rank];
        shown = std::move(group);
        items.push_back(item_view(scope, *page));
    }
    std::vector<View> views;
    views.reserve(groups.size());
    for (auto& [rank, group] : groups)
        views.push_back(
            View().set("id", group.first.id).set("title", group.first.title).list("items", std::move(group.second)));
    return views;
}

}  // namespace charter
