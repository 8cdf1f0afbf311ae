#include "server/pages/page.h"

#include <fmt/format.h>

#include "generator/shared/text.h"
#include "server/cases/permissions.h"

namespace charter {
namespace {

View staff_view(const PageContext& context, std::string_view path) {
    const StaffFace& staff = *context.staff;
    // Whatever language the page is in: a ticket is printed in the complainant's.
    const std::string& language = context.catalogue.languages.front();
    const Words& words = context.words(language);
    View view;
    view.set("language", language)
        .set("user_name", staff.user_name)
        .set("role", words.text(fmt::format("role.{}", key_of(staff.role))))
        .set("office", staff.office.empty() ? "" : office_name(context, staff.office))
        .set("csrf", staff.csrf)
        .set("sign_out_url", "/staff/sign-out")
        .set("sign_out", words.text("staff.sign-out"));
    std::vector<View> menu;
    // Alt with d, e or f is the browser's own: the address and the menu.
    const auto add = [&](std::string_view word, std::string_view url, std::string_view key) {
        View entry = titled_link(words.text(word), std::string(url));
        entry.set("key", std::string(key)).flag("current", path == url);
        menu.push_back(std::move(entry));
    };
    if (may(staff.role, Permission::ReadCases)) add("staff.worklist", "/staff/", "w");
    if (may(staff.role, Permission::Capture)) add("staff.capture", "/staff/capture", "r");
    if (may(staff.role, Permission::Capture)) add("staff.after-hours", "/staff/after-hours", "a");
    if (may(staff.role, Permission::ReadAudit)) add("staff.audit", "/staff/audit", "u");
    if (may(staff.role, Permission::AnswerRights)) add("staff.rights", "/staff/rights", "g");
    if (may(staff.role, Permission::DeleteCases)) add("staff.retention", "/staff/retention", "t");
    if (may(staff.role, Permission::ManageAccounts)) add("staff.accounts", "/staff/accounts", "o");
    add("staff.account", "/staff/account", "y");
    view.list("menu", std::move(menu));
    return view;
}

ChromePage chrome_page(const PageContext& context, const PageFrame& frame) {
    ChromePage page;
    page.language = context.language;
    page.title = frame.title;
    page.current_menu = frame.current_menu;
    page.no_index = true;
    page.demo = context.demo_database;
    page.error = frame.error;
    if (frame.one_language) return page;
    for (const std::string& language : context.catalogue.languages)
        page.languages.push_back({language, page_url(language, frame.path), false});
    return page;
}

}  // namespace

std::string draw_page(const PageContext& context, std::string_view layout, const PageFrame& frame, View view) {
    View whole = chrome_view(context.settings, chrome_page(context, frame), context.words());
    if (context.staff) whole.object("staff", staff_view(context, frame.path));
    whole.merge(std::move(view));
    return context.theme.render(layout, context.language, whole);
}

std::string page_url(std::string_view language, std::string_view path) {
    return fmt::format("/{}/{}", language, path);
}

std::string office_name(const PageContext& context, std::string_view id) {
    const Office* office = find_office(context.catalogue, id);
    return office != nullptr ? text_in(office->name, context.language) : std::string(id);
}

std::string service_name(const PageContext& context, std::string_view id) {
    const Service* service = find_service(context.catalogue, id);
    return service != nullptr ? text_in(service->title, context.language) : std::string(id);
}

std::string standard_name(const PageContext& context, std::string_view id) {
    const Standard* standard = find_standard(context.catalogue, id);
    return standard != nullptr ? text_in(standard->title, context.language) : std::string(id);
}

std::string clock_time(const Calendar& calendar, Instant instant) {
    const int minute = calendar.local_minute(instant);
    return fmt::format("{:02}:{:02}", minute / 60, minute % 60);
}

std::string grouped_number(std::size_t number) {
    std::string text = std::to_string(number);
    for (std::size_t at = text.size(); at > 3; at -= 3) text.insert(at - 3, ",");
    return text;
}

std::vector<View> text_views(const std::vector<std::string>& texts) {
    std::vector<View> views;
    views.reserve(texts.size());
    for (const std::string& text : texts) views.emplace_back().set("text", text);
    return views;
}

View hidden_field(std::string_view name, std::string_view value) {
    View view;
    view.set("name", std::string(name)).set("value", std::string(value));
    return view;
}

View titled_link(std::string title, std::string url) {
    View view;
    view.set("title", std::move(title)).set("url", std::move(url));
    return view;
}

std::vector<View> group_views(std::string_view in_groups) {
    return text_views(split(in_groups, ' '));
}

}  // namespace charter
