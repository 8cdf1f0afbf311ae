#include "generator/print/paper.h"

#include <utility>

#include "generator/render/chrome.h"

namespace charter {

View paper_view(const Scope& scope, const Page& page, const Sheet& sheet, std::string title) {
    View view = chrome_view(scope.settings, chrome_of(scope, page), scope.words);
    view.set("document_title", std::move(title));
    View paper;
    paper.set("size", std::string(sheet.size))
        .set("margin", std::string(sheet.margin))
        .set("text", std::string(sheet.text));
    view.object("paper", std::move(paper));
    return view;
}

std::string source_path(const Site& site, const Page& page) {
    return page.source ? site.sources[*page.source].path : std::string();
}

}  // namespace charter
