#include "generator/render/article_view.h"

#include <algorithm>

#include "generator/render/edition_views.h"
#include "generator/render/part_views.h"

namespace charter {
namespace {

constexpr std::size_t fewest_contents = 3;

const Page* find_in_own_or_source_language(const Site& site, const std::string& language, std::string_view path) {
    const Page* page = find_page(site, language, path);
    return page != nullptr ? page : find_page(site, source_language(site), path);
}

std::vector<View> contents(const std::vector<Heading>& headings) {
    std::vector<View> entries;
    for (const Heading& heading : headings) {
        if (heading.level != 2) continue;
        entries.push_back(View().set("text", heading.text).set("href", "#" + heading.id));
    }
    if (entries.size() < fewest_contents) entries.clear();
    return entries;
}

void set_translation_notes(View& view, const Scope& scope, const Page& page) {
    if (page.translation == Translation::Source) return;
    view.flag("draft_translation", page.translation == Translation::Draft);
    view.flag("stale_translation", page.is_stale);
    if (const Page* source = find_page(scope.site, source_language(scope.site), page.path))
        view.set("source_url", source->url);
}

// What a reader at a permanent address must know: whether this edition counts, and where the one is that does.
void set_edition_note(View& view, const Scope& scope, const Page& page) {
    if (page.edition.empty() || page.edition_place == EditionPlace::Same) return;
    View note;
    const bool is_coming = page.edition_place == EditionPlace::Coming;
    const std::string from = page.in_force_from ? scope.words.date(*page.in_force_from) : std::string();
    note.set("text", is_coming ? scope.words.format("edition.coming", {{"edition", page.edition}, {"date", from}})
                               : scope.words.format("edition.earlier", {{"edition", page.edition}}));
    const Page* current = find_in_own_or_source_language(scope.site, page.language, plain_path(page));
    if (current != nullptr) note.set("url", current->url).set("title", scope.words.text("edition.in-force"));
    view.object("edition_note", std::move(note));
}

// When people may say what they think of the page, and where.
void set_comment_note(View& view, const Scope& scope, const Page& page) {
    if (!page.open_for_comment || !is_worked_on(scope.site, page)) return;
    const auto& [from, until] = *page.open_for_comment;
    const std::string_view key = page.comment_state == CommentState::Coming   ? "comment.coming"
                                 : page.comment_state == CommentState::Closed ? "comment.closed"
                                                                              : "comment.open";
    View note;
    note.set("text", scope.words.format(key, {{"from", scope.words.date(from)}, {"until", scope.words.date(until)}}));
    if (page.comment_state == CommentState::Open)
        note.set("url", "/" + page.language + "/" + comment_path(plain_path(page)))
            .set("title", scope.words.text("comment.link"));
    view.object("comment_note", std::move(note));
}

void set_date(View& view, const Words& words, std::string_view name, const std::optional<Date>& date) {
    if (date) view.set(name, words.date(*date));
}

}  // namespace

std::vector<const Page*> ancestors_of(const Site& site, const Page& page) {
    std::vector<const Page*> pages;
    const auto add = [&](std::string_view path) {
        const Page* index = path == page.path ? nullptr : find_in_own_or_source_language(site, page.language, path);
        if (index != nullptr) pages.push_back(index);
    };
    const std::string path(plain_path(page));
    add("index");
    for (auto slash = path.find('/'); slash != std::string::npos; slash = path.find('/', slash + 1))
        add(path.substr(0, slash) + "/index");
    if (!page.edition.empty()) add(path);
    return pages;
}

View article_view(const Scope& scope, const Page& page, const MarkdownPage& text) {
    View view;
    view.set("title", page.title).set("lead", page.description).set("body", text.html).set("owner", page.owner);
    std::vector<View> breadcrumbs;
    for (const Page* index : ancestors_of(scope.site, page)) {
        const std::string& title = index->path == "index" ? scope.words.text("ui.home") : index->title;
        breadcrumbs.push_back(View().set("title", title).set("url", index->url));
    }
    view.list("breadcrumbs", std::move(breadcrumbs));
    view.list("toc", contents(text.headings));
    set_translation_notes(view, scope, page);
    set_edition_note(view, scope, page);
    set_comment_note(view, scope, page);
    view.list("history", history_views(scope, page));
    view.flag("draft", page.draft).flag("example", page.status == PromiseStatus::Example);
    set_date(view, scope.words, "date", page.date);
    set_date(view, scope.words, "reviewed", page.reviewed);
    set_date(view, scope.words, "review_by", page.review_by);
    return view;
}

}  // namespace charter
