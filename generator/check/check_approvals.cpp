#include "generator/check/check_approvals.h"

#include <fmt/format.h>

#include <algorithm>

#include "generator/check/check_editions.h"
#include "generator/content/places.h"
#include "generator/model/approvals.h"

namespace charter {
namespace {

// What is signed has a fault, or a promise in it has: it will be another text when that is mended.
bool is_in_work(const Site& site, const Page& page) {
    if (is_faulty(site, page)) return true;
    const CharterEdition* charter = find_charter_of(site, page);
    if (charter == nullptr || site.faulty.empty()) return false;
    return std::any_of(charter->standards.begin(), charter->standards.end(), [&](const std::string& id) {
        const Page* standard = find_page_of(site, PageKind::Standard, id, source_language(site));
        return standard == nullptr || is_faulty(site, *standard);
    });
}

void check_charter(const Site& site, const Page& page, const CheckAim& aim, Diagnostics& diagnostics) {
    const CharterEdition* charter = find_charter_of(site, page);
    if (charter == nullptr) return;
    const Source& source = site.sources[*page.source];
    if (charter->approved_role.empty()) {
        diagnostics.add(due_severity(aim.profile), source, top_of_file, "not-approved",
                        "nobody has approved this charter yet",
                        fmt::format("have it signed: {}", how_to_sign(site, page.path)));
        return;
    }
    const ApprovalState state = approval_state(site, page);
    if (!keeps_register(site) || state == ApprovalState::Approved || state == ApprovalState::Altered) return;
    diagnostics.add(due_severity(aim.profile), source, field_place(source, "approved"), "not-approved",
                    "this charter says that it is approved, but data/approvals.yaml does not hold every signature "
                    "that sign_off in site.yaml asks for",
                    fmt::format("have it signed: {}", how_to_sign(site, page.path)));
}

// A frozen text is not mended: it is altered by what it names, whose next edition counts already.
void report_altered(const Site& site, const Page& page, const CheckAim& aim, Diagnostics& diagnostics) {
    const bool is_frozen = !is_worked_on(site, page);
    if (is_frozen && is_edition_altered(site, page)) return;  // that is told
    diagnostics.add(
        due_severity(aim.profile), site.sources[*page.source], top_of_file, "altered-after-approval",
        is_frozen ? "this charter still counts, but a promise it names counts in a later edition, which was not signed "
                    "for it"
                  : "this text, or a promise it names, is not what was approved",
        is_frozen ? fmt::format("have its next edition signed too, or write a later in_force_from into the promise: {}",
                                how_to_sign(site, page.path))
                  : fmt::format("put it back, or have it signed again: {}", how_to_sign(site, page.path)));
}

}  // namespace

void check_approvals(const Site& site, const CheckAim& aim, Diagnostics& diagnostics) {
    for (const Page& page : site.pages) {
        if (page.language != source_language(site) || !page.source || !page.edition.empty()) continue;
        if (is_in_work(site, page)) continue;
        if (page.kind == PageKind::Charter && is_worked_on(site, page)) check_charter(site, page, aim, diagnostics);
        if (approval_state(site, page) != ApprovalState::Altered) continue;
        report_altered(site, page, aim, diagnostics);
    }
}

}  // namespace charter
