#include "generator/editions/review.h"

#include <map>

#include "generator/build/prepare.h"
#include "generator/content/read_content.h"
#include "generator/editions/edit_header.h"
#include "generator/editions/header_changes.h"
#include "generator/editions/nearest_document.h"
#include "generator/editions/year_later.h"

namespace charter {
namespace {

// By the path of the file.
using Pages = std::map<std::string, const Page*>;

bool is_own(const Site& site, const Page& page) {
    return page.language == source_language(site) && page.source && page.edition.empty();
}

// False if there are none.
bool add_pages(const Site& site, const std::string& document, Pages& pages) {
    const bool is_folder = document.ends_with('/');
    bool is_known = false;
    for (const Page& page : site.pages) {
        if (!is_own(site, page)) continue;
        const bool is_meant = is_folder ? page.path.starts_with(document) : page.path == document;
        is_known = is_known || is_meant;
        if (is_meant && (!is_folder || page.review_by)) pages.emplace(site.sources[*page.source].path, &page);
    }
    return is_known;
}

// A review in the months before its day is the one of that day.
constexpr std::chrono::days soon = std::chrono::days(92);

Date next_review(const Page& page, const ReviewRequest& request) {
    if (request.next) return *request.next;
    Date next = page.review_by.value_or(request.on);
    while (next <= request.on + soon) next = year_later(next);
    return next;
}

std::string reviewed_text(const Site& site, const Page& page, const ReviewRequest& request) {
    const std::string text =
        with_header_field(site.sources[*page.source].text, HeaderKind::Page, "reviewed", to_iso(request.on));
    return with_header_field(text, HeaderKind::Page, "review_by", to_iso(next_review(page, request)));
}

}  // namespace

ReviewOutcome record_review(const CheckOptions& options, const ReviewRequest& request, Diagnostics& diagnostics) {
    ReviewOutcome outcome;
    if (request.next && *request.next <= request.on) {
        outcome.result = ReviewResult::NextNotLater;
        return outcome;
    }
    CheckOptions with_drafts = options;
    with_drafts.drafts = true;
    const Site site =
        read_site(with_drafts, read_content(options.site, options.jobs, diagnostics), nullptr, diagnostics);
    if (diagnostics.has_errors()) {
        outcome.result = ReviewResult::SiteFails;
        return outcome;
    }
    Pages pages;
    for (const std::string& document : request.documents) {
        if (add_pages(site, document, pages)) continue;
        outcome.result = ReviewResult::UnknownDocument;
        outcome.unknown = document;
        outcome.hint = nearest_document(site, document);
        return outcome;
    }
    const HeaderChanges changes(options.site, site);
    for (const auto& [path, page] : pages) {
        changes.replace(*page, reviewed_text(site, *page, request), outcome.changed);
        outcome.reviewed.push_back(path);
    }
    return outcome;
}

}  // namespace charter
