#include "server/cases/workflow.h"

#include <fmt/format.h>

#include <algorithm>

#include "generator/shared/contains.h"
#include "generator/shared/text.h"
#include "server/cases/deadline.h"
#include "server/cases/escalation.h"
#include "server/cases/history.h"
#include "server/cases/permissions.h"
#include "server/cases/sight.h"

namespace charter {
namespace {

bool is_blank(std::string_view text) {
    return trim(text).empty();
}

// Of a case whose words are gone only the dates are left to be deleted, and then nothing happens any more.
bool is_past(const Case& now, Step step) {
    return now.deleted_at || (now.erased && step != Step::Delete);
}

bool is_among(const std::vector<StaffId>& people, const std::optional<StaffId>& id) {
    return id && contains(people, *id);
}

// What no words can mend: the moment, and the person.
bool is_now_met(Need need, const Case& now, const Actor& actor, Instant at) {
    switch (need) {
        case Need::WindowOpen:
            return !window_is_over(now, Clock::Objection, at);
        case Need::WindowOver:
            return window_is_over(now, Clock::Objection, at);
        case Need::QuestionOver:
            return window_is_over(now, Clock::Question, at);
        case Need::KnownFile:
            return !now.files.empty();
        case Need::Unshared:
            return waits_for_consent(now);
        case Need::Shared:
            return now.office_consent;
        case Need::Unconfirmed:
            return now.referral && !now.referral->confirmed_at;
        case Need::NotInvolved:
            return !actor.staff || !contains(now.involved, *actor.staff);
        default:
            return true;
    }
}

// "No redress" stands alone.
bool is_redress(const std::vector<Redress>& redress) {
    return !redress.empty() && (redress.size() == 1 || !contains(redress, Redress::None));
}

// Why and to whom, where the timer follows a rule of the site.
bool is_by_rule(const Case& now, const StepRequest& request) {
    return request.by.kind == ActorKind::System && request.rule &&
           (!now.rule_followed || request.rule->when > *now.rule_followed);
}

bool is_joined(const Case& now, const CaseReference& other) {
    return std::any_of(now.joined.begin(), now.joined.end(),
                       [&](const JoinedCase& one) { return one.reference == other.text(); });
}

// A case has each file once.
bool holds_bytes_of(const Case& now, const AddedFile& file) {
    return std::any_of(now.files.begin(), now.files.end(),
                       [&](const AddedFile& each) { return each.hash == file.hash; });
}

// Somebody else gets the case, or another office. The timer only takes it from whoever has it.
bool is_handed_on(const Case& now, const StepRequest& request) {
    const bool is_taken_away = !request.assignee && request.office.empty();
    if (is_taken_away) return request.by.kind == ActorKind::System && now.assignee;
    const bool is_moved = !request.office.empty() && request.office != now.office;
    return (is_moved || request.assignee != now.assignee) && !is_among(now.kept_from, request.assignee);
}

bool is_brought(Need need, const Case& now, const StepRequest& request) {
    switch (need) {
        case Need::PublicNote:
            return !is_blank(request.public_note) || request.by.kind == ActorKind::System;
        case Need::Text:
            return !is_blank(request.public_note) || !is_blank(request.internal_note) || is_by_rule(now, request);
        case Need::Finding:
            return request.finding.has_value();
        case Need::Redress:
            return is_redress(request.redress);
        case Need::Assignee:
            return is_handed_on(now, request);
        case Need::Officer:
            return request.by.kind == ActorKind::System
                       ? is_by_rule(now, request)
                       : request.assignee && !is_among(now.kept_from, request.assignee);
        case Need::Identity:
            return request.identity && is_possible(*request.identity, now);
        case Need::Body:
            return !is_blank(request.body);
        case Need::NewFile:
            return request.file && !request.file->id.empty() && !holds_bytes_of(now, *request.file);
        case Need::KnownFile:
            return request.file && find_file(now, request.file->id) != nullptr;
        case Need::TwoPersons:
            return request.proposed_by && request.confirmed_by && request.proposed_by != request.confirmed_by;
        case Need::ConsentTold:
            return request.by.kind == ActorKind::Complainant ||
                   (request.consent_way && request.consented_at && *request.consented_at <= request.at);
        case Need::OtherCase:
            return request.duplicate_of && *request.duplicate_of != now.reference;
        case Need::Officials:
            return request.complained_of && *request.complained_of != now.complained_of;
        case Need::Correction:
            return request.correction && is_possible(*request.correction, now);
        default:
            return true;
    }
}

std::optional<Refusal> refusal_of(const StepRule& rule, const Case& now, const StepRequest& request) {
    if (!may_take(rule, request.by)) return Refusal{RefusalKind::NotThisActor, std::nullopt};
    for (const Need need : rule.needs) {
        if (!is_now_met(need, now, request.by, request.at)) {
            const bool is_personal = need == Need::NotInvolved;
            return Refusal{is_personal ? RefusalKind::NotThisActor : RefusalKind::Missing, need};
        }
    }
    for (const Need need : rule.needs) {
        if (!is_brought(need, now, request)) return Refusal{RefusalKind::Missing, need};
    }
    return std::nullopt;
}

std::string people_fact(const std::vector<StaffId>& people) {
    std::string ids;
    for (const StaffId id : people) ids += (ids.empty() ? "" : " ") + std::to_string(id.value);
    return ids;
}

std::string redress_fact(const std::vector<Redress>& redress) {
    std::string keys;
    for (const Redress one : all_redress()) {
        if (!contains(redress, one)) continue;
        if (!keys.empty()) keys += ' ';
        keys += key_of(one);
    }
    return keys;
}

void put_fact(CaseEvent& event, std::string_view name, std::string value) {
    if (!value.empty()) event.facts.emplace(name, std::move(value));
}

void put_text(CaseEvent& event, std::string_view name, const std::string& text) {
    if (!is_blank(text)) event.texts.emplace(name, PersonalText{text, {}, {}, false});
}

// A file that goes is written down once more as it was.
void put_file(CaseEvent& event, const AddedFile& file) {
    put_fact(event, FactName::file, file.id);
    put_fact(event, FactName::file_kind, std::string(key_of(file.kind)));
    put_fact(event, FactName::file_size, std::to_string(file.size));
    put_fact(event, FactName::file_hash, file.hash);
}

void put_escalation(CaseEvent& event, const Case& now, const StepRequest& request) {
    put_fact(event, FactName::level, std::to_string(now.escalation ? now.escalation->level + 1 : 1));
    put_fact(event, FactName::assignee, request.assignee ? std::to_string(request.assignee->value) : "");
    if (!is_by_rule(now, request)) return;
    put_fact(event, FactName::rule, std::string(key_in(escalation_moments, request.rule->when)));
    put_fact(event, FactName::to_role, std::string(key_of(role_of(*request.rule, now))));
}

// What the rule does not ask for is left out, but for notes.
void put_facts(CaseEvent& event, const Case& now, const StepRule& rule, const StepRequest& request) {
    const auto asks = [&](Need need) { return contains(rule.needs, need); };
    if (asks(Need::Assignee)) {
        put_fact(event, FactName::assignee, request.assignee ? std::to_string(request.assignee->value) : "");
        put_fact(event, FactName::office, request.office);
    }
    if (rule.step == Step::Escalate) put_escalation(event, now, request);
    if (asks(Need::Identity)) put_fact(event, FactName::identity, std::string(key_of(*request.identity)));
    if (asks(Need::Finding)) put_fact(event, FactName::finding, std::string(key_of(*request.finding)));
    if (asks(Need::Redress)) put_fact(event, FactName::redress, redress_fact(request.redress));
    if (tells_body_due(rule.step) && request.body_due) put_fact(event, FactName::body_due, to_iso(*request.body_due));
    if (asks(Need::NewFile)) put_file(event, *request.file);
    if (asks(Need::KnownFile)) put_file(event, *find_file(now, request.file->id));
    if (asks(Need::TwoPersons)) {
        put_fact(event, FactName::proposed_by, std::to_string(request.proposed_by->value));
        put_fact(event, FactName::confirmed_by, std::to_string(request.confirmed_by->value));
    }
    if (asks(Need::ConsentTold) && request.by.kind == ActorKind::Staff) {
        put_fact(event, FactName::consent_way, std::string(key_of(*request.consent_way)));
        put_fact(event, FactName::consented_at, to_iso(*request.consented_at));
    }
    if (asks(Need::OtherCase))
        put_fact(event, request.step == Step::MarkDuplicate ? FactName::duplicate_of : FactName::joined,
                 request.duplicate_of->text());
    if (request.step == Step::Join && request.joined_late_from)
        put_fact(event, FactName::joined_due, to_iso(*request.joined_late_from));
    if (request.step == Step::Join && is_joined(now, *request.duplicate_of))
        put_fact(event, FactName::date_moved, "yes");
    if (asks(Need::Officials)) {
        put_fact(event, FactName::complained_of, people_fact(*request.complained_of));
        put_fact(event, FactName::kept_from, people_fact(request.kept_from));
        const bool is_first = !now.lodging.about_official && !request.complained_of->empty();
        if (is_first) put_fact(event, FactName::about_official, "yes");
    }
    if (asks(Need::Correction)) put_correction(event, *request.correction, now);
}

void put_texts(CaseEvent& event, const StepRule& rule, const StepRequest& request) {
    if (contains(rule.needs, Need::NewFile)) put_text(event, TextName::file_name, request.file->name);
    put_text(event, TextName::public_note, request.public_note);
    if (request.by.kind == ActorKind::Complainant) return;
    put_text(event, TextName::internal_note, request.internal_note);
    if (contains(rule.needs, Need::Body)) put_text(event, TextName::body, request.body);
    if (contains(rule.needs, Need::Body) || rule.step == Step::ReferralConfirmed)
        put_text(event, TextName::body_reference, request.body_reference);
    if (contains(rule.needs, Need::Finding)) put_text(event, TextName::evidence, request.evidence);
}

// A case that its officer may see no more is nobody's until another is named; so is one that is reviewed, since who
// answered does not review the answer.
void put_unassigned(CaseEvent& event, const Case& now) {
    if (!now.assignee) return;
    Case after = now;
    apply_event(after, event);
    const bool is_taken_away = event.step == Step::Assign && !after.assignee && event.by.kind == ActorKind::System;
    const bool is_lost = (is_withheld(after) && !is_withheld(now)) || is_among(after.kept_from, now.assignee) ||
                         event.step == Step::Review || is_taken_away;
    if (is_lost) put_fact(event, FactName::unassigned, "yes");
}

std::string yes_if(bool fact) {
    return fact ? "yes" : "";
}

}  // namespace

bool is_possible(IdentityCheck check, const Case& now) {
    switch (check) {
        case IdentityCheck::CalledBack:
            return !now.lodging.contact.phone.empty();
        case IdentityCheck::Document:
            return !now.lodging.contact.name.empty();
        case IdentityCheck::Questions:
            break;
    }
    return true;
}

std::vector<Step> allowed_steps(const Case& now, const Actor& actor, Instant at) {
    std::vector<Step> allowed;
    for (const StepRule& each : step_rules()) {
        if (is_past(now, each.step) || !contains(each.from, now.state) || !may_take(each, actor)) continue;
        const bool now_met = std::all_of(each.needs.begin(), each.needs.end(),
                                         [&](Need need) { return is_now_met(need, now, actor, at); });
        if (now_met) allowed.push_back(each.step);
    }
    return allowed;
}

std::variant<CaseEvent, Refusal> take_step(const Case& now, const StepRequest& request) {
    const StepRule* found = find_rule(now.state, request.step);
    if (found == nullptr || is_past(now, request.step)) return Refusal{RefusalKind::NotInThisState, std::nullopt};
    if (const auto refusal = refusal_of(*found, now, request)) return *refusal;
    CaseEvent event;
    event.sequence = now.last_sequence + 1;
    event.at = request.at;
    event.by = request.by;
    event.step = request.step;
    event.from = now.state;
    event.to = found->to.value_or(now.state);
    put_facts(event, now, *found, request);
    put_texts(event, *found, request);
    put_unassigned(event, now);
    return event;
}

CaseEvent lodge_event(const Lodging& lodging, const Terms& terms, const Actor& by, Instant received_at,
                      const std::optional<LaterRecord>& later) {
    CaseEvent event;
    event.sequence = 1;
    event.at = received_at;
    event.by = by;
    event.step = Step::Lodge;
    event.to = State::Received;
    put_fact(event, FactName::kind, std::string(key_of(lodging.kind)));
    put_fact(event, FactName::channel, std::string(key_of(lodging.channel)));
    put_fact(event, FactName::language, lodging.language);
    put_fact(event, FactName::service, lodging.service);
    put_fact(event, FactName::standard, lodging.standard);
    put_fact(event, FactName::office, lodging.office);
    put_fact(event, FactName::about_official, yes_if(lodging.about_official));
    put_fact(event, FactName::sensitive, yes_if(lodging.sensitive));
    put_fact(event, FactName::office_consent, yes_if(lodging.office_consent));
    put_fact(event, FactName::anonymous, yes_if(lodging.anonymous));
    put_fact(event, FactName::consent, yes_if(lodging.consent));
    put_fact(event, FactName::contact_by, std::string(key_of(lodging.contact.by)));
    put_fact(event, FactName::source_date, lodging.source_date);
    put_fact(event, FactName::terms, terms.id);
    if (later) {
        put_fact(event, FactName::recorded_at, to_iso(later->at));
        put_fact(event, FactName::only_day, yes_if(later->only_day));
        put_text(event, TextName::internal_note, later->reason);
    }
    put_text(event, TextName::source_reference, lodging.source_reference);
    put_text(event, TextName::description, lodging.description);
    put_text(event, TextName::place, lodging.place);
    put_text(event, TextName::when, lodging.when);
    put_text(event, TextName::on_behalf_of, lodging.on_behalf_of);
    put_text(event, TextName::name, lodging.contact.name);
    put_text(event, TextName::phone, lodging.contact.phone);
    put_text(event, TextName::email, lodging.contact.email);
    return event;
}

}  // namespace charter
