#include "generator/render/edition_views.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <map>
#include <set>

#include "generator/model/approvals.h"
#include "generator/render/part_views.h"
#include "generator/shared/contains.h"
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

// One promise's changes of one effect.
ChangedPromise changed_promise(const Scope& scope, const Page& page, const std::vector<const Change*>& changes) {
    ChangedPromise promise{&page, {}, {}};
    for (const Change* change : changes) {
        std::string text = change_text(scope, *change);
        if (std::find(promise.lines.begin(), promise.lines.end(), text) == promise.lines.end())
            promise.lines.push_back(std::move(text));
    }
    const ChangeEffect effect = changes.front()->effect;
    if (effect != ChangeEffect::Weaker && effect != ChangeEffect::Removed) return promise;
    // A promise that ended has no page that could say why: each charter that left it out does.
    std::vector<std::string> notes;
    for (const Change* change : changes) {
        std::string note = note_of(scope, change->charter.empty() ? &page : change->page);
        if (!note.empty() && !contains(notes, note)) notes.push_back(std::move(note));
    }
    promise.note = fmt::format("{}", fmt::join(notes, " "));
    return promise;
}

View promise_view(const Scope& scope, const ChangedPromise& promise) {
    View view = link_view(scope, *promise.page);
    std::vector<View> lines;
    lines.reserve(promise.lines.size());
    for (const std::string& text : promise.lines) lines.push_back(View().set("text", text));
    view.list("lines", std::move(lines)).set("note", promise.note);
    return view;
}

// `until`: the day on which the next edition begins.
std::string period_text(const Words& words, const std::optional<Date>& from, const std::optional<Date>& until) {
    if (!from) return {};
    if (!until) return words.format("edition.from", {{"date", words.date(*from)}});
    return words.format("edition.period",
                        {{"from", words.date(*from)}, {"last", words.date(*until - std::chrono::days(1))}});
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

// The office that the first language calls by the name.
const Office* find_office_named(const Site& site, std::string_view name) {
    const auto& offices = site.catalogue.offices;
    const auto found = std::find_if(offices.begin(), offices.end(), [&](const Office& office) {
        return text_in(office.name, source_language(site)) == name;
    });
    return found == offices.end() ? nullptr : &*found;
}

// An office or a role in the reader's language, whatever language the page names it in; a charter that names no owner
// is its office's.
std::string owner_of(const Scope& scope, const Page& page) {
    const CharterEdition* charter = page.owner.empty() ? find_charter_of(scope.site, page) : nullptr;
    const Office* office = charter == nullptr ? find_office_named(scope.site, page.owner)
                                              : find_office(scope.site.catalogue, charter->office);
    return office == nullptr ? role_text(scope.site, page.owner, scope.language())
                             : text_in(office->name, scope.language());
}

bool is_open_for_comment(const Page& page) {
    return page.open_for_comment && page.comment_state == CommentState::Open && page.edition.empty();
}

// What a reader must know of the document before its signatures, else how far those are.
std::string status_of(const Scope& scope, const Page& page) {
    const Words& words = scope.words;
    if (page.draft) return words.text("register.draft");
    if (page.edition_place == EditionPlace::Earlier) return words.text("register.superseded");
    if (is_open_for_comment(page))
        return words.format("register.open", {{"until", words.date(page.open_for_comment->until)}});
    if (!keeps_register(scope.site) && counts_as_approved(scope.site, page)) return words.text("register.approved");
    return words.text("register." + state_key(approval_state(scope.site, page)));
}

// In the first language: what somebody signed, every charter, what is open for comment; of one document the newest
// edition first. The permanent address of the edition that counts is its second drawing.
std::vector<const Page*> registered_pages(const Site& site) {
    std::set<std::string, std::less<>> signed_documents;
    for (const Approval& approval : site.approvals) signed_documents.insert(approval.document);
    std::vector<const Page*> pages;
    for (const Page* page : pages_below(site, source_language(site), "")) {
        if (page->edition_place == EditionPlace::Same) continue;
        if (page->kind == PageKind::Charter || signed_documents.contains(plain_path(*page)) ||
            is_open_for_comment(*page))
            pages.push_back(page);
    }
    std::stable_sort(pages.begin(), pages.end(), [](const Page* a, const Page* b) {
        const auto is_newer = [](const Page* one, const Page* other) {  // the one in force has no edition
            return one->edition.empty() ? !other->edition.empty()
                                        : !other->edition.empty() && one->edition > other->edition;
        };
        return plain_path(*a) != plain_path(*b) ? plain_path(*a) < plain_path(*b) : is_newer(a, b);
    });
    return pages;
}

View document_view(const Scope& scope, const Page& page) {
    const std::string edition = signed_edition(scope.site, page);
    const auto records = approvals_of(scope.site, plain_path(page), edition);
    View view = link_view(scope, page);
    view.set("edition", edition).set("status", status_of(scope, page)).set("owner", owner_of(scope, page));
    if (!records.empty())
        view.set("date", scope.words.date(records.back()->on))
            .set("role", role_text(scope.site, records.back()->role, scope.language()));
    if (page.review_by && page.edition_place != EditionPlace::Earlier)
        view.set("review_by", scope.words.date(*page.review_by));
    return view;
}

}  // namespace

