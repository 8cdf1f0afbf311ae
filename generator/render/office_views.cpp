#include <algorithm>

#include "generator/render/addresses.h"
#include "generator/render/article_view.h"
#include "generator/render/office_parts.h"
#include "generator/render/page_views.h"
#include "generator/render/part_views.h"
#include "generator/shared/contact_views.h"

namespace charter {
namespace {

// A register whose offices are each other's parents must not keep us here for ever.
constexpr int most_parents = 8;

void set_contact(View& view, const Scope& scope, const Office& office) {
    view.set("address", text_in(office.address, scope.language())).set("email", office.email);
    set_phone(view, office.phone);
    const HoursEntry* hours = find_hours(scope.site, office.hours);
    if (hours == nullptr || office.closed) return;
    view.set("hours", hours_text(scope.words, *hours));
    view.flag("hours_example", hours->status == FactStatus::Example);
}

// What a visitor would look for and the register does not hold, as sentences.
std::vector<std::string> gaps_of(const Scope& scope, const Office& office) {
    std::vector<std::string> gaps;
    const auto note_missing = [&](bool missing, std::string_view key) {
        if (missing) gaps.push_back(scope.words.text(key));
    };
    const bool above_regions = office.type == "head" || office.type == "directorate";
    note_missing(office.address.empty(), "gap.address");
    note_missing(office.phone.empty(), "gap.phone");
    note_missing(office.email.empty(), "gap.email");
    note_missing(find_hours(scope.site, office.hours) == nullptr, "gap.hours");
    note_missing(office.region.empty() && !above_regions, "gap.region");
    return gaps;
}

void set_page_link(View& view, std::string_view name, const Page* page) {
    if (page != nullptr) view.object(name, View().set("title", page->title).set("url", page->url));
}

std::vector<View> child_views(const Scope& scope, const Office& office) {
    std::vector<View> views;
    for (const Office& child : scope.site.catalogue.offices) {
        if (child.parent != office.id || child.closed) continue;
        const Page* page = find_page_of(scope.site, PageKind::Office, child.id, scope.language());
        if (page == nullptr) continue;
        views.push_back(View()
                            .set("title", page->title)
                            .set("url", page->url)
                            .set("type", word_for(scope.words, "office-type.", child.type)));
    }
    return views;
}

void set_facts(View& view, const Scope& scope, const Office& office) {
    const OfficeFacts* facts = find_facts(scope.site, office.id);
    if (facts == nullptr) return;
    view.set("area", text_in(facts->area, scope.language())).set("note", text_in(facts->note, scope.language()));
    view.set("access", text_in(facts->access, scope.language()));
    view.set("fax", facts->fax).flag("example", facts->status == FactStatus::Example);
    if (!facts->checked.empty()) view.set("checked", month_text(scope.words, facts->checked));
}

}  // namespace

const CharterEdition* charter_over(const Catalogue& catalogue, const Office& office) {
    const Office* holder = &office;
    for (int step = 0; holder != nullptr && step < most_parents; ++step) {
        const CharterEdition* latest = nullptr;
        for (const CharterEdition& charter : catalogue.charters)
            if (charter.office == holder->id && (latest == nullptr || latest->edition < charter.edition))
                latest = &charter;
        if (latest != nullptr) return latest;
        holder = holder->parent.empty() ? nullptr : find_office(catalogue, holder->parent);
    }
    return nullptr;
}

View office_summary(const Scope& scope, const Office& office) {
    View view;
    view.set("title", text_in(office.name, scope.language()));
    if (const Page* page = find_page_of(scope.site, PageKind::Office, office.id, scope.language()))
        view.set("url", page->url);
    set_contact(view, scope, office);
    if (office.address.empty()) view.set("gap", scope.words.text("gap.address"));
    return view;
}

OfficeEntry office_entry(const Scope& scope, const Office& office) {
    OfficeEntry entry;
    entry.id = office.id;
    entry.name = text_in(office.name, scope.language());
    if (const Page* page = find_page_of(scope.site, PageKind::Office, office.id, scope.language()))
        entry.url = page->url;
    entry.type = word_for(scope.words, "office-type.", office.type);
    entry.address = text_in(office.address, scope.language());
    entry.phone = office.phone;
    if (const HoursEntry* hours = find_hours(scope.site, office.hours)) {
        entry.hours = hours_text(scope.words, *hours);
        entry.hours_example = hours->status == FactStatus::Example;
    }
    entry.places = name_of(scope, scope.site.catalogue.regions, office.region);
    const OfficeFacts* facts = find_facts(scope.site, office.id);
    if (facts == nullptr) return entry;
    entry.area = text_in(facts->area, scope.language());
    entry.note = text_in(facts->note, scope.language());
    for (const std::string& place : facts->places) entry.places += "\n" + place;
    return entry;
}

View office_view(const Scope& scope, const Page& page, const MarkdownPage& text) {
    View view = article_view(scope, page, text);
    const Office* office = find_office(scope.site.catalogue, page.id);
    if (office == nullptr) return view;
    view.set("type", word_for(scope.words, "office-type.", office->type));
    view.set("region", name_of(scope, scope.site.catalogue.regions, office->region));
    set_contact(view, scope, *office);
    set_facts(view, scope, *office);
    const auto office_page = [&](const std::string& id) {
        return id.empty() ? nullptr : find_page_of(scope.site, PageKind::Office, id, scope.language());
    };
    set_page_link(view, "parent", office_page(office->parent));
    set_page_link(view, "successor", office_page(office->successor));
    view.flag("closed", office->closed);
    if (office->closed) return view;
    view.list("children", child_views(scope, *office));
    const CharterEdition* charter = charter_over(scope.site.catalogue, *office);
    const Page* charter_page =
        charter == nullptr ? nullptr : find_page_of(scope.site, PageKind::Charter, charter->id, scope.language());
    if (charter_page != nullptr) view.object("charter", link_view(scope, *charter_page));
    std::vector<View> gaps;
    for (const std::string& gap : gaps_of(scope, *office)) gaps.push_back(View().set("text", gap));
    view.list("gaps", std::move(gaps));
    view.set("complain_url", lodge_url(scope.language(), {{}, office->id, {}, {}}));
    return view;
}

}  // namespace charter
