// A person's own data for that person, and the deletion of cases whose time is over.
#include "server/cases/retention.h"
#include "server/handlers/handlers.h"
#include "server/handlers/reading.h"
#include "server/handlers/session.h"
#include "server/pages/rights_pages.h"
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

Response due_page(const Visit& visit, const SignedIn& who, std::string notice_key, int status) {
    const Catalogue& catalogue = visit.site->catalogue;
    const RetentionLook look{
        visit.app.store.retention().due(catalogue, who.scope, visit.now + retention_notice, most_shown), who.member.id,
        std::move(notice_key), !catalogue.retention.empty()};
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

}  // namespace

Response show_rights(const Visit& visit) {
    const auto who = signed_in(visit);
    if (!who) return to_sign_in(visit);
    return html(rights_page(context_of(visit, *who), {}));
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
    if (record_export(visit, *who, request, cases)) return busy_response(visit);
    if (request.format == ExportFormat::Page) return html(person_page(context_of(visit, *who), cases));
    Response response;
    response.content_type = "application/json";
    response.headers.emplace_back("Content-Disposition", "attachment; filename=\"person.json\"");
    response.body = person_json(cases);
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
    const std::string& deed = value_of(visit.form, "deed");
    RetentionStore& retention = visit.app.store.retention();
    const AuditEntry trace = deed_of(who->actor, Deed::ProposeDeletion, visit.now);
    if (deed != "confirm" && deed != "keep" && deed != "propose") return error_response(visit, 400);
    const auto outcome = deed == "confirm" ? retention.confirm(*reference, visit.site->catalogue, trace)
                         : deed == "keep"  ? retention.keep(*reference, trace)
                                           : retention.propose(*reference, trace);
    if (std::holds_alternative<StoreBusy>(outcome)) return busy_response(visit);
    if (const auto* refusal = std::get_if<DeletionRefusal>(&outcome))
        return due_page(visit, *who, std::string(word_of(*refusal)), 409);
    return redirect(std::string(retention_url) + "?done=yes");
}

}  // namespace charter
