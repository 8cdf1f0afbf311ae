// Mustache templates: parse, check names against a shape, flatten partials, render. The only code that knows the
// mustache library is template.cpp. A Template is immutable; render() from any thread.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "generator/shared/diagnostics.h"
#include "generator/shared/source.h"
#include "generator/shared/view.h"

namespace charter {

class Words;

class Template {
  public:
    // Checks one layout and makes it ready. `partials`: by name. Words "{{w.KEY}}" are replaced from `words`.
    // Faults are added to diagnostics at their place in the layout or partial; the result then renders as empty.
    [[nodiscard]] static Template compile(const Source& layout,
                                          const std::map<std::string, Source, std::less<>>& partials,
                                          const Shape& shape, const Words& words, Diagnostics& diagnostics);
    Template();
    Template(Template&&) noexcept;
    Template& operator=(Template&&) noexcept;
    ~Template();

    [[nodiscard]] std::string render(const View& view) const;

  private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

}  // namespace charter
