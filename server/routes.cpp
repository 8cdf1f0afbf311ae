#include "server/routes.h"

#include <algorithm>
#include <array>
#include <optional>

#include "generator/shared/text.h"
#include "server/cases/permissions.h"
#include "server/handlers/handlers.h"
#include "server/handlers/session.h"
#include "server/http/form_data.h"
#include "server/pages/account_pages.h"

namespace charter {
namespace {

enum class Method { Get, Post, Upload };  // Upload: a Post whose form may bring files
enum class Unsent { Lost, Kept };         // the words of a form that was sent when its session was over

struct Route {
    Method method;
    std::string_view pattern;  // {lang}: a language of the site; {name}: one part of the path, for the handler
    Handler handler;
    std::optional<Permission> needs{};  // nothing: for everybody
    Unsent unsent = Unsent::Lost;
};

constexpr auto routes = std::to_array<Route>({
    {Method::Get, "/{lang}/lodge/", show_lodge_start},
    {Method::Get, "/{lang}/lodge/check/", show_check},
    {Method::Post, "/{lang}/lodge/check/", send_lodging},
    {Method::Get, "/{lang}/lodge/sent/", show_sent},
    {Method::Get, "/{lang}/lodge/{question}/", show_question},
    {Method::Upload, "/{lang}/lodge/photos/", answer_photos},
    {Method::Post, "/{lang}/lodge/{question}/", answer_question},

    {Method::Get, "/{lang}/at/{office}", show_office_start},  // the short address on posters
    {Method::Get, "/{lang}/at/{office}/", show_office_start},

    {Method::Get, "/{lang}/track/", show_track_form},
    {Method::Post, "/{lang}/track/", open_case},
    {Method::Get, "/{lang}/track/{step}/", show_track_step},
    {Method::Upload, "/{lang}/track/{step}/", take_track_step},

    {Method::Get, "/{lang}/comment/", show_comment_form},
    {Method::Post, "/{lang}/comment/", send_comment},
    {Method::Get, "/{lang}/comment/sent/", show_comment_sent},

    {Method::Get, "/{lang}/search/", show_search},
    {Method::Get, "/{lang}/search", show_search},
    {Method::Get, "/{lang}/offices/find/", show_office_finder},

    {Method::Get, "/staff/", show_worklist, Permission::UseDesk},
    {Method::Post, "/staff/search", search_cases, Permission::ReadCases},
    {Method::Post, "/staff/filters", save_filter, Permission::ReadCases},
    {Method::Post, "/staff/filters/{filter}", remove_filter, Permission::ReadCases},
    {Method::Get, "/staff/sign-in", show_sign_in},
    {Method::Post, "/staff/sign-in", sign_in},
    {Method::Get, "/staff/sign-in/code", show_code_form},
    {Method::Post, "/staff/sign-in/code", finish_sign_in},
    {Method::Post, "/staff/sign-out", sign_out},
    {Method::Get, "/staff/link/{token}", show_link},
    {Method::Post, "/staff/link/{token}", use_link},

    {Method::Get, "/staff/account", show_account, Permission::UseDesk},
    {Method::Post, "/staff/account/password", change_password, Permission::UseDesk},
    {Method::Post, "/staff/account/sessions/{session}", end_own_session, Permission::UseDesk},
    {Method::Get, second_factor_url, show_second_factor, Permission::UseDesk},
    {Method::Post, second_factor_url, change_second_factor, Permission::UseDesk},
    {Method::Get, "/staff/accounts", show_accounts, Permission::ManageAccounts},
    {Method::Post, "/staff/accounts", invite, Permission::ManageAccounts},
    {Method::Get, "/staff/accounts/{person}", show_person, Permission::ManageAccounts},
    {Method::Post, "/staff/accounts/{person}", change_person, Permission::ManageAccounts},
    {Method::Post, "/staff/accounts/{person}/sessions/{session}", end_session_of, Permission::ManageAccounts},

    {Method::Get, "/staff/capture", show_capture, Permission::Capture},
    {Method::Post, "/staff/capture", capture_case, Permission::Capture, Unsent::Kept},
    {Method::Get, "/staff/after-hours", show_after_hours, Permission::Capture},
    {Method::Post, "/staff/after-hours", note_call, Permission::Capture, Unsent::Kept},
    {Method::Post, "/staff/after-hours/{call}", confirm_hand_over, Permission::Capture},
    {Method::Get, "/staff/tickets/{reference}", show_ticket, Permission::Capture},
    {Method::Get, "/staff/cases/{reference}", show_staff_case, Permission::ReadCases},
    {Method::Post, "/staff/cases/{reference}", take_staff_step, Permission::WorkOnCases, Unsent::Kept},
    {Method::Upload, "/staff/cases/{reference}/files", add_case_files, Permission::WorkOnCases, Unsent::Kept},
    {Method::Get, "/staff/cases/{reference}/files/{file}", show_case_file, Permission::ReadCases},
    {Method::Get, "/staff/cases/{reference}/open", show_reason_form, Permission::ReadCases},
    {Method::Post, "/staff/cases/{reference}/open", give_reason, Permission::ReadCases, Unsent::Kept},

    {Method::Get, "/staff/rights", show_rights, Permission::AnswerRights},
    {Method::Post, "/staff/rights", export_person, Permission::AnswerRights},
    {Method::Post, "/staff/rights/calls/{call}", erase_call_of_person, Permission::AnswerRights},
    {Method::Get, "/staff/retention", show_retention, Permission::DeleteCases},
    {Method::Post, "/staff/retention/calls/{call}", change_call_retention, Permission::DeleteCases},
    {Method::Post, "/staff/retention/{reference}", change_retention, Permission::DeleteCases},
    {Method::Get, "/staff/audit", show_audit, Permission::ReadAudit},
    {Method::Get, "/staff/audit.csv", export_audit, Permission::ReadAudit},

    {Method::Get, "/healthz", show_health},
});

struct Match {
    std::string language;
    std::vector<std::string> values;
};

std::optional<Match> match(std::string_view pattern, const std::vector<std::string>& path, const Published& site) {
    const std::vector<std::string> wanted = split(pattern, '/');
    if (wanted.size() != path.size()) return std::nullopt;
    const auto& languages = site.catalogue.languages;
    Match found{languages.front(), {}};
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (wanted[i] == "{lang}") {
            if (std::find(languages.begin(), languages.end(), path[i]) == languages.end()) return std::nullopt;
            found.language = path[i];
        } else if (wanted[i].starts_with('{')) {
            if (path[i].empty()) return std::nullopt;
            found.values.push_back(path[i]);
        } else if (wanted[i] != path[i]) {
            return std::nullopt;
        }
    }
    return found;
}

// Sec-Fetch-Site says it plainly where a browser sends it. Our pages ask for no referrer, so browsers send "null" as
// the origin of their own forms: that says nothing, and the tokens in the forms decide.
bool comes_from_elsewhere(const Request& request) {
    const std::string& site = header_of(request, "sec-fetch-site");
    if (!site.empty()) return site != "same-origin" && site != "none";
    const std::string& origin = header_of(request, "origin");
    if (origin.empty() || origin == "null") return false;
    const auto scheme = origin.find("://");
    return scheme == std::string::npos || origin.substr(scheme + 3) != header_of(request, "host");
}

// Nothing if the person may go on. Whoever is signed in and may not is told what an address is told that is not there.
std::optional<Response> refuse(const Route& route, Visit& visit) {
    if (!route.needs) return std::nullopt;
    const auto who = signed_in(visit);
    if (!who) return route.unsent == Unsent::Kept ? to_sign_in_with_words(visit) : to_sign_in(visit);
    if (!may(who->member.role, *route.needs)) return error_response(visit, 404);
    if (must_turn_on_second_factor(visit, *who) && route.pattern != second_factor_url)
        return redirect(second_factor_url);
    visit.who = std::make_shared<const SignedIn>(*who);
    return std::nullopt;
}

std::variant<FormData, FormFault> form_of(const Request& request) {
    const std::string& type = header_of(request, "content-type");
    return request.spool ? parse_form(type, *request.spool) : parse_form(type, request.body);
}

bool takes(const Route& route, Method method) {
    return (route.method == Method::Get) == (method == Method::Get);
}

Response handle(const Route& route, const Match& found, const Request& request, App& app,
                std::shared_ptr<const Published> site) {
    Visit visit{request, app, std::move(site), found.language, found.values, {}, app.now(), nullptr, {}};
    if (route.method != Method::Get) {
        if (comes_from_elsewhere(request)) return error_response(visit, 403);
        auto form = form_of(request);
        if (const auto* fault = std::get_if<FormFault>(&form)) {
            // A form cannot send another type, but a script on another site can.
            return error_response(visit, *fault == FormFault::UnknownType ? 403 : status_of(*fault));
        }
        visit.form = std::move(std::get<FormData>(form).fields);
        visit.files = std::move(std::get<FormData>(form).files);
    }
    if (auto refused = refuse(route, visit)) return std::move(*refused);
    return route.handler(visit);
}

Response not_allowed(const Published& site, const Request& request, App& app, std::string_view allowed) {
    Response response = error_response(site, request, 405, app.kind == DatabaseKind::Demo);
    response.headers.emplace_back("Allow", std::string(allowed));
    return response;
}

Response answer_from_site(const Published& site, const Request& request, App& app) {
    if (!is_reading(request)) return not_allowed(site, request, app, "GET, HEAD");
    if (const auto found = site.redirects.find(request.path); found != site.redirects.end())
        return moved(found->second);
    Response response = site.files->serve(request);
    if (response.status == 200 && site.gone.contains(request.path)) response.status = 410;
    // Browsers ask for it unbidden: a site without one need not send its page for "not found" each time.
    if (response.status == 404 && request.path == "/favicon.ico") {
        response = {};
        response.status = 204;
        response.caching = Caching::Revalidate;
    }
    return response;
}

}  // namespace

