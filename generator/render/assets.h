// A theme's assets under names that change with their content, so that they may be cached for ever. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "generator/shared/source.h"

namespace charter {

struct PublishedAssets {
    std::vector<Source> files;  // path in the output: "assets/style.1a2b3c4d.css"
    std::string style_url;      // "/assets/style.1a2b3c4d.css"; empty if the theme has no style.css
};

// Style sheets are minified, and url(NAME) in them leads to the published name of that asset.
[[nodiscard]] PublishedAssets publish_assets(const std::vector<Source>& assets);

// The style sheet without comments and needless blanks. Texts in quotes stay as they are.
[[nodiscard]] std::string minify_css(std::string_view css);

}  // namespace charter
