#include "generator/check/check_data_figures.h"

#include <fmt/format.h>

#include <algorithm>

#include "generator/check/figures.h"
#include "generator/shared/yaml.h"

namespace charter {
namespace {

class DataFigures {
  public:
    DataFigures(const Site& site, const Source& source, Diagnostics& diagnostics)
        : site_(site), source_(source), diagnostics_(diagnostics) {}

    void look_into(const YamlValue& value) {
        for (const YamlValue& item : value.items) look_into(item);
        if (is_in_languages(value)) return compare(value);
        for (const YamlEntry& entry : value.entries)
            if (entry.key != "params") look_into(entry.value);
    }

  private:
    // A text for each language and nothing else: {en: Water, af: Water}.
    [[nodiscard]] bool is_in_languages(const YamlValue& value) const {
        const auto& languages = site_.catalogue.languages;
        const auto is_text_of_language = [&](const YamlEntry& entry) {
            return entry.value.type == YamlValue::Type::Text &&
                   std::find(languages.begin(), languages.end(), entry.key) != languages.end();
        };
        return value.entries.size() > 1 && value.find(languages.front()) != nullptr &&
               std::all_of(value.entries.begin(), value.entries.end(), is_text_of_language);
    }

    static Figures figures_of_text(const YamlEntry& entry) {
        Figures figures;
        add_figures(entry.value.text, entry.key, 0, figures);
        return figures;
    }

    void compare(const YamlValue& texts) {
        const YamlEntry& first = *texts.find(site_.catalogue.languages.front());
        const Figures wanted = figures_of_text(first);
        for (const YamlEntry& entry : texts.entries) {
            const FigureDifference found = difference_of(wanted, figures_of_text(entry));
            if (found.lacking.empty() && found.extra.empty()) continue;
            diagnostics_.error(source_, entry.value.span, "translation-differs",
                               fmt::format("the figures differ from those in \"{}\": {}", first.key, to_text(found)),
                               is_about_months(found) ? "write the same date in both"
                                                      : "write the same figures in both, as digits or as words");
            diagnostics_.note(source_, first.value.span, "the original stands here");
        }
    }

    const Site& site_;
    const Source& source_;
    Diagnostics& diagnostics_;
};

}  // namespace

void check_data_figures(const Site& site, Diagnostics& diagnostics) {
    const auto look_into = [&](const Source& source) {
        if (site.faulty.contains(source.path)) return;
        Diagnostics reported_before;
        DataFigures(site, source, diagnostics).look_into(parse_yaml(source, reported_before));
    };
    look_into(site.settings);
    for (const Source& source : site.data) look_into(source);
}

}  // namespace charter
