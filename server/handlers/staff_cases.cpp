#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "server/cases/escalation.h"
#include "server/cases/history.h"
#include "server/cases/permissions.h"
#include "server/forms/correction_form.h"
#include "server/forms/rules.h"
#include "server/forms/staff_forms.h"
#include "server/handlers/handlers.h"
#include "server/handlers/reading.h"
#include "server/handlers/session.h"
#include "server/handlers/staff_case.h"
#include "server/pages/responses.h"
#include "server/staff/session.h"
#include "server/store/case_store.h"

namespace charter {
namespace {

// Those to whom this case can be given: who may see it and can act on it. It is brought to people above alone, and not
// to the one to whom it was brought last.
std::vector<StaffMember> colleagues_for(const Visit& visit, const SignedIn& who, const Case& now,
                                        std::optional<Step> step, const std::vector<StaffMember>& everyone) {
    const auto brought_to = now.escalation ? now.escalation->officer : std::nullopt;
    std::vector<StaffMember> people = everyone;
    // Who answered does not review the answer.
    const bool is_review = now.state == State::UnderReview;
    const auto was_involved = [&](StaffId id) {
        return std::find(now.involved.begin(), now.involved.end(), id) != now.involved.end();
    };
    std::erase_if(people, [&](const StaffMember& person) {
        if (is_review && (!may(person.role, Permission::ReviewCases) || was_involved(person.id))) return true;
        return person.disabled || !may(person.role, Permission::WorkOnCases) ||
               !may_see(scope_of(person, everyone, visit.site->catalogue), now) ||
               (step == Step::Escalate && (!is_above(person.role, who.member.role) || person.id == brought_to));
    });
    return people;
}

StaffNames names_among(const std::vector<StaffMember>& everyone) {
    return [&everyone](StaffId id) {
        const auto found =
            std::find_if(everyone.begin(), everyone.end(), [id](const StaffMember& person) { return person.id == id; });
        return found == everyone.end() ? fmt::format("#{}", id.value) : found->user_name;
    };
}

std::vector<StaffId> ids_of(const std::vector<StaffMember>& people) {
    std::vector<StaffId> ids;
    ids.reserve(people.size());
    for (const StaffMember& person : people) ids.push_back(person.id);
    return ids;
}

// A field for what the rules miss, so that the message stands beside it.
FieldError missing_field(Need need) {
    switch (need) {
        case Need::PublicNote:
            return {"public_note", "error.public_note.missing", {}};
        case Need::Text:
            return {"internal_note", "error.internal_note.missing", {}};
        case Need::Officer:
            return {"assignee", "error.assignee.missing", {}};
        case Need::Identity:
            return {"identity", "error.identity.missing", {}};
        case Need::Finding:
            return {"finding", "error.finding.missing", {}};
        case Need::Redress:
            return {"redress", "error.redress.missing", {}};
        case Need::Assignee:
            return {"assignee", "error.assignee.missing", {}};
        case Need::Body:
            return {"body", "error.body.missing", {}};
        case Need::OtherCase:
            return {"duplicate_of", "error.duplicate_of.unknown", {}};
        case Need::ConsentTold:
            return {"consent_date", "error.consent_date.future", {}};
        case Need::Officials:
            return {"official", "error.official.missing", {}};
        case Need::Correction:
            return {"kind", "error.kind.unchanged", {}};
        case Need::NewFile:
        case Need::KnownFile:
        case Need::TwoPersons:
        case Need::WindowOpen:
        case Need::WindowOver:
        case Need::QuestionOver:
        case Need::Unshared:
        case Need::Shared:
        case Need::NotInvolved:
        case Need::Unconfirmed:
            break;
    }
    return {"step", "error.step.not-now", {}};
}

struct Posted {
    const SignedIn& who;
    const CaseFile& file;  // as it stands now
    int expected = 0;      // the last event that the person saw
    StepEntry entry;
};

// Without words: enough for the store to know a repeat, or what others did meanwhile, or that the step is not allowed.
TakeStep bare_request(const Visit& visit, const Posted& posted) {
    TakeStep request{posted.file.now.reference, {}, posted.expected, posted.entry.form_token, posted.who.scope};
    request.step.step = posted.entry.chosen.value_or(Step::Lodge);
    request.step.by = posted.who.actor;
    request.step.at = visit.now;
    return request;
}

Response refused(const Visit& visit, const Posted& posted, const Refusal& refusal) {
    StepEntry entry = posted.entry;
    if (refusal.kind == RefusalKind::Missing && refusal.need) {
        entry.errors.push_back(missing_field(*refusal.need));
        return staff_case_answer(visit, posted.who, posted.file, entry, 422);
    }
    entry.errors.push_back({"step", "error.step.not-now", {}});
    return staff_case_answer(visit, posted.who, posted.file, entry,
                             refusal.kind == RefusalKind::NotThisActor ? 403 : 409);
}

// The step stands in the history with these words and choices.
bool was_stored(const CaseFile& file, const Posted& posted) {
    const StaffStepFields& typed = posted.entry.fields;
    const std::pair<std::string_view, const std::string&> texts[] = {{TextName::public_note, typed.public_note},
                                                                     {TextName::internal_note, typed.internal_note},
                                                                     {TextName::evidence, typed.evidence},
                                                                     {TextName::body, typed.body},
                                                                     {TextName::body_reference, typed.body_reference}};
    const auto day = typed_day(one_line(typed.body_due));
    const std::string body_due = day ? to_iso(*day) : typed.body_due;
    const std::pair<std::string_view, const std::string&> facts[] = {
        {FactName::finding, typed.finding}, {FactName::assignee, typed.assignee}, {FactName::body_due, body_due}};
    return std::any_of(file.events.begin(), file.events.end(), [&](const CaseEvent& event) {
        return event.step == posted.entry.chosen && event.by.staff == posted.who.member.id &&
               std::all_of(
                   std::begin(texts), std::end(texts),
                   [&](const auto& text) { return one_line(text_of(event, text.first)) == one_line(text.second); }) &&
               std::all_of(std::begin(facts), std::end(facts),
                           [&](const auto& fact) { return fact_of(event, fact.first) == one_line(fact.second); });
    });
}

// A form that was changed after it was sent: what was written since is kept for a form of its own.
Response told_of_repeat(const Visit& visit, const Posted& posted, const CaseFile& file) {
    StepEntry entry = posted.entry;
    entry.conflict = events_after(file.events, posted.expected);
    entry.is_repeat = true;
    entry.form_token.clear();
    return staff_case_answer(visit, posted.who, file, entry, 409);
}

Response answer_outcome(const Visit& visit, const Posted& posted, StepOutcome outcome) {
    if (std::holds_alternative<StoreBusy>(outcome)) return busy_response(visit);
    if (std::holds_alternative<NoSuchCase>(outcome)) return error_response(visit, 404);
    if (const auto* refusal = std::get_if<Refusal>(&outcome)) return refused(visit, posted, *refusal);
    if (auto* conflict = std::get_if<Conflict>(&outcome)) {
        StepEntry entry = posted.entry;
        entry.conflict = std::move(conflict->since);
        entry.form_token.clear();
        return staff_case_answer(visit, posted.who, posted.file, entry, 409);
    }
    const Taken& taken = std::get<Taken>(outcome);
    if (taken.repeated && !was_stored(taken.file, posted)) return told_of_repeat(visit, posted, taken.file);
    const CaseReference& reference = posted.file.now.reference;
    if (!may_see(posted.who.scope, std::get<Taken>(outcome).file.now)) return redirect("/staff/?passed_on=yes");
    if (posted.entry.chosen == Step::ReissueCode) return redirect(ticket_url(reference));
    return redirect(staff_case_url(reference) + "?done=yes");
}

// Sent from a session that is over: nothing is done, the words come back.
Response returned(const Visit& visit, const Posted& posted) {
    StepEntry entry = posted.entry;
    entry.errors = {{"step", "error.form.returned", {}}};
    entry.conflict = events_after(posted.file.events, posted.expected);
    return staff_case_answer(visit, posted.who, posted.file, entry, 403);
}

// Whoever supervises those named hears no complaint about them; somebody must be left who works on it.
void put_people_above(const Visit& visit, const Posted& posted, StepRequest& step, std::vector<FieldError>& errors) {
    if (!step.complained_of) return;
    const Case& now = posted.file.now;
    step.kept_from = people_above(*step.complained_of, posted.entry.accounts, visit.site->catalogue);
    Case after = now;
    after.complained_of = *step.complained_of;
    after.kept_from = step.kept_from;
    after.lodging.about_official = now.lodging.about_official || !step.complained_of->empty();
    if (colleagues_for(visit, posted.who, after, Step::Assign, posted.entry.accounts).empty())
        errors.push_back({"official", "error.official.nobody-left", {}});
}

// After the person's own files were added: what others did since the page that they were sent from.
std::vector<CaseEvent> done_by_others(const CaseFile& file, const SignedIn& who, int since) {
    std::vector<CaseEvent> events = events_after(file.events, since);
    std::erase_if(events, [&](const CaseEvent& event) { return event.by.staff == who.member.id; });
    return events;
}

}  // namespace

std::optional<int> read_sequence(const FieldMap& form, std::string_view field) {
    const std::string& text = value_of(form, field);
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

std::optional<CaseReference> reference_of(const Visit& visit) {
    auto parsed = CaseReference::parse(visit.values.front());
    if (auto* reference = std::get_if<CaseReference>(&parsed)) return *reference;
    return std::nullopt;
}

Response staff_case_answer(const Visit& visit, const SignedIn& who, const CaseFile& file, StepEntry entry, int status) {
    if (entry.form_token.empty()) entry.form_token = new_form_token();
    if (entry.chosen) entry.responses = responses_for(visit.site->responses, *entry.chosen, file.now.lodging.kind);
    if (entry.sight != Sight::WithoutWords) {
        entry.related = visit.app.store.cases().related_cases(file.now, who.scope, searcher_of(visit, who), visit.now);
        note_read(visit, who, Deed::ReadCase, file.now.reference);
    }
    if (entry.accounts.empty()) entry.accounts = visit.app.store.staff().list("");
    entry.nobody_decides = file.now.state == State::UnderReview &&
                           colleagues_for(visit, who, file.now, Step::Assign, entry.accounts).empty();
    return html(staff_case_page(context_of(visit, who), file, who.actor, entry,
                                colleagues_for(visit, who, file.now, entry.chosen, entry.accounts),
                                names_among(entry.accounts)),
                status);
}

Response show_staff_case(const Visit& visit) {
    const auto who = signed_in(visit);
    if (!who) return to_sign_in(visit);
    const auto reference = reference_of(visit);
    const auto file = reference ? visit.app.store.cases().find_case(*reference, who->scope) : std::nullopt;
    if (!file) return error_response(visit, 404);
    StepEntry entry;
    entry.sight = sight_of(viewer_of(visit, *who, file->now.reference, reason_stands), file->now);
    entry.chosen = find_step(value_of(visit.request.query, "step"));
    const bool may_act = entry.sight != Sight::WithoutWords;
    std::vector<Step> allowed = may_act ? allowed_steps(file->now, who->actor, visit.now) : std::vector<Step>();
    if (!may_correct(entry.sight)) std::erase(allowed, Step::Correct);
    if (!has_someone_above(who->member.role)) std::erase(allowed, Step::Escalate);
    if (entry.chosen && std::find(allowed.begin(), allowed.end(), *entry.chosen) == allowed.end()) entry.chosen.reset();
    entry.fields.duplicate_of = value_of(visit.request.query, "duplicate_of");
    if (entry.chosen == Step::Correct) entry.fields.correction = recorded_answers(file->now);
    if (entry.chosen) {
        const std::string& response = value_of(visit.request.query, "response");
        for (const ResponseTemplate& each :
             responses_for(visit.site->responses, *entry.chosen, file->now.lodging.kind)) {
            if (each.id == response)
                entry.fields.public_note = fill_response(
                    context_of(visit, *who), each, seen_with(std::max(entry.sight, least_sight(file->now)), *file).now);
        }
    }
    for (const StaffId id : file->now.complained_of) entry.fields.complained_of.push_back(std::to_string(id.value));
    entry.fields.file = value_of(visit.request.query, "file");
    if (entry.chosen == Step::RemoveFile && find_file(file->now, entry.fields.file) == nullptr) entry.chosen.reset();
    entry.done = !value_of(visit.request.query, "done").empty();
    if (const auto since = read_sequence(visit.request.query, "since")) {
        entry.conflict = done_by_others(*file, *who, *since);
        entry.is_kept = true;
    }
    entry.with_working = !value_of(visit.request.query, "working").empty();
    return staff_case_answer(visit, *who, seen_with(entry.sight, *file), entry, 200);
}

Response take_staff_step(const Visit& visit) {
    const auto who = signed_in(visit);
    if (!who) return to_sign_in(visit);
    const auto reference = reference_of(visit);
    auto file = reference ? visit.app.store.cases().find_case(*reference, who->scope) : std::nullopt;
    const auto expected = read_sequence(visit.form, "expected_sequence");
    if (!file) return error_response(visit, 404);
    if (!expected || *expected > file->now.last_sequence) return error_response(visit, 400);
    // What is being written may take longer than a reason stands for reading.
    const Sight sight = sight_of(viewer_of(visit, *who, *reference, session_longest), file->now);
    // Sealed while the form was written: no page but this one can give its words back.
    if (sight == Sight::WithoutWords) return error_response(visit, 409);
    file = seen_with(sight, std::move(*file));

    Posted posted{*who, *file, *expected, {}};
    posted.entry.sight = sight;
    posted.entry.chosen = find_step(value_of(visit.form, "step"));
    posted.entry.fields = read_step_fields(visit.form);
    posted.entry.form_token = value_of(visit.form, "form_token");
    if (!is_own_form(visit)) return returned(visit, posted);
    if (posted.entry.chosen == Step::Correct && !may_correct(sight)) {
        posted.entry.chosen.reset();
        return refused(visit, posted, {RefusalKind::NotThisActor, std::nullopt});
    }
    const StepRule* rule = posted.entry.chosen ? find_rule(file->now.state, *posted.entry.chosen) : nullptr;
    CaseStore& cases = visit.app.store.cases();
    const bool is_possible_step = rule != nullptr && may_take(*rule, who->actor);
    if (!is_possible_step) return answer_outcome(visit, posted, cases.take_step(bare_request(visit, posted)));

    posted.entry.accounts = visit.app.store.staff().list("");
    const std::vector<StaffId> colleagues =
        ids_of(colleagues_for(visit, *who, file->now, posted.entry.chosen, posted.entry.accounts));
    // Nobody names themselves by a slip: a colleague does it.
    std::vector<StaffId> accounts = ids_of(posted.entry.accounts);
    std::erase(accounts, who->member.id);
    auto [step, errors] = check_step_fields(posted.entry.fields,
                                            {*rule, file->now, visit.site->catalogue, colleagues, accounts, visit.now});
    put_people_above(visit, posted, step, errors);
    posted.entry.errors = find_repeated_fields(visit.form);
    posted.entry.errors.insert(posted.entry.errors.end(), errors.begin(), errors.end());
    // The page that comes back is of the case as it is now: whoever sends it again must have been told.
    if (!posted.entry.errors.empty()) {
        posted.entry.conflict = events_after(file->events, *expected);
        return staff_case_answer(visit, *who, *file, posted.entry, 422);
    }
    TakeStep request = bare_request(visit, posted);
    step.step = request.step.step;
    step.by = request.step.by;
    step.at = request.step.at;
    request.step = std::move(step);
    return answer_outcome(visit, posted, cases.take_step(request));
}

}  // namespace charter
