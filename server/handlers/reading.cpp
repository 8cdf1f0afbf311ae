#include "server/handlers/reading.h"

#include <charconv>

#include "server/forms/rules.h"
#include "server/handlers/handlers.h"
#include "server/store/audit_store.h"
#include "server/store/case_store.h"

namespace charter {
namespace {

// The case, if this person must say why before they read it.
std::optional<CaseFile> find_unopened(const Visit& visit, const SignedIn& who) {
    auto parsed = CaseReference::parse(visit.values.front());
    const auto* reference = std::get_if<CaseReference>(&parsed);
    if (reference == nullptr) return std::nullopt;
    auto file = visit.app.store.cases().find_case(*reference, who.scope);
    if (file && sight_of({who.member.role, who.member.office, false}, file->now) != Sight::WithoutWords) file.reset();
    return file;
}

}  // namespace

Viewer viewer_of(const Visit& visit, const SignedIn& who, const CaseReference& reference, std::chrono::seconds stands) {
    return {who.member.role, who.member.office,
            visit.app.store.audit().gave_reason(who.member.id, reference, visit.now - stands)};
}

void note_read(const Visit& visit, const SignedIn& who, Deed deed, const CaseReference& reference) {
    AuditEntry entry = deed_of(who.actor, deed, visit.now);
    entry.reference = reference;
    visit.app.store.audit().note(entry);
}

void check_reason(const std::string& reason, std::vector<FieldError>& errors) {
    require("reason", reason, errors);
    limit_length("reason", reason, longest_text, errors);
}

std::optional<StoreBusy> record_reason(const Visit& visit, const SignedIn& who, const CaseReference& reference,
                                       const std::string& reason) {
    AuditEntry entry = deed_of(who.actor, Deed::GiveReason, visit.now);
    entry.reference = reference;
    entry.reason.text = reason;
    return visit.app.store.audit().record(entry);
}

void note_list(const Visit& visit, const SignedIn& who, Deed deed, const std::vector<WorklistRow>& shown) {
    AuditEntry entry = deed_of(who.actor, deed, visit.now);
    for (const WorklistRow& row : shown) entry.detail += (entry.detail.empty() ? "" : " ") + row.reference.text();
    visit.app.store.audit().note_later(entry);
}

Searcher searcher_of(const Visit& visit, const SignedIn& who) {
    return {who.member.id, who.scope.every_office ? std::string() : who.member.office, visit.now - reason_stands};
}

void note_calls(const Visit& visit, const SignedIn& who, const std::vector<AfterHoursCall>& calls) {
    AuditEntry entry = deed_of(who.actor, Deed::ReadCalls, visit.now);
    for (const AfterHoursCall& call : calls) {
        if (is_erased(call)) continue;
        entry.detail += (entry.detail.empty() ? "" : " ") + std::to_string(call.id);
    }
    if (!entry.detail.empty()) visit.app.store.audit().note(entry);
}

std::optional<std::int64_t> call_id(const Visit& visit) {
    const std::string& text = visit.values.front();
    std::int64_t id = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return id;
}

Response show_reason_form(const Visit& visit) {
    const auto who = signed_in(visit);
    if (!who) return to_sign_in(visit);
    const auto file = find_unopened(visit, *who);
    if (!file) return error_response(visit, 404);
    return html(reason_page(context_of(visit, *who), file->now, {}));
}

Response give_reason(const Visit& visit) {
    const auto who = signed_in(visit);
    if (!who) return to_sign_in(visit);
    const auto file = find_unopened(visit, *who);
    if (!file) return error_response(visit, 404);
    ReasonEntry typed{value_of(visit.form, "reason"), {}};
    if (!is_own_form(visit)) {
        typed.errors = {{"reason", "error.form.returned", {}}};
        return html(reason_page(context_of(visit, *who), file->now, typed), 403);
    }
    check_reason(typed.reason, typed.errors);
    if (!typed.errors.empty()) return html(reason_page(context_of(visit, *who), file->now, typed), 422);
    if (record_reason(visit, *who, file->now.reference, typed.reason)) return busy_response(visit);
    return redirect(staff_case_url(file->now.reference));
}

}  // namespace charter
