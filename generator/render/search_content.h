// The pages and offices of a site as the search index holds them. A site has an index if its menu names "search".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "generator/content/markdown.h"
#include "generator/render/scope.h"
#include "generator/shared/search_index.h"

namespace charter {

[[nodiscard]] bool has_search(const Site& site);

// Drafts, and addresses that another page stands for, are not searched.
[[nodiscard]] bool is_searched(const Page& page);

// One page with its stems; `text` is its rendered Markdown. Pure; any thread.
[[nodiscard]] SearchPage search_page_of(const Scope& scope, const Page& page, const MarkdownPage& text);

// The offices of the register that are open, for the finder.
[[nodiscard]] std::vector<OfficeEntry> office_entries(const Scope& scope);

// The forms that charterd serves where the menu names them: tracking, lodging and the office finder.
[[nodiscard]] std::vector<SearchPage> form_pages(const Scope& scope);

// What a language has besides the pages of the site.
struct BesidesPages {
    std::vector<OfficeEntry> offices;
    std::vector<SearchPage> forms;
};

// What can be found in each language. `pages` are those of Site::pages, in that order; drafts are left out.
[[nodiscard]] SearchContent search_content(const Site& site, std::vector<SearchPage> pages,
                                           std::vector<BesidesPages> besides_by_language);

// The words of rendered Markdown, a line for each block.
[[nodiscard]] std::string plain_text(std::string_view html);

}  // namespace charter
