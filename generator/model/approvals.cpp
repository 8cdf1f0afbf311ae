#include "generator/model/approvals.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "generator/model/short_hash.h"
#include "generator/shared/contains.h"

namespace charter {
namespace {

constexpr std::array<std::string_view, 7> unsigned_fields = {
    "approved", "draft", "reviewed", "review_by", "in_force_from", "translations", "open_for_comment"};

bool is_unsigned(std::string_view line) {
    return std::any_of(unsigned_fields.begin(), unsigned_fields.end(), [&](std::string_view field) {
        return line.starts_with(field) && line.size() > field.size() && line[field.size()] == ':';
    });
}

// The file without the lines of unsigned fields, in its normal form.
std::string signed_text(std::string_view text, std::size_t body_begin) {
    std::string kept;
    bool skipping = false;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        const std::string_view line = text.substr(at, end - at);
        const bool in_header = at < body_begin;
        const bool goes_on = skipping && line.starts_with(' ');
        skipping = in_header && (goes_on || is_unsigned(line));
        if (!skipping) kept.append(line).append("\n");
        at = end + 1;
    }
    return normal_text(kept);
}

std::string signed_text(const Site& site, const Page* page) {
    if (page == nullptr || !page->source) return {};
    return signed_text(site.sources[*page->source].text, page->body_begin);
}

// The steps taken, in order, are those that are asked for.
bool holds_all(const std::vector<SignOff>& wanted, const std::vector<SignOff>& taken) {
    auto next = wanted.begin();
    for (const SignOff step : taken)
        if (next != wanted.end() && *next == step) ++next;
    return next == wanted.end();
}

}  // namespace

std::string signed_edition(const Site& site, const Page& page) {
    if (page.kind == PageKind::Standard) {
        const Standard* standard = find_standard_of(site, page.edition, page.id);
        return standard == nullptr ? std::string() : standard->edition;
    }
    const CharterEdition* charter = find_charter_of(site, page);
    return charter == nullptr ? std::string() : charter->edition;
}

std::string approved_hash(const Site& site, const Page& page) {
    const std::string& language = source_language(site);
    const Page* original = find_page(site, language, page.path);
    std::string text = signed_text(site, original);
    if (const CharterEdition* charter = find_charter_of(site, page)) {
        for (const std::string& id : charter->standards) {
            const Standard* standard = find_standard_of(site, page.edition, id);
            if (standard != nullptr) text += signed_text(site, find_page_at(site, text_in(standard->url, language)));
        }
    }
    return short_hash(text);
}

std::vector<const Approval*> approvals_of(const Site& site, std::string_view document, std::string_view edition) {
    std::vector<const Approval*> found;
    for (const Approval& approval : site.approvals)
        if (approval.document == document && approval.edition == edition) found.push_back(&approval);
    return found;
}

ApprovalState approval_state(const Site& site, const Page& page) {
    const auto records = approvals_of(site, plain_path(page), signed_edition(site, page));
    if (records.empty()) return ApprovalState::None;
    const std::string hash = approved_hash(site, page);
    std::vector<SignOff> all;
    std::vector<SignOff> of_this_text;
    for (const Approval* record : records) {
        all.push_back(record->step);
        if (record->hash == hash) of_this_text.push_back(record->step);
    }
    if (holds_all(site.sign_off, of_this_text)) return ApprovalState::Approved;
    return holds_all(site.sign_off, all) ? ApprovalState::Altered : ApprovalState::UnderWay;
}

const Approval* approval_of_text(const Site& site, const Page& page) {
    const auto records = approvals_of(site, plain_path(page), signed_edition(site, page));
    const std::string hash = approved_hash(site, page);
    const auto found = std::find_if(records.rbegin(), records.rend(), [&](const Approval* record) {
        return record->step == SignOff::Approved && record->hash == hash;
    });
    return found == records.rend() ? nullptr : *found;
}

std::vector<ApprovedCharter> approved_charters(const Site& site) {
    std::vector<ApprovedCharter> charters;
    for (const Page& page : site.pages) {
        if (page.language != source_language(site) || !page.source || !is_worked_on(site, page)) continue;
        const CharterEdition* charter = find_charter_of(site, page);
        if (charter == nullptr || approval_state(site, page) != ApprovalState::Approved) continue;
        const Approval* record = approval_of_text(site, page);
        const auto from = record != nullptr && record->in_force_from ? record->in_force_from : charter->in_force_from;
        if (from) charters.push_back({charter, *from});
    }
    return charters;
}

std::optional<Date> first_day_of(const std::vector<ApprovedCharter>& charters, const std::string& standard) {
    std::optional<Date> first;
    for (const auto& [charter, from] : charters) {
        if (contains(charter->standards, standard) && (!first || from < *first)) first = from;
    }
    return first;
}

std::string how_to_sign(const Site& site, std::string_view path) {
    std::string steps;
    for (const SignOff step : {SignOff::Supported, SignOff::Approved}) {
        const auto times = std::count(site.sign_off.begin(), site.sign_off.end(), step);
        if (times == 0) continue;
        steps += fmt::format("{}charter approve {} --step {} --role ROLE", steps.empty() ? "" : ", then ", path,
                             key_of(step));
        if (times > 1) steps += fmt::format(" ({} roles)", times);
    }
    return steps;
}

bool keeps_register(const Site& site) {
    return !site.approvals.empty() || site.sign_off != std::vector{SignOff::Approved};
}

bool counts_as_approved(const Site& site, const Page& page) {
    const CharterEdition* charter = find_charter_of(site, page);
    if (charter == nullptr || charter->approved_role.empty() || !charter->approved_on) return false;
    return !keeps_register(site) || approval_state(site, page) == ApprovalState::Approved;
}

}  // namespace charter
