// Tracking: a reference and its code open a case for one answer at a time; nothing is kept in the browser.
#include <fmt/format.h>

#include <algorithm>

#include "server/forms/rules.h"
#include "server/forms/tracking_form.h"
#include "server/handlers/handlers.h"
#include "server/handlers/uploads.h"
#include "server/pages/form_fields.h"
#include "server/pages/track_pages.h"
#include "server/store/attempt_store.h"
#include "server/store/case_store.h"

namespace charter {
namespace {

struct Opened {
    CaseFile file;
    TrackKeys keys;
};
// The case, or the answer that says why not.
using OpenOutcome = std::variant<Opened, Response>;

Response form_again(const Visit& visit, const TrackingForm& form, int status) {
    return html(track_form_page(context_of(visit), {form.typed_reference, form.typed_code, form.errors}), status);
}

// A guesser behind the same address must not shut out others, so a code that is right is never too soon.
Response not_found(const Visit& visit, TrackingForm form, const Pace& pace) {
    if (pace.too_soon) {
        form.errors = {
            {"code", "error.track.too-soon", {{"time", wait_text(context_of(visit).words(), pace.retry_after)}}}};
        Response response = form_again(visit, form, 429);
        response.headers.emplace_back("Retry-After", std::to_string(pace.retry_after.count()));
        return response;
    }
    form.errors = {{"code", "error.track.not-found", {}}};
    return form_again(visit, form, 422);
}

// An unknown reference and a wrong code take the same way, so that they cannot be told apart.
OpenOutcome open(const Visit& visit) {
    TrackingForm form = read_tracking_form(visit.form);
    if (!form.reference || !form.code) return form_again(visit, form, 422);
    AttemptStore& attempts = visit.app.store.attempts();
    const Try attempt{Door::Track, visit.request.remote_addr, form.reference->text(), {}};
    const Pace pace = attempts.begin(attempt, visit.now);
    auto file = visit.app.store.cases().open_with_code(*form.reference, *form.code);
    if (!file) {
        // Whoever lost the case to a code that they did not ask for must hear of it.
        if (const auto renewed = visit.app.store.cases().code_renewed_at(*form.reference, *form.code)) {
            if (!pace.too_soon) attempts.succeeded(attempt, visit.now);
            return html(renewed_code_page(context_of(visit), *renewed, value_of(visit.form, "text")));
        }
        Response response = not_found(visit, std::move(form), pace);
        response.delay = pace.wait;
        return response;
    }
    if (!pace.too_soon) attempts.succeeded(attempt, visit.now);
    const std::string& sent_token = value_of(visit.form, "form_token");
    return Opened{std::move(*file),
                  {*form.reference, form.code->text(), sent_token.empty() ? new_form_token() : sent_token}};
}

std::optional<Case> other_case(const Visit& visit, const Case& now) {
    return visit.app.store.cases().answered_with(now);
}

Response case_answer(const Visit& visit, const Opened& opened, const TrackOutcome& outcome) {
    TrackKeys keys = opened.keys;
    keys.form_token = new_form_token();
    return html(track_case_page(context_of(visit), opened.file, other_case(visit, opened.file.now), keys, outcome),
                outcome.too_late || outcome.is_repeat ? 409 : 200);
}

Response step_form(const Visit& visit, const Opened& opened, const TrackStepEntry& entry) {
    return html(track_step_page(context_of(visit), opened.file, opened.keys, entry), entry.errors.empty() ? 200 : 422);
}

TakeStep step_request(const Visit& visit, const Opened& opened, Step step, std::string text) {
    TakeStep request{
        .reference = opened.keys.reference, .step = {}, .expected_sequence = {}, .form_token = opened.keys.form_token};
    request.step.step = step;
    request.step.by = complainant();
    request.step.at = visit.now;
    request.step.public_note = std::move(text);
    return request;
}

// Files that the person has added so far, and may still add.
std::size_t room_for_files(const Case& now) {
    const auto added =
        static_cast<std::size_t>(std::count_if(now.files.begin(), now.files.end(), [](const AddedFile& file) {
            return file.by.kind == ActorKind::Complainant;
        }));
    return files_of_complainant - std::min(added, files_of_complainant);
}

// Each file is a step of its own, after the words; the same form sent again takes none of them twice. What could not be
// added is an error at the field. Nothing if the store is busy.
std::optional<std::vector<FieldError>> add_files(const Visit& visit, Opened& opened, TakenUploads& taken) {
    std::vector<FieldError> errors = std::move(taken.errors);
    for (FieldError& error : errors)
        if (error.key == "error.photo.too-many") error.key = "error.photo.at-once";
    for (KeptFile& kept : taken.kept) {
        if (room_for_files(opened.file.now) == 0) {
            errors.push_back({"photo", "error.photo.enough", {}});
            break;
        }
        TakeStep request = step_request(visit, opened, Step::AddFile, {});
        request.form_token = fmt::format("{} {}", opened.keys.form_token, kept.file.hash);
        request.step.file = kept.file;
        StepOutcome outcome = visit.app.store.cases().take_step(request);
        if (std::holds_alternative<StoreBusy>(outcome)) return std::nullopt;
        if (is_there_already(outcome)) {
            errors.push_back(upload_error("photo", "same", kept.file.name));
            continue;
        }
        auto* done = std::get_if<Taken>(&outcome);
        if (done == nullptr) {
            errors.push_back({"photo", "error.photo.too-late", {}});
            break;
        }
        if (!done->repeated) kept.keep();
        opened.file = std::move(done->file);
    }
    return errors;
}

// The step stands in the history with these words.
bool was_written(const CaseFile& file, Step step, const std::string& text) {
    return std::any_of(file.events.begin(), file.events.end(), [&](const CaseEvent& event) {
        return event.step == step && event.by == complainant() &&
               one_line(text_of(event, TextName::public_note)) == one_line(text);
    });
}

// The words are taken first, so that no file can lose them.
Response finish_step(const Visit& visit, Opened& opened, Step step, bool words_taken) {
    auto uploads = takes_files(step) ? take_uploads(visit, "photo", complainant()) : TakenUploads{};
    if (std::holds_alternative<StoreBusy>(uploads)) return busy_response(visit);
    auto errors = add_files(visit, opened, std::get<TakenUploads>(uploads));
    if (!errors) return busy_response(visit);
    if (errors->empty()) return case_answer(visit, opened, {.done = step});
    opened.keys.form_token = new_form_token();
    return step_form(visit, opened,
                     {Step::AddInformation, {}, std::move(*errors), words_taken ? std::optional(step) : std::nullopt});
}

}  // namespace

Response show_track_form(const Visit& visit) {
    return html(track_form_page(context_of(visit), {}));
}

Response open_case(const Visit& visit) {
    OpenOutcome outcome = open(visit);
    if (auto* refused = std::get_if<Response>(&outcome)) return std::move(*refused);
    return case_answer(visit, std::get<Opened>(outcome), {});
}

// The address of a step is only ever posted to; someone who reloads it starts anew.
Response show_track_step(const Visit& visit) {
    return redirect(page_url(visit.language, "track/"));
}

Response take_track_step(const Visit& visit) {
    const auto step = find_track_step(visit.values.front());
    if (!step) return error_response(visit, 404);
    OpenOutcome outcome = open(visit);
    if (auto* refused = std::get_if<Response>(&outcome)) return std::move(*refused);
    Opened& opened = std::get<Opened>(outcome);
    if (value_of(visit.form, "send").empty()) {
        opened.keys.form_token = new_form_token();
        return step_form(visit, opened, {*step, value_of(visit.form, "text"), {}});
    }
    auto [text, errors] = read_tracking_text(*step, visit.form);
    // A photo may speak for itself.
    if (*step == Step::AddInformation && says_nothing(text) && !visit.files.empty())
        return finish_step(visit, opened, *step, false);
    if (!errors.empty()) return step_form(visit, opened, {*step, text, errors});
    StepOutcome taken = visit.app.store.cases().take_step(step_request(visit, opened, *step, text));
    if (std::holds_alternative<StoreBusy>(taken)) return busy_response(visit);
    if (auto* done = std::get_if<Taken>(&taken)) {
        opened.file = std::move(done->file);
        if (done->repeated && !was_written(opened.file, *step, text))
            return case_answer(visit, opened, {.is_repeat = true, .kept_text = std::move(text)});
        return finish_step(visit, opened, *step, true);
    }
    return case_answer(visit, opened, {.too_late = true, .kept_text = std::move(text)});
}

}  // namespace charter
