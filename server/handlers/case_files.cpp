// Files of a case at the desk. Whoever may see the case may read them; each is sent as a thing to be saved, never as a
// page that a browser would run.
#include <fmt/format.h>

#include <algorithm>

#include "server/cases/history.h"
#include "server/forms/rules.h"
#include "server/handlers/handlers.h"
#include "server/handlers/reading.h"
#include "server/handlers/session.h"
#include "server/handlers/staff_case.h"
#include "server/handlers/uploads.h"
#include "server/staff/session.h"
#include "server/store/case_store.h"

namespace charter {
namespace {

struct Served {
    std::string_view media_type;
    std::string_view extension;
};

Served served_as(FileKind kind) {
    switch (kind) {
        case FileKind::Jpeg:
            return {"image/jpeg", "jpg"};
        case FileKind::Png:
            return {"image/png", "png"};
        case FileKind::Webp:
            return {"image/webp", "webp"};
        case FileKind::Pdf:
            return {"application/pdf", "pdf"};
    }
    return {"application/octet-stream", "bin"};
}

// Saved under a name of ours: what its sender wrote stays out of the head of the answer.
Response file_response(const Case& now, const AddedFile& file, std::string bytes) {
    const auto number = std::find(now.files.begin(), now.files.end(), file) - now.files.begin() + 1;
    const Served served = served_as(file.kind);
    Response response;
    response.content_type = served.media_type;
    response.body = std::move(bytes);
    response.headers.emplace_back("Content-Disposition", fmt::format("attachment; filename=\"{}-{}.{}\"",
                                                                     now.reference.text(), number, served.extension));
    response.headers.emplace_back("Content-Security-Policy", "sandbox; default-src 'none'");
    return response;
}

// Each file is a step of its own; the same form sent again takes none of them twice. One that is there already is told
// and left out; the note goes with the first of the others.
StepOutcome add_all(const Visit& visit, const SignedIn& who, const CaseFile& file, TakenUploads& taken) {
    StepOutcome outcome = Taken{file, true};
    int number = 0;
    std::vector<KeptFile> added;
    for (KeptFile& kept : taken.kept) {
        TakeStep request{file.now.reference, {}, {}, {}, who.scope};
        request.form_token = fmt::format("{} {}", value_of(visit.form, "form_token"), number++);
        request.step.step = Step::AddFile;
        request.step.by = who.actor;
        request.step.at = visit.now;
        request.step.file = kept.file;
        if (added.empty()) request.step.internal_note = value_of(visit.form, "internal_note");
        StepOutcome next = visit.app.store.cases().take_step(request);
        if (is_there_already(next)) {
            taken.errors.push_back(upload_error("photo", "same", kept.file.name));
            continue;
        }
        outcome = std::move(next);
        const auto* done = std::get_if<Taken>(&outcome);
        if (done == nullptr) return outcome;
        if (!done->repeated) kept.keep();
        added.push_back(std::move(kept));
    }
    taken.kept = std::move(added);
    return outcome;
}

// More files than can be taken at once are refused before any is stored.
std::vector<FieldError> errors_of(const Visit& visit, const Case& now, const StaffStepFields& fields) {
    std::vector<FieldError> errors = find_repeated_fields(visit.form);
    warn_of_name(fields, now, errors);
    limit_length("internal_note", value_of(visit.form, "internal_note"), longest_text, errors);
    const auto count = std::count_if(visit.files.begin(), visit.files.end(),
                                     [](const FormFile& file) { return file.field == "photo"; });
    if (count == 0) errors.push_back(field_error("photo", "missing"));
    if (count > static_cast<std::ptrdiff_t>(uploads_max))
        errors.push_back({"photo", "error.photo.none-added", {{"count", std::to_string(count)}}});
    return errors;
}

// A form sent again with other files: none of them was added.
bool holds_other_files(const CaseFile& file, const TakenUploads& taken) {
    return std::any_of(taken.kept.begin(), taken.kept.end(), [&](const KeptFile& kept) {
        return std::none_of(file.events.begin(), file.events.end(), [&](const CaseEvent& event) {
            return fact_of(event, FactName::file_hash) == kept.file.hash;
        });
    });
}

bool may_add(const Visit& visit, const SignedIn& who, const Case& now) {
    const std::vector<Step> allowed = allowed_steps(now, who.actor, visit.now);
    return std::find(allowed.begin(), allowed.end(), Step::AddFile) != allowed.end();
}

}  // namespace

Response show_case_file(const Visit& visit) {
    const auto who = signed_in(visit);
    if (!who) return to_sign_in(visit);
    const auto reference = reference_of(visit);
    const auto file = reference ? visit.app.store.cases().find_case(*reference, who->scope) : std::nullopt;
    const AddedFile* found = file ? find_file(file->now, visit.values.at(1)) : nullptr;
    if (found == nullptr) return error_response(visit, 404);
    // What a photo shows is what people wrote: a sealed case opens for neither without a reason.
    if (sight_of(viewer_of(visit, *who, *reference, reason_stands), file->now) == Sight::WithoutWords)
        return redirect(reason_url(*reference));
    auto bytes = visit.app.store.files().read(*found);
    if (!bytes) return error_response(visit, 404);
    note_read(visit, *who, Deed::ReadCase, *reference);
    return file_response(file->now, *found, std::move(*bytes));
}

Response add_case_files(const Visit& visit) {
    const auto who = signed_in(visit);
    if (!who) return to_sign_in(visit);
    const auto reference = reference_of(visit);
    auto file = reference ? visit.app.store.cases().find_case(*reference, who->scope) : std::nullopt;
    const auto expected = read_sequence(visit.form, "expected_sequence");
    if (!file || !may_add(visit, *who, file->now)) return error_response(visit, 404);
    if (!expected) return error_response(visit, 400);
    const Sight sight = sight_of(viewer_of(visit, *who, *reference, session_longest), file->now);
    if (sight == Sight::WithoutWords) return error_response(visit, 409);
    file = seen_with(sight, std::move(*file));
    StepEntry entry;
    entry.sight = sight;
    entry.chosen = Step::AddFile;
    entry.fields = read_step_fields(visit.form);
    entry.conflict = events_after(file->events, *expected);
    const bool is_own = is_own_form(visit);
    entry.errors = is_own ? errors_of(visit, file->now, entry.fields)
                          : std::vector<FieldError>{{"step", "error.form.returned", {}}};
    if (!entry.errors.empty()) return staff_case_answer(visit, *who, *file, std::move(entry), is_own ? 422 : 403);
    auto taken = take_uploads(visit, "photo", who->actor);
    if (std::holds_alternative<StoreBusy>(taken)) return busy_response(visit);
    auto outcome = add_all(visit, *who, *file, std::get<TakenUploads>(taken));
    if (std::holds_alternative<StoreBusy>(outcome)) return busy_response(visit);
    auto* done = std::get_if<Taken>(&outcome);
    if (done == nullptr) return error_response(visit, 404);
    if (holds_other_files(done->file, std::get<TakenUploads>(taken))) {
        entry.is_repeat = true;
        return staff_case_answer(visit, *who, seen_with(sight, std::move(done->file)), std::move(entry), 409);
    }
    entry.errors = std::move(std::get<TakenUploads>(taken).errors);
    // A file takes nothing away from what others did: it is added, and its sender told.
    const std::string since = entry.conflict.empty() ? "" : fmt::format("&since={}", *expected);
    if (entry.errors.empty()) return redirect(staff_case_url(*reference) + "?done=yes" + since);
    // Those that could be kept are added; the note went with the first of them.
    for (const KeptFile& kept : std::get<TakenUploads>(taken).kept) entry.added.push_back(kept.file.name);
    entry.is_kept = !entry.added.empty();
    entry.is_note_added = entry.is_kept && !says_nothing(entry.fields.internal_note);
    if (entry.is_kept) entry.fields.internal_note.clear();
    return staff_case_answer(visit, *who, seen_with(sight, std::move(done->file)), std::move(entry), 422);
}

}  // namespace charter
