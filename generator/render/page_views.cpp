#include "generator/render/page_views.h"

#include "generator/render/article_view.h"
#include "generator/render/part_views.h"

namespace charter {
namespace {

View plain_view(const Scope& scope, const Page& page, const MarkdownPage& text, const ReadingOrder& order) {
    View view = article_view(scope, page, text);
    const auto set_neighbour = [&](std::string_view name, const Page* neighbour) {
        if (neighbour == nullptr) return;
        view.object(name, View().set("title", neighbour->title).set("url", neighbour->url));
    };
    const Neighbours neighbours = order.around(page);
    set_neighbour("previous", neighbours.previous);
    set_neighbour("next", neighbours.next);
    return view;
}

}  // namespace

std::string_view layout_of(const Page& page) {
    if (page.path == "index") return "home";
    if (page.is_index) return "section";
    switch (page.kind) {
        case PageKind::Service:
            return "service";
        case PageKind::Standard:
            return "standard";
        case PageKind::Charter:
            return "charter";
        case PageKind::Office:
            return "office";
        case PageKind::Page:
        case PageKind::Manual:
        case PageKind::Procedure:
        case PageKind::News:
            break;
    }
    return "page";
}

View page_view(const Scope& scope, const Page& page, const MarkdownPage& text, const ReadingOrder& order) {
    const std::string_view layout = layout_of(page);
    if (layout == "home") return home_view(scope, page, text);
    if (layout == "section") return section_view(scope, page, text);
    if (layout == "charter") return charter_view(scope, page, text);
    if (layout == "standard") return standard_view(scope, page, text);
    if (layout == "service") return service_view(scope, page, text);
    if (layout == "office") return office_view(scope, page, text);
    return plain_view(scope, page, text, order);
}

}  // namespace charter
