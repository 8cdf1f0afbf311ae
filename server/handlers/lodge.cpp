// The lodging. A draft, kept by the server and named by a cookie, holds the answers as typed from the first question to
// the sent page; it begins with the first answer, so that reading the start page leaves nothing behind.
#include <fmt/format.h>

#include "generator/shared/text.h"
#include "server/cases/lodged_terms.h"
#include "server/cases/promises.h"
#include "server/cases/scope.h"
#include "server/forms/lodging_form.h"
#include "server/handlers/handlers.h"
#include "server/handlers/lodge_draft.h"
#include "server/pages/lodge_pages.h"
#include "server/store/case_store.h"
#include "server/store/draft_store.h"
#include "server/store/file_store.h"

namespace charter {
namespace {

LodgingRules rules_of(const Visit& visit) {
    return {visit.site->catalogue, visit.language};
}

std::vector<AddedFile> draft_files(const Visit& visit) {
    return visit.app.store.files().of_draft(draft_id(visit));
}

std::string url(const Visit& visit, std::string_view path) {
    return page_url(visit.language, path);
}

CameFrom came_from(const FieldMap& fields) {
    return value_of(fields, "from") == "check" ? CameFrom::Check : CameFrom::Question;
}

std::optional<LodgingPage> page_of(const Visit& visit) {
    return find_lodging_page(visit.values.front());
}

std::string next_path(LodgingPage page, CameFrom from) {
    const auto pages = lodging_pages();
    const auto here = std::find(pages.begin(), pages.end(), page);
    if (from == CameFrom::Check || here + 1 == pages.end()) return "lodge/check/";
    return lodging_path(*(here + 1));
}

// A page with what is wrong is reached by a redirect, so that going back to it later shows it instead of asking to send
// the form again. Shown at once where the errors could not be told from the kept answers, and to a browser that may
// not keep our cookie: it would lose what was typed.
Response ask_again(const Visit& visit, const QuestionEntry& entry) {
    const bool kept =
        !draft_id(visit).empty() && check_page(entry.page, entry.answers, rules_of(visit)) == entry.errors;
    if (kept) return redirect(question_url(visit.language, entry.page, entry.from, true));
    return html(question_page(context_of(visit), entry), 422);
}

// Takes one page's answers into the draft and says where to go, or shows the page with what is wrong.
Response answer_into(const Visit& visit, LodgingPage page, Draft& draft) {
    const CameFrom from = came_from(visit.form);
    if (const auto language = asked_language(visit)) {
        keep_answers(page, visit.form, draft.answers);
        return redirect(question_url(*language, page, from, false));
    }
    const std::vector<FieldError> errors = take_answers(page, visit.form, draft.answers, rules_of(visit));
    if (errors.empty()) return redirect(url(visit, next_path(page, from)));
    return ask_again(visit, {page, draft.answers, errors, from, {}});
}

LodgeRequest lodge_request(const Visit& visit, Lodging lodging, const Draft& draft) {
    const Calendar calendar = calendar_of(visit.site->catalogue);
    LodgeRequest request;
    request.terms = terms_of_lodging(visit.site->catalogue, lodging, calendar.local_date(visit.now));
    request.lodging = std::move(lodging);
    request.received_at = visit.now;
    request.form_token = draft.form_token;
    request.draft = draft_id(visit);
    return request;
}

}  // namespace

Response show_lodge_start(const Visit& visit) {
    return html(lodge_start_page(context_of(visit), prefilled_answers(visit.request.query, visit.site->catalogue)));
}

// Typed from paper, so large letters are taken for small ones. Paper outlives offices: a closed one leads to the office
// that took its place.
Response show_office_start(const Visit& visit) {
    const std::string office = receiving_office(visit.site->catalogue, to_lower(visit.values.front()));
    if (office.empty()) return error_response(visit, 404);
    return html(lodge_start_page(context_of(visit), {{"office", office}}));
}

Response show_question(const Visit& visit) {
    const auto page = page_of(visit);
    if (!page) return error_response(visit, 404);
    const auto draft = find_draft(visit);
    Answers answers = draft && draft->reference.empty() ? draft->answers : Answers();
    // What "complain about this" brought goes before what was answered to an earlier question of that name.
    for (auto& [field, answer] : prefilled_answers(visit.request.query, visit.site->catalogue))
        answers.insert_or_assign(field, answer);
    std::vector<FieldError> errors;
    if (!value_of(visit.request.query, "again").empty()) errors = check_page(*page, answers, rules_of(visit));
    const int status = errors.empty() ? 200 : 422;
    return html(question_page(context_of(visit),
                              {*page, std::move(answers), std::move(errors), came_from(visit.request.query),
                               *page == LodgingPage::Photos ? draft_files(visit) : std::vector<AddedFile>()}),
                status);
}

Response answer_question(const Visit& visit) {
    const auto page = page_of(visit);
    if (!page) return error_response(visit, 404);
    auto started = draft_to_write(visit);
    if (std::holds_alternative<StoreBusy>(started)) return busy_response(visit);
    auto& [id, draft] = std::get<NewDraft>(started);
    Response response = answer_into(visit, *page, draft);
    if (visit.app.store.drafts().save(id, draft)) return busy_response(visit);
    return with_draft(std::move(response), id);
}

Response show_check(const Visit& visit) {
    const auto draft = find_draft(visit);
    if (!draft) return redirect(url(visit, "lodge/"));
    if (!draft->reference.empty()) return redirect(url(visit, "lodge/sent/"));
    std::vector<FieldError> errors = check_lodging(draft->answers, rules_of(visit)).errors;
    const int status = errors.empty() ? 200 : 422;
    return html(
        check_page(context_of(visit), {draft->answers, draft->form_token, std::move(errors), draft_files(visit)}),
        status);
}

Response send_lodging(const Visit& visit) {
    auto draft = find_draft(visit);
    if (!draft || value_of(visit.form, "form_token") != draft->form_token) return error_response(visit, 403);
    if (!draft->reference.empty()) return redirect(url(visit, "lodge/sent/"));
    auto [lodging, errors] = check_lodging(draft->answers, rules_of(visit));
    if (!errors.empty()) return redirect(url(visit, "lodge/check/"));
    auto outcome = visit.app.store.cases().lodge(lodge_request(visit, std::move(lodging), *draft));
    if (std::holds_alternative<StoreBusy>(outcome)) return busy_response(visit);
    const Lodged& lodged = std::get<Lodged>(outcome);
    // What was typed is in the case now; the draft only remembers which one it was.
    draft->reference = lodged.reference.text();
    draft->answers.clear();
    if (visit.app.store.drafts().save(draft_id(visit), *draft)) return busy_response(visit);
    return redirect(url(visit, "lodge/sent/"));
}

Response show_sent(const Visit& visit) {
    const auto draft = find_draft(visit);
    if (!draft || draft->reference.empty()) return redirect(url(visit, "lodge/"));
    auto parsed = CaseReference::parse(draft->reference);
    const auto* reference = std::get_if<CaseReference>(&parsed);
    if (reference == nullptr) return error_response(visit, 404);
    const CaseStore& cases = visit.app.store.cases();
    const auto file = cases.find_case(*reference, every_case());
    if (!file) return error_response(visit, 404);
    return html(sent_page(context_of(visit), file->now, cases.fresh_code(*reference, visit.now)));
}

}  // namespace charter
