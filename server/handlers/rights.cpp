// A person's own data for that person, and the deletion of cases whose time is over.
#include <fmt/format.h>

#include <algorithm>

#include "server/cases/retention.h"
#include "server/handlers/handlers.h"
#include "server/handlers/reading.h"
#include "server/handlers/session.h"
#include "server/pages/rights_pages.h"
#include "server/store/after_hours_store.h"
#include "server/store/audit_store.h"
#include "server/store/case_store.h"
#include "server/store/retention_store.h"

namespace charter {
namespace {

constexpr std::size_t most_shown = 200;

// The request itself, then each case that was handed out.
std::optional<StoreBusy> record_export(const Visit& visit, const SignedIn& who, const RightsRequest& request,
                                       const std::vector<CaseFile>& cases) {
    AuditEntry entry = deed_of(who.actor, Deed::ExportPerson, visit.now);
    entry.detail = std::string(key_of(request.identity));
    if (auto busy = visit.app.store.audit().record(entry)) return busy;
    for (const CaseFile& file : cases) note_read(visit, who, Deed::ExportPerson, file.now.reference);
    return std::nullopt;
}

// Calls to the after-hours line: those that the person made, and those that their cases were made of.
std::vector<AfterHoursCall> calls_of(const Visit& visit, const SignedIn& who, const RightsRequest& request,
                                     const std::vector<CaseFile>& cases) {
    std::vector<AfterHoursCall> calls = visit.app.store.after_hours().with_words(who.scope);
    std::erase_if(calls, [&](const AfterHoursCall& call) {
        const bool is_of_case = call.made_case && std::any_of(cases.begin(), cases.end(), [&](const CaseFile& file) {
                                    return file.now.reference == *call.made_case;
                                });
        return !is_of_case && !names_contact(call, request.phone, request.email);
    });
    return calls;
}

Response due_page(const Visit& visit, const SignedIn& who, std::string notice_key, int status) {
    const Catalogue& catalogue = visit.site->catalogue;
    const RetentionLook look{
        visit.app.store.retention().due(catalogue, who.scope, visit.now + retention_notice, most_shown), who.member.id,
        visit.app.store.retention().due_calls(catalogue, visit.now + retention_notice, most_shown),
        std::move(notice_key), !catalogue.retention.empty() || catalogue.calls_kept_years};
    return html(retention_page(context_of(visit, who), look, names_of(visit)), status);
}

std::string_view word_of(DeletionRefusal refusal) {
    switch (refusal) {
        case DeletionRefusal::SamePerson:
            return "retention.same-person";
        case DeletionRefusal::NotYet:
            return "retention.not-yet";
        case DeletionRefusal::NotProposed:
        case DeletionRefusal::NoSuchCase:
            break;
    }
    return "retention.not-proposed";
}

// Of a case by its reference, or of a call by its number.
RetentionStore::Outcome take_deed(RetentionStore& retention, std::string_view deed, const CaseReference& of,
                                  const Catalogue& catalogue, const AuditEntry& trace) {
    if (deed == "confirm") return retention.confirm(of, catalogue, trace);
    return deed == "keep" ? retention.keep(of, trace) : retention.propose(of, trace);
}
RetentionStore::Outcome take_deed(RetentionStore& retention, std::string_view deed, std::int64_t of,
                                  const Catalogue& catalogue, const AuditEntry& trace) {
    if (deed == "confirm") return retention.confirm_call(of, catalogue, trace);
    return deed == "keep" ? retention.keep_call(of, trace) : retention.propose_call(of, trace);
}

template <typename Id>
Response answer_deed(const Visit& visit, const SignedIn& who, const Id& of) {
    const std::string& deed = value_of(visit.form, "deed");
    if (deed != "confirm" && deed != "keep" && deed != "propose") return error_response(visit, 400);
    const auto outcome = take_deed(visit.app.store.retention(), deed, of, visit.site->catalogue,
                                   deed_of(who.actor, Deed::ProposeDeletion, visit.now));
    if (std::holds_alternative<StoreBusy>(outcome)) return busy_response(visit);
    if (const auto* refusal = std::get_if<DeletionRefusal>(&outcome))
        return due_page(visit, who, std::string(word_of(*refusal)), 409);
    return redirect(std::string(retention_url) + "?done=yes");
}

}  // namespace

Response show_rights(const Visit& visit) {
    const auto who = signed_in(visit);
    if (!who) return to_sign_in(visit);
    RightsLook look;
    look.done = !value_of(visit.request.query, "done").empty();
    return html(rights_page(context_of(visit, *who), look));
}

Response export_person(const Visit& visit) {
    const auto who = signed_in(visit);
    if (!who) return to_sign_in(visit);
    if (!is_own_form(visit)) return error_response(visit, 403);
    RightsLook look{read_rights_fields(visit.form), {}};
    auto [request, errors] = check_rights(look.typed);
    if (!errors.empty()) {
        look.errors = std::move(errors);
        return html(rights_page(context_of(visit, *who), look), 422);
    }
    const auto cases = visit.app.store.cases().cases_of_contact(request.phone, request.email, who->scope);
    const auto calls = calls_of(visit, *who, request, cases);
    if (record_export(visit, *who, request, cases)) return busy_response(visit);
    if (!calls.empty()) note_calls(visit, *who, calls);
    const PersonLook found{cases, calls, request.identity};
    if (request.format == ExportFormat::Page) return html(person_page(context_of(visit, *who), found));
    Response response;
    response.content_type = "application/json";
    response.headers.emplace_back("Content-Disposition", "attachment; filename=\"person.json\"");
    response.body = person_json(found);
    return response;
}

Response show_retention(const Visit& visit) {
    const auto who = signed_in(visit);
    if (!who) return to_sign_in(visit);
    return due_page(visit, *who, value_of(visit.request.query, "done").empty() ? "" : "account.done", 200);
}

Response change_retention(const Visit& visit) {
    const auto who = signed_in(visit);
    if (!who) return to_sign_in(visit);
    if (!is_own_form(visit)) return error_response(visit, 403);
    auto parsed = CaseReference::parse(visit.values.front());
    const auto* reference = std::get_if<CaseReference>(&parsed);
    if (reference == nullptr || !visit.app.store.cases().find_case(*reference, who->scope))
        return error_response(visit, 404);
    return answer_deed(visit, *who, *reference);
}

Response change_call_retention(const Visit& visit) {
    const auto who = signed_in(visit);
    if (!who) return to_sign_in(visit);
    if (!is_own_form(visit)) return error_response(visit, 403);
    const auto id = call_id(visit);
    if (!id || !visit.app.store.after_hours().find(*id, who->scope, who->member.id)) return error_response(visit, 404);
    return answer_deed(visit, *who, *id);
}

// For a person who asks for it, from the page that shows what is kept about them: how it was checked who asks comes
// from there.
Response erase_call_of_person(const Visit& visit) {
    const auto who = signed_in(visit);
    if (!who) return to_sign_in(visit);
    if (!is_own_form(visit)) return error_response(visit, 403);
    const auto id = call_id(visit);
    const auto call = id ? visit.app.store.after_hours().find(*id, who->scope, who->member.id) : std::nullopt;
    const auto identity = find_identity_check(value_of(visit.form, "identity"));
    if (!call || !identity) return error_response(visit, 404);
    AuditEntry trace = deed_of(who->actor, Deed::EraseCall, visit.now);
    trace.detail = fmt::format("call {} {}", *id, key_of(*identity));
    if (visit.app.store.after_hours().erase(*id, trace)) return busy_response(visit);
    return redirect(std::string(rights_url) + "?done=yes");
}

}  // namespace charter
