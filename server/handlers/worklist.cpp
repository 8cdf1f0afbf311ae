// The worklist: filters from the address, a search that keeps what people are called out of it, filters with a name.
#include <algorithm>
#include <charconv>

#include "generator/shared/text.h"
#include "server/cases/permissions.h"
#include "server/forms/rules.h"
#include "server/forms/worklist_form.h"
#include "server/handlers/handlers.h"
#include "server/handlers/reading.h"
#include "server/handlers/session.h"
#include "server/pages/account_pages.h"
#include "server/store/after_hours_store.h"
#include "server/store/case_store.h"
#include "server/store/filter_store.h"

namespace charter {
namespace {

constexpr std::size_t longest_filter_name = 60;

// What is looked for is sealed to the person who asked: it says nothing in a log, and nothing to a colleague.
std::string sealed_question(const Visit& visit, const SignedIn& who, std::string_view asked) {
    const std::string owner = std::to_string(who.member.id.value);
    return to_hex(visit.app.store.secrets().seal(Purpose::Question, asked, owner));
}

std::optional<std::string> opened_question(const Visit& visit, const SignedIn& who, std::string_view sealed) {
    const auto bytes = from_hex(sealed);
    if (!bytes) return std::nullopt;
    return visit.app.store.secrets().open(Purpose::Question, *bytes, std::to_string(who.member.id.value));
}

// Those who may be given a case that this person sees.
std::vector<StaffMember> officers_for(const Visit& visit, const CaseScope& scope) {
    std::vector<StaffMember> people = visit.app.store.staff().list("");
    std::erase_if(people, [&](const StaffMember& person) {
        const bool is_near =
            scope.every_office || std::binary_search(scope.offices.begin(), scope.offices.end(), person.office);
        return !may(person.role, Permission::WorkOnCases) || !is_near;
    });
    return people;
}

std::vector<FieldError> find_repeated(const FieldMap& sent, const WorklistFields& fields) {
    std::vector<std::string_view> names = {"asked", "filter_name", "after"};
    for (const auto& [name, value] : address_values(fields)) names.push_back(name);
    std::vector<FieldError> errors;
    refuse_repeated(names, sent, errors);
    return errors;
}

// A question that cannot be opened, being another person's or cut off, is none.
WorklistEntry entry_of(const Visit& visit, const SignedIn& who, const FieldMap& sent) {
    WorklistEntry entry;
    entry.fields = read_worklist_fields(sent);
    entry.errors = find_repeated(sent, entry.fields);
    const auto asked = opened_question(visit, who, entry.fields.sought);
    entry.fields.asked = asked.value_or("");
    if (!asked) entry.fields.sought.clear();
    entry.scope = who.scope;
    entry.officers = officers_for(visit, who.scope);
    return entry;
}

bool asks_for_words(const WorklistQuestion& question) {
    return !question.phone.empty() || !question.email.empty() || !question.words.empty();
}

WorklistMoment moment_of(const Visit& visit) {
    const Calendar calendar = calendar_of(visit.site->catalogue);
    return {visit.now, calendar.instant_of(calendar.local_date(visit.now) + std::chrono::days(1), 0)};
}

Response list_page(const Visit& visit, const SignedIn& who, WorklistEntry entry) {
    std::vector<StaffId> officers;
    for (const StaffMember& person : entry.officers) officers.push_back(person.id);
    auto [filter, errors] = check_worklist(entry.fields, {visit.site->catalogue, who.scope, officers});
    if (!entry.fields.sought.empty()) {
        filter.question = read_question(entry.fields.asked).value;
        if (entry.fields.view.empty()) filter.view = WorklistView::All;
    }
    entry.view = filter.view;
    entry.errors.insert(entry.errors.end(), errors.begin(), errors.end());
    entry.saved = visit.app.store.filters().list(who.member.id);
    if (may(who.member.role, Permission::Capture))
        entry.waiting_calls = visit.app.store.after_hours().count_waiting(
            who.scope.every_office ? std::nullopt : std::optional(who.member.office));
    // Who gives a reason for each case does not find out by searching what the cases say.
    const bool reads_words = may(who.member.role, Permission::ReadWords);
    if (!reads_words && asks_for_words(filter.question)) {
        WorklistQuestion of_reference;
        of_reference.reference_beginning = filter.question.reference_beginning;
        filter.question = of_reference;
        if (of_reference.is_empty()) entry.errors.push_back({"asked", "error.asked.reference-only", {}});
    }
    filter.searcher = searcher_of(visit, who);
    Worklist worklist = visit.app.store.cases().worklist(who.scope, filter, moment_of(visit));
    if (!reads_words) {
        for (WorklistRow& row : worklist.rows) row.about.clear();
    } else if (!worklist.rows.empty()) {
        note_list(visit, who, filter.question.is_empty() ? Deed::ReadList : Deed::Search, worklist.rows);
    }
    const int status = entry.errors.empty() ? 200 : 422;
    return html(worklist_page(context_of(visit, who), worklist, entry, names_of(visit)), status);
}

}  // namespace

Response show_worklist(const Visit& visit) {
    const auto who = signed_in(visit);
    if (!who) return to_sign_in(visit);
    if (!may(who->member.role, Permission::ReadCases)) return redirect(accounts_url);
    WorklistEntry entry = entry_of(visit, *who, visit.request.query);
    entry.passed_on = !value_of(visit.request.query, "passed_on").empty();
    return list_page(visit, *who, std::move(entry));
}

Response search_cases(const Visit& visit) {
    const auto who = signed_in(visit);
    if (!who) return to_sign_in(visit);
    if (!is_own_form(visit)) return error_response(visit, 403);
    WorklistEntry entry = entry_of(visit, *who, visit.form);
    entry.fields.asked = one_line(value_of(visit.form, "asked"));
    entry.fields.view.clear();
    const auto checked = read_question(entry.fields.asked);
    entry.errors.insert(entry.errors.end(), checked.errors.begin(), checked.errors.end());
    if (!entry.errors.empty()) return list_page(visit, *who, std::move(entry));
    entry.fields.sought = entry.fields.asked.empty() ? "" : sealed_question(visit, *who, entry.fields.asked);
    return redirect(worklist_url(entry.fields));
}

Response save_filter(const Visit& visit) {
    const auto who = signed_in(visit);
    if (!who) return to_sign_in(visit);
    if (!is_own_form(visit)) return error_response(visit, 403);
    WorklistEntry entry = entry_of(visit, *who, visit.form);
    entry.filter_name = one_line(value_of(visit.form, "filter_name"));
    require("filter_name", entry.filter_name, entry.errors);
    limit_length("filter_name", entry.filter_name, longest_filter_name, entry.errors);
    if (!entry.errors.empty()) return list_page(visit, *who, std::move(entry));
    const auto saved = visit.app.store.filters().save(who->member.id, entry.filter_name, query_of(entry.fields));
    if (std::holds_alternative<StoreBusy>(saved)) return busy_response(visit);
    if (std::get<SaveFilterOutcome>(saved) == SaveFilterOutcome::TooMany) {
        entry.errors.push_back(
            {"filter_name", "error.filter_name.too-many", {{"limit", std::to_string(most_saved_filters)}}});
        return list_page(visit, *who, std::move(entry));
    }
    return redirect(worklist_url(entry.fields));
}

Response remove_filter(const Visit& visit) {
    const auto who = signed_in(visit);
    if (!who) return to_sign_in(visit);
    if (!is_own_form(visit)) return error_response(visit, 403);
    const std::string& text = visit.values.front();
    std::int64_t id = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
    if (error != std::errc() || end != text.data() + text.size()) return error_response(visit, 404);
    if (visit.app.store.filters().remove(who->member.id, id)) return busy_response(visit);
    return redirect(worklist_url(entry_of(visit, *who, visit.form).fields));
}

}  // namespace charter
