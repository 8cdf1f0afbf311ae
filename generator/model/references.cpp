#include "generator/model/references.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "generator/content/front_matter.h"
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

// Those that count from a later day may be named already.
std::set<std::string, std::less<>> standards_of(const Site& site) {
    std::set<std::string, std::less<>> ids;
    for (const Standard& standard : site.catalogue.standards) ids.insert(standard.id);
    for (const Page& page : site.pages)
        if (page.kind == PageKind::Standard && page.edition_place == EditionPlace::Coming) ids.insert(page.id);
    return ids;
}

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
    return {{ReferenceKind::Standard, standards_of(site)},
            {ReferenceKind::Service, ids_of(catalogue.services)},
            {ReferenceKind::Office, ids_of(catalogue.offices)},
            {ReferenceKind::Region, ids_of(catalogue.regions)},
            {ReferenceKind::Category, ids_of(catalogue.categories)},
            {ReferenceKind::Principle, {catalogue.principles.begin(), catalogue.principles.end()}},
            {ReferenceKind::Hours, ids_of(site.hours)},
            {ReferenceKind::Section, sections_of(site)}};
}

// Where the page's own id stands in its file.
Span place_of_id(const Source& source) {
    Diagnostics reported_before;
    const FrontMatter front = parse_front_matter(source, reported_before);
    const YamlEntry* id = front.fields.find("id");
    return id == nullptr ? Span{0, 1} : id->value.span;
}

// The register of what a reference names, where there is one.
std::string_view register_of(ReferenceKind kind) {
    if (kind == ReferenceKind::Office) return "data/offices.yaml";
    if (kind == ReferenceKind::Region) return "data/regions.yaml";
    return kind == ReferenceKind::Category ? "data/categories.yaml" : "";
}

// One finding says that a whole register is missing.
void report_empty_register(ReferenceKind kind, std::size_t uses, Diagnostics& diagnostics) {
    const std::string_view word = key_in(kind_words, kind);
    diagnostics.file_error(std::string(register_of(kind)), fmt::format("unknown-{}", word),
                           fmt::format("this file is missing or empty, and {} texts name {} {} of it", uses,
                                       word == "office" ? "an" : "a", word),
                           fmt::format("write an entry for each {}, or bring the file back", word));
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

void References::move_to(const Source& source) {
    for (Reference& reference : references_) reference.source = &source;
}

void References::check(Site& site, Diagnostics& diagnostics) const {
    const Names names = names_of(site);
    std::map<ReferenceKind, std::size_t> uses;  // of what no register has
    std::map<std::pair<ReferenceKind, std::string>, std::vector<const Reference*>> unknown;
    for (const Reference& reference : references_) {
        if (excused_.contains(reference.kind)) continue;
        if (names.at(reference.kind).empty() && !register_of(reference.kind).empty()) {
            ++uses[reference.kind];
            continue;
        }
        const auto& known = names.at(reference.kind);
        const std::string& id = reference.id.text;
        if (known.contains(id)) continue;
        unknown[{reference.kind, id}].push_back(&reference);
    }
    for (const auto& [named, places] : unknown) {
        const auto& [kind, id] = named;
        const Page* namesake = find_namesake(site, key_in(kind_words, kind), id);
        if (namesake != nullptr && !names_page(kind, namesake->id)) {
            report_changed_id(site, *namesake, id, places, diagnostics);
            continue;
        }
        const auto& known = names.at(kind);
        for (const Reference* place : places) {
            report(site, *place, {known.begin(), known.end()}, diagnostics);
            site.faulty.insert(place->source->path);
        }
    }
    for (const auto& [kind, number] : uses) report_empty_register(kind, number, diagnostics);
}

bool References::names_page(ReferenceKind kind, std::string_view id) const {
    return std::any_of(references_.begin(), references_.end(),
                       [&](const Reference& each) { return each.kind == kind && each.id.text == id; });
}

void References::report(const Site& site, const Reference& reference, const std::vector<std::string>& known,
                        Diagnostics& diagnostics) {
    const std::string_view kind = key_in(kind_words, reference.kind);
    diagnostics.error(*reference.source, reference.id.span, fmt::format("unknown-{}", kind),
                      fmt::format("there {} {} \"{}\"", kind == "hours" ? "are no" : "is no", kind, reference.id.text),
                      hint_for_id(site, kind, reference.id.text, known));
}

// Every text goes on to name the page by what its file is called, and none by its id: that was changed.
void References::report_changed_id(Site& site, const Page& page, const std::string& named,
                                   const std::vector<const Reference*>& places, Diagnostics& diagnostics) {
    constexpr std::size_t shown = 3;
    const Source& source = site.sources[*page.source];
    diagnostics.error(source, place_of_id(source), fmt::format("unknown-{}", key_of(page.kind)),
                      fmt::format("no text names the id \"{}\", and {} \"{}\"", page.id,
                                  places.size() == 1 ? "one names" : fmt::format("{} name", places.size()), named),
                      fmt::format("write id: {}, or the new id wherever the old one stands", named));
    for (std::size_t i = 0; i < std::min(shown, places.size()); ++i)
        diagnostics.note(*places[i]->source, places[i]->id.span, "named here");
    site.faulty.insert(source.path);
}

const Page* find_namesake(const Site& site, std::string_view kind, std::string_view id) {
    for (const Page& page : site.pages) {
        if (key_of(page.kind) != kind || !page.source || !page.edition.empty() || page.id == id) continue;
        if (std::string_view(page.path).substr(page.path.rfind('/') + 1) == id) return &page;
    }
    return nullptr;
}

std::string hint_for_id(const Site& site, std::string_view kind, const std::string& id,
                        const std::vector<std::string>& names) {
    if (const Page* page = find_namesake(site, kind, id))
        return fmt::format("{} has the id \"{}\"", site.sources[*page->source].path, page->id);
    std::string hint = hint_of_names(id, names);
    if (!hint.empty()) return hint;
    if (kind == "standard" || kind == "service")
        return fmt::format("write a page with kind: {} and this id; if there is none any more, take it out here", kind);
    if (kind == "office") return "the offices stand in data/offices.yaml";
    if (kind == "region") return "the regions stand in data/regions.yaml";
    return kind == "category" ? "the categories stand in data/categories.yaml" : "";
}

}  // namespace charter
