// Where the links of the texts lead. Asked by the stage that renders them, from many threads; what can be known only
// when every page is drawn, whether an anchor is there, is collected and checked at the end.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "generator/content/markdown.h"
#include "generator/model/site.h"
#include "generator/shared/diagnostics.h"

namespace charter {

// A link to a place within a page.
struct AnchorUse {
    const Page* target = nullptr;
    const Source* source = nullptr;  // where the link stands
    Span span;
    std::string anchor;
};

// Refers to the Site, which must not change. Immutable; any thread.
class LinkIndex {
  public:
    explicit LinkIndex(const Site& site);

    // What a link of `from`, which stands in `source`, leads to: paths to .md files and to pictures are relative to the
    // file, addresses begin with a slash or are whole; those of other sites stay as they are. A link to a page that
    // has no text in the language of `from` leads to the first language's. Anchors are added to `uses`.
    // Codes: dead-link, unsafe-link; the target is then empty.
    [[nodiscard]] LinkTarget resolve(const Page& from, const Source& source, const MarkdownLink& link,
                                     std::vector<AnchorUse>& uses, Diagnostics& diagnostics) const;

  private:
    struct Request;
    [[nodiscard]] LinkTarget resolve_whole_address(const Request& request) const;
    [[nodiscard]] LinkTarget resolve_address(const Request& request) const;
    [[nodiscard]] LinkTarget resolve_page(const Request& request) const;
    [[nodiscard]] LinkTarget resolve_picture(const Request& request) const;
    [[nodiscard]] LinkTarget lead_to(const Request& request, const Page& target) const;
    [[nodiscard]] const std::string* find_picture(const std::string& path) const;
    [[nodiscard]] const Page* find_file(std::string_view file) const;
    [[nodiscard]] std::string hint_for_other_language(const Request& request) const;
    [[nodiscard]] std::string hint_for_spelling(const Request& request) const;
    [[nodiscard]] std::string hint_for_page(const Request& request, const std::string& path) const;
    [[nodiscard]] std::string hint_for_address(const Request& request, const std::string& url) const;

    const Site& site_;
    std::unordered_map<std::string, std::string> renamed_;               // renamed_pages()
    std::unordered_map<std::string_view, const Page*> addresses_;        // pages and what led to them before
    std::unordered_map<std::string_view, std::string> pictures_;         // path -> address
    std::unordered_multimap<std::string_view, const Page*> file_names_;  // last part of a path; first language
    // Language and plain path: pages that count from a later day, where none is in force.
    std::map<std::pair<std::string_view, std::string_view>, const Page*> coming_;
};

class AnchorCheck {
  public:
    explicit AnchorCheck(const Site& site) : site_(site) {}

    // `ids`: every id that the drawn page holds; `uses`: what its links ask for.
    void add(const Page& page, std::vector<std::string> ids, std::vector<AnchorUse> uses);
    // Code: dead-anchor.
    void report(Diagnostics& diagnostics) const;

  private:
    const Site& site_;
    std::unordered_map<const Page*, std::vector<std::string>> ids_;
    std::vector<AnchorUse> uses_;
};

}  // namespace charter
