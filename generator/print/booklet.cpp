#include "generator/print/booklet.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "generator/print/paper_text.h"
#include "generator/render/article_view.h"
#include "generator/render/draw.h"
#include "generator/render/page_views.h"

namespace charter {
namespace {

bool is_chapter(const Page& page, const Page& index) {
    return page.kind == PageKind::Manual && !page.is_index && page.language == index.language;
}

std::vector<const Page*> chapters_of(const Site& site, const Page& index) {
    std::vector<const Page*> chapters = children_of(site, index);
    std::erase_if(chapters, [&](const Page* page) { return !is_chapter(*page, index); });
    return chapters;
}

// "manual/front-desk" -> "front-desk"
std::string chapter_id(const Page& page) {
    return page.path.substr(page.path.rfind('/') + 1);
}

View entry(std::string text, std::string href, bool is_deeper) {
    return View().set("text", std::move(text)).set("href", "#" + std::move(href)).flag("deeper", is_deeper);
}

// The headings of a text that has one of its own above them.
void append_headings(std::vector<View>& contents, const std::vector<Heading>& headings, const std::string& prefix,
                     bool is_deeper) {
    for (const Heading& heading : headings)
        if (heading.level == 2) contents.push_back(entry(heading.text, prefix + heading.id, is_deeper));
}

MarkdownPage text_of(const PageDrawing& drawing, const Page& page, Diagnostics& diagnostics) {
    DrawnPage drawn = drawing.draw(page);
    diagnostics.merge(std::move(drawn.diagnostics));
    return std::move(drawn.text);
}

bool has_items(const View& view, std::string_view name) {
    const auto found = view.items().find(name);
    return found != view.items().end() && !found->second.views.empty();
}

bool has_text(const View& view, std::string_view name) {
    const auto found = view.items().find(name);
    return found != view.items().end() && !found->second.text.empty();
}

// The parts of a charter as its layout has them, then the headings of its text.
std::vector<View> charter_contents(const Scope& scope, const View& view, const std::vector<Heading>& headings) {
    std::vector<View> contents;
    const auto add_part = [&](bool is_there, std::string_view id, std::string_view word) {
        if (is_there) contents.push_back(entry(scope.words.text(word), "part-" + std::string(id), false));
    };
    const auto add = [&](bool is_there, std::string_view id) { add_part(is_there, id, fmt::format("charter.{}", id)); };
    add(has_items(view, "cards"), "promises");
    add(has_text(view, "cost"), "cost");
    add(has_items(view, "needs"), "needs");
    add(has_items(view, "office"), "where");
    add(has_text(view, "redress"), "redress");
    add(has_items(view, "escalation"), "escalation");
    add(has_items(view, "services"), "services");
    append_headings(contents, headings, {}, false);
    add_part(has_items(view, "history"), "history", "history.title");
    return contents;
}

View charter_booklet(const PageDrawing& drawing, const Scope& scope, const Page& page, Diagnostics& diagnostics) {
    MarkdownPage text = text_of(drawing, page, diagnostics);
    text.html = text_for_paper(text.html, {{}, {{page.url, "part-promises"}}, scope.site});
    View view = charter_view(scope, page, text);
    view.flag("is_charter", true).list("contents", charter_contents(scope, view, text.headings));
    return view;
}

View chapter_view(const Scope& scope, const Page& page, const std::string& html) {
    View view;
    view.set("id", chapter_id(page)).set("title", page.title).set("lead", page.description).set("body", html);
    view.flag("example", page.status == PromiseStatus::Example).set("owner", page.owner);
    view.flag("draft_translation", page.translation == Translation::Draft).flag("stale_translation", page.is_stale);
    if (page.reviewed) view.set("reviewed", scope.words.date(*page.reviewed));
    return view;
}

View manual_booklet(const PageDrawing& drawing, const Scope& scope, const Page& index, Diagnostics& diagnostics) {
    const std::vector<const Page*> pages = chapters_of(scope.site, index);
    PaperLinks links{{}, {}, scope.site};
    for (const Page* page : pages) links.places.emplace(page->url, chapter_id(*page));
    MarkdownPage opening = text_of(drawing, index, diagnostics);
    links.prefix = "opening-";
    opening.html = text_for_paper(opening.html, links);
    std::vector<View> chapters;
    std::vector<View> contents;
    for (const Page* page : pages) {
        const MarkdownPage text = text_of(drawing, *page, diagnostics);
        links.prefix = chapter_id(*page) + "-";
        contents.push_back(entry(page->title, chapter_id(*page), false));
        append_headings(contents, text.headings, links.prefix, true);
        chapters.push_back(chapter_view(scope, *page, text_for_paper(text.html, links)));
    }
    View view = article_view(scope, index, opening);
    view.list("chapters", std::move(chapters)).list("contents", std::move(contents));
    view.set("edition", scope.site.catalogue.edition);
    return view;
}

}  // namespace

std::vector<const Page*> booklet_pages(const Site& site, std::string_view language) {
    std::vector<const Page*> pages = pages_below(site, language, "");
    std::erase_if(pages, [&](const Page* page) {
        const bool is_charter = page->kind == PageKind::Charter && page->edition.empty();
        return !is_charter && (!page->is_index || chapters_of(site, *page).empty());
    });
    return pages;
}

std::string booklet_path(const Page& page, const Sheet& sheet) {
    std::string name = page.path.substr(0, page.is_index ? page.path.rfind('/') : std::string::npos);
    std::replace(name.begin(), name.end(), '/', '-');
    return fmt::format("{}/booklet-{}-{}.html", page.language, name, sheet.size);
}

Paper draw_booklet(const PageDrawing& drawing, const Site& site, const Page& page, const Sheet& sheet,
                   Diagnostics& diagnostics) {
    const Scope scope = drawing.scope(page.language);
    View view = page.kind == PageKind::Charter ? charter_booklet(drawing, scope, page, diagnostics)
                                               : manual_booklet(drawing, scope, page, diagnostics);
    view.merge(paper_view(scope, page, sheet, page.title));
    return {booklet_path(page, sheet), draw(scope, "booklet", view), source_path(site, page), sheet.size};
}

}  // namespace charter
