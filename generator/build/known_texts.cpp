#include "generator/build/known_texts.h"

#include <algorithm>
#include <chrono>
#include <set>

#include "generator/render/page_drawing.h"
#include "generator/render/search_content.h"

namespace charter {
namespace {

// Times of files advance in steps of some milliseconds: what changed within one of them may look as it was.
constexpr std::chrono::seconds settling{1};

std::set<std::string, std::less<>> files_with_findings(const Diagnostics& diagnostics) {
    std::set<std::string, std::less<>> files;
    for (const Diagnostic& found : diagnostics.sorted()) files.insert(found.path);
    return files;
}

bool is_translated(const Site& site, const Page& page) {
    const auto& languages = site.catalogue.languages;
    return std::any_of(languages.begin(), languages.end(), [&](const std::string& language) {
        return language != page.language && find_page(site, language, page.path) != nullptr;
    });
}

// A signature is for the whole text, and so is a promise's for the charters that name it.
bool is_known_whole(const Site& site, const Page& page) {
    if (page.kind == PageKind::Standard || page.kind == PageKind::Charter || !page.edition.empty()) return true;
    return std::any_of(site.approvals.begin(), site.approvals.end(),
                       [&](const Approval& approval) { return approval.document == page.path; });
}

}  // namespace

TextMemory texts_to_know(const Site& site, const TextReading& reading, const TextMemory& before,
                         const PageMemory& pages, const Diagnostics& diagnostics, Instant begun) {
    TextMemory texts;
    if (has_search(site)) return texts;  // the index is made of all texts
    const std::int64_t youngest =
        std::chrono::duration_cast<std::chrono::nanoseconds>((begun - settling).time_since_epoch()).count();
    const auto faulty = files_with_findings(diagnostics);
    texts.reserve(site.pages.size());
    for (const Page& page : site.pages) {
        if (!page.source || page.body_begin == 0 || is_known_whole(site, page) || is_translated(site, page)) continue;
        const Source& source = site.sources[*page.source];
        const auto mark = reading.marks.find(source.path);
        if (mark == reading.marks.end() || std::max(mark->second.modified, mark->second.changed) >= youngest) continue;
        if (faulty.contains(source.path) || !pages.pages.contains(output_path(page.url))) continue;
        if (const auto known = before.find(source.path); reading.unread.contains(source.path))
            texts.emplace(*known);
        else
            texts.emplace(source.path,
                          KnownText{mark->second, std::string_view(source.text).substr(0, page.body_begin)});
    }
    return texts;
}

}  // namespace charter
