// Comment rounds: which pages are open for comment stands in the published site; what people write goes into the store
// and from there into the editor's table (charterd comments).
#include <algorithm>
#include <utility>

#include "server/forms/comment_form.h"
#include "server/handlers/handlers.h"
#include "server/pages/comment_pages.h"
#include "server/pages/form_fields.h"
#include "server/store/attempt_store.h"
#include "server/store/comment_store.h"

namespace charter {
namespace {

Date today(const Visit& visit) {
    return calendar_of(visit.site->catalogue).local_date(visit.now);
}

// What is open now; for an address that names no round of the site, with the status that says so.
Response list_open(const Visit& visit, int status) {
    std::vector<CommentRound> open = visit.site->rounds;
    const Date day = today(visit);
    std::erase_if(open, [&](const CommentRound& round) { return state_on(round.days, day) != CommentState::Open; });
    return html(comment_list_page(context_of(visit), open), status);
}

// The page again with what was typed, in the language that a button of the form asks for.
std::optional<Response> in_other_language(const Visit& visit, const CommentRound& round, const CommentLook& look) {
    const std::string& asked = value_of(visit.form, "to_language");
    const auto& languages = visit.site->catalogue.languages;
    if (std::find(languages.begin(), languages.end(), asked) == languages.end()) return std::nullopt;
    PageContext context = context_of(visit);
    context.language = asked;
    return html(comment_form_page(context, round, look));
}

Response too_soon(const Visit& visit, const CommentRound& round, CommentLook look, const Pace& pace) {
    look.errors = {
        {"comment", "error.comment.too-soon", {{"time", wait_text(context_of(visit).words(), pace.retry_after)}}}};
    Response response = html(comment_form_page(context_of(visit), round, look), 429);
    response.headers.emplace_back("Retry-After", std::to_string(pace.retry_after.count()));
    return response;
}

}  // namespace

Response show_comment_form(const Visit& visit) {
    const std::string& page = value_of(visit.request.query, "page");
    if (page.empty()) return list_open(visit, 200);
    const CommentRound* round = find_round(visit.site->rounds, page);
    if (round == nullptr) return list_open(visit, 404);
    const CommentState state = state_on(round->days, today(visit));
    if (state != CommentState::Open) return html(comment_not_open_page(context_of(visit), *round, state, {}));
    return html(comment_form_page(context_of(visit), *round, {{}, {}, new_form_token()}));
}

Response send_comment(const Visit& visit) {
    const CommentRound* round = find_round(visit.site->rounds, value_of(visit.form, "page"));
    if (round == nullptr) return list_open(visit, 404);
    CommentLook look{keep_comment_answers(visit.form), {}, value_of(visit.form, "form_token")};
    if (look.form_token.empty()) return error_response(visit, 403);
    const CommentState state = state_on(round->days, today(visit));
    if (state != CommentState::Open)
        return html(comment_not_open_page(context_of(visit), *round, state, value_of(visit.form, "comment")), 409);
    if (auto page = in_other_language(visit, *round, look)) return std::move(*page);
    auto [comment, errors] = read_comment(look.answers);
    if (!errors.empty()) {
        look.errors = std::move(errors);
        return html(comment_form_page(context_of(visit), *round, look), 422);
    }
    const Pace pace = visit.app.store.attempts().begin({Door::Comment, visit.request.remote_addr, {}, {}}, visit.now);
    if (pace.too_soon) return too_soon(visit, *round, std::move(look), pace);
    comment.page = round->page;
    comment.language = visit.language;
    comment.received_at = visit.now;
    if (visit.app.store.comments().add(comment, look.form_token)) return busy_response(visit);
    return redirect(page_url(visit.language, "comment/sent/?page=" + round->page));
}

Response show_comment_sent(const Visit& visit) {
    const CommentRound* round = find_round(visit.site->rounds, value_of(visit.request.query, "page"));
    if (round == nullptr) return list_open(visit, 404);
    return html(comment_sent_page(context_of(visit), *round));
}

}  // namespace charter
