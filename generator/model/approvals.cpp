#include "generator/model/approvals.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "generator/model/short_hash.h"

namespace charter {
namespace {

constexpr std::array<std::string_view, 6> unsigned_fields = {"approved",  "draft",         "reviewed",
                                                             "review_by", "in_force_from", "translations"};

bool is_unsigned(std::string_view line) {
    return std::any_of(unsigned_fields.begin(), unsigned_fields.end(), [&](std::string_view field) {
        return line.starts_with(field) && line.size() > field.size() && line[field.size()] == ':';
    });
}

// The file without the lines of unsigned fields, and without line ends of another system.
std::string signed_text(std::string_view text, std::size_t body_begin) {
    std::string kept;
    bool skipping = false;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        std::string_view line = text.substr(at, end - at);
        if (line.ends_with('\r')) line.remove_suffix(1);
        const bool in_header = at < body_begin;
        const bool goes_on = skipping && line.starts_with(' ');
        skipping = in_header && (goes_on || is_unsigned(line));
        if (!skipping) kept.append(line).append("\n");
        at = end + 1;
    }
    return kept;
}

std::string signed_text(const Site& site, const Page* page) {
    if (page == nullptr || !page->source) return {};
    return signed_text(site.sources[*page->source].text, page->body_begin);
}

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

// The steps taken, in order, are those that are asked for.
bool holds_all(const std::vector<SignOff>& wanted, const std::vector<SignOff>& taken) {
    auto next = wanted.begin();
    for (const SignOff step : taken)
        if (next != wanted.end() && *next == step) ++next;
    return next == wanted.end();
}

}  // namespace

std::string signed_edition(const Site& site, const Page& page) {
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

void check_approvals(const Site& site, Diagnostics& diagnostics) {
    for (const Page& page : site.pages) {
        if (page.language != source_language(site) || !page.source || !page.edition.empty()) continue;
        if (approval_state(site, page) != ApprovalState::Altered || is_in_work(site, page)) continue;
        diagnostics.warning(site.sources[*page.source], {0, 1}, "altered-after-approval",
                            "this text, or a promise it names, is not what was approved",
                            fmt::format("have it signed again: charter approve {} --role ROLE", page.path));
    }
}

}  // namespace charter
