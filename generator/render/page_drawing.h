// Draws one page of a site at a time, and tells whether a page drawn before would come out the same. Made once from a
// Site and a Theme, which must outlive it and not change; any thread.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "generator/content/markdown.h"
#include "generator/model/links.h"
#include "generator/render/assets.h"
#include "generator/render/page_memory.h"
#include "generator/render/scope.h"
#include "generator/shared/diagnostics.h"

namespace charter {

// What drawing a page leaves behind.
struct DrawnPage {
    std::string html;
    Diagnostics diagnostics;
    std::vector<AnchorUse> uses;
    std::string record;  // packed (page_memory.h)
    std::string hash;    // content_hash() of the HTML
    MarkdownPage text;
};

class PageDrawing {
  public:
    PageDrawing(const Site& site, const Theme& theme);
    ~PageDrawing();
    PageDrawing(const PageDrawing&) = delete;
    PageDrawing& operator=(const PageDrawing&) = delete;

    // Codes: dead-link, unsafe-link, unknown-block, unknown-standard, unknown-channel, raw-html.
    [[nodiscard]] DrawnPage draw(const Page& page) const;
    // Its text alone, as draw() gives it.
    [[nodiscard]] MarkdownPage text_of(const Page& page) const;
    // The links to anchors of a page that would be drawn with the same bytes as when `before` was recorded; nothing if
    // it might not. Both must have been drawn with the same theme by the same program. With the same outlook no more
    // than the text is compared, and that neither if its file says that it is as it was.
    [[nodiscard]] std::optional<std::vector<AnchorUse>> same_as(const Page& page, const PageRecord& before,
                                                                Outlook outlook,
                                                                TextState text = TextState::Read) const;

    [[nodiscard]] Scope scope(std::string_view language) const;
    [[nodiscard]] const SiteSettings& settings() const;
    [[nodiscard]] const PublishedAssets& assets() const;

  private:
    struct Inside;
    // The links to anchors as they were recorded, in a site with the same outlook.
    [[nodiscard]] std::optional<std::vector<AnchorUse>> uses_of(const Page& page, const PageRecord& record) const;

    std::unique_ptr<Inside> inside_;
};

// "/en/services/" -> "en/services/index.html"
[[nodiscard]] std::string output_path(std::string_view url);

}  // namespace charter
