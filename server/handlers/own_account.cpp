// One's own account: password, sessions, second factor; and the page behind a one-time link.
#include <fmt/format.h>

#include <algorithm>

#include "server/handlers/handlers.h"
#include "server/handlers/session.h"
#include "server/pages/account_pages.h"
#include "server/pages/form_fields.h"
#include "server/staff/device.h"
#include "server/staff/one_time_code.h"
#include "server/store/account_store.h"
#include "server/store/attempt_store.h"
#include "server/store/second_factor_store.h"

namespace charter {
namespace {

AuditEntry own_trace(const Visit& visit, const SignedIn& who) {
    return deed_of(who.actor, Deed::ChangePassword, visit.now);
}

Response own_page(const Visit& visit, const SignedIn& who, std::vector<FieldError> errors, bool done) {
    const std::string& token = cookie_of(visit.request, session_cookie);
    OwnAccountLook look{who.member, visit.app.store.accounts().sessions(who.member.id, token, visit.now),
                        visit.app.store.second_factors().recovery_codes_left(who.member.id), std::move(errors), done};
    const int status = look.errors.empty() ? 200 : 422;
    return html(own_account_page(context_of(visit, who), look), status);
}

std::string issuer_of(const Visit& visit) {
    return text_in(visit.site->catalogue.name, visit.site->catalogue.languages.front());
}

Response second_factor_form(const Visit& visit, const SignedIn& who, std::vector<FieldError> errors) {
    const bool is_needed = is_second_factor_needed(visit, who);
    SecondFactorLook look{{}, {}, std::move(errors), is_needed, who.member.second_factor};
    if (!look.is_on) {
        const auto begun = visit.app.store.second_factors().begin(who.member.id);
        if (std::holds_alternative<StoreBusy>(begun)) return busy_response(visit);
        const auto* secret = std::get_if<std::string>(&begun);
        if (secret == nullptr) return redirect(own_account_url);
        look.address = code_address(issuer_of(visit), who.member.user_name, *secret);
        look.secret = base32(*secret);
    }
    const int status = look.errors.empty() ? 200 : 422;
    return html(second_factor_page(context_of(visit, who), look), status);
}

// Whoever finds a desk that was left open must not be able to shut its owner out. A guesser is slowed as at the
// sign-in.
std::optional<FieldError> password_fault(const Visit& visit, const SignedIn& who) {
    const std::string& password = value_of(visit.form, "old_password");
    if (password.empty()) return FieldError{"old_password", "error.old_password.missing", {}};
    AttemptStore& attempts = visit.app.store.attempts();
    const Try attempt{Door::SignIn, visit.request.remote_addr, who.member.user_name,
                      cookie_of(visit.request, device_cookie)};
    const Pace pace = attempts.begin(attempt, visit.now);
    const std::string time = wait_text(context_of(visit).words(), pace.retry_after);
    if (pace.too_soon) return FieldError{"old_password", "error.sign-in.too-soon", {{"time", time}}};
    if (!visit.app.store.accounts().is_password(who.member.id, password))
        return FieldError{"old_password", "error.old_password.wrong", {}};
    attempts.succeeded(attempt, visit.now);
    return std::nullopt;
}

// One answer for a link that was used, is too old or never was.
Response lost_link(const Visit& visit) {
    return html(lost_link_page(context_of(visit)), 404);
}

// What everybody here knows: no password is made of it.
std::vector<std::string> names_here(const Visit& visit) {
    std::vector<std::string> names;
    for (const Localized* each : {&visit.site->catalogue.name, &visit.site->catalogue.body})
        for (const auto& [language, name] : *each) names.push_back(name);
    return names;
}

Response shown_codes(const Visit& visit, const SignedIn& who,
                     const std::variant<std::vector<std::string>, std::nullopt_t, StoreBusy>& made) {
    if (std::holds_alternative<StoreBusy>(made)) return busy_response(visit);
    const auto* codes = std::get_if<std::vector<std::string>>(&made);
    if (codes == nullptr) return second_factor_form(visit, who, {{"one_time_code", "error.one_time_code.wrong", {}}});
    return html(recovery_codes_page(context_of(visit, who), *codes));
}

}  // namespace

Response show_account(const Visit& visit) {
    const auto who = signed_in(visit);
    if (!who) return to_sign_in(visit);
    return own_page(visit, *who, {}, !value_of(visit.request.query, "done").empty());
}

Response change_password(const Visit& visit) {
    const auto who = signed_in(visit);
    if (!who) return to_sign_in(visit);
    if (!is_own_form(visit)) return error_response(visit, 403);
    auto [typed, errors] = read_new_password(visit.form, OldPassword::Asked);
    if (!errors.empty()) return own_page(visit, *who, std::move(errors), false);
    if (const auto fault = find_password_fault(typed.password, who->member.user_name, names_here(visit)))
        return own_page(visit, *who, {password_error(*fault)}, false);
    const StaffSession session{who->member, cookie_of(visit.request, session_cookie), {}};
    const auto outcome =
        visit.app.store.accounts().change_password(session, typed.old_password, typed.password, own_trace(visit, *who));
    if (std::holds_alternative<StoreBusy>(outcome)) return busy_response(visit);
    if (std::holds_alternative<ChangePasswordFault>(outcome))
        return own_page(visit, *who, {{"old_password", "error.old_password.wrong", {}}}, false);
    if (const auto* fault = std::get_if<PasswordFault>(&outcome))
        return own_page(visit, *who, {password_error(*fault)}, false);
    return redirect(fmt::format("{}?done=yes", own_account_url));
}

Response end_own_session(const Visit& visit) {
    const auto who = signed_in(visit);
    if (!who) return to_sign_in(visit);
    if (!is_own_form(visit)) return error_response(visit, 403);
    const auto ended =
        visit.app.store.accounts().end_session(who->member.id, visit.values.front(), own_trace(visit, *who));
    if (std::holds_alternative<StoreBusy>(ended)) return busy_response(visit);
    if (!std::get<bool>(ended)) return error_response(visit, 404);
    return redirect(fmt::format("{}?done=yes", own_account_url));
}

Response show_second_factor(const Visit& visit) {
    const auto who = signed_in(visit);
    if (!who) return to_sign_in(visit);
    return second_factor_form(visit, *who, {});
}

Response change_second_factor(const Visit& visit) {
    const auto who = signed_in(visit);
    if (!who) return to_sign_in(visit);
    if (!is_own_form(visit)) return error_response(visit, 403);
    const FactorDeed deed = read_factor_deed(visit.form);
    auto [code, errors] = deed == FactorDeed::TurnOn ? read_one_time_code(visit.form) : Checked<std::string>{};
    if (errors.empty()) {
        if (const auto fault = password_fault(visit, *who)) errors.push_back(*fault);
    }
    if (!errors.empty()) return second_factor_form(visit, *who, std::move(errors));
    SecondFactorStore& factors = visit.app.store.second_factors();
    const AuditEntry trace = own_trace(visit, *who);
    if (deed == FactorDeed::TurnOn) return shown_codes(visit, *who, factors.confirm(who->member.id, code, trace));
    if (deed == FactorDeed::RenewCodes)
        return shown_codes(visit, *who, factors.renew_recovery_codes(who->member.id, trace));
    if (is_second_factor_needed(visit, *who)) return error_response(visit, 403);
    if (factors.turn_off(who->member.id, trace)) return busy_response(visit);
    return redirect("/staff/sign-in");
}

Response show_link(const Visit& visit) {
    const std::string& token = visit.values.front();
    const auto member = visit.app.store.accounts().find_link(token, visit.now);
    if (!member) return lost_link(visit);
    return html(link_page(context_of(visit), token, *member, {}));
}

Response use_link(const Visit& visit) {
    const std::string& token = visit.values.front();
    AccountStore& accounts = visit.app.store.accounts();
    const auto member = accounts.find_link(token, visit.now);
    if (!member) return lost_link(visit);
    auto [typed, errors] = read_new_password(visit.form, OldPassword::NotAsked);
    if (!errors.empty()) return html(link_page(context_of(visit), token, *member, errors), 422);
    if (const auto fault = find_password_fault(typed.password, member->user_name, names_here(visit)))
        return html(link_page(context_of(visit), token, *member, {password_error(*fault)}), 422);
    const auto used = accounts.use_link(token, typed.password, visit.now);
    if (std::holds_alternative<StoreBusy>(used)) return busy_response(visit);
    if (const auto* fault = std::get_if<PasswordFault>(&used))
        return html(link_page(context_of(visit), token, *member, {password_error(*fault)}), 422);
    if (std::holds_alternative<std::nullopt_t>(used)) return lost_link(visit);
    return redirect("/staff/sign-in");
}

}  // namespace charter
