#include "generator/editions/edition_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "generator/shared/csv.h"

namespace charter {
namespace {

bool lessens(const Change& change) {
    return change.effect == ChangeEffect::Weaker || change.effect == ChangeEffect::Removed;
}

std::string_view note_of(const Change& change) {
    return lessens(change) && change.page != nullptr ? std::string_view(change.page->change_note) : std::string_view();
}

std::string between_text(const Change& change) {
    if (change.before.empty() && change.after.empty()) return {};
    if (change.before.empty()) return change.after;
    if (change.after.empty()) return change.before;
    return fmt::format("{} -> {}", change.before, change.after);
}

}  // namespace

std::string changes_text(const std::vector<Change>& changes) {
    if (changes.empty()) return "Nothing changed.\n";
    std::size_t widest = 0;
    for (const Change& change : changes) widest = std::max(widest, change.standard.size());
    std::string text;
    for (const Change& change : changes) {
        std::string between = between_text(change);
        if (!change.charter.empty()) between = "in charter " + change.charter;
        text += fmt::format("{:<{}}  {:<10}  {:<8}  {}\n", change.standard, widest, key_of(change.field),
                            key_of(change.effect), between);
        if (!note_of(change).empty()) text += fmt::format("{:<{}}  why: {}\n", "", widest, note_of(change));
    }
    return text;
}

std::string changes_csv(const std::vector<Change>& changes) {
    std::string text = csv_line({"standard", "charter", "field", "before", "after", "effect", "note"});
    for (const Change& change : changes)
        text += csv_line({change.standard, change.charter, std::string(key_of(change.field)), change.before,
                          change.after, std::string(key_of(change.effect)), std::string(note_of(change))});
    return text;
}

std::string in_force_text(const Site& site) {
    std::map<std::string_view, std::string> lines;  // by id
    std::size_t widest = 0;
    const auto add = [&](const CharterEdition& charter, std::string_view before, std::string_view between) {
        const std::string from = charter.in_force_from ? " from " + to_iso(*charter.in_force_from) : std::string();
        lines.try_emplace(charter.id, fmt::format("{}{}{}counts{}", before, charter.edition, between, from));
        widest = std::max(widest, charter.id.size());
    };
    for (const CharterEdition& charter : site.catalogue.charters) add(charter, "", "  ");
    for (const Page& page : site.pages)
        if (page.kind == PageKind::Charter && page.edition_place == EditionPlace::Coming)
            add(*find_charter_of(site, page), "none yet; ", " ");
    std::string text;
    for (const auto& [id, line] : lines) text += fmt::format("{:<{}}  {}\n", id, widest, line);
    return text;
}

}  // namespace charter
