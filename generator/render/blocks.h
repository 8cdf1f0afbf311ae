// The project's own blocks inside a text: [[standard ID]], [[contact CHANNEL]], [[emergency]], [[escalation]],
// [[changes]] or [[changes YEAR]] (from the edition before), [[editions]], [[register]], [[data]], [[indicators]],
// [[retention]], [[calendar]] or [[calendar MONTH]].
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "generator/content/markdown.h"
#include "generator/render/scope.h"
#include "generator/shared/diagnostics.h"

namespace charter {

// The blocks of one page. Not thread-safe: one for each page.
class Blocks {
  public:
    // The references must outlive it. `source` is the page's text.
    Blocks(const Scope& scope, const Page& page, const Source& source, Diagnostics& diagnostics);

    // The HTML of a block; empty after an error. Codes: unknown-block, unknown-standard, unknown-channel,
    // unknown-edition.
    [[nodiscard]] std::string render(std::string_view name, std::string_view argument, const BlockPlace& place);

  private:
    [[nodiscard]] std::string standard(std::string_view id, const BlockPlace& place);
    [[nodiscard]] std::string changes(std::string_view year, Span span);
    [[nodiscard]] std::string calendar(std::string_view month, Span span);
    [[nodiscard]] std::string contact(std::string_view id, Span span);
    [[nodiscard]] std::string refuse_without_id(std::string_view name, Span span);

    const Scope& scope_;
    const Page& page_;
    const Source& source_;
    Diagnostics& diagnostics_;
    std::set<std::string, std::less<>> standards_;  // shown already: an id stands once on a page
};

}  // namespace charter
