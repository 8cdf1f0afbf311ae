#include "generator/editions/edition_report.h"

#include <fmt/format.h>

#include <algorithm>

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

std::string in_force_text(const Site& site, Date day) {
    std::size_t widest = 0;
    for (const CharterEdition& charter : site.catalogue.charters) widest = std::max(widest, charter.id.size());
    std::string text;
    for (const CharterEdition& charter : site.catalogue.charters) {
        const bool counts = !charter.in_force_from || !(day < *charter.in_force_from);
        const std::string from = charter.in_force_from ? " from " + to_iso(*charter.in_force_from) : std::string();
        text += counts ? fmt::format("{:<{}}  {}  counts{}\n", charter.id, widest, charter.edition, from)
                       : fmt::format("{:<{}}  none yet; {} counts{}\n", charter.id, widest, charter.edition, from);
    }
    return text;
}

}  // namespace charter
