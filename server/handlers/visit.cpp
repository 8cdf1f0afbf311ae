#include "server/handlers/visit.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "server/forms/rules.h"
#include "server/handlers/session.h"
#include "server/http/accept_header.h"
#include "server/pages/message_pages.h"
#include "server/staff/secrets.h"

namespace charter {
namespace {

constexpr int retry_seconds = 5;

std::string language_of(const Published& site, const Request& request) {
    const auto& languages = site.catalogue.languages;
    const std::string_view path = request.path;
    const std::string_view first = path.substr(std::min<std::size_t>(1, path.size()), path.find('/', 1) - 1);
    const auto found = std::find(languages.begin(), languages.end(), first);
    return found == languages.end() ? choose_language(header_of(request, "accept-language"), languages) : *found;
}

Response with_retry(Response response) {
    response.headers.emplace_back("Retry-After", std::to_string(retry_seconds));
    return response;
}

// What staff wrote at length, of a form of our own. A form that came from elsewhere is not shown on our pages.
KeptTexts kept_texts(const Visit& visit) {
    static constexpr std::array<std::string_view, 3> fields = {"public_note", "evidence", "internal_note"};
    KeptTexts kept;
    for (const std::string_view field : fields) {
        const std::string& text = value_of(visit.form, field);
        if (!says_nothing(text) && is_own_form(visit)) kept.emplace_back(field, text);
    }
    return kept;
}

}  // namespace

PageContext context_of(const Visit& visit) {
    return {visit.site->theme,
            visit.site->settings,
            visit.site->catalogue,
            visit.language,
            visit.now,
            visit.app.kind == DatabaseKind::Demo,
            std::nullopt};
}

std::string new_form_token() {
    return random_token();
}

Response error_response(const Published& site, const Request& request, int status, bool demo,
                        std::string_view reference) {
    const PageContext context{site.theme, site.settings, site.catalogue, language_of(site, request),
                              Instant{},  demo,          std::nullopt};
    return html(error_page(context, status, reference), status);
}

Response error_response(const Visit& visit, int status) {
    const auto who = visit.request.path.starts_with("/staff") ? signed_in(visit) : std::nullopt;
    if (who) return html(error_page(context_of(visit, *who), status, {}, kept_texts(visit)), status);
    return error_response(*visit.site, visit.request, status, visit.app.kind == DatabaseKind::Demo);
}

Response busy_response(const Visit& visit) {
    return with_retry(error_response(visit, 503));
}

}  // namespace charter
