#include "generator/build/own_findings.h"

#include <fmt/format.h>

#include <algorithm>

#include "generator/content/places.h"

namespace charter {
namespace {

bool holds_drafts(const Site& site) {
    return std::any_of(site.sources.begin(), site.sources.end(), [](const Source& source) {
        return source.text.find("\ndraft:") != std::string::npos && has_field(source, "draft");
    });
}

std::string counted(std::size_t count, std::string_view word) {
    return fmt::format("{} {}{}", count, word, count == 1 ? "" : "s");
}

}  // namespace

OwnFindings own_findings_of_drafts(const CheckOptions& options, const Site& site, const Diagnostics& found) {
    OwnFindings own;
    if (!holds_drafts(site)) return own;
    CheckOptions with_drafts = options;
    with_drafts.drafts = true;
    with_drafts.profile = Profile::Draft;
    Diagnostics all;
    const Site whole = check_site(with_drafts, all);
    if (whole.catalogue.edition != site.catalogue.edition) own.edition = whole.catalogue.edition;
    std::set<std::string> known;
    for (const Diagnostic& each : found.sorted()) known.insert(to_text({each}));
    const std::set<std::string> files = files_of_drafts(whole);
    for (const Diagnostic& each : all.sorted()) {
        if (!files.contains(each.path) || known.contains(to_text({each}))) continue;
        own.errors += each.severity == Severity::Error ? 1 : 0;
        own.warnings += each.severity == Severity::Warning ? 1 : 0;
    }
    return own;
}

std::string to_text(const OwnFindings& own) {
    if (own.errors + own.warnings == 0) return {};
    return fmt::format(
        "the {} {}{}{} of {} own", own.edition.empty() ? "drafts have" : fmt::format("draft of {} has", own.edition),
        own.errors > 0 ? counted(own.errors, "error") : "", own.errors > 0 && own.warnings > 0 ? " and " : "",
        own.warnings > 0 ? counted(own.warnings, "warning") : "", own.edition.empty() ? "their" : "its");
}

std::set<std::string> files_of_drafts(const Site& site) {
    std::set<std::string> paths;
    for (const Page& page : site.pages)
        if (page.draft) paths.insert(page.path);
    std::set<std::string> files;
    for (const Page& page : site.pages)
        if (page.source && paths.contains(page.path)) files.insert(site.sources[*page.source].path);
    return files;
}

}  // namespace charter
