#include "generator/check/check_editions.h"

#include <fmt/format.h>

#include <algorithm>

#include "generator/content/places.h"
#include "generator/model/approvals.h"
#include "generator/model/short_hash.h"

namespace charter {
namespace {

constexpr std::string_view kept_folder = "editions/";
constexpr std::string_view register_path = "data/editions.yaml";
constexpr std::string_view way_to_mend =
    "put it back as it was; an edition that is kept is never edited. Mend the mistake in the edition that is worked "
    "on, and write on a page of news what was wrong";

bool is_kept(const Source& source) {
    return source.path.starts_with(kept_folder);
}

// "editions/2025-26/"
std::string_view folder_of_edition(std::string_view path) {
    return path.substr(0, std::min(path.find('/', kept_folder.size()), path.size() - 1) + 1);
}

const KeptText* find_kept(const Site& site, std::string_view path) {
    const auto found =
        std::lower_bound(site.kept_texts.begin(), site.kept_texts.end(), path,
                         [](const KeptText& text, std::string_view wanted) { return text.path < wanted; });
    return found == site.kept_texts.end() || found->path != path ? nullptr : &*found;
}

bool is_listed(const Site& site, std::string_view folder) {
    const auto found =
        std::lower_bound(site.kept_texts.begin(), site.kept_texts.end(), folder,
                         [](const KeptText& text, std::string_view wanted) { return text.path < wanted; });
    return found != site.kept_texts.end() && found->path.starts_with(folder);
}

// What is wrong with a file below editions/; "" if nothing is.
std::string fault_of(const Site& site, const Source& source) {
    if (!is_listed(site, folder_of_edition(source.path))) return {};
    const KeptText* kept = find_kept(site, source.path);
    if (kept == nullptr) return fmt::format("the edition was kept without this file, says {}", register_path);
    if (kept->hash == text_hash(source.text)) return {};
    return fmt::format("this text is not what was kept of the edition, says {}", register_path);
}

void report_gone(const Site& site, Diagnostics& diagnostics) {
    const auto data =
        std::find_if(site.data.begin(), site.data.end(), [](const Source& file) { return file.path == register_path; });
    if (data == site.data.end()) return;
    for (const KeptText& kept : site.kept_texts) {
        const auto there =
            std::lower_bound(site.sources.begin(), site.sources.end(), kept.path,
                             [](const Source& one, const std::string& wanted) { return one.path < wanted; });
        const bool is_there = there != site.sources.end() && there->path == kept.path;
        if (is_there) continue;
        diagnostics.error(*data, kept.span, "edition-altered", fmt::format("{} is gone", kept.path),
                          "put it back as it was: what was promised must stay to be read");
    }
}

// A charter whose files no list names: its signatures are all that tells what it was.
bool differs_from_signed(const Site& site, const Page& page) {
    return approval_state(site, page) == ApprovalState::Altered;
}

bool is_kept_charter(const Site& site, const Page& page) {
    return page.kind == PageKind::Charter && !page.edition.empty() && page.source &&
           page.language == source_language(site) && is_kept(site.sources[*page.source]);
}

// One of the files that the charter's own edition consists of, for it, has a fault of its own.
bool has_altered_file(const Site& site, const Page& page) {
    const auto is_altered = [&](const Page* one) {
        return one != nullptr && one->source && is_kept(site.sources[*one->source]) &&
               !fault_of(site, site.sources[*one->source]).empty();
    };
    if (is_altered(&page)) return true;
    const CharterEdition* charter = find_charter_of(site, page);
    return charter != nullptr &&
           std::any_of(charter->standards.begin(), charter->standards.end(), [&](const std::string& id) {
               const Standard* standard = find_standard_of(site, page.edition, id);
               return standard != nullptr &&
                      is_altered(find_page_at(site, text_in(standard->url, source_language(site))));
           });
}

}  // namespace

void check_editions(const Site& site, Diagnostics& diagnostics) {
    for (const Source& source : site.sources) {
        if (!is_kept(source) || site.faulty.contains(source.path)) continue;
        if (std::string fault = fault_of(site, source); !fault.empty())
            diagnostics.error(source, top_of_file, "edition-altered", std::move(fault), std::string(way_to_mend));
    }
    report_gone(site, diagnostics);
    for (const Page& page : site.pages) {
        if (!is_kept_charter(site, page) || is_faulty(site, page) || has_altered_file(site, page)) continue;
        if (differs_from_signed(site, page))
            diagnostics.error(site.sources[*page.source], top_of_file, "edition-altered",
                              "this edition, or a promise in it, is not what was signed, says data/approvals.yaml",
                              std::string(way_to_mend));
    }
}

bool is_edition_altered(const Site& site, const Page& page) {
    const CharterEdition* charter = find_charter_of(site, page);
    if (charter == nullptr) return false;
    const Page* kept = find_page(site, page.language, fmt::format("{}/{}", plain_path(page), charter->edition));
    return kept != nullptr && (has_altered_file(site, *kept) || differs_from_signed(site, *kept));
}

}  // namespace charter
