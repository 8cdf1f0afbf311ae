#include "generator/check/check_approvals.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <vector>

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
                        fmt::format("have it signed: {}", how_to_sign(site, plain_path(page))));
        return;
    }
    const ApprovalState state = approval_state(site, page);
    if (!keeps_register(site) || state == ApprovalState::Approved || state == ApprovalState::Altered) return;
    diagnostics.add(due_severity(aim.profile), source, field_place(source, "approved"), "not-approved",
                    "this charter says that it is approved, but data/approvals.yaml does not hold every signature "
                    "that sign_off in site.yaml asks for",
                    fmt::format("have it signed: {}", how_to_sign(site, plain_path(page))));
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
        fmt::format("{}: {}", is_frozen ? "have its next edition signed too" : "put it back, or have it signed again",
                    how_to_sign(site, plain_path(page))));
}

// Where the page says the field, else its beginning.
Span place_of_signed(const Source& source, std::string_view field) {
    return has_field(source, field) ? field_place(source, field) : top_of_file;
}

std::string day_text(const std::optional<Date>& day) {
    return day ? to_iso(*day) : "not there";
}

// The lines that signing writes are no part of the text that is signed: the register says what they were.
void check_signed_lines(const Site& site, const Page& page, const CheckAim& aim, Diagnostics& diagnostics) {
    const Approval* record = approval_of_text(site, page);
    if (record == nullptr) return;
    const Source& source = site.sources[*page.source];
    const auto report = [&](std::string_view field, std::string message, std::string hint) {
        diagnostics.add(due_severity(aim.profile), source, place_of_signed(source, field), "altered-after-approval",
                        std::move(message), std::move(hint));
    };
    const CharterEdition* charter = find_charter_of(site, page);
    if (charter != nullptr && !charter->approved_role.empty() &&
        (charter->approved_role != record->role || charter->approved_on != record->on))
        report("approved",
               fmt::format("this says {}, {}; the last one to approve it was {}, {}, says data/approvals.yaml",
                           charter->approved_role, day_text(charter->approved_on), record->role, to_iso(record->on)),
               fmt::format("write approved: {{role: {}, on: {}}}", record->role, to_iso(record->on)));
    if (record->in_force_from && page.in_force_from != record->in_force_from)
        report("in_force_from",
               fmt::format("the day from which this counts is {}; it was approved for {}, says data/approvals.yaml",
                           day_text(page.in_force_from), to_iso(*record->in_force_from)),
               fmt::format("write in_force_from: {}, or have the new day approved: charter approve {} --step approved "
                           "--role ROLE --in-force-from DAY",
                           to_iso(*record->in_force_from), plain_path(page)));
}

// A promise counts from the first day of a charter that makes it.
void check_days_of_promises(const Site& site, const CheckAim& aim, Diagnostics& diagnostics) {
    const std::vector<ApprovedCharter> charters = approved_charters(site);
    for (const Page& page : site.pages) {
        const bool is_own = page.kind == PageKind::Standard && page.source && page.language == source_language(site);
        if (!is_own || !is_worked_on(site, page) || is_faulty(site, page)) continue;
        const std::optional<Date> first = first_day_of(charters, page.id);
        const bool counts_early = !page.in_force_from && aim.today && *aim.today < first;
        if (!first || (page.in_force_from ? page.in_force_from == first : !counts_early)) continue;
        const Source& source = site.sources[*page.source];
        diagnostics.add(due_severity(aim.profile), source, place_of_signed(source, "in_force_from"),
                        "altered-after-approval",
                        fmt::format("the day from which this promise counts is {}; the charters that name it were "
                                    "approved for {}",
                                    day_text(page.in_force_from), to_iso(*first)),
                        fmt::format("write in_force_from: {}", to_iso(*first)));
    }
}

}  // namespace

void check_approvals(const Site& site, const CheckAim& aim, Diagnostics& diagnostics) {
    for (const Page& page : site.pages) {
        const bool is_at_own_place = page.edition.empty() || page.edition_place == EditionPlace::Coming;
        if (page.language != source_language(site) || !page.source || !is_at_own_place) continue;
        if (is_in_work(site, page)) continue;
        if (page.kind == PageKind::Charter && is_worked_on(site, page)) check_charter(site, page, aim, diagnostics);
        const ApprovalState state = approval_state(site, page);
        if (state == ApprovalState::Altered) report_altered(site, page, aim, diagnostics);
        if (state == ApprovalState::Approved && is_worked_on(site, page))
            check_signed_lines(site, page, aim, diagnostics);
    }
    check_days_of_promises(site, aim, diagnostics);
}

}  // namespace charter
