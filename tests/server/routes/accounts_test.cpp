// Accounts as people meet them: links, passwords, sessions, the second factor.
#include "server/http/security_headers.h"
#include "server/staff/one_time_code.h"
#include "server/store/account_store.h"
#include "server/store/audit_store.h"
#include "server/store/second_factor_store.h"
#include "tests/server/routes/desk_server.h"

namespace charter::accounts_test {
namespace {

const std::string secret = "correct horse battery";

std::string after(const std::string& text, std::string_view mark) {
    const auto at = text.find(mark);
    REQUIRE(at != std::string::npos);
    const auto begin = at + mark.size();
    return text.substr(begin, text.find_first_of("<\"&", begin) - begin);
}

std::string cookie_in(const Response& response, std::string_view name) {
    for (const Cookie& cookie : response.cookies) {
        if (cookie.name == name) return cookie.value;
    }
    return {};
}

Response type_password(DeskServer& server, const std::string& name, const std::string& password) {
    return server.post("", "/staff/sign-in", {{"user_name", name}, {"password", password}, {"next", "/staff/account"}});
}

}  // namespace

TEST_CASE("an administrator invites somebody, who chooses a password by the link, once", "[accounts]") {
    DeskServer server;
    const std::string admin = server.sign_in(Role::Administrator, "head-office");
    const Response wrong = server.post(admin, "/staff/accounts", {{"user_name", "lindiwe"}, {"role", "supervisor"}});
    CHECK(wrong.status == 422);
    CHECK(says(wrong, "id=\"staff_office-error\""));
    CHECK(says(wrong, "value=\"lindiwe\""));
    const Response made = server.post(admin, "/staff/accounts",
                                      {{"user_name", "lindiwe"}, {"role", "supervisor"}, {"staff_office", "north-1"}});
    REQUIRE(made.status == 200);
    const std::string link = "/staff/link/" + after(made.body, "/staff/link/");
    CHECK_FALSE(says(server.get(admin, "/staff/accounts"), link));
    CHECK(says(server.get(admin, "/staff/accounts"), "Invited, has not signed in yet"));

    CHECK(server.get("", link).status == 200);
    const Response different = server.post("", link, {{"new_password", secret}, {"new_password_again", "x"}});
    CHECK(different.status == 422);
    CHECK(says(different, "id=\"new_password_again-error\""));
    const std::string body = server.catalogue().body.at("en");
    for (const std::string& easy : {std::string("password1234"), std::string("lindiwe lindiwe"), body + " 2027"}) {
        CAPTURE(easy);
        CHECK(says(server.post("", link, {{"new_password", easy}, {"new_password_again", easy}}),
                   "id=\"new_password-error\""));
    }
    CHECK(server.post("", link, {{"new_password", secret}, {"new_password_again", secret}}).status == 303);
    CHECK(server.get("", link).status == 404);
    CHECK(says(server.get("", link), "For a new link, ask the person who looks after the accounts"));
    CHECK_FALSE(says(server.get("", link), "Track your case"));
    CHECK(text_of(server.get("", link)) == text_of(server.get("", "/staff/link/forged")));
    CHECK_FALSE(cookie_in(type_password(server, "lindiwe", secret), "__Host-staff").empty());
}

TEST_CASE("a one-time link is used up by a new password alone, works once and not for long, and stays out of sight",
          "[accounts]") {
    DeskServer server;
    const std::string admin = server.sign_in(Role::Administrator, "head-office");
    const auto invitation = [&](const std::string& name) {
        const Response made = server.post(admin, "/staff/accounts", {{"user_name", name}, {"role", "auditor"}});
        REQUIRE(made.status == 200);
        return "/staff/link/" + after(made.body, "/staff/link/");
    };
    const TextMap chosen = {{"new_password", secret}, {"new_password_again", secret}};
    const std::string link = invitation("lindiwe");
    // Whoever only looks, a mail program that follows links among them, uses nothing up.
    for (int look = 0; look < 3; ++look) CHECK(server.get("", link).status == 200);
    const Response page = server.get("", link);
    CHECK(page.caching == Caching::NoStore);
    CHECK(page.cookies.empty());
    bool has_no_referrer = false;
    for (const auto& [name, value] : headers_of(page))
        has_no_referrer = has_no_referrer || (name == "Referrer-Policy" && value == "no-referrer");
    CHECK(has_no_referrer);
    CHECK(server.post("", link, {{"new_password", "short"}, {"new_password_again", "short"}}).status == 422);
    CHECK(server.post("", link, chosen).status == 303);
    CHECK(server.post("", link, chosen).status == 404);
    CHECK(server.get("", link).status == 404);

    const std::string late = invitation("sipho");
    server.move_clock(std::chrono::hours(72) - std::chrono::seconds(1));
    CHECK(server.get("", late).status == 200);
    server.move_clock(std::chrono::seconds(2));
    CHECK(server.get("", late).status == 404);
    CHECK(server.post("", late, chosen).status == 404);

    CHECK(server.logged(link) == "/staff/link/{token}");
    CHECK(server.logged("/staff/cases/2AB3CD4EF") == "/staff/cases/{reference}");
    CHECK(server.logged("/en/track/") == "/en/track/");
    CHECK(server.logged("/en/rights/") == "/en/rights/");
}

TEST_CASE("a disabled account is dead at once, with a page open", "[accounts]") {
    DeskServer server;
    const std::string admin = server.sign_in(Role::Administrator, "head-office");
    const std::string officer = server.sign_in(Role::CustomerCareOfficer, "north-1");
    const std::string page = fmt::format("/staff/accounts/{}", server.id_of(officer).value);
    REQUIRE(server.get(officer, "/staff/").status == 200);
    const Response asked = server.post(admin, page, {{"deed", "disable"}});
    CHECK(asked.status == 200);
    CHECK(says(asked, "Do you want to go on?"));
    CHECK(server.get(officer, "/staff/").status == 200);
    CHECK(server.post(admin, page, {{"deed", "disable"}, {"sure", "yes"}}).status == 303);
    CHECK(server.get(officer, "/staff/").status == 303);
    CHECK(type_password(server, officer, secret).status == 422);
    CHECK(server.post(admin, page, {{"deed", "enable"}}).status == 303);
    CHECK(type_password(server, officer, secret).status == 303);
    CHECK(server.post(admin, page, {{"deed", "fly"}}).status == 400);
    CHECK(server.post(admin, "/staff/accounts/999", {{"deed", "disable"}}).status == 404);
}

TEST_CASE("an owner changes the password with the old one, and ends a session from elsewhere", "[accounts]") {
    DeskServer server;
    const std::string officer = server.sign_in(Role::CustomerCareOfficer, "north-1");
    const std::string elsewhere = cookie_in(type_password(server, officer, secret), "__Host-staff");
    const auto lines =
        server.store().accounts().sessions(server.id_of(officer), server.session_of(officer), server.now());
    REQUIRE(lines.size() == 2);
    CHECK(says(server.get(officer, "/staff/account"), "192.0.*.*"));
    for (const SessionLine& line : lines) {
        if (!line.is_this) CHECK(server.post(officer, "/staff/account/sessions/" + line.id).status == 303);
    }
    CHECK_FALSE(server.store().staff().find_session(elsewhere, server.now()));
    CHECK(server.post(officer, "/staff/account/sessions/0123456789abcdef").status == 404);

    const TextMap fields = {{"new_password", "another long secret"}, {"new_password_again", "another long secret"}};
    TextMap wrong = fields;
    wrong["old_password"] = "wrong horse battery";
    CHECK(says(server.post(officer, "/staff/account/password", wrong), "id=\"old_password-error\""));
    TextMap right = fields;
    right["old_password"] = secret;
    CHECK(server.post(officer, "/staff/account/password", right).status == 303);
    CHECK(server.get(officer, "/staff/").status == 200);
    CHECK(type_password(server, officer, secret).status == 422);
}

TEST_CASE("with the second factor on, a code is asked for, and guessing it is slowed", "[accounts]") {
    DeskServer server;
    const std::string officer = server.sign_in(Role::CustomerCareOfficer, "north-1");
    const Response form = server.get(officer, "/staff/account/second-factor");
    CHECK(says(form, "<svg role=\"img\""));
    const StaffId id = server.id_of(officer);
    const std::string key = std::get<std::string>(server.store().second_factors().begin(id));
    const std::string shown = base32(key);
    CHECK(says(form, "<b>" + shown.substr(0, 4) + " " + shown.substr(4, 4) + " "));
    CHECK(server.post(officer, "/staff/account/second-factor", {{"one_time_code", "1"}}).status == 422);
    TextMap turn_on = {{"one_time_code", one_time_code(key, step_of(server.now()))}};
    CHECK(says(server.post(officer, "/staff/account/second-factor", turn_on), "id=\"old_password-error\""));
    turn_on["old_password"] = "wrong horse battery";
    CHECK(says(server.post(officer, "/staff/account/second-factor", turn_on), "id=\"old_password-error\""));
    turn_on["old_password"] = secret;
    const Response on = server.post(officer, "/staff/account/second-factor", turn_on);
    CHECK(on.status == 200);
    CHECK(says(on, "class=\"ref\""));
    CHECK(says(server.get(officer, "/staff/account/second-factor"), "value=\"renew-codes\""));

    server.move_clock(std::chrono::minutes(5));
    const Response asked = type_password(server, officer, secret);
    CHECK(says(asked, "Location: /staff/sign-in/code?next="));
    server.use_session(officer, cookie_in(asked, "__Host-staff"));
    CHECK(server.get(officer, "/staff/").status == 303);
    CHECK(server.get(officer, "/staff/sign-in/code").status == 200);
    const std::string code = one_time_code(key, step_of(server.now()));
    bool slowed = false;
    for (int tries = 0; tries < 12 && !slowed; ++tries)
        slowed = server.post(officer, "/staff/sign-in/code", {{"one_time_code", "000000"}}).status == 429;
    CHECK(slowed);
    server.move_clock(std::chrono::minutes(4));
    const Response done =
        server.post(officer, "/staff/sign-in/code",
                    {{"one_time_code", one_time_code(key, step_of(server.now()))}, {"next", "/staff/account"}});
    CHECK(says(done, "Location: /staff/account"));
    server.use_session(officer, cookie_in(done, "__Host-staff"));
    CHECK(server.get(officer, "/staff/").status == 200);
}

TEST_CASE("a role that needs the second factor goes nowhere before it is on", "[accounts]") {
    DeskServer server;
    const std::string head = server.sign_in(Role::HeadOffice, "head-office");
    const std::string officer = server.sign_in(Role::CustomerCareOfficer, "north-1");
    server.need_second_factor({Role::HeadOffice});
    for (const std::string path : {"/staff/", "/staff/audit", "/staff/account"})
        CHECK(says(server.get(head, path), "Location: /staff/account/second-factor"));
    CHECK(server.get(head, "/staff/account/second-factor").status == 200);
    CHECK(server.get(officer, "/staff/").status == 200);
}

TEST_CASE("the last account that manages accounts is neither disabled nor given another role", "[accounts]") {
    DeskServer server;
    const std::string admin = server.sign_in(Role::Administrator, "head-office");
    const std::string page = fmt::format("/staff/accounts/{}", server.id_of(admin).value);
    CHECK(says(server.post(admin, page, {{"deed", "disable"}}), "This is your own account"));
    const Response refused = server.post(admin, page, {{"deed", "disable"}, {"sure", "yes"}});
    CHECK(refused.status == 422);
    CHECK(says(refused, "last account that can manage accounts"));
    CHECK(server.post(admin, page, {{"deed", "role"}, {"role", "auditor"}}).status == 422);
    // Somebody who was invited cannot manage anything before a password is chosen.
    REQUIRE(server.post(admin, "/staff/accounts", {{"user_name", "second"}, {"role", "administrator"}}).status == 200);
    CHECK(says(server.get(admin, "/staff/accounts"), "Invited"));
    CHECK(server.post(admin, page, {{"deed", "disable"}, {"sure", "yes"}}).status == 422);
    (void)server.sign_in(Role::Administrator, "");
    CHECK(server.post(admin, page, {{"deed", "disable"}, {"sure", "yes"}}).status == 303);
    CHECK(server.get(admin, "/staff/accounts").status == 303);
}

TEST_CASE("an account gets another role and office, its sessions end, and the audit says so", "[accounts]") {
    DeskServer server;
    const std::string admin = server.sign_in(Role::Administrator, "head-office");
    const std::string officer = server.sign_in(Role::CustomerCareOfficer, "north-1");
    const std::string page = fmt::format("/staff/accounts/{}", server.id_of(officer).value);
    CHECK(server.post(admin, page, {{"deed", "role"}, {"role", "supervisor"}, {"staff_office", "nowhere"}}).status ==
          422);
    CHECK(server.post(admin, page, {{"deed", "role"}, {"role", "supervisor"}, {"staff_office", "south-1"}}).status ==
          303);
    const auto member = server.store().staff().find(server.id_of(officer));
    CHECK(member->role == Role::Supervisor);
    CHECK(member->office == "south-1");
    CHECK(server.get(officer, "/staff/").status == 303);
    const AuditLine line = server.store().audit().list({}).lines.front();
    CHECK(line.deed == Deed::ChangeRole);
    CHECK(line.detail == "supervisor south-1");
}

TEST_CASE("the owner renews the recovery codes and turns the second factor off, with the password", "[accounts]") {
    DeskServer server;
    const std::string officer = server.sign_in(Role::CustomerCareOfficer, "north-1");
    const StaffId id = server.id_of(officer);
    const std::string key = std::get<std::string>(server.store().second_factors().begin(id));
    const std::string url = "/staff/account/second-factor";
    REQUIRE(server
                .post(officer, url,
                      {{"one_time_code", one_time_code(key, step_of(server.now()))}, {"old_password", secret}})
                .status == 200);
    CHECK(server.post(officer, url, {{"deed", "renew-codes"}}).status == 422);
    const Response renewed = server.post(officer, url, {{"deed", "renew-codes"}, {"old_password", secret}});
    CHECK(says(renewed, "class=\"ref\""));
    server.need_second_factor({Role::CustomerCareOfficer});
    CHECK_FALSE(says(server.get(officer, url), "value=\"turn-off\""));
    CHECK(server.post(officer, url, {{"deed", "turn-off"}, {"old_password", secret}}).status == 403);
    server.need_second_factor({});
    CHECK(server.post(officer, url, {{"deed", "turn-off"}, {"old_password", secret}}).status == 303);
    CHECK_FALSE(server.store().staff().find(id)->second_factor);
}

TEST_CASE("a right password counts as no wrong try, with the second factor on", "[accounts]") {
    DeskServer server;
    const std::string officer = server.sign_in(Role::CustomerCareOfficer, "north-1");
    const std::string key = std::get<std::string>(server.store().second_factors().begin(server.id_of(officer)));
    REQUIRE(server
                .post(officer, "/staff/account/second-factor",
                      {{"one_time_code", one_time_code(key, step_of(server.now()))}, {"old_password", secret}})
                .status == 200);
    for (int tries = 0; tries < 30; ++tries) CHECK(type_password(server, officer, secret).status == 303);
}

TEST_CASE("at the desk, what is forbidden and what is not there are one page, with a way back", "[accounts]") {
    DeskServer server;
    const std::string officer = server.sign_in(Role::CustomerCareOfficer, "north-1");
    const Response forbidden = server.get(officer, "/staff/accounts");
    CHECK(forbidden.status == 404);
    CHECK(text_of(forbidden) == text_of(server.get(officer, "/staff/nothing")));
    CHECK(says(forbidden, "href=\"/staff/\""));
    const Response stranger = server.get("", "/staff/nothing");
    CHECK(stranger.status == 404);
    CHECK(says(stranger, "/en/track/"));
}

}  // namespace charter::accounts_test
