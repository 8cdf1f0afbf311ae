#include "server/handlers/lodge_draft.h"

namespace charter {
namespace {

constexpr std::string_view draft_cookie = "__Host-lodge";

}  // namespace

const std::string& draft_id(const Visit& visit) {
    return cookie_of(visit.request, draft_cookie);
}

std::optional<Draft> find_draft(const Visit& visit) {
    const std::string& id = draft_id(visit);
    if (id.empty()) return std::nullopt;
    return visit.app.store.drafts().find(id, visit.now);
}

std::variant<NewDraft, StoreBusy> draft_to_write(const Visit& visit) {
    auto draft = find_draft(visit);
    if (draft && draft->reference.empty()) return NewDraft{draft_id(visit), std::move(*draft)};
    return visit.app.store.drafts().start(visit.now);
}

Response with_draft(Response response, const std::string& id) {
    response.cookies.push_back({std::string(draft_cookie), id, draft_life, SameSite::Lax});
    return response;
}

std::optional<std::string> asked_language(const Visit& visit) {
    const std::string& asked = value_of(visit.form, "to_language");
    for (const std::string& language : visit.site->catalogue.languages) {
        if (language == asked) return language;
    }
    return std::nullopt;
}

std::string question_url(std::string_view language, LodgingPage page, CameFrom from, bool again) {
    std::string query = from == CameFrom::Check ? "?from=check" : "";
    if (again) query += query.empty() ? "?again=1" : "&again=1";
    return page_url(language, lodging_path(page)) + query;
}

}  // namespace charter
