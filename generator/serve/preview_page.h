// What the preview adds to the site's own pages, and the page that stands over the site while it has mistakes. Their
// words are for editors and in English, as the findings are; nothing of it is ever published. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "generator/editions/since_published.h"
#include "generator/serve/preview_site.h"

namespace charter {

inline constexpr std::string_view preview_script_path = "/-/preview.js";
inline constexpr std::string_view preview_style_path = "/-/preview.css";
inline constexpr std::string_view preview_changes_path = "/-/changes";
inline constexpr std::string_view preview_findings_path = "/-/findings/";
inline constexpr std::string_view preview_since_path = "/-/since-published/";
[[nodiscard]] std::string_view preview_script();
[[nodiscard]] std::string_view preview_style();

// A page with the script that reloads it once the site is no longer at `version`, and with `marks` on a bar if there
// are any.
[[nodiscard]] std::string with_preview(std::string html, std::string_view version, const std::string& marks);

// What is to be said of a page on its bar, as HTML: that it is a draft, that it counts from a later day, what the site
// still lacks, and where it says what publishing would change. `page` may be nullptr.
enum class Against { Nothing, Published };
[[nodiscard]] std::string marks_of(const PreviewSite& site, const Page* page, Against against);

// What publishing would change for people, as charter check --against prints it. `back`: the address it was asked from.
[[nodiscard]] std::string consequences_page(const Consequences& consequences, std::string_view version,
                                            const std::string& back);

// Every finding with its place, excerpt, reason and hint. `show_anyway`: where the page beneath can be seen; may be
// empty.
[[nodiscard]] std::string findings_page(const PreviewSite& site, std::string_view version, std::string_view show_anyway,
                                        Against against);

}  // namespace charter
