#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "generator/check/figures.h"
#include "generator/check/translation_work.h"
#include "generator/content/places.h"
#include "generator/shared/text.h"

namespace charter {
namespace {

// The figures of a field, which all stand at its value.
void add_field(const Source& source, std::string_view key, std::string_view text, std::string_view language,
               Figures& figures) {
    Figures found;
    add_figures(text, language, 0, found);
    const auto is_empty = [&](auto list) { return (found.*list).empty(); };
    if (std::all_of(figure_lists.begin(), figure_lists.end(), is_empty)) return;
    const Span place = field_place(source, key);
    for (const auto list : figure_lists) {
        for (Figure& figure : found.*list) {
            figure.span = place;
            (figures.*list).push_back(std::move(figure));
        }
    }
}

// Fields are compared only where the translation has words of its own.
Figures figures_of(const Site& site, const Page& page, const Page& other) {
    Figures figures;
    const Source& source = site.sources[*page.source];
    const auto field = [&](std::string_view key, const std::string& own, const std::string& others) {
        if (!own.empty() && !others.empty()) add_field(source, key, own, page.language, figures);
    };
    field("title", page.title, other.title);
    field("description", page.description, other.description);
    field("owner", page.owner, other.owner);
    field("measured_by", page.measured_by, other.measured_by);
    field("who", page.who, other.who);
    field("cost", page.cost, other.cost);
    field("redress", page.redress, other.redress);
    field("change_note", page.change_note, other.change_note);
    for (const std::string& need : page.needs) add_field(source, "needs", need, page.language, figures);
    const std::string_view body = std::string_view(source.text).substr(page.body_begin);
    add_figures(body, page.language, page.body_begin, figures);
    add_blocks(body, page.body_begin, figures);
    return figures;
}

}  // namespace

void check_translation(const Site& site, const Page& original, const Page& page, Severity severity,
                       Diagnostics& diagnostics) {
    const FigureDifference found = difference_of(figures_of(site, original, page), figures_of(site, page, original));
    const auto& [lacking, extra] = found;
    if (lacking.empty() && extra.empty()) return;
    const Source& source = site.sources[*page.source];
    const Source& original_source = site.sources[*original.source];
    diagnostics.add(severity, source, extra.empty() ? top_of_file : extra.front().span, "translation-differs",
                    fmt::format("the figures differ from {}: {}", original_source.path, to_text(found)),
                    is_about_months(found) ? "write the same date in both"
                                           : "write the same figures in both, as digits or as words");
    if (!lacking.empty()) diagnostics.note(original_source, lacking.front().span, "it stands here in the original");
}

namespace {

// Words of a promise or a service that the translation shows in the first language, for it has none of its own.
void report_untranslated(const Site& site, const Page& original, const Page& page, const CheckAim& aim,
                         Diagnostics& diagnostics) {
    const Source& source = site.sources[*page.source];
    const std::string& needs = original.needs.empty() ? std::string() : original.needs.front();
    const auto fields =
        std::to_array<std::pair<std::string_view, const std::string&>>({{"measured_by", original.measured_by},
                                                                        {"change_note", original.change_note},
                                                                        {"who", original.who},
                                                                        {"cost", original.cost},
                                                                        {"redress", original.redress},
                                                                        {"needs", needs}});
    for (const auto& [key, words] : fields) {
        if (words.empty() || has_field(source, key)) continue;
        diagnostics.add(due_severity(aim.profile), source, top_of_file, "words-untranslated",
                        fmt::format("\"{}\" has no words in this language: readers see \"{}\"", key, words),
                        fmt::format("write {}: and the words below title", key));
        diagnostics.note(site.sources[*original.source], field_place(site.sources[*original.source], key),
                         "they stand here in the original");
    }
}

}  // namespace

void check_translations(const Site& site, const CheckAim& aim, Diagnostics& diagnostics) {
    for (const Page& page : site.pages) {
        if (page.translation == Translation::Source || !page.source || !is_worked_on(site, page) ||
            is_faulty(site, page))
            continue;
        const Page* original = find_page(site, source_language(site), page.path);
        if (original == nullptr || !original->source) continue;
        // Of a text that waits for its translator this is told too: it may not wait as long.
        check_translation(site, *original, page, page.is_stale ? Severity::Warning : Severity::Error, diagnostics);
        report_untranslated(site, *original, page, aim, diagnostics);
    }
}

}  // namespace charter
