// Photos of a lodging: the last question, where files join the draft. What was written before is safe whatever becomes
// of them.
#include "server/forms/rules.h"
#include "server/handlers/handlers.h"
#include "server/handlers/lodge_draft.h"
#include "server/handlers/uploads.h"
#include "server/pages/lodge_pages.h"

namespace charter {
namespace {

constexpr std::string_view photo_field = "photo";

// What went wrong when the kept files joined the draft; nothing if the store is busy.
std::optional<std::vector<FieldError>> join_draft(const Visit& visit, const std::string& draft, TakenUploads& taken) {
    std::vector<FieldError> errors = std::move(taken.errors);
    for (KeptFile& file : taken.kept) {
        const auto outcome = visit.app.store.files().add_to_draft(draft, file);
        if (std::holds_alternative<StoreBusy>(outcome)) return std::nullopt;
        if (std::get<DraftFileOutcome>(outcome) == DraftFileOutcome::Same)
            errors.push_back(upload_error(photo_field, "same", file.file.name));
        if (std::get<DraftFileOutcome>(outcome) != DraftFileOutcome::TooMany) continue;
        errors.push_back(field_error(photo_field, "too-many"));
        break;
    }
    return errors;
}

CameFrom came_from(const Visit& visit) {
    return value_of(visit.request.query, "from") == "check" ? CameFrom::Check : CameFrom::Question;
}

// Where a button leads once everything that was chosen was added.
Response go_on(const Visit& visit) {
    if (const auto language = asked_language(visit))
        return redirect(question_url(*language, LodgingPage::Photos, came_from(visit), false));
    const bool stays = !value_of(visit.form, "stay").empty() || !value_of(visit.form, "remove").empty();
    if (stays) return redirect(question_url(visit.language, LodgingPage::Photos, came_from(visit), false));
    return redirect(page_url(visit.language, "lodge/check/"));
}

}  // namespace

Response answer_photos(const Visit& visit) {
    auto started = draft_to_write(visit);
    if (std::holds_alternative<StoreBusy>(started)) return busy_response(visit);
    const auto& [id, draft] = std::get<NewDraft>(started);
    const std::string& removed = value_of(visit.form, "remove");
    if (!removed.empty() && visit.app.store.files().remove_from_draft(id, removed)) return busy_response(visit);
    auto taken = take_uploads(visit, photo_field, complainant());
    if (std::holds_alternative<StoreBusy>(taken)) return busy_response(visit);
    auto errors = join_draft(visit, id, std::get<TakenUploads>(taken));
    if (!errors) return busy_response(visit);
    if (errors->empty()) return with_draft(go_on(visit), id);
    const QuestionEntry entry{LodgingPage::Photos, draft.answers, std::move(*errors), came_from(visit),
                              visit.app.store.files().of_draft(id)};
    return with_draft(html(question_page(context_of(visit), entry), 422), id);
}

}  // namespace charter
