// The part that every generated page shows around its own: title, breadcrumbs, table of contents, text, owner, dates.
#pragma once

#include <string>
#include <vector>

#include "generator/content/markdown.h"
#include "generator/render/scope.h"
#include "generator/shared/view.h"

namespace charter {

// Shape article. A table of contents is made of three h2 or more.
[[nodiscard]] View article_view(const Scope& scope, const Page& page, const MarkdownPage& text);

// The index pages above a page, home first; in the first language where the page's own has none.
[[nodiscard]] std::vector<const Page*> ancestors_of(const Site& site, const Page& page);

}  // namespace charter
