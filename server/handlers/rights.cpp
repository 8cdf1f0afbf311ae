// A person's own data for that person, and the deletion of cases whose time is over.
#include <fmt/format.h>

#include <algorithm>

#include "server/cases/retention.h"
#include "server/handlers/handlers.h"
#include "server/handlers/reading.h"
#include "server/handlers/session.h"
#include "server/handlers/staff_case.h"
#include "server/pages/rights_pages.h"
#include "server/store/after_hours_store.h"
#include "server/store/audit_store.h"
#include "server/store/case_store.h"
#include "server/store/retention_store.h"

namespace charter {
namespace {

constexpr std::size_t rows_shown = 100;

// The sealed ones that this person gave no reason to read yet.
std::vector<CaseReference> unopened_among(const Visit& visit, const SignedIn& who, const std::vector<CaseFile>& cases) {
    std::vector<CaseReference> unopened;
    for (const CaseFile& file : cases) {
        const CaseReference& reference = file.now.reference;
        if (sight_of(viewer_of(visit, who, reference, reason_stands), file.now) == Sight::WithoutWords)
            unopened.push_back(reference);
    }
    return unopened;
}

// The request itself, then each case that was handed out: each says how it was checked who asks.
std::optional<StoreBusy> record_export(const Visit& visit, const SignedIn& who, const RightsRequest& request,
                                       const std::vector<CaseFile>& cases) {
    AuditEntry entry = deed_of(who.actor, Deed::ExportPerson, visit.now);
    entry.detail = std::string(key_of(request.identity));
    if (auto busy = visit.app.store.audit().record(entry)) return busy;
    for (const CaseFile& file : cases) {
        entry.reference = file.now.reference;
        if (auto busy = visit.app.store.audit().record(entry)) return busy;
    }
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
    const std::size_t page =
        static_cast<std::size_t>(std::max(read_sequence(visit.request.query, "page").value_or(1), 1));
    const RetentionLook look{visit.app.store.retention().due_page(catalogue, who.scope, visit.now + retention_notice,
                                                                  {(page - 1) * rows_shown, rows_shown}),
                             who.member.id, std::move(notice_key),
                             !catalogue.retention.empty() || catalogue.calls_kept_years, page};
    return html(retention_page(context_of(visit, who), look, names_of(visit)), status);
}

std::string_view word_of(DeletionRefusal refusal) {
    switch (refusal) {
        case DeletionRefusal::SamePerson:
            return "retention.same-person";
        case DeletionRefusal::NotYet:
            return "retention.not-yet";
        case DeletionRefusal::NoSuchCase:
            return "retention.not-ended";
        case DeletionRefusal::NotProposed:
            break;
    }
    return "retention.not-proposed";
}

// Of a case by its reference, or of a call by its number.
RetentionStore::Outcome take_deed(RetentionStore& retention, bool confirm, const CaseReference& of,
                                  const Catalogue& catalogue, const AuditEntry& trace) {
    return confirm ? retention.confirm(of, catalogue, trace) : retention.propose(of, catalogue, trace);
}
RetentionStore::Outcome take_deed(RetentionStore& retention, bool confirm, std::int64_t of, const Catalogue& catalogue,
                                  const AuditEntry& trace) {
    return confirm ? retention.confirm_call(of, catalogue, trace) : retention.propose_call(of, catalogue, trace);
}
RetentionStore::Outcome keep(RetentionStore& retention, const CaseReference& of, Instant until,
                             const AuditEntry& trace) {
    return retention.keep(of, until, trace);
}
RetentionStore::Outcome keep(RetentionStore& retention, std::int64_t of, Instant until, const AuditEntry& trace) {
    return retention.keep_call(of, until, trace);
}

std::string name_of(const Visit&, const CaseReference& of) {
    return of.in_groups();
}
std::string name_of(const Visit& visit, std::int64_t of) {
    return context_of(visit).words().format("rights.call", {{"number", std::to_string(of)}});
}

Response answer_outcome(const Visit& visit, const SignedIn& who, const RetentionStore::Outcome& outcome) {
    if (std::holds_alternative<StoreBusy>(outcome)) return busy_response(visit);
    if (const auto* refusal = std::get_if<DeletionRefusal>(&outcome))
        return due_page(visit, who, std::string(word_of(*refusal)), 409);
    return redirect(std::string(retention_url) + "?done=yes");
}

// Whoever keeps something longer than its class says why, and until when. The button of the list brings neither yet.
// It may be kept as long again as its class says.
template <typename Id>
Response answer_keep(const Visit& visit, const SignedIn& who, const Id& of, std::optional<int> years,
                     AuditEntry trace) {
    const Calendar calendar = calendar_of(visit.site->catalogue);
    KeepLook look{name_of(visit, of), visit.request.path, read_keep_fields(visit.form), {}};
    if (visit.form.find("keep_reason") == visit.form.end()) return html(keep_page(context_of(visit, who), look));
    const auto latest = years ? std::optional(calendar.local_date(years_after(visit.now, *years))) : std::nullopt;
    auto [request, errors] = check_keep(look.typed, calendar.local_date(visit.now), latest);
    look.errors = std::move(errors);
    if (!look.errors.empty()) return html(keep_page(context_of(visit, who), look), 422);
    trace.reason.text = request.reason;
    return answer_outcome(visit, who,
                          keep(visit.app.store.retention(), of, calendar.instant_of(request.until, 0), trace));
}

template <typename Id>
Response answer_deed(const Visit& visit, const SignedIn& who, const Id& of, std::optional<int> years) {
    const std::string& deed = value_of(visit.form, "deed");
    const AuditEntry trace = deed_of(who.actor, Deed::ProposeDeletion, visit.now);
    if (deed == "keep") return answer_keep(visit, who, of, years, trace);
    if (deed != "confirm" && deed != "propose") return error_response(visit, 400);
    return answer_outcome(visit, who,
                          take_deed(visit.app.store.retention(), deed == "confirm", of, visit.site->catalogue, trace));
}

// Of the telephone and the e-mail, and the one with the reference.
std::vector<CaseFile> cases_of(const Visit& visit, const SignedIn& who, const RightsRequest& request,
                               std::vector<FieldError>& errors) {
    const CaseStore& store = visit.app.store.cases();
    std::vector<CaseFile> cases = store.cases_of_contact(request.phone, request.email, who.scope);
    if (!request.reference) return cases;
    const bool is_there = std::any_of(cases.begin(), cases.end(),
                                      [&](const CaseFile& file) { return file.now.reference == *request.reference; });
    if (is_there) return cases;
    auto file = store.find_case(*request.reference, who.scope);
    if (!file)
        errors.push_back({"reference", "error.reference.unknown", {}});
    else if (!is_possible(request.identity, file->now))
        errors.push_back({"identity", "error.identity.impossible", {}});
    else
        cases.push_back(std::move(*file));
    return cases;
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
    const auto cases = cases_of(visit, *who, request, look.errors);
    if (!look.errors.empty()) return html(rights_page(context_of(visit, *who), look), 422);
    const std::vector<CaseReference> unopened = unopened_among(visit, *who, cases);
    if (!unopened.empty()) {
        look.asks_reason = true;
        check_reason(look.typed.reason, look.errors);
        if (!look.errors.empty()) return html(rights_page(context_of(visit, *who), look), 422);
    }
    for (const CaseReference& reference : unopened) {
        if (record_reason(visit, *who, reference, look.typed.reason)) return busy_response(visit);
    }
    const auto calls = calls_of(visit, *who, request, cases);
    if (record_export(visit, *who, request, cases)) return busy_response(visit);
    if (!calls.empty()) note_calls(visit, *who, calls);
    const PersonLook found{cases, calls, request.identity, visit.now};
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
    const auto file = reference == nullptr ? std::nullopt : visit.app.store.cases().find_case(*reference, who->scope);
    if (!file) return error_response(visit, 404);
    return answer_deed(visit, *who, *reference, years_kept(visit.site->catalogue, file->now.lodging.kind));
}

Response change_call_retention(const Visit& visit) {
    const auto who = signed_in(visit);
    if (!who) return to_sign_in(visit);
    if (!is_own_form(visit)) return error_response(visit, 403);
    const auto id = call_id(visit);
    if (!id || !visit.app.store.after_hours().find(*id, who->scope, who->member.id)) return error_response(visit, 404);
    return answer_deed(visit, *who, *id, visit.site->catalogue.calls_kept_years);
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
