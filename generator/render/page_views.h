// A page of the site as the values its layout shows. Each function gives the whole shape of one layout but for the
// chrome (chrome.h). Pure; any thread.
#pragma once

#include <string_view>

#include "generator/content/markdown.h"
#include "generator/render/reading_order.h"
#include "generator/render/scope.h"
#include "generator/shared/view.h"

namespace charter {

// The layout that draws a page: "home", "section", "charter", "standard", "service", "office" or "page".
[[nodiscard]] std::string_view layout_of(const Page& page);

// The view of a page for its layout.
[[nodiscard]] View page_view(const Scope& scope, const Page& page, const MarkdownPage& text, const ReadingOrder& order);

// One layout each.
[[nodiscard]] View home_view(const Scope& scope, const Page& page, const MarkdownPage& text);
[[nodiscard]] View section_view(const Scope& scope, const Page& page, const MarkdownPage& text);
[[nodiscard]] View charter_view(const Scope& scope, const Page& page, const MarkdownPage& text);
[[nodiscard]] View standard_view(const Scope& scope, const Page& page, const MarkdownPage& text);
[[nodiscard]] View service_view(const Scope& scope, const Page& page, const MarkdownPage& text);
[[nodiscard]] View office_view(const Scope& scope, const Page& page, const MarkdownPage& text);

}  // namespace charter
