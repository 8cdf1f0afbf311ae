// The after-hours line: its log, what is handed to the post on duty, and who took that over.
#include <chrono>

#include "server/forms/after_hours_form.h"
#include "server/handlers/handlers.h"
#include "server/handlers/reading.h"
#include "server/handlers/session.h"
#include "server/pages/after_hours_page.h"
#include "server/store/after_hours_store.h"
#include "server/store/case_store.h"

namespace charter {
namespace {

constexpr std::chrono::days shown_days{3};  // a long weekend
constexpr std::size_t most_calls = 200;

AfterHoursEntry entry_for(const Visit& visit, const SignedIn& who) {
    AfterHoursEntry entry{
        .answers = {},
        .errors = {},
        .form_token = new_form_token(),
        .roster = visit.site->roster,
        .calls = visit.app.store.after_hours().list(who.scope, who.member.id, visit.now - shown_days, most_calls),
        .own_office = who.member.office,
        .confirms_all = who.scope.every_office,
        .done = !value_of(visit.request.query, "done").empty()};
    for (const AfterHoursCall& call : entry.calls) {
        if (call.made_case && visit.app.store.cases().find_case(*call.made_case, who.scope))
            entry.within.push_back(*call.made_case);
    }
    return entry;
}

Response page(const Visit& visit, const SignedIn& who, const AfterHoursEntry& entry, int status) {
    note_calls(visit, who, entry.calls);
    return html(after_hours_page(context_of(visit, who), entry, names_of(visit)), status);
}

}  // namespace

Response show_after_hours(const Visit& visit) {
    const auto who = signed_in(visit);
    if (!who) return to_sign_in(visit);
    return page(visit, *who, entry_for(visit, *who), 200);
}

Response note_call(const Visit& visit) {
    const auto who = signed_in(visit);
    if (!who) return to_sign_in(visit);
    const Calendar calendar = calendar_of(visit.site->catalogue);
    AfterHoursEntry entry = entry_for(visit, *who);
    entry.answers = read_call_answers(visit.form);
    entry.form_token = value_of(visit.form, "form_token");
    if (!is_own_form(visit)) {
        entry.errors = {{"form", "error.form.returned", {}}};
        return page(visit, *who, entry, 403);
    }
    auto [call, errors] = check_call(entry.answers, {visit.site->roster, calendar, visit.now});
    entry.errors = find_repeated_in_call(visit.form);
    entry.errors.insert(entry.errors.end(), errors.begin(), errors.end());
    if (!entry.errors.empty()) return page(visit, *who, entry, 422);
    call.taken_by = who->member.id;
    if (call.office.empty()) call.office = who->member.office;
    if (visit.app.store.after_hours().add(call, value_of(visit.form, "form_token"))) return busy_response(visit);
    return redirect(std::string(after_hours_url) + "?done=yes");
}

// By the office that was called, or the head office.
Response confirm_hand_over(const Visit& visit) {
    const auto who = signed_in(visit);
    if (!who) return to_sign_in(visit);
    if (!is_own_form(visit)) return error_response(visit, 403);
    const auto id = call_id(visit);
    const auto call = id ? visit.app.store.after_hours().find(*id, who->scope, who->member.id) : std::nullopt;
    if (!call) return error_response(visit, 404);
    const AfterHoursEntry entry = entry_for(visit, *who);
    const bool is_repeat = call->confirmed_at.has_value();
    if (!is_repeat && !may_confirm(entry, *call)) return error_response(visit, 404);
    if (!is_repeat && visit.app.store.after_hours().confirm(*id, who->member.id, visit.now))
        return busy_response(visit);
    return redirect(std::string(after_hours_url) + "?done=yes");
}

}  // namespace charter
