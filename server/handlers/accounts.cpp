// Accounts of others, for the administrator.
#include <charconv>

#include "generator/shared/text.h"
#include "server/handlers/handlers.h"
#include "server/handlers/session.h"
#include "server/handlers/staff_case.h"
#include "server/pages/account_pages.h"
#include "server/store/absent_officers.h"
#include "server/store/account_store.h"
#include "server/store/second_factor_store.h"

namespace charter {
namespace {

AuditEntry invitation_trace(const Visit& visit, const SignedIn& who) {
    return deed_of(who.actor, Deed::Invite, visit.now);
}

Response accounts_again(const Visit& visit, const SignedIn& who, InvitationFields typed,
                        std::vector<FieldError> errors) {
    const AccountsLook look{visit.app.store.staff().list(""), std::move(typed), std::move(errors)};
    return html(accounts_page(context_of(visit, who), look), look.errors.empty() ? 200 : 422);
}

std::optional<StaffMember> person_of(const Visit& visit) {
    const std::string& text = visit.values.front();
    std::int64_t id = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return visit.app.store.staff().find(StaffId{id});
}

Response person_page(const Visit& visit, const SignedIn& who, const StaffMember& member, std::optional<ShownLink> link,
                     std::vector<FieldError> errors = {}) {
    AccountLook look{member, visit.app.store.accounts().sessions(member.id, "", visit.now), std::move(link),
                     !value_of(visit.request.query, "done").empty(), read_sequence(visit.request.query, "released")};
    look.typed = {member.user_name, std::string(key_of(member.role)), member.office};
    if (!errors.empty()) look.typed = read_invitation_fields(visit.form);
    look.errors = std::move(errors);
    return html(account_page(context_of(visit, who), look), look.errors.empty() ? 200 : 422);
}

ShownLink shown(const Visit& visit, const StaffLink& link) {
    std::string_view base = visit.site->catalogue.base_url;
    if (base.ends_with('/')) base.remove_suffix(1);
    return {std::string(base) + link_path(link.token), link.until};
}

using Changed = std::variant<AccountChange, StoreBusy>;

// Nothing: there is no such deed.
std::optional<Changed> do_deed(const Visit& visit, const SignedIn& who, StaffId person) {
    const std::string& deed = value_of(visit.form, "deed");
    AccountStore& accounts = visit.app.store.accounts();
    const auto done = [](const std::optional<StoreBusy>& busy) -> Changed {
        if (busy) return *busy;
        return AccountChange::Done;
    };
    if (deed == "disable" || deed == "enable")
        return accounts.set_disabled(person, deed == "disable", invitation_trace(visit, who));
    if (deed == "end-sessions") return done(accounts.end_sessions(person, invitation_trace(visit, who)));
    if (deed == "second-factor-off")
        return done(visit.app.store.second_factors().turn_off(person, invitation_trace(visit, who)));
    return std::nullopt;
}

// Whoever is shut out by it cannot take it back.
bool must_be_sure(const Visit& visit) {
    const std::string& deed = value_of(visit.form, "deed");
    const bool shuts_out = deed == "disable" || deed == "end-sessions" || deed == "second-factor-off";
    return shuts_out && value_of(visit.form, "sure").empty();
}

Response answer_change(const Visit& visit, const SignedIn& who, const StaffMember& member, const Changed& changed) {
    if (std::holds_alternative<StoreBusy>(changed)) return busy_response(visit);
    switch (std::get<AccountChange>(changed)) {
        case AccountChange::NoSuchAccount:
            return error_response(visit, 404);
        case AccountChange::LastManager:
            return person_page(visit, who, member, std::nullopt, {{"role", "error.role.last-manager", {}}});
        case AccountChange::Done:
            break;
    }
    const std::size_t released =
        release_cases(visit.app.store.cases(), visit.app.store.staff(), visit.site->catalogue, visit.now);
    const std::string told = released > 0 ? "&released=" + std::to_string(released) : "";
    return redirect(account_url(member.id) + "?done=yes" + told);
}

Response change_role(const Visit& visit, const SignedIn& who, const StaffMember& member) {
    InvitationFields typed = read_invitation_fields(visit.form);
    typed.user_name = member.user_name;
    auto [wanted, errors] = check_invitation(typed, visit.site->catalogue);
    if (!errors.empty()) return person_page(visit, who, member, std::nullopt, std::move(errors));
    return answer_change(
        visit, who, member,
        visit.app.store.accounts().set_role(member.id, wanted.role, wanted.office, invitation_trace(visit, who)));
}

Response make_link(const Visit& visit, const SignedIn& who, const StaffMember& member) {
    const auto made = visit.app.store.accounts().make_reset(member.id, invitation_trace(visit, who));
    if (std::holds_alternative<StoreBusy>(made)) return busy_response(visit);
    if (const auto* link = std::get_if<StaffLink>(&made)) return person_page(visit, who, member, shown(visit, *link));
    return error_response(visit, 404);
}

}  // namespace

Response show_accounts(const Visit& visit) {
    const auto who = signed_in(visit);
    if (!who) return to_sign_in(visit);
    return accounts_again(visit, *who, {}, {});
}

Response invite(const Visit& visit) {
    const auto who = signed_in(visit);
    if (!who) return to_sign_in(visit);
    if (!is_own_form(visit)) return error_response(visit, 403);
    const InvitationFields typed = read_invitation_fields(visit.form);
    auto [invitation, errors] = check_invitation(typed, visit.site->catalogue);
    if (!errors.empty()) return accounts_again(visit, *who, typed, std::move(errors));
    const auto made = visit.app.store.accounts().invite({invitation.user_name, invitation.role, invitation.office},
                                                        invitation_trace(visit, *who));
    if (std::holds_alternative<StoreBusy>(made)) return busy_response(visit);
    if (const auto* fault = std::get_if<AddStaffFault>(&made))
        return accounts_again(
            visit, *who, typed,
            {{"user_name",
              *fault == AddStaffFault::NameTaken ? "error.user_name.taken" : "error.user_name.malformed",
              {}}});
    const StaffLink& link = std::get<StaffLink>(made);
    return person_page(visit, *who, link.member, shown(visit, link));
}

Response show_person(const Visit& visit) {
    const auto who = signed_in(visit);
    if (!who) return to_sign_in(visit);
    const auto member = person_of(visit);
    if (!member) return error_response(visit, 404);
    return person_page(visit, *who, *member, std::nullopt);
}

Response change_person(const Visit& visit) {
    const auto who = signed_in(visit);
    if (!who) return to_sign_in(visit);
    if (!is_own_form(visit)) return error_response(visit, 403);
    const auto member = person_of(visit);
    if (!member) return error_response(visit, 404);
    const std::string& deed = value_of(visit.form, "deed");
    if (deed == "reset") return make_link(visit, *who, *member);
    if (deed == "role") return change_role(visit, *who, *member);
    if (must_be_sure(visit))
        return html(sure_page(context_of(visit, *who), *member, deed, member->id == who->member.id));
    const auto changed = do_deed(visit, *who, member->id);
    return changed ? answer_change(visit, *who, *member, *changed) : error_response(visit, 400);
}

Response end_session_of(const Visit& visit) {
    const auto who = signed_in(visit);
    if (!who) return to_sign_in(visit);
    if (!is_own_form(visit)) return error_response(visit, 403);
    const auto member = person_of(visit);
    if (!member) return error_response(visit, 404);
    const auto ended =
        visit.app.store.accounts().end_session(member->id, visit.values.back(), invitation_trace(visit, *who));
    if (std::holds_alternative<StoreBusy>(ended)) return busy_response(visit);
    if (!std::get<bool>(ended)) return error_response(visit, 404);
    return redirect(account_url(member->id) + "?done=yes");
}

}  // namespace charter
