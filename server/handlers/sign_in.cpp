#include <algorithm>

#include "server/forms/staff_forms.h"
#include "server/handlers/handlers.h"
#include "server/handlers/session.h"
#include "server/pages/form_fields.h"
#include "server/staff/device.h"
#include "server/staff/session.h"
#include "server/store/attempt_store.h"

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
    entry.errors = std::move(errors);
    return html(sign_in_page(context_of(visit), entry), status);
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
    if (pace.too_soon) {
        const std::string time = wait_text(context_of(visit).words(), pace.retry_after);
        Response response = sign_in_again(visit, {{"user_name", "error.sign-in.too-soon", {{"time", time}}}}, 429);
        response.headers.emplace_back("Retry-After", std::to_string(pace.retry_after.count()));
        response.delay = pace.wait;
        return response;
    }
    auto outcome = visit.app.store.staff().sign_in(typed.user_name, typed.password, visit.now);
    if (std::holds_alternative<StoreBusy>(outcome)) return busy_response(visit);
    const auto* session = std::get_if<StaffSession>(&outcome);
    if (session == nullptr) {
        Response response = sign_in_again(visit, {{"user_name", "error.sign-in.failed", {}}}, 422);
        response.delay = pace.wait;
        return response;
    }
    attempts.succeeded(attempt, visit.now);
    Response response = redirect(safe_next(value_of(visit.form, "next")));
    response.cookies.push_back({std::string(session_cookie), session->token, session_longest, SameSite::Strict});
    response.cookies.push_back({std::string(device_cookie),
                                new_device(visit.app.store.secrets(), session->member.user_name, visit.now),
                                device_life, SameSite::Strict});
    return response;
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
