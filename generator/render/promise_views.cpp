// The views of pages about promises: a charter, a standard, a service.
#include <algorithm>

#include "generator/render/addresses.h"
#include "generator/render/article_view.h"
#include "generator/render/case_subject.h"
#include "generator/render/edition_views.h"
#include "generator/render/office_parts.h"
#include "generator/render/page_views.h"
#include "generator/render/part_views.h"
#include "generator/shared/contact_views.h"

namespace charter {
namespace {

bool holds(const std::vector<std::string>& ids, const std::string& id) {
    return std::find(ids.begin(), ids.end(), id) != ids.end();
}

std::vector<View> text_views(const std::vector<std::string>& texts) {
    std::vector<View> views;
    views.reserve(texts.size());
    for (const std::string& text : texts) views.push_back(View().set("text", text));
    return views;
}

// Links to the pages of those of `items` that hold the standard.
template <typename Item>
std::vector<View> links_to_holders(const Scope& scope, const std::vector<Item>& items, const std::string& standard) {
    std::vector<View> views;
    for (const Item& item : items) {
        if (!holds(item.standards, standard)) continue;
        if (const Page* page = find_page_at(scope.site, text_in(item.url, scope.language())))
            views.push_back(link_view(scope, *page));
    }
    return views;
}

std::vector<View> service_links(const Scope& scope, const std::vector<std::string>& ids) {
    std::vector<View> views;
    for (const std::string& id : ids) {
        const Page* page = find_page_of(scope.site, PageKind::Service, id, scope.language());
        if (page != nullptr) views.push_back(link_view(scope, *page).set("description", page->description));
    }
    return views;
}

void set_approval(View& view, const Scope& scope, const CharterEdition& charter) {
    view.set("edition", charter.edition)
        .set("approved_by", role_text(scope.site, charter.approved_role, scope.language()));
    if (charter.approved_on) view.set("approved_on", scope.words.date(*charter.approved_on));
    if (charter.in_force_from) view.set("in_force_from", scope.words.date(*charter.in_force_from));
}

bool is_past(const Page& page) {
    return page.edition_place == EditionPlace::Earlier;
}

// Every edition of a charter that has an address of its own, newest first.
std::vector<View> edition_views(const Scope& scope, const Page& page) {
    std::vector<View> views;
    const std::string path(plain_path(page));
    const auto& editions = scope.site.editions;
    for (auto edition = editions.rbegin(); edition != editions.rend(); ++edition) {
        const Page* other = find_page(scope.site, page.language, path + "/" + edition->year);
        if (other == nullptr) other = find_page(scope.site, source_language(scope.site), path + "/" + edition->year);
        if (other == nullptr) continue;
        View view;
        view.set("edition", edition->year).set("url", other->url);
        if (other->in_force_from) view.set("from", scope.words.date(*other->in_force_from));
        view.flag("current", other->edition_place == EditionPlace::Same);
        views.push_back(std::move(view));
    }
    if (views.size() < 2) views.clear();
    return views;
}

std::vector<View> office_links(const Scope& scope, const std::vector<std::string>& ids) {
    std::vector<View> views;
    for (const std::string& id : ids)
        if (const Page* page = find_page_of(scope.site, PageKind::Office, id, scope.language()))
            views.push_back(link_view(scope, *page));
    return views;
}

}  // namespace

View charter_view(const Scope& scope, const Page& page, const MarkdownPage& text) {
    View view = article_view(scope, page, text);
    view.set("cost", page.cost).set("redress", page.redress);
    view.list("needs", text_views(page.needs))
        .list("escalation", body_views(scope.settings.escalation, scope.language()));
    const CharterEdition* charter = find_charter_of(scope.site, page);
    if (charter == nullptr) return view;
    set_approval(view, scope, *charter);
    view.list("editions", edition_views(scope, page));
    view.list("cards", card_views(scope, charter->standards, page.edition, {0, {}, {}, charter, is_past(page)}));
    view.list("services", service_links(scope, charter->services));
    if (const Office* office = find_office(scope.site.catalogue, charter->office))
        view.object("office", office_summary(scope, *office));
    return view;
}

View standard_view(const Scope& scope, const Page& page, const MarkdownPage& text) {
    View view = article_view(scope, page, text);
    const Catalogue& catalogue = scope.site.catalogue;
    const Standard* standard = find_standard_of(scope.site, page.edition, page.id);
    if (standard == nullptr) return view;
    const Edition* edition = page.edition.empty() ? nullptr : find_edition(scope.site, page.edition);
    view.object("card", card_view(scope, *standard, {0, {}, {}, nullptr, is_past(page)}));
    std::vector<std::string> applies;
    for (const Applies kind : standard->applies_to)
        applies.push_back(scope.words.text("applies." + std::string(key_of(kind))));
    view.list("applies", text_views(applies));
    view.set("counted", scope.words.text("counted." + std::string(key_of(standard->within.unit))));
    view.set("edition", standard->edition);
    view.list("charters",
              links_to_holders(scope, edition == nullptr ? catalogue.charters : edition->charters, standard->id));
    view.list("services", links_to_holders(scope, catalogue.services, standard->id));
    if (can_complain_about(*standard) && !is_past(page))
        view.set("complain_url", lodge_url(scope.language(), subject_of(catalogue, *standard, {})));
    return view;
}

View service_view(const Scope& scope, const Page& page, const MarkdownPage& text) {
    View view = article_view(scope, page, text);
    view.set("who", page.who).set("cost", page.cost).list("needs", text_views(page.needs));
    const Service* service = find_service(scope.site.catalogue, page.id);
    if (service == nullptr) return view;
    view.set("category", name_of(scope, scope.site.catalogue.categories, service->category));
    view.flag("not_ours", service->not_ours);
    view.list("cards", card_views(scope, service->standards, {}, {0, {}, service->id}));
    view.flag("every_office", service->offices.empty() && !service->not_ours);
    view.list("offices", office_links(scope, service->offices));
    const std::string_view office = only_office_of(scope.site.catalogue, *service);
    if (!service->not_ours) view.set("complain_url", lodge_url(scope.language(), {{}, office, service->id, {}}));
    view.set("ask_url", lodge_url(scope.language(), {"enquiry", office, service->id, {}}));
    return view;
}

}  // namespace charter
