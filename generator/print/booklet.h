// Booklets: one charter, or a whole manual chapter by chapter, with a cover, contents and page numbers. The words are
// those of the pages. Any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "generator/print/paper.h"
#include "generator/render/page_drawing.h"
#include "generator/shared/diagnostics.h"

namespace charter {

inline constexpr Sheet booklet_a4{"a4", "20mm", "12pt"};
inline constexpr Sheet booklet_a5{"a5", "14mm", "10.5pt"};

// The pages that a booklet can be made of, in the order of their paths: every charter that counts, and the index page
// of every manual.
[[nodiscard]] std::vector<const Page*> booklet_pages(const Site& site, std::string_view language);

// `page`: one of booklet_pages(). Codes: those of drawing its texts.
[[nodiscard]] Paper draw_booklet(const PageDrawing& drawing, const Site& site, const Page& page, const Sheet& sheet,
                                 Diagnostics& diagnostics);

// "en/booklet-charters-metro-south-a5.html"
[[nodiscard]] std::string booklet_path(const Page& page, const Sheet& sheet);

}  // namespace charter
