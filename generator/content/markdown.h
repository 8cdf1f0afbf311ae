// Markdown to HTML in one pass (cmark-gfm with tables, task lists and footnotes; bare addresses and ~~strike~~ done on
// the tree). The only code that knows cmark is markdown_tree.cpp. What only the site knows, where a link leads and what
// a block shows, is asked of the hooks. Never throws for content; any thread; raw HTML in the text is left out.
//
// The page's own h1 is its title, so a text that holds an h1 has all its headings moved down by one. Every heading gets
// an id: slug of its text, with -2, -3 ... where it repeats. Ids of notes are "fn:1" and "fnref:1".
// A paragraph of which every line is [[NAME]] or [[NAME ARGUMENT]] is a block for each line.
// A table with more than two columns has class "wide", and each of its cells the words of its column's head in
// data-label, so that a narrow screen can show it as a list. Columns are class "right" or "center" as the text says.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "generator/content/markdown_slips.h"
#include "generator/content/table_lines.h"
#include "generator/shared/source.h"

namespace charter {

struct Heading {
    int level = 2;  // 2 to 6
    std::string id;
    std::string text;  // plain, not escaped
};

struct MarkdownLink {
    std::string_view target;  // as written, decoded: "../rights/index.md#anchor", "https://..."
    bool is_image = false;
    Span span;  // of the target in the source; of the line if it cannot be found again
};

struct LinkTarget {
    std::string url;       // what href or src becomes; empty: the link is dropped and its text stays
    std::string language;  // hreflang, if the page it leads to is in another language; else empty
};

struct BlockPlace {
    Span span;
    int level = 2;  // of a heading that the block may begin with: one below the heading it stands under
};

struct MarkdownHooks {
    // Asked for every link and image, also those to other sites.
    std::function<LinkTarget(const MarkdownLink&)> link;
    // The HTML of a block. `argument` may be empty.
    std::function<std::string(std::string_view name, std::string_view argument, const BlockPlace& place)> block;
};

// A [text][label] or [^note] to which the text has no "[label]: ..." or "[^note]: ...".
struct UndefinedReference {
    std::string label;
    bool is_note = false;
    Span span;
};

// `table`: the text was read up to a table whose rows lack too many of the cells of its head.
struct MarkdownPage {
    std::string html;
    std::vector<Heading> headings;              // in the order of the text
    std::vector<std::string> anchors;           // every id in the HTML that a link may name: headings, footnotes
    std::vector<Span> raw_html;                 // what was left out, comments excepted: an author may want to know
    std::vector<UndefinedReference> undefined;  // they stand in the HTML as they were written
    std::optional<PaddedTable> table;
    std::vector<MarkdownSlip> slips;  // marks that are none: they are shown as they were written
};

// False for an address with a scheme that could run something or reach into the reader's machine ("javascript:",
// "data:", "file:"). render_markdown() drops such links whatever the hook says.
[[nodiscard]] bool is_safe_link(std::string_view url);

// The text of `source` from `begin` to its end.
[[nodiscard]] MarkdownPage render_markdown(const Source& source, std::size_t begin, const MarkdownHooks& hooks);

}  // namespace charter