const std::string& title_of(const Scope& scope, ChangeEffect effect) {
    return scope.words.text("change.effect." + std::string(key_of(effect)));
}

std::vector<ChangeGroup> grouped_changes(const Scope& scope, const EditionPromises& before,
                                         const EditionPromises& after) {
    const std::vector<Change> changes = changes_between(scope.site, before, after);
    std::set<std::string> more_than_words;  // whose new words only say what is listed before
    for (const Change& change : changes)
        if (change.effect != ChangeEffect::Changed) more_than_words.insert(change.standard);
    std::vector<ChangeGroup> groups;
    for (const ChangeEffect effect : effects_in_order) {
        std::map<std::string, std::vector<const Change*>> by_standard;
        for (const Change& change : changes) {
            const bool says_it_already = effect == ChangeEffect::Changed && more_than_words.contains(change.standard);
            if (change.effect == effect && !says_it_already) by_standard[change.standard].push_back(&change);
        }
        ChangeGroup group{effect, {}};
        for (const auto& [id, own] : by_standard)
            if (const Page* page = page_of_promise(scope, before, after, id))
                group.promises.push_back(changed_promise(scope, *page, own));
        if (!group.promises.empty()) groups.push_back(std::move(group));
    }
    return groups;
}

View changes_view(const Scope& scope, const EditionPromises& before, const EditionPromises& after) {
    std::vector<View> groups;
    for (const ChangeGroup& group : grouped_changes(scope, before, after)) {
        std::vector<View> entries;
        entries.reserve(group.promises.size());
        for (const ChangedPromise& promise : group.promises) entries.push_back(promise_view(scope, promise));
        groups.push_back(View()
                             .set("id", std::string(key_of(group.effect)))
                             .set("title", title_of(scope, group.effect))
                             .list("entries", std::move(entries)));
    }
    View view;
    view.set("before", before.year).set("after", after.year);
    view.set("csv_url", groups.empty() ? "" : "/data/changes.csv").list("groups", std::move(groups));
    return view;
}

std::vector<View> history_views(const Scope& scope, const Page& page) {
    const std::string edition = signed_edition(scope.site, page);
    std::vector<View> views;
    int round = 1;  // of a document without editions, whose versions nobody named
    for (const Approval& record : scope.site.approvals) {
        if (record.document != plain_path(page) || edition < record.edition) continue;
        const std::string& named = record.edition.empty() ? record.version : record.edition;
        views.push_back(View()
                            .set("version", named.empty() ? std::to_string(round) : named)
                            .set("date", scope.words.date(record.on))
                            .set("step", scope.words.text("sign-off." + std::string(key_of(record.step))))
                            .set("role", role_text(scope.site, record.role, scope.language()))
                            .set("file", record.file));
        if (record.step == SignOff::Approved) ++round;
    }
    return views;
}

View register_view(const Scope& scope) {
    std::vector<View> views;
    for (const Page* page : registered_pages(scope.site)) {
        const Page* own = find_page(scope.site, scope.language(), page->path);
        views.push_back(document_view(scope, own == nullptr ? *page : *own));
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
