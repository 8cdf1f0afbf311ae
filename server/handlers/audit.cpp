// Who read and changed what, as a page and as a table.
#include "server/forms/audit_form.h"
#include "server/handlers/handlers.h"
#include "server/handlers/session.h"
#include "server/store/audit_store.h"

namespace charter {
namespace {

constexpr std::size_t lines_of_table = 10'000;

struct AuditQuestion {
    AuditLook look;
    AuditFilter filter;
};

AuditQuestion asked_of(const Visit& visit, const SignedIn& who) {
    AuditQuestion asked;
    asked.look.fields = read_audit_fields(visit.request.query);
    asked.look.people = visit.app.store.staff().list("");
    std::vector<StaffId> ids;
    for (const StaffMember& person : asked.look.people) ids.push_back(person.id);
    auto [filter, errors] = check_audit(asked.look.fields, {calendar_of(visit.site->catalogue), ids});
    asked.filter = std::move(filter);
    asked.filter.scope = who.scope;
    asked.look.errors = std::move(errors);
    return asked;
}

void note_look(const Visit& visit, const SignedIn& who, Deed deed, const AuditFilter& filter) {
    AuditEntry entry = deed_of(who.actor, deed, visit.now);
    entry.reference = filter.reference;
    entry.person = filter.staff;
    visit.app.store.audit().note(entry);
}

}  // namespace

Response show_audit(const Visit& visit) {
    const auto who = signed_in(visit);
    if (!who) return to_sign_in(visit);
    const AuditQuestion asked = asked_of(visit, *who);
    const AuditPage page = visit.app.store.audit().list(asked.filter);
    note_look(visit, *who, Deed::ReadAudit, asked.filter);
    return html(audit_page(context_of(visit, *who), page, asked.look, names_of(visit)),
                asked.look.errors.empty() ? 200 : 422);
}

Response export_audit(const Visit& visit) {
    const auto who = signed_in(visit);
    if (!who) return to_sign_in(visit);
    AuditQuestion asked = asked_of(visit, *who);
    if (!asked.look.errors.empty()) return error_response(visit, 400);
    asked.filter.limit = lines_of_table;
    const AuditPage page = visit.app.store.audit().list(asked.filter);
    note_look(visit, *who, Deed::ExportAudit, asked.filter);
    Response response;
    response.content_type = "text/csv; charset=utf-8";
    response.headers.emplace_back("Content-Disposition", "attachment; filename=\"audit.csv\"");
    response.body = audit_table(context_of(visit, *who), page, names_of(visit));
    return response;
}

}  // namespace charter
