// A theme: layouts, partials, interface words and assets, checked whole when loaded. After loading it cannot fail:
// every name a template uses is declared by its shape, partials are flattened, words are put in. Immutable; render()
// from any thread.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "generator/shared/diagnostics.h"
#include "generator/shared/source.h"
#include "generator/shared/view.h"
#include "generator/shared/words.h"

namespace charter {

// A theme's files as text: layouts/*.html, partials/*.html, i18n/*.yaml, assets/*. Paths are relative to the theme,
// prefixed with `shown_as` (for example "themes/default/") for diagnostics.
struct ThemeFiles {
    std::vector<Source> files;
    // Links to something outside the theme's folder, left out: their text is not the theme's to publish.
    std::vector<std::string> linked = {};
};
[[nodiscard]] ThemeFiles read_theme(const std::filesystem::path& folder, std::string_view shown_as);

// The keys of the words that layouts and partials hold ({{w.KEY}}), sorted: a word that neither they nor the code uses
// can go.
[[nodiscard]] std::vector<std::string> words_in_templates(const ThemeFiles& files);

// A theme made by default may only be assigned to.
class Theme {
  public:
    // Reports every fault of every template in every language; the theme is usable only if no error was added.
    // Codes: template-syntax, unknown-template-name, raw-not-allowed, unknown-partial, partial-cycle, missing-word,
    // unknown-word, missing-layout, unknown-layout, not-utf8.
    [[nodiscard]] static Theme load(const ThemeFiles& files, const std::vector<std::string>& languages,
                                    Diagnostics& diagnostics);
    // The same with other layouts than this program's own.
    [[nodiscard]] static Theme load(const ThemeFiles& files, const std::vector<std::string>& languages,
                                    const std::map<std::string, Shape, std::less<>>& shapes, Diagnostics& diagnostics);

    Theme();
    Theme(Theme&&) noexcept;
    Theme& operator=(Theme&&) noexcept;
    ~Theme();

    // The page as HTML. `layout` and `language` must exist (std::logic_error otherwise). Names the view leaves out are
    // empty.
    [[nodiscard]] std::string render(std::string_view layout, std::string_view language, const View& view) const;
    [[nodiscard]] const Words& words(std::string_view language) const;
    // Files under assets/, as they are: path within assets ("style.css") and text.
    [[nodiscard]] const std::vector<Source>& assets() const;

  private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

}  // namespace charter