std::vector<RouteRow> route_rows() {
    std::vector<RouteRow> rows;
    rows.reserve(routes.size());
    for (const Route& route : routes)
        rows.push_back({route.method == Method::Get ? "GET" : "POST", route.pattern, route.needs});
    return rows;
}

bool takes_files(std::string_view path, const App& app) {
    const auto site = app.site.current();
    const std::vector<std::string> parts = split(path, '/');
    return std::any_of(routes.begin(), routes.end(), [&](const Route& route) {
        return route.method == Method::Upload && match(route.pattern, parts, *site);
    });
}

std::string logged_path(std::string_view path, const App& app) {
    const auto site = app.site.current();
    const std::vector<std::string> parts = split(path, '/');
    for (const Route& route : routes) {
        const auto found = match(route.pattern, parts, *site);
        if (found && !found->values.empty()) return std::string(route.pattern);
    }
    return std::string(path);
}

Response answer(const Request& request, App& app) {
    const auto site = app.site.current();
    const std::vector<std::string> path = split(request.path, '/');
    const Method method = is_reading(request) ? Method::Get : Method::Post;
    bool other_method = false;
    for (const Route& route : routes) {
        const auto found = match(route.pattern, path, *site);
        if (!found) continue;
        if (takes(route, method)) return handle(route, *found, request, app, site);
        other_method = true;
    }
    if (other_method) return not_allowed(*site, request, app, method == Method::Get ? "POST" : "GET, HEAD");
    // "/en/track" and "/staff" are said aloud without their last slash.
    if (method == Method::Get && !request.path.ends_with('/')) {
        const std::vector<std::string> with_slash = split(request.path + "/", '/');
        for (const Route& route : routes) {
            if (match(route.pattern, with_slash, *site)) return moved(encode_path(request.path + "/"));
        }
    }
    // What is not there looks like what is forbidden.
    if (request.path.starts_with("/staff/")) {
        const Visit visit{request, app, site, site->catalogue.languages.front(), {}, {}, app.now(), nullptr, {}};
        return error_response(visit, 404);
    }
    return answer_from_site(*site, request, app);
}

}  // namespace charter
