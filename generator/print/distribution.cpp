#include "generator/print/distribution.h"

#include <utility>

#include "generator/print/booklet.h"
#include "generator/print/poster.h"
#include "generator/render/draw.h"
#include "generator/render/office_parts.h"
#include "generator/render/part_views.h"
#include "generator/shared/contact_views.h"
#include "generator/shared/csv.h"

namespace charter {
namespace {

std::string without_ending(const std::string& path) {
    return path.substr(0, path.rfind('.'));
}

bool is_for(const Page& page, const CharterEdition* charter) {
    return page.kind != PageKind::Charter || (charter != nullptr && page.id == charter->id);
}

void append_papers(std::vector<Delivery>& list, const Site& site, const Office& office, const std::string& language) {
    const CharterEdition* charter = charter_over(site.catalogue, office);
    const Page* page = charter == nullptr ? nullptr : find_page_of(site, PageKind::Charter, charter->id, language);
    if (page != nullptr && page->language == language)
        list.push_back({&office, "poster", text_in(office.name, language), language,
                        without_ending(poster_path(language, office.id, poster_a4))});
    for (const Page* booklet : booklet_pages(site, language))
        if (is_for(*booklet, charter))
            list.push_back(
                {&office, "booklet", booklet->title, language, without_ending(booklet_path(*booklet, booklet_a4))});
}

View office_of_list(const Scope& scope, const Office& office) {
    View view;
    view.set("id", office.id)
        .set("title", text_in(office.name, scope.language()))
        .set("type", word_for(scope.words, "office-type.", office.type))
        .set("address", text_in(office.address, scope.language()));
    set_phone(view, office.phone);
    return view;
}

View row_of(const Scope& scope, const Delivery& delivery) {
    View row;
    row.set("text", scope.words.format("distribution." + delivery.kind, {{"title", delivery.title}}))
        .set("language", delivery.language)
        .set("language_name", scope.words.text("language." + delivery.language))
        .set("file", delivery.file);
    return row;
}

}  // namespace

std::vector<Delivery> deliveries(const Site& site) {
    std::vector<Delivery> list;
    for (const Office& office : site.catalogue.offices) {
        if (office.closed) continue;
        for (const std::string& language : site.catalogue.languages) append_papers(list, site, office, language);
    }
    return list;
}

std::string distribution_csv(const Site& site, const std::vector<Delivery>& list) {
    const std::string& language = source_language(site);
    std::string csv(csv_mark);
    csv += csv_line({"office", "office_name", "address", "phone", "paper", "title", "language", "file", "copies",
                     "sent_on", "received_on"});
    for (const Delivery& each : list)
        csv += csv_line({each.office->id, text_in(each.office->name, language), text_in(each.office->address, language),
                         each.office->phone, each.kind, each.title, each.language, each.file, "", "", ""});
    return csv;
}

Paper draw_distribution(const Scope& scope, const std::vector<Delivery>& list) {
    std::vector<View> offices;
    for (std::size_t first = 0; first < list.size();) {
        View office = office_of_list(scope, *list[first].office);
        std::vector<View> rows;
        std::size_t next = first;
        for (; next < list.size() && list[next].office == list[first].office; ++next)
            rows.push_back(row_of(scope, list[next]));
        offices.push_back(std::move(office.list("papers", std::move(rows))));
        first = next;
    }
    const Page* home = find_page(scope.site, scope.language(), "index");
    const std::string& title = scope.words.text("distribution.title");
    View view = paper_view(scope, *home, list_a4, title);
    view.set("title", title).set("edition", scope.site.catalogue.edition).list("offices", std::move(offices));
    return {scope.language() + "/distribution.html", draw(scope, "distribution", view), {}, list_a4.size};
}

}  // namespace charter
