#include "server/pages/account_pages.h"

#include <fmt/format.h>

#include "server/cases/permissions.h"
#include "server/pages/case_words.h"
#include "server/pages/form_fields.h"

namespace charter {
namespace {

View csrf_field(const PageContext& context) {
    return hidden_field("csrf", context.staff ? context.staff->csrf : "");
}

PageFrame frame_of(const std::string& title, std::string_view path, bool error = false) {
    return {.title = title, .path = std::string(path), .current_menu = "", .error = error, .one_language = true};
}

std::string role_text(const PageContext& context, Role role) {
    return context.words().text(fmt::format("role.{}", key_of(role)));
}

std::string office_text(const PageContext& context, const StaffMember& member) {
    return member.office.empty() ? context.words().text("staff.no-office") : office_name(context, member.office);
}

std::string state_text(const PageContext& context, const StaffMember& member) {
    return context.words().text(member.disabled  ? "account.disabled"
                                : member.invited ? "account.invited"
                                                 : "account.enabled");
}

std::vector<View> fact_views(const PageContext& context, const StaffMember& member) {
    const Words& words = context.words();
    std::vector<View> facts;
    const auto add = [&](std::string_view label, std::string value) {
        View view;
        view.set("label", words.text(label)).set("value", std::move(value));
        facts.push_back(std::move(view));
    };
    add("account.role", role_text(context, member.role));
    add("account.office", office_text(context, member));
    add("account.state", state_text(context, member));
    add("account.second-factor", words.text(member.second_factor ? "account.on" : "account.off"));
    return facts;
}

std::vector<View> session_views(const PageContext& context, const std::vector<SessionLine>& sessions,
                                const std::string& action) {
    const Words& words = context.words();
    const Calendar calendar = calendar_of(context.catalogue);
    std::vector<View> views;
    for (const SessionLine& line : sessions) {
        View view;
        view.set("device", line.device.empty() ? words.text("account.unknown-device") : line.device)
            .set("network", line.network)
            .set("started", date_and_time(words, calendar, line.started_at))
            .set("seen", date_and_time(words, calendar, line.last_seen))
            .set("action", fmt::format("{}/{}", action, line.id))
            .flag("this", line.is_this);
        views.push_back(std::move(view));
    }
    return views;
}

std::vector<Option> role_options(const PageContext& context) {
    std::vector<Option> options = {{"", context.words().text("staff.choose"), ""}};
    for (const Role role : all_roles()) options.push_back({std::string(key_of(role)), role_text(context, role), ""});
    return options;
}

std::vector<Option> open_offices(const PageContext& context) {
    std::vector<Option> options = {{"", context.words().text("staff.no-office"), ""}};
    for (const Office& office : context.catalogue.offices) {
        if (!office.closed) options.push_back({office.id, office_name(context, office.id), ""});
    }
    return options;
}

// The fields of the one form on a page, and the summary of what is wrong with them.
void put_fields(View& view, FormFields& fields) {
    View form;
    fields.put_into(form);
    view.list("fields", form.items().at("fields").views);
    if (const auto summary = form.items().find("error_summary"); summary != form.items().end())
        view.object("error_summary", summary->second.views.front());
}

FormFields& add_new_password(FormFields& fields) {
    const TextLook fresh{.type = "password", .autocomplete = "new-password"};
    return fields.text("new_password", "", Asked::Needed, fresh).text("new_password_again", "", Asked::Needed, fresh);
}

View deed_view(const PageContext& context, std::string_view deed) {
    View view;
    view.set("value", std::string(deed))
        .set("title", context.words().text(fmt::format("account.{}", deed)))
        .set("text", context.words().text(fmt::format("account.{}-how", deed)));
    return view;
}

std::vector<View> deed_views(const PageContext& context, const StaffMember& member) {
    std::vector<View> deeds;
    if (!member.disabled) deeds.push_back(deed_view(context, "reset"));
    if (!member.disabled) deeds.push_back(deed_view(context, "end-sessions"));
    if (member.second_factor) deeds.push_back(deed_view(context, "second-factor-off"));
    deeds.push_back(deed_view(context, member.disabled ? "enable" : "disable"));
    return deeds;
}

}  // namespace

std::string account_url(StaffId id) {
    return fmt::format("{}/{}", accounts_url, id.value);
}

std::string link_path(std::string_view token) {
    return fmt::format("/staff/link/{}", token);
}

std::string own_account_page(const PageContext& context, const OwnAccountLook& look) {
    const Words& words = context.words();
    View view;
    view.set("title", look.member.user_name)
        .set("notice", look.done ? words.text("account.done") : "")
        .set("csrf", context.staff ? context.staff->csrf : "")
        .list("hidden", {})
        .set("action", fmt::format("{}/password", own_account_url))
        .set("form_title", words.text("account.change-password"))
        .set("submit_label", words.text("account.change-password"))
        .list("facts", fact_views(context, look.member))
        .list("sessions", session_views(context, look.sessions, fmt::format("{}/sessions", own_account_url)));
    view.list("links", {titled_link(words.text(look.member.second_factor ? "account.care" : "account.turn-on"),
                                    std::string(second_factor_url))});
    if (look.member.second_factor)
        view.set("note", words.plural("account.recovery-left", static_cast<int>(look.recovery_codes_left)));
    FormFields fields(context, look.errors);
    fields.text("old_password", "", Asked::Needed, {.type = "password", .autocomplete = "current-password"});
    put_fields(view, add_new_password(fields));
    return draw_page(context, "staff_account",
                     frame_of(words.text("account.own"), own_account_url, !look.errors.empty()), std::move(view));
}

namespace {

std::string done_text(const Words& words, const AccountLook& look) {
    if (!look.done) return "";
    return look.released ? words.format("account.done-released", {{"count", std::to_string(*look.released)}})
                         : words.text("account.done");
}

}  // namespace

std::string account_page(const PageContext& context, const AccountLook& look) {
    const Words& words = context.words();
    View view;
    view.set("title", look.member.user_name)
        .set("back_url", std::string(accounts_url))
        .set("notice", done_text(words, look))
        .set("csrf", context.staff ? context.staff->csrf : "")
        .set("deed_action", account_url(look.member.id))
        .list("facts", fact_views(context, look.member))
        .list("sessions", session_views(context, look.sessions, account_url(look.member.id) + "/sessions"))
        .list("deeds", deed_views(context, look.member));
    if (look.link) {
        View link;
        link.set("url", look.link->url)
            .set("text",
                 words.format("account.link-once",
                              {{"time", date_and_time(words, calendar_of(context.catalogue), look.link->until)}}));
        view.object("link", std::move(link));
    }
    view.set("action", account_url(look.member.id))
        .set("form_title", words.text("account.change-role"))
        .set("submit_label", words.text("account.change-role"))
        .list("hidden", {hidden_field("deed", "role")});
    FormFields fields(context, look.errors);
    fields.select("role", look.typed.role, Asked::Needed, role_options(context))
        .select("staff_office", look.typed.office, Asked::Needed, open_offices(context));
    put_fields(view, fields);
    return draw_page(context, "staff_account",
                     frame_of(look.member.user_name, account_url(look.member.id), !look.errors.empty()),
                     std::move(view));
}

std::string sure_page(const PageContext& context, const StaffMember& member, std::string_view deed, bool is_own) {
    const Words& words = context.words();
    const std::string& title = words.text(fmt::format("account.{}", deed));
    View view;
    view.set("title", title)
        .set("lead", words.format(is_own ? "account.sure-own" : "account.sure", {{"name", member.user_name}}))
        .set("back_url", account_url(member.id))
        .set("action", account_url(member.id))
        .set("submit_label", title)
        .set("note", words.text(fmt::format("account.{}-how", deed)))
        .list("hidden", {csrf_field(context), hidden_field("deed", std::string(deed)), hidden_field("sure", "yes")});
    return draw_page(context, "form_page", frame_of(title, account_url(member.id)), std::move(view));
}

std::string accounts_page(const PageContext& context, const AccountsLook& look) {
    const Words& words = context.words();
    View view;
    view.set("title", words.text("staff.accounts"))
        .set("lead", words.text("account.lead"))
        .set("action", std::string(accounts_url))
        .set("form_title", words.text("account.invite"))
        .set("submit_label", words.text("account.invite-send"))
        .list("hidden", {csrf_field(context)});
    std::vector<View> people;
    for (const StaffMember& member : look.people) {
        View person = titled_link(member.user_name, account_url(member.id));
        person.set("role", role_text(context, member.role))
            .set("office", office_text(context, member))
            .set("state", state_text(context, member))
            .set("second_factor", words.text(member.second_factor ? "account.on" : "account.off"));
        people.push_back(std::move(person));
    }
    view.list("people", std::move(people));
    FormFields fields(context, look.errors);
    fields.text("user_name", look.typed.user_name, Asked::Needed, {.autocomplete = "off", .no_spellcheck = true})
        .select("role", look.typed.role, Asked::Needed, role_options(context))
        .select("staff_office", look.typed.office, Asked::Needed, open_offices(context));
    put_fields(view, fields);
    return draw_page(context, "staff_accounts",
                     frame_of(words.text("staff.accounts"), accounts_url, !look.errors.empty()), std::move(view));
}

std::string link_page(const PageContext& context, std::string_view token, const StaffMember& member,
                      const std::vector<FieldError>& errors) {
    const Words& words = context.words();
    const std::string& title = words.text("account.choose-password");
    View view;
    view.set("title", title)
        .set("lead", words.format("account.choose-password-lead", {{"name", member.user_name}}))
        .set("action", link_path(token))
        .set("submit_label", words.text("account.choose-password-send"));
    FormFields fields(context, errors);
    add_new_password(fields).put_into(view);
    return draw_page(context, "form_page", frame_of(title, "/staff/", !errors.empty()), std::move(view));
}

std::string lost_link_page(const PageContext& context) {
    const Words& words = context.words();
    const std::string& title = words.text("account.link-lost");
    View view;
    view.set("title", title)
        .list("paragraphs", text_views({words.text("account.link-lost-why"), words.text("account.link-lost-ask")}))
        .list("links", {titled_link(words.text("staff.sign-in"), "/staff/sign-in")});
    return draw_page(context, "message", frame_of(title, "/staff/", true), std::move(view));
}

std::string one_time_code_page(const PageContext& context, const OneTimeCodeLook& look) {
    const Words& words = context.words();
    const std::string& title = words.text("account.code");
    View view;
    view.set("title", title)
        .set("lead", words.text("account.code-lead"))
        .set("action", "/staff/sign-in/code")
        .set("submit_label", words.text("staff.sign-in"))
        .list("hidden", {hidden_field("next", look.next), hidden_field("kept", look.kept)});
    FormFields(context, look.errors)
        .text("one_time_code", "", Asked::Needed,
              {.autocomplete = "one-time-code", .no_spellcheck = true, .short_field = true})
        .put_into(view);
    return draw_page(context, "form_page", frame_of(title, "/staff/", !look.errors.empty()), std::move(view));
}

}  // namespace charter
