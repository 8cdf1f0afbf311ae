#include "generator/editions/approve.h"

#include <fmt/format.h>

#include <algorithm>

#include "generator/editions/edit_header.h"
#include "generator/editions/header_changes.h"
#include "generator/editions/loose_standards.h"
#include "generator/editions/nearest_document.h"
#include "generator/editions/year_later.h"
#include "generator/model/approvals.h"
#include "generator/model/settings.h"
#include "generator/model/short_hash.h"
#include "generator/shared/files.h"
#include "generator/shared/text.h"

namespace charter {
namespace {

constexpr std::string_view register_path = "data/approvals.yaml";

std::string yaml_text(std::string_view text) {
    const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    const bool is_plain = !text.empty() && text.back() != ' ' && is_letter(text.front()) &&
                          std::all_of(text.begin(), text.end(), [&](char c) { return is_letter(c) || c == ' '; });
    if (is_plain) return std::string(text);
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + "\"";
}

// `from`: the day from which the document counts, with the last step.
std::string record_text(const ApprovalRequest& request, const std::string& edition, const std::string& hash,
                        const std::optional<Date>& from) {
    std::string text = fmt::format("- document: {}\n", request.document);
    if (!edition.empty()) text += fmt::format("  edition: \"{}\"\n", edition);
    text += fmt::format("  step: {}\n  role: {}\n  on: {}\n  hash: \"{}\"\n", key_of(request.step),
                        yaml_text(request.role), to_iso(request.on), hash);
    if (from) text += fmt::format("  in_force_from: {}\n", to_iso(*from));
    if (!request.file.empty()) text += fmt::format("  file: {}\n", yaml_text(request.file));
    if (!request.version.empty()) text += fmt::format("  version: {}\n", yaml_text(request.version));
    return text;
}

// The steps that this text has already, and the wanted one.
std::vector<SignOff> steps_with(const std::vector<const Approval*>& records, const std::string& hash, SignOff step) {
    std::vector<SignOff> steps;
    for (const Approval* record : records)
        if (record->hash == hash) steps.push_back(record->step);
    steps.push_back(step);
    return steps;
}

std::ptrdiff_t count(const std::vector<SignOff>& steps, SignOff step) {
    return std::count(steps.begin(), steps.end(), step);
}

// The promises that a charter makes count with it, or with another that counts before it.
void put_promises_in_force(const Site& site, const HeaderChanges& changes, const CharterEdition& charter,
                           Date signed_on, const std::optional<Date>& from, std::vector<std::string>& changed) {
    std::vector<ApprovedCharter> charters = approved_charters(site);
    std::erase_if(charters, [&](const ApprovedCharter& each) { return each.charter == &charter; });
    if (from) charters.push_back({&charter, *from});
    for (const std::string& id : charter.standards) {
        const Page* standard = find_page_of(site, PageKind::Standard, id, source_language(site));
        if (standard == nullptr || !standard->source) continue;
        std::string text = without_header_field(site.sources[*standard->source].text, HeaderKind::Page, "draft");
        const std::optional<Date> first = first_day_of(charters, id);
        const bool has_day = standard->draft || standard->in_force_from || signed_on < first;
        if (first && has_day && standard->in_force_from != first)
            text = with_header_field(text, HeaderKind::Page, "in_force_from", to_iso(*first));
        changes.replace(*standard, text, changed);
    }
}

// Takes the draft mark away; a charter says who approved it and when.
void put_in_force(const Site& site, const HeaderChanges& changes, const Page& page, const ApprovalRequest& request,
                  const std::optional<Date>& from, std::vector<std::string>& changed) {
    std::string text = without_header_field(site.sources[*page.source].text, HeaderKind::Page, "draft");
    if (page.kind == PageKind::Charter) {
        text = with_header_field(text, HeaderKind::Page, "approved",
                                 fmt::format("{{role: {}, on: {}}}", yaml_text(request.role), to_iso(request.on)));
        if (from && page.in_force_from != from)
            text = with_header_field(text, HeaderKind::Page, "in_force_from", to_iso(*from));
    }
    changes.replace(page, text, changed);
    if (const CharterEdition* charter = find_charter_of(site, page))
        put_promises_in_force(site, changes, *charter, request.on, from, changed);
}

// As the register names it; nothing if the site lists its roles and this is none of them.
std::optional<std::string> role_named(const Site& site, const std::string& wanted) {
    if (site.roles.empty()) return wanted;
    for (const Named& role : site.roles) {
        const bool is_meant = role.id == wanted || std::any_of(role.name.begin(), role.name.end(),
                                                               [&](const auto& in) { return in.second == wanted; });
        if (is_meant) return text_in(role.name, source_language(site));
    }
    return std::nullopt;
}

std::optional<Date> first_day_of_year(const Site& site, const std::string& edition) {
    if (!is_edition(edition)) return std::nullopt;
    return parse_date(fmt::format("{}-{}", edition.substr(0, 4), site.year_starts));
}

// "2027-04-01 to 2028-03-31": the days on which an edition may begin to count, if `day` is none of them.
std::string days_it_misses(const Site& site, const std::string& edition, std::string_view day) {
    const std::optional<Date> counts = parse_date(day);
    const auto first = first_day_of_year(site, edition);
    if (!counts || !first) return {};
    const Date last = year_later(*first) - std::chrono::days(1);
    return *counts < *first || *counts > last ? fmt::format("{} to {}", to_iso(*first), to_iso(last)) : std::string();
}

// From when the document counts once it is signed; nothing if it has no such day.
std::optional<Date> day_it_counts(const Site& site, const Page& page, const std::string& edition,
                                  const ApprovalRequest& request) {
    if (page.kind != PageKind::Charter) return page.in_force_from;
    if (const auto wanted = parse_date(request.in_force_from)) return wanted;
    if (page.in_force_from) return page.in_force_from;
    const auto first = first_day_of_year(site, edition);
    return request.on < first ? first : std::nullopt;
}

// The same role signs once more, for another day.
bool is_for_another_day(const Site& site, const Page& page, const ApprovalRequest& request) {
    const auto wanted = parse_date(request.in_force_from);
    const Approval* record = approval_of_text(site, page);
    const bool is_recorded = record != nullptr && record->in_force_from;
    return request.step == SignOff::Approved && wanted &&
           wanted != (is_recorded ? record->in_force_from : page.in_force_from);
}

// The latest day on which somebody signed this document in any edition: the register goes on from there.
std::optional<Date> last_signed(const Site& site, const std::string& document) {
    std::optional<Date> last;
    for (const Approval& each : site.approvals)
        if (each.document == document && (!last || *last < each.on)) last = each.on;
    return last;
}

// What is wrong with the days or the role of a request, whatever the steps before it; nothing if they can be.
std::optional<ApprovalResult> refusal(const Site& site, const ApprovalRequest& request, const std::string& edition,
                                      ApprovalOutcome& outcome) {
    if (request.today && *request.today < request.on) return ApprovalResult::DayToCome;
    if (const auto last = last_signed(site, request.document); last && request.on < *last) {
        outcome.hint = to_iso(*last);
        return ApprovalResult::OutOfOrder;
    }
    outcome.hint = days_it_misses(site, edition, request.in_force_from);
    if (!outcome.hint.empty()) return ApprovalResult::OutsideEdition;
    for (const Approval* record : approvals_of(site, request.document, edition)) {
        if (record->hash != outcome.hash || record->role != request.role || record->step == request.step) continue;
        outcome.hint = key_of(record->step);
        return ApprovalResult::RoleSignedStep;
    }
    return std::nullopt;
}

// The nearest role, or else all of them.
std::string roles_to_choose(const Site& site, const std::string& wanted) {
    std::vector<std::string> titles;
    for (const Named& role : site.roles) titles.push_back(text_in(role.name, source_language(site)));
    if (const auto nearest = nearest_name(wanted, titles)) return *nearest;
    return fmt::format("{}", fmt::join(titles, ", "));
}

}  // namespace

ApprovalOutcome approve(const CheckOptions& options, const ApprovalRequest& asked, Diagnostics& diagnostics) {
    ApprovalRequest request = asked;
    ApprovalOutcome outcome;
    CheckOptions with_drafts = options;
    with_drafts.drafts = true;
    const Site site = check_site(with_drafts, diagnostics);
    if (diagnostics.has_errors()) {
        outcome.result = ApprovalResult::SiteFails;
        return outcome;
    }
    const Page* page = find_page(site, source_language(site), request.document);
    if (page == nullptr || !page->source) {
        outcome.result = ApprovalResult::UnknownDocument;
        outcome.hint = nearest_document(site, request.document);
        return outcome;
    }
    const auto role = role_named(site, request.role);
    if (!role) {
        outcome.result = ApprovalResult::UnknownRole;
        outcome.hint = roles_to_choose(site, request.role);
        return outcome;
    }
    request.role = outcome.role = *role;
    const std::string edition = signed_edition(site, *page);
    outcome.hash = approved_hash(site, *page);
    const auto records = approvals_of(site, request.document, edition);
    const bool taken = std::any_of(records.begin(), records.end(), [&](const Approval* record) {
        return record->hash == outcome.hash && record->step == request.step && record->role == request.role;
    });
    if (taken && !is_for_another_day(site, *page, request)) {
        outcome.result = ApprovalResult::AlreadyRecorded;
        return outcome;
    }
    if (const auto refused = refusal(site, request, edition, outcome)) {
        outcome.result = *refused;
        return outcome;
    }
    const std::vector<SignOff> steps = steps_with(records, outcome.hash, request.step);
    const bool last = request.step == SignOff::Approved;
    const std::optional<Date> from = last ? day_it_counts(site, *page, edition, request) : std::nullopt;
    if (last && count(steps, SignOff::Supported) < count(site.sign_off, SignOff::Supported)) {
        outcome.result = ApprovalResult::StepMissing;
        outcome.hint =
            fmt::format("{} of {}", count(steps, SignOff::Supported), count(site.sign_off, SignOff::Supported));
        return outcome;
    }
    if (last) {
        put_in_force(site, HeaderChanges(options.site, site), *page, request, from, outcome.changed);
        outcome.loose = loose_drafts(site);
        std::erase(outcome.loose, page->path);
    }
    const std::filesystem::path file = options.site / register_path;
    std::string text = std::filesystem::exists(file) ? read_file(file) : std::string();
    if (!text.empty() && !text.ends_with('\n')) text += '\n';
    write_file_atomically(file, text + record_text(request, edition, outcome.hash, from));
    outcome.changed.emplace_back(register_path);
    outcome.result = last ? ApprovalResult::Complete : ApprovalResult::Recorded;
    return outcome;
}

}  // namespace charter
