#include "server/cases/workflow.h"

#include <algorithm>
#include <array>

#include "generator/shared/keys.h"
#include "server/cases/deadline.h"

namespace charter {
namespace {

constexpr Keys<Need, 11> need_keys = {{{Need::PublicNote, "public-note"},
                                       {Need::Text, "text"},
                                       {Need::Finding, "finding"},
                                       {Need::Redress, "redress"},
                                       {Need::Assignee, "assignee"},
                                       {Need::Body, "body"},
                                       {Need::OtherCase, "other-case"},
                                       {Need::WindowOpen, "window-open"},
                                       {Need::WindowOver, "window-over"},
                                       {Need::QuestionOver, "question-over"},
                                       {Need::NotInvolved, "not-involved"}}};

// States in which the office works on the case.
const std::vector<State> at_work = {State::Acknowledged, State::Assigned, State::InProgress, State::AwaitingThirdParty};
const std::vector<State> received_or_at_work = {State::Received, State::Acknowledged, State::Assigned,
                                                State::InProgress, State::AwaitingThirdParty};
// The desk of the office, and those above it who may stand in.
const std::vector<Role> desk = {Role::CustomerCareAssistant, Role::CustomerCareOfficer, Role::Supervisor,
                                Role::HeadOffice};
// What binds the office or hands the case on: not the front desk.
const std::vector<Role> officers = {Role::CustomerCareOfficer, Role::Supervisor, Role::HeadOffice};
const std::vector<Role> reviewers = {Role::Supervisor, Role::HeadOffice};

std::vector<State> all_but(std::initializer_list<State> left_out) {
    std::vector<State> kept;
    for (const State state : all_states()) {
        if (std::find(left_out.begin(), left_out.end(), state) == left_out.end()) kept.push_back(state);
    }
    return kept;
}

// The whole machine, but for Lodge, which makes the case. Rules: cases.md of the product, "States".
std::vector<StepRule> make_rules() {
    constexpr bool by_complainant = true;
    constexpr bool by_system = true;
    const std::vector<State> not_ended =
        all_but({State::Closed, State::Withdrawn, State::Duplicate, State::ReviewDecided});
    std::vector<State> owed = received_or_at_work;
    owed.insert(owed.end(), {State::AwaitingComplainant, State::Referred, State::UnderReview});
    return {
        {Step::Acknowledge, {State::Received}, State::Acknowledged, false, false, desk, {}},
        {Step::Assign, at_work, State::Assigned, false, false, desk, {Need::Assignee}},
        {Step::Work, at_work, State::InProgress, false, false, desk, {Need::Text}},
        {Step::Ask, received_or_at_work, State::AwaitingComplainant, false, false, desk, {Need::PublicNote}},
        {Step::Answer,
         received_or_at_work,
         State::Resolved,
         false,
         false,
         officers,
         {Need::Finding, Need::Redress, Need::PublicNote}},
        {Step::AwaitThirdParty,
         {State::Acknowledged, State::Assigned, State::InProgress},
         State::AwaitingThirdParty,
         false,
         false,
         officers,
         {Need::Body, Need::PublicNote}},
        {Step::Refer, received_or_at_work, State::Referred, false, false, officers, {Need::Body, Need::PublicNote}},
        {Step::ReferralConfirmed, {State::Referred}, std::nullopt, false, false, desk, {}},
        {Step::TakeBack, {State::Referred}, State::InProgress, false, false, officers, {Need::PublicNote}},
        {Step::MarkDuplicate,
         received_or_at_work,
         State::Duplicate,
         false,
         false,
         officers,
         {Need::OtherCase, Need::PublicNote}},
        {Step::Reply, {State::AwaitingComplainant}, State::InProgress, by_complainant, false, desk, {Need::Text}},
        {Step::QuestionLapsed,
         {State::AwaitingComplainant},
         State::InProgress,
         false,
         by_system,
         {},
         {Need::QuestionOver}},
        {Step::Dispute,
         {State::Resolved},
         State::InProgress,
         by_complainant,
         false,
         desk,
         {Need::WindowOpen, Need::Text}},
        {Step::Agree, {State::Resolved}, State::Closed, by_complainant, false, desk, {}},
        {Step::Close, {State::Resolved}, State::Closed, false, by_system, {}, {Need::WindowOver}},
        {Step::Review,
         {State::Resolved},
         State::UnderReview,
         by_complainant,
         false,
         reviewers,
         {Need::WindowOpen, Need::Text}},
        {Step::Decide,
         {State::UnderReview},
         State::ReviewDecided,
         false,
         false,
         reviewers,
         {Need::NotInvolved, Need::Finding, Need::Redress, Need::PublicNote, Need::Body}},
        {Step::Withdraw, owed, State::Withdrawn, by_complainant, false, {}, {}},
        {Step::AddInformation, not_ended, std::nullopt, by_complainant, false, desk, {Need::Text}},
        {Step::Note, all_states(), std::nullopt, false, false, desk, {Need::Text}},
    };
}

const std::vector<StepRule>& rules() {
    static const std::vector<StepRule> table = make_rules();
    return table;
}

bool has_need(const StepRule& rule, Need need) {
    return std::find(rule.needs.begin(), rule.needs.end(), need) != rule.needs.end();
}

// Without such a promise there is no window that could pass.
bool window_has_passed(const Case& now, Clock clock, Instant at) {
    const auto status = clock_status(now, clock, at);
    return status && !status->run.stopped && at >= status->due.late_from;
}

bool was_involved(const Case& now, const Actor& actor) {
    return actor.staff && std::binary_search(now.involved.begin(), now.involved.end(), *actor.staff);
}

// The needs that the case and the clock decide, not the words.
bool situation_meets(const Case& now, Need need, const Actor& actor, Instant at) {
    switch (need) {
        case Need::WindowOpen:
            return !window_has_passed(now, Clock::Objection, at);
        case Need::WindowOver:
            return window_has_passed(now, Clock::Objection, at);
        case Need::QuestionOver:
            return window_has_passed(now, Clock::Question, at);
        case Need::NotInvolved:
            return !was_involved(now, actor);
        default:
            return true;
    }
}

bool words_meet(const StepRequest& request, const Case& now, Need need) {
    switch (need) {
        case Need::PublicNote:
            return !request.public_note.empty();
        case Need::Text:
            return !request.public_note.empty() || !request.internal_note.empty();
        case Need::Finding:
            return request.finding.has_value();
        case Need::Redress:
            return !request.redress.empty();
        case Need::Assignee:
            return request.assignee.has_value();
        case Need::Body:
            return !request.body.empty();
        case Need::OtherCase:
            return request.duplicate_of && *request.duplicate_of != now.reference;
        default:
            return true;
    }
}

std::optional<Refusal> find_refusal(const Case& now, const StepRequest& request, const StepRule& rule) {
    if (!may_take(rule, request.by)) return Refusal{RefusalKind::NotThisActor, std::nullopt};
    for (const Need need : rule.needs) {
        if (!situation_meets(now, need, request.by, request.at)) {
            const bool actor = need == Need::NotInvolved;
            return Refusal{actor ? RefusalKind::NotThisActor : RefusalKind::NotInThisState, need};
        }
    }
    for (const Need need : rule.needs) {
        if (!words_meet(request, now, need)) return Refusal{RefusalKind::Missing, need};
    }
    return std::nullopt;
}

std::string redress_keys(std::vector<Redress> redress) {
    std::sort(redress.begin(), redress.end());
    redress.erase(std::unique(redress.begin(), redress.end()), redress.end());
    std::string keys;
    for (const Redress one : redress) {
        if (!keys.empty()) keys += ' ';
        keys += key_of(one);
    }
    return keys;
}

void put_fact(CaseEvent& event, std::string_view name, std::string value) {
    if (!value.empty()) event.facts.emplace(name, std::move(value));
}

void put_text(CaseEvent& event, std::string_view name, const std::string& text) {
    if (!text.empty()) event.texts.emplace(name, PersonalText{text, {}, {}, false});
}

// Only what the step is about: a finding sent along with a note is no finding.
void put_step_facts(CaseEvent& event, const StepRequest& request, const StepRule& rule) {
    if (has_need(rule, Need::Finding) && request.finding)
        put_fact(event, FactName::finding, std::string(key_of(*request.finding)));
    if (has_need(rule, Need::Redress)) put_fact(event, FactName::redress, redress_keys(request.redress));
    if (has_need(rule, Need::Body)) {
        put_fact(event, FactName::body, request.body);
        put_fact(event, FactName::body_reference, request.body_reference);
    }
    if (request.step == Step::ReferralConfirmed) put_fact(event, FactName::body_reference, request.body_reference);
    if (has_need(rule, Need::Assignee)) {
        put_fact(event, FactName::assignee, std::to_string(request.assignee->value));
        put_fact(event, FactName::office, request.office);
    }
    if (has_need(rule, Need::OtherCase)) put_fact(event, FactName::duplicate_of, request.duplicate_of->text());
}

}  // namespace

std::span<const StepRule> step_rules() {
    return rules();
}

const StepRule* find_rule(State state, Step step) {
    for (const StepRule& rule : rules()) {
        if (rule.step == step && std::find(rule.from.begin(), rule.from.end(), state) != rule.from.end()) return &rule;
    }
    return nullptr;
}

bool may_take(const StepRule& rule, const Actor& actor) {
    switch (actor.kind) {
        case ActorKind::Complainant:
            return rule.complainant;
        case ActorKind::System:
            return rule.system;
        case ActorKind::Staff:
            break;
    }
    return actor.staff && actor.role &&
           std::find(rule.roles.begin(), rule.roles.end(), *actor.role) != rule.roles.end();
}

std::vector<Step> allowed_steps(const Case& now, const Actor& actor, Instant at) {
    std::vector<Step> steps;
    for (const StepRule& rule : rules()) {
        if (find_rule(now.state, rule.step) != &rule || !may_take(rule, actor)) continue;
        const bool met = std::all_of(rule.needs.begin(), rule.needs.end(),
                                     [&](Need need) { return situation_meets(now, need, actor, at); });
        if (met) steps.push_back(rule.step);
    }
    return steps;
}

std::variant<CaseEvent, Refusal> take_step(const Case& now, const StepRequest& request) {
    const StepRule* rule = find_rule(now.state, request.step);
    if (rule == nullptr) return Refusal{RefusalKind::NotInThisState, std::nullopt};
    if (const auto refusal = find_refusal(now, request, *rule)) return *refusal;
    CaseEvent event;
    event.sequence = now.last_sequence + 1;
    event.at = request.at;
    event.by = request.by;
    event.step = request.step;
    event.from = now.state;
    event.to = rule->to.value_or(now.state);
    put_step_facts(event, request, *rule);
    put_text(event, TextName::public_note, request.public_note);
    put_text(event, TextName::internal_note, request.internal_note);
    put_text(event, TextName::evidence, request.evidence);
    return event;
}

CaseEvent lodge_event(const Lodging& lodging, const Terms& terms, const Actor& by, Instant received_at) {
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
    if (lodging.about_official) put_fact(event, FactName::about_official, "yes");
    if (lodging.anonymous) put_fact(event, FactName::anonymous, "yes");
    if (lodging.consent) put_fact(event, FactName::consent, "yes");
    put_fact(event, FactName::contact_by, std::string(key_of(lodging.contact.by)));
    put_fact(event, FactName::terms, terms.id);
    put_text(event, TextName::description, lodging.description);
    put_text(event, TextName::place, lodging.place);
    put_text(event, TextName::when, lodging.when);
    put_text(event, TextName::on_behalf_of, lodging.on_behalf_of);
    put_text(event, TextName::name, lodging.contact.name);
    put_text(event, TextName::phone, lodging.contact.phone);
    put_text(event, TextName::email, lodging.contact.email);
    return event;
}

std::string_view key_of(Need need) {
    return key_in(need_keys, need);
}

}  // namespace charter
