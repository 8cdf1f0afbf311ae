#include <algorithm>

#include "server/forms/account_forms.h"
#include "server/forms/staff_forms.h"
#include "server/handlers/handlers.h"
#include "server/handlers/session.h"
#include "server/pages/account_pages.h"
#include "server/pages/form_fields.h"
#include "server/staff/device.h"
#include "server/staff/session.h"
#include "server/staff/user_agent.h"
#include "server/store/attempt_store.h"
#include "server/store/second_factor_store.h"

namespace charter {
namespace {

// Only pages of the case desk, so that the sign-in cannot send anyone elsewhere: their addresses hold nothing but these
// signs.
std::string safe_next(std::string_view asked) {
    const auto is_plain = [](char sign) {
        return (sign >= 'a' && sign <= 'z') || (sign >= 'A' && sign <= 'Z') || (sign >= '0' && sign <= '9') ||
               sign == '/' || sign == '-';
    };
    const bool safe = asked.starts_with("/staff/") && asked.find("//") == std::string_view::npos &&
                      std::all_of(asked.begin(), asked.end(), is_plain);
    return safe ? std::string(asked) : "/staff/";
}

Response sign_in_again(const Visit& visit, std::vector<FieldError> errors, int status) {
    SignInEntry entry;
    entry.user_name = value_of(visit.form, "user_name");
    entry.next = safe_next(value_of(visit.form, "next"));
    entry.kept = value_of(visit.form, "kept");
    entry.errors = std::move(errors);
    return html(sign_in_page(context_of(visit), entry), status);
}

FieldError too_soon_error(const Visit& visit, std::string_view field, const Pace& pace) {
    const std::string time = wait_text(context_of(visit).words(), pace.retry_after);
    return {std::string(field), "error.sign-in.too-soon", {{"time", time}}};
}

Response code_again(const Visit& visit, const std::vector<FieldError>& errors, int status) {
    return html(one_time_code_page(context_of(visit),
                                   {safe_next(value_of(visit.form, "next")), value_of(visit.form, "kept"), errors}),
                status);
}

Response slowed(Response response, const Pace& pace) {
    response.headers.emplace_back("Retry-After", std::to_string(pace.retry_after.count()));
    response.delay = pace.wait;
    return response;
}

Response ask_for_code(const Visit& visit, const StaffSession& session) {
    const std::string next = safe_next(value_of(visit.form, "next"));
    Response response = value_of(visit.form, "kept").empty()
                            ? redirect("/staff/sign-in/code?next=" + encode_query_value(next))
                            : code_again(visit, {}, 200);
    response.cookies.push_back({std::string(session_cookie), session.token, session_longest, SameSite::Strict});
    return response;
}

// To where the person wanted to go; a form that was sent without a session comes back first, to who wrote it.
Response after_sign_in(const Visit& visit, const StaffMember& member) {
    const std::string next = safe_next(value_of(visit.form, "next"));
    const std::string& kept = value_of(visit.form, "kept");
    if (kept.empty()) return redirect(next);
    const auto fields = open_kept_words(visit, kept, member.id);
    if (!fields) return html(dropped_form_page(context_of(visit), next));
    return html(returned_form_page(context_of(visit), next, *fields));
}

Response open_desk(const Visit& visit, const StaffSession& session) {
    Response response = after_sign_in(visit, session.member);
    response.cookies.push_back({std::string(session_cookie), session.token, session_longest, SameSite::Strict});
    response.cookies.push_back({std::string(device_cookie),
                                new_device(visit.app.store.secrets(), session.member.user_name, visit.now), device_life,
                                SameSite::Strict});
    return response;
}

}  // namespace

Response show_sign_in(const Visit& visit) {
    SignInEntry entry;
    entry.next = safe_next(value_of(visit.request.query, "next"));
    return html(sign_in_page(context_of(visit), entry));
}

Response sign_in(const Visit& visit) {
    const auto [typed, errors] = read_sign_in(visit.form);
    if (!errors.empty()) return sign_in_again(visit, errors, 422);
    AttemptStore& attempts = visit.app.store.attempts();
    const Try attempt{Door::SignIn, visit.request.remote_addr, typed.user_name,
                      cookie_of(visit.request, device_cookie)};
    const Pace pace = attempts.begin(attempt, visit.now);
    if (pace.too_soon) return slowed(sign_in_again(visit, {too_soon_error(visit, "user_name", pace)}, 429), pace);
    auto outcome = visit.app.store.staff().sign_in(
        typed.user_name, typed.password, visit.now,
        {device_name(header_of(visit.request, "user-agent")), network_of(visit.request.remote_addr)});
    if (std::holds_alternative<StoreBusy>(outcome)) return busy_response(visit);
    const auto* session = std::get_if<StaffSession>(&outcome);
    if (session == nullptr) {
        Response response = sign_in_again(visit, {{"user_name", "error.sign-in.failed", {}}}, 422);
        response.delay = pace.wait;
        return response;
    }
    attempts.succeeded(attempt, visit.now);
    if (session->waits) return ask_for_code(visit, *session);
    return open_desk(visit, *session);
}

Response show_code_form(const Visit& visit) {
    const auto member =
        visit.app.store.second_factors().find_waiting(cookie_of(visit.request, session_cookie), visit.now);
    if (!member) return redirect("/staff/sign-in");
    return html(one_time_code_page(context_of(visit), {safe_next(value_of(visit.request.query, "next")), "", {}}));
}

// A code is tried under the same name and device as the password, so that guessing it is slowed in the same way.
Response finish_sign_in(const Visit& visit) {
    const std::string& token = cookie_of(visit.request, session_cookie);
    const auto member = visit.app.store.second_factors().find_waiting(token, visit.now);
    if (!member) return redirect("/staff/sign-in");
    auto [typed, errors] = read_one_time_code(visit.form);
    if (!errors.empty()) return code_again(visit, errors, 422);
    AttemptStore& attempts = visit.app.store.attempts();
    const Try attempt{Door::SignIn, visit.request.remote_addr, member->user_name,
                      cookie_of(visit.request, device_cookie)};
    const Pace pace = attempts.begin(attempt, visit.now);
    if (pace.too_soon) return slowed(code_again(visit, {too_soon_error(visit, "one_time_code", pace)}, 429), pace);
    auto outcome = visit.app.store.second_factors().finish_sign_in(token, typed, visit.now);
    if (std::holds_alternative<StoreBusy>(outcome)) return busy_response(visit);
    const auto* session = std::get_if<StaffSession>(&outcome);
    if (session == nullptr) {
        Response response = code_again(visit, {{"one_time_code", "error.one_time_code.wrong", {}}}, 422);
        response.delay = pace.wait;
        return response;
    }
    attempts.succeeded(attempt, visit.now);
    return open_desk(visit, *session);
}

Response sign_out(const Visit& visit) {
    if (!is_own_form(visit)) return error_response(visit, 403);
    visit.app.store.staff().sign_out(cookie_of(visit.request, session_cookie));
    Response response = redirect("/staff/sign-in");
    response.cookies.push_back({std::string(session_cookie), "", std::chrono::seconds(0), SameSite::Strict});
    response.headers.emplace_back("Clear-Site-Data", "\"cache\"");
    return response;
}

}  // namespace charter
