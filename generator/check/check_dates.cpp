#include "generator/check/check_dates.h"

#include <fmt/format.h>

#include "generator/content/places.h"
#include "generator/model/settings.h"

namespace charter {
namespace {

constexpr std::chrono::days notice = std::chrono::days(30);

// The first day after the edition's year: of "2026-27" the day of 2027 on which a year starts.
std::optional<Date> end_of_edition(const std::string& edition, const std::string& year_starts) {
    if (!is_edition(edition)) return std::nullopt;  // reported as a field
    return parse_date(fmt::format("{:04}-{}", std::stoi(edition.substr(0, 4)) + 1, year_starts));
}

std::string next_edition(const std::string& edition) {
    const int year = std::stoi(edition.substr(0, 4)) + 1;
    return fmt::format("{}-{:02}", year, (year + 1) % 100);
}

// site.yaml names a later edition than the one that counts.
bool next_is_open(const Site& site) {
    const Span written = setting_place(site.settings, "edition");
    const std::string_view text =
        std::string_view(site.settings.text).substr(written.begin, written.end - written.begin);
    return is_edition(site.catalogue.edition) && text.find(site.catalogue.edition) == std::string_view::npos;
}

void check_edition(const Source& source, Span place, const std::string& edition, const Site& site, const CheckAim& aim,
                   Diagnostics& diagnostics) {
    const std::optional<Date> end = end_of_edition(edition, site.year_starts);
    if (!end || *aim.today < *end - notice) return;
    const std::string next = next_edition(edition);
    const bool is_over = *aim.today >= *end;
    // Charters are drafted and signed after the year has begun: until then the edition before counts, and is published.
    const bool is_open = next_is_open(site);
    const std::string hint =
        is_open   ? fmt::format("have the edition {} approved; until it counts, {} does", next, edition)
        : is_over ? fmt::format("open the next one: charter republish {}; then have it approved", next)
                  : fmt::format("have the edition {} ready and approved by that day", next);
    diagnostics.add(
        is_over && !is_open ? due_severity(aim.profile) : Severity::Advice, source, place, "edition-old",
        fmt::format("the year of the edition {} {} {}", edition, is_over ? "was over on" : "is over on", to_iso(*end)),
        hint);
}

void check_review(const Source& source, const Page& page, const CheckAim& aim, Diagnostics& diagnostics) {
    if (page.reviewed && *page.reviewed > *aim.today)
        diagnostics.add(due_severity(aim.profile), source, field_place(source, "reviewed"), "review-due",
                        fmt::format("this page says that it was reviewed on {}, a day that is still to come",
                                    to_iso(*page.reviewed)),
                        "write the day on which somebody read it, or take the line out");
    if (!page.review_by || *page.review_by >= *aim.today) return;
    diagnostics.add(due_severity(aim.profile), source, field_place(source, "review_by"), "review-due",
                    fmt::format("this page was to be reviewed by {}", to_iso(*page.review_by)),
                    fmt::format("review it, then let charter reviewed {} write the days", page.path));
}

}  // namespace

void check_dates(const Site& site, const CheckAim& aim, Diagnostics& diagnostics) {
    if (!aim.today) return;
    for (const Page& page : site.pages) {
        if (!page.source || page.language != source_language(site) || !is_worked_on(site, page)) continue;
        if (is_faulty(site, page)) continue;
        const Source& source = site.sources[*page.source];
        check_review(source, page, aim, diagnostics);
        if (page.kind != PageKind::Charter) continue;
        const CharterEdition* charter = find_charter_of(site, page);
        if (charter == nullptr) continue;
        check_edition(source, field_place(source, "edition"), charter->edition, site, aim, diagnostics);
    }
    if (!site.catalogue.standards.empty())
        check_edition(site.settings, setting_place(site.settings, "edition"), site.catalogue.edition, site, aim,
                      diagnostics);
}

}  // namespace charter
