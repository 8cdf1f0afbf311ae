#include "generator/model/references.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "generator/shared/keys.h"

namespace charter {
namespace {

using Names = std::map<ReferenceKind, std::set<std::string, std::less<>>>;

// As in the code of a finding.
constexpr Keys<ReferenceKind, 8> kind_words = {{{ReferenceKind::Standard, "standard"},
                                                {ReferenceKind::Service, "service"},
                                                {ReferenceKind::Office, "office"},
                                                {ReferenceKind::Region, "region"},
                                                {ReferenceKind::Category, "category"},
                                                {ReferenceKind::Principle, "principle"},
                                                {ReferenceKind::Hours, "hours"},
                                                {ReferenceKind::Section, "section"}}};

template <typename Item>
std::set<std::string, std::less<>> ids_of(const std::vector<Item>& items) {
    std::set<std::string, std::less<>> ids;
    for (const Item& item : items) ids.insert(item.id);
    return ids;
}

// A menu may name the sections that have an index page, and three pages of the server.
std::set<std::string, std::less<>> sections_of(const Site& site) {
    std::set<std::string, std::less<>> sections = {"lodge", "track", "search"};
    for (const Page& page : site.pages) {
        if (page.is_index && page.path == page.section + "/index") sections.insert(page.section);
    }
    return sections;
}

Names names_of(const Site& site) {
    const Catalogue& catalogue = site.catalogue;
    return {{ReferenceKind::Standard, ids_of(catalogue.standards)},
            {ReferenceKind::Service, ids_of(catalogue.services)},
            {ReferenceKind::Office, ids_of(catalogue.offices)},
            {ReferenceKind::Region, ids_of(catalogue.regions)},
            {ReferenceKind::Category, ids_of(catalogue.categories)},
            {ReferenceKind::Principle, {catalogue.principles.begin(), catalogue.principles.end()}},
            {ReferenceKind::Hours, ids_of(site.hours)},
            {ReferenceKind::Section, sections_of(site)}};
}

}  // namespace

std::string References::add(ReferenceKind kind, const Source& source, const std::optional<TextAt>& id) {
    if (!id) return {};
    references_.push_back({kind, &source, *id});
    return id->text;
}

std::vector<std::string> References::add(ReferenceKind kind, const Source& source, const std::vector<TextAt>& ids) {
    std::vector<std::string> texts;
    texts.reserve(ids.size());
    for (const TextAt& id : ids) texts.push_back(add(kind, source, id));
    return texts;
}

void References::merge(References other) {
    for (Reference& reference : other.references_) references_.push_back(std::move(reference));
}

void References::check(const Site& site, Diagnostics& diagnostics) const {
    const Names names = names_of(site);
    for (const Reference& reference : references_) {
        const auto& known = names.at(reference.kind);
        const std::string& id = reference.id.text;
        if (known.contains(id)) continue;
        const std::string_view kind = key_in(kind_words, reference.kind);
        diagnostics.error(*reference.source, reference.id.span, fmt::format("unknown-{}", kind),
                          fmt::format("there {} {} \"{}\"", kind == "hours" ? "are no" : "is no", kind, id),
                          hint_of_names(id, {known.begin(), known.end()}));
    }
}

}  // namespace charter
