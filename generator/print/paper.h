// What every paper has: its sheet, where it stands in the output, and what stands around its text. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

#include "generator/model/site.h"
#include "generator/render/scope.h"
#include "generator/shared/view.h"

namespace charter {

// A sheet by name: "a3", "a4" or "a5".
struct Sheet {
    std::string_view size;
    std::string_view margin;
    std::string_view text;  // the size of its smallest text; all else is measured by it
};

// A drawn paper: one HTML file that needs no other file.
struct Paper {
    std::string path;  // "en/poster-metro-south-a4.html"
    std::string html;
    std::string source;     // the file whose words it shows, for findings; may be empty
    std::string_view size;  // of the sheet, as above
};

// The chrome of a page with the sheet. The title is the one of the paper's file.
[[nodiscard]] View paper_view(const Scope& scope, const Page& page, const Sheet& sheet, std::string title);

// Where a page's words stand: "en/charters/metro-south.md"; empty for a page that has no file.
[[nodiscard]] std::string source_path(const Site& site, const Page& page);

}  // namespace charter
