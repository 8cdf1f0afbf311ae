#include "generator/render/edition_views.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "generator/model/approvals.h"
#include "generator/render/part_views.h"
#include "generator/shared/service.h"

namespace charter {
namespace {

// What people must know first stands first.
constexpr std::array<ChangeEffect, 5> effects_in_order = {
    ChangeEffect::Weaker, ChangeEffect::Removed, ChangeEffect::Stronger, ChangeEffect::New, ChangeEffect::Changed};

// "25 working days", in the page's language.
std::string limit_text(const Words& words, const std::string& written) {
    const auto limit = parse_limit(written);
    if (!limit) return written;
    return std::to_string(limit->amount) + " " + words.limit_unit(*limit);
}

std::string applies_text(const Words& words, const std::string& keys) {
    std::string text;
    std::size_t begin = 0;
    while (begin < keys.size()) {
        const std::size_t end = std::min(keys.find(", ", begin), keys.size());
        text.append(text.empty() ? "" : ", ").append(words.text("applies." + keys.substr(begin, end - begin)));
        begin = end + 2;
    }
    return text;
}

std::string title_of(const Scope& scope, const Page& page) {
    const Page* own = find_page(scope.site, scope.language(), page.path);
    return own == nullptr ? page.title : own->title;
}

std::string change_text(const Scope& scope, const Change& change) {
    const Words& words = scope.words;
    const std::string key = "change." + std::string(key_of(change.field));
    if (!change.charter.empty())
        return words.format(change.effect == ChangeEffect::New ? "change.charter-new" : "change.charter-removed",
                            {{"charter", title_of(scope, *change.page)}});
    switch (change.field) {
        case ChangeField::Within:
            return words.format(
                key, {{"before", limit_text(words, change.before)}, {"after", limit_text(words, change.after)}});
        case ChangeField::Target:
            return words.format(key, {{"before", change.before.empty() ? "-" : change.before},
                                      {"after", change.after.empty() ? "-" : change.after}});
        case ChangeField::AppliesTo:
            return words.format(
                key, {{"before", applies_text(words, change.before)}, {"after", applies_text(words, change.after)}});
        case ChangeField::Title:
        case ChangeField::Text:
            return words.text("change.text");
        case ChangeField::Clock:
        case ChangeField::Status:
            return words.text(key);
        case ChangeField::Whole:
            break;
    }
    return limit_text(words, change.effect == ChangeEffect::New ? change.after : change.before);
}

// The page that shows the promise in the newer edition; where it ended, in the older one.
const Page* page_of_promise(const Scope& scope, const EditionPromises& before, const EditionPromises& after,
                            const std::string& id) {
    for (const EditionPromises* edition : {&after, &before}) {
        for (const Standard& standard : *edition->standards)
            if (standard.id == id) return find_page_at(scope.site, text_in(standard.url, scope.language()));
    }
    return nullptr;
}

std::string note_of(const Scope& scope, const Page* page) {
    if (page == nullptr) return {};
    const Page* own = find_page(scope.site, scope.language(), page->path);
    return own == nullptr ? page->change_note : own->change_note;
}

// One promise's changes of one effect, each text once.
View entry_view(const Scope& scope, const Page& page, const std::vector<const Change*>& changes) {
    View view = link_view(scope, page);
    std::vector<std::string> texts;
    for (const Change* change : changes) {
        std::string text = change_text(scope, *change);
        if (std::find(texts.begin(), texts.end(), text) == texts.end()) texts.push_back(std::move(text));
    }
    std::vector<View> lines;
    lines.reserve(texts.size());
    for (std::string& text : texts) lines.push_back(View().set("text", std::move(text)));
    view.list("lines", std::move(lines));
    const Change& first = *changes.front();
    const bool lessens = first.effect == ChangeEffect::Weaker || first.effect == ChangeEffect::Removed;
    if (lessens) view.set("note", note_of(scope, first.charter.empty() ? &page : first.page));
    return view;
}

// `until`: the day on which the next edition begins.
std::string period_text(const Words& words, const std::optional<Date>& from, const std::optional<Date>& until) {
    if (!from) return {};
    if (!until) return words.format("edition.from", {{"date", words.date(*from)}});
    return words.format("edition.period", {{"from", words.date(*from)}, {"next", words.date(*until)}});
}

std::string state_key(ApprovalState state) {
    switch (state) {
        case ApprovalState::Approved:
            return "approved";
        case ApprovalState::Altered:
            return "altered";
        case ApprovalState::UnderWay:
            return "under-way";
        case ApprovalState::None:
            break;
    }
    return "none";
}

}  // namespace

View changes_view(const Scope& scope, const EditionPromises& before, const EditionPromises& after) {
    const std::vector<Change> changes = changes_between(scope.site, before, after);
    View view;
    view.set("before", before.year).set("after", after.year);
    std::vector<View> groups;
    std::set<std::string> more_than_words;  // whose new words only say what is listed before
    for (const Change& change : changes)
        if (change.effect != ChangeEffect::Changed) more_than_words.insert(change.standard);
    for (const ChangeEffect effect : effects_in_order) {
        std::map<std::string, std::vector<const Change*>> by_standard;
        for (const Change& change : changes) {
            const bool says_it_already = effect == ChangeEffect::Changed && more_than_words.contains(change.standard);
            if (change.effect == effect && !says_it_already) by_standard[change.standard].push_back(&change);
        }
        std::vector<View> entries;
        for (const auto& [id, own] : by_standard)
            if (const Page* page = page_of_promise(scope, before, after, id))
                entries.push_back(entry_view(scope, *page, own));
        if (entries.empty()) continue;
        const std::string key(key_of(effect));
        groups.push_back(View()
                             .set("id", key)
                             .set("title", scope.words.text("change.effect." + key))
                             .list("entries", std::move(entries)));
    }
    view.list("groups", std::move(groups));
    return view;
}

std::vector<View> history_views(const Scope& scope, const Page& page) {
    std::vector<View> views;
    for (const Approval* record : approvals_of(scope.site, plain_path(page), signed_edition(scope.site, page)))
        views.push_back(View()
                            .set("date", scope.words.date(record->on))
                            .set("step", scope.words.text("sign-off." + std::string(key_of(record->step))))
                            .set("role", role_text(scope.site, record->role, scope.language()))
                            .set("file", record->file));
    return views;
}

View register_view(const Scope& scope) {
    std::set<std::string> documents;
    for (const Approval& approval : scope.site.approvals) documents.insert(approval.document);
    std::vector<View> views;
    for (const std::string& document : documents) {
        const Page* page = find_page(scope.site, scope.language(), document);
        if (page == nullptr) page = find_page(scope.site, source_language(scope.site), document);
        if (page == nullptr) continue;
        const std::string edition = signed_edition(scope.site, *page);
        const auto records = approvals_of(scope.site, document, edition);
        View view = View()
                        .set("title", page->title)
                        .set("url", page->url)
                        .set("edition", edition)
                        .set("status", scope.words.text("register." + state_key(approval_state(scope.site, *page))))
                        .set("owner", page->owner);
        if (!records.empty())
            view.set("date", scope.words.date(records.back()->on))
                .set("role", role_text(scope.site, records.back()->role, scope.language()));
        views.push_back(std::move(view));
    }
    return View().list("documents", std::move(views));
}

View editions_view(const Scope& scope) {
    std::vector<View> charters;
    for (const CharterEdition& charter : scope.site.catalogue.charters) {
        const Page* page = find_page_of(scope.site, PageKind::Charter, charter.id, scope.language());
        if (page == nullptr) continue;
        std::vector<const Page*> pages;
        for (const Edition& edition : scope.site.editions) {
            const std::string path = std::string(plain_path(*page)) + "/" + edition.year;
            const Page* own = find_page(scope.site, scope.language(), path);
            if (own == nullptr) own = find_page(scope.site, source_language(scope.site), path);
            if (own != nullptr) pages.push_back(own);
        }
        std::vector<View> rows;
        std::optional<Date> until;  // the day on which the next one begins
        for (auto each = pages.rbegin(); each != pages.rend(); ++each) {
            View row;
            row.set("edition", (*each)->edition).set("url", (*each)->url);
            row.set("period", period_text(scope.words, (*each)->in_force_from, until));
            row.flag("current", (*each)->edition_place == EditionPlace::Same);
            until = (*each)->in_force_from;
            rows.push_back(std::move(row));
        }
        charters.push_back(View().set("title", page->title).set("url", page->url).list("rows", std::move(rows)));
    }
    return View().list("charters", std::move(charters));
}

}  // namespace charter
