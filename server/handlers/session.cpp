#include "server/handlers/session.h"

#include <fmt/format.h>

#include <algorithm>

#include "server/http/form_data.h"
#include "server/http/message.h"
#include "server/staff/csrf.h"

namespace charter {

namespace {

std::string account_of(StaffId id) {
    return std::to_string(id.value);
}

// The form as a query, sealed for the account that wrote it; "" for one that is longer than the sign-in can carry.
std::string kept_words(const Visit& visit) {
    constexpr std::size_t room_for_sign_in = 4096;
    std::string kept;
    for (const auto& [name, values] : visit.form) {
        if (name == "csrf") continue;
        for (const std::string& value : values)
            kept +=
                fmt::format("{}{}={}", kept.empty() ? "" : "&", encode_query_value(name), encode_query_value(value));
    }
    if (kept.empty()) return kept;
    const std::string sealed =
        to_hex(visit.app.store.secrets().seal(Purpose::KeptWords, kept, author_of(value_of(visit.form, "csrf"))));
    return sealed.size() + room_for_sign_in > form_text_max ? "" : sealed;
}

}  // namespace

std::optional<SignedIn> signed_in(const Visit& visit) {
    if (visit.who) return *visit.who;
    const std::string& token = cookie_of(visit.request, session_cookie);
    if (token.empty()) return std::nullopt;
    const auto session = visit.app.store.staff().find_session(token, visit.now);
    if (!session) return std::nullopt;
    const StaffMember& member = session->member;
    // Only who supervises others is asked whom.
    const auto everyone =
        member.role == Role::Supervisor ? visit.app.store.staff().list("") : std::vector<StaffMember>();
    return SignedIn{member, scope_of(member, everyone, visit.site->catalogue), staff_actor(member.id, member.role),
                    form_mark(visit.app.store.secrets(), token, account_of(member.id))};
}

bool is_second_factor_needed(const Visit& visit, const SignedIn& who) {
    const std::vector<Role>& roles = visit.app.second_factor_roles;
    return std::find(roles.begin(), roles.end(), who.member.role) != roles.end();
}

bool must_turn_on_second_factor(const Visit& visit, const SignedIn& who) {
    return !who.member.second_factor && is_second_factor_needed(visit, who);
}

bool is_own_form(const Visit& visit) {
    return is_csrf_token(visit.app.store.secrets(), cookie_of(visit.request, session_cookie),
                         value_of(visit.form, "csrf"));
}

PageContext context_of(const Visit& visit, const SignedIn& who) {
    PageContext context = context_of(visit);
    context.staff = StaffFace{who.member.user_name, who.member.role, who.member.office, who.csrf};
    return context;
}

Response to_sign_in(const Visit& visit) {
    return redirect(fmt::format("/staff/sign-in?next={}", encode_query_value(visit.request.path)));
}

Response to_sign_in_with_words(const Visit& visit) {
    SignInEntry entry;
    entry.next = visit.request.path;
    entry.kept = kept_words(visit);
    return html(sign_in_page(context_of(visit), entry), 403);
}

std::optional<FieldMap> open_kept_words(const Visit& visit, const std::string& kept, StaffId reader) {
    const Secrets& secrets = visit.app.store.secrets();
    const auto sealed = from_hex(kept);
    const auto words =
        sealed ? secrets.open(Purpose::KeptWords, *sealed, author_mark(secrets, account_of(reader))) : std::nullopt;
    if (!words) return std::nullopt;
    auto fields = parse_url_encoded(*words);
    auto* typed = std::get_if<FieldMap>(&fields);
    if (typed == nullptr) return std::nullopt;
    // Whose form it is goes with it, should this session end too; no session is opened by that.
    typed->insert_or_assign("csrf", std::vector{form_mark(secrets, "", account_of(reader))});
    return std::move(*typed);
}

StaffNames names_of(const Visit& visit) {
    return [&staff = visit.app.store.staff()](StaffId id) {
        const auto member = staff.find(id);
        return member ? member->user_name : fmt::format("#{}", id.value);
    };
}

}  // namespace charter
