// The checked site and a theme to the files of the output. Every page is drawn once, in parallel, and handed to the
// sink at once, so that memory stays bounded; links and blocks inside the texts are checked on the way, anchors when
// all pages are drawn.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_set>

#include "generator/model/site.h"
#include "generator/render/page_drawing.h"
#include "generator/render/page_memory.h"
#include "generator/shared/diagnostics.h"
#include "generator/shared/theme.h"

namespace charter {

// Takes one file of the output: path with '/' and content. Called from several threads.
using Sink = std::function<void(std::string_view path, std::string_view content)>;

struct RenderOptions {
    unsigned jobs = 1;
    std::function<void()> drawn;  // called once for each page, from any thread; may be empty
    // What the build before drew with the same theme and program; may be null. A page that would come
    // out the same is not drawn if `keep` takes over its file from that build and says true; else it is drawn. Any
    // thread.
    const PageMemory* before = nullptr;
    std::function<bool(std::string_view path)> keep;
    // Files of pages whose text was not read, since it is as it was; may be null. Such a page can be kept and not be
    // drawn: `lacks_text` is set if one had to be, and what was drawn is of no use.
    const std::unordered_set<std::string>* unread = nullptr;
    std::atomic<bool>* lacks_text = nullptr;  // not null if `unread` is not
    PageMemory* after = nullptr;              // gets what this build drew or kept; may be null
    Sink page_sink;                           // takes the drawn pages in place of the sink; may be empty
    // The content hash of each page, drawn or kept; may be empty. Any thread.
    std::function<void(std::string_view path, std::string_view hash)> hashed;
    std::string outlook;  // of the site, as outlook.h gives it; empty: every page is compared whole
};

// The same files with the same bytes, whatever `jobs`. `theme_files`: what `theme` was loaded from, with paths in the
// theme ("layouts/page.html"); the server gets them. Codes: dead-link, dead-anchor, unknown-block, raw-html,
// duplicate-address and those for unknown names in blocks. After an error the output is not fit to be published.
void render_site(const Site& site, const Theme& theme, const ThemeFiles& theme_files, const RenderOptions& options,
                 const Sink& sink, Diagnostics& diagnostics);

// The search index alone (.server/search.sqlite), of a site that has a search.
[[nodiscard]] std::string draw_search_index(const Site& site, const PageDrawing& drawing, unsigned jobs);

// Every file that is no page: 404, choice of language, assets, pictures, feeds, what the server reads.
// Code: duplicate-address.
void draw_others(const Site& site, const PageDrawing& drawing, const ThemeFiles& theme_files, const Sink& sink,
                 Diagnostics& diagnostics);

}  // namespace charter
