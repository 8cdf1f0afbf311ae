#include "server/cases/case.h"

#include <algorithm>

#include "generator/shared/keys.h"

namespace charter {
namespace {

constexpr Keys<State, 13> states = {{{State::Received, "received"},
                                     {State::Acknowledged, "acknowledged"},
                                     {State::Assigned, "assigned"},
                                     {State::InProgress, "in-progress"},
                                     {State::AwaitingComplainant, "awaiting-complainant"},
                                     {State::AwaitingThirdParty, "awaiting-third-party"},
                                     {State::Referred, "referred"},
                                     {State::Resolved, "resolved"},
                                     {State::Closed, "closed"},
                                     {State::UnderReview, "under-review"},
                                     {State::ReviewDecided, "review-decided"},
                                     {State::Withdrawn, "withdrawn"},
                                     {State::Duplicate, "duplicate"}}};
constexpr Keys<PublicWord, 6> public_words = {{{PublicWord::Received, "received"},
                                               {PublicWord::SentToUnit, "sent-to-unit"},
                                               {PublicWord::BeingWorkedOn, "being-worked-on"},
                                               {PublicWord::WaitingForYou, "waiting-for-you"},
                                               {PublicWord::Answered, "answered"},
                                               {PublicWord::Closed, "closed"}}};
constexpr Keys<Finding, 6> findings = {{{Finding::Upheld, "upheld"},
                                        {Finding::PartlyUpheld, "partly-upheld"},
                                        {Finding::NotUpheld, "not-upheld"},
                                        {Finding::NoFinding, "no-finding"},
                                        {Finding::InformationGiven, "information-given"},
                                        {Finding::ComplimentPassedOn, "compliment-passed-on"}}};
constexpr Keys<Redress, 8> redress_keys = {{{Redress::Apology, "apology"},
                                            {Redress::Explanation, "explanation"},
                                            {Redress::ServiceDelivered, "service-delivered"},
                                            {Redress::DecisionChanged, "decision-changed"},
                                            {Redress::Payment, "payment"},
                                            {Redress::StaffAction, "staff-action"},
                                            {Redress::ProcedureChanged, "procedure-changed"},
                                            {Redress::None, "none"}}};
constexpr Keys<CaseChannel, 16> channels = {{{CaseChannel::Web, "web"},
                                             {CaseChannel::FrontDesk, "front-desk"},
                                             {CaseChannel::CallCentre, "call-centre"},
                                             {CaseChannel::AfterHoursLine, "after-hours-line"},
                                             {CaseChannel::PresidentialHotline, "presidential-hotline"},
                                             {CaseChannel::Telephone, "telephone"},
                                             {CaseChannel::Email, "email"},
                                             {CaseChannel::Sms, "sms"},
                                             {CaseChannel::PleaseCallMe, "please-call-me"},
                                             {CaseChannel::WhatsApp, "whatsapp"},
                                             {CaseChannel::SocialMedia, "social-media"},
                                             {CaseChannel::Letter, "letter"},
                                             {CaseChannel::SuggestionBox, "suggestion-box"},
                                             {CaseChannel::Outreach, "outreach"},
                                             {CaseChannel::InternalCustomer, "internal-customer"},
                                             {CaseChannel::Open311, "open311"}}};
constexpr Keys<ContactBy, 6> contact_ways = {{{ContactBy::NotAtAll, "not-at-all"},
                                              {ContactBy::Phone, "phone"},
                                              {ContactBy::Sms, "sms"},
                                              {ContactBy::WhatsApp, "whatsapp"},
                                              {ContactBy::Email, "email"},
                                              {ContactBy::Post, "post"}}};
constexpr Keys<Role, 6> roles = {{{Role::CustomerCareAssistant, "customer-care-assistant"},
                                  {Role::CustomerCareOfficer, "customer-care-officer"},
                                  {Role::Supervisor, "supervisor"},
                                  {Role::HeadOffice, "head-office"},
                                  {Role::Auditor, "auditor"},
                                  {Role::Administrator, "administrator"}}};
constexpr Keys<Step, 33> steps = {{{Step::Lodge, "lodge"},
                                   {Step::Acknowledge, "acknowledge"},
                                   {Step::Assign, "assign"},
                                   {Step::Work, "work"},
                                   {Step::Ask, "ask"},
                                   {Step::Reply, "reply"},
                                   {Step::QuestionLapsed, "question-lapsed"},
                                   {Step::AwaitThirdParty, "await-third-party"},
                                   {Step::Refer, "refer"},
                                   {Step::ReferralConfirmed, "referral-confirmed"},
                                   {Step::TakeBack, "take-back"},
                                   {Step::Answer, "answer"},
                                   {Step::Agree, "agree"},
                                   {Step::Dispute, "dispute"},
                                   {Step::Review, "review"},
                                   {Step::Decide, "decide"},
                                   {Step::Close, "close"},
                                   {Step::Withdraw, "withdraw"},
                                   {Step::MarkDuplicate, "mark-duplicate"},
                                   {Step::AddInformation, "add-information"},
                                   {Step::Escalate, "escalate"},
                                   {Step::ReissueCode, "reissue-code"},
                                   {Step::Correct, "correct"},
                                   {Step::AddFile, "add-file"},
                                   {Step::RemoveFile, "remove-file"},
                                   {Step::Consent, "consent"},
                                   {Step::WithdrawConsent, "withdraw-consent"},
                                   {Step::Join, "join"},
                                   {Step::Part, "part"},
                                   {Step::NameOfficial, "name-official"},
                                   {Step::Note, "note"},
                                   {Step::Erase, "erase"},
                                   {Step::Delete, "delete"}}};
constexpr Keys<ActorKind, 3> actor_kinds = {
    {{ActorKind::Complainant, "complainant"}, {ActorKind::Staff, "staff"}, {ActorKind::System, "system"}}};
constexpr Keys<IdentityCheck, 3> identity_checks = {{{IdentityCheck::CalledBack, "called-back"},
                                                     {IdentityCheck::Document, "document"},
                                                     {IdentityCheck::Questions, "questions"}}};
constexpr Keys<ConsentWay, 3> consent_ways = {
    {{ConsentWay::Phone, "phone"}, {ConsentWay::InPerson, "in-person"}, {ConsentWay::Writing, "writing"}}};
constexpr Keys<HoldReason, 3> hold_reasons = {{{HoldReason::AwaitingComplainant, "awaiting-complainant"},
                                               {HoldReason::Answered, "answered"},
                                               {HoldReason::Referred, "referred"}}};

const std::string nothing;

}  // namespace

Actor complainant() {
    return {ActorKind::Complainant, std::nullopt, std::nullopt};
}
Actor system_actor() {
    return {ActorKind::System, std::nullopt, std::nullopt};
}
Actor staff_actor(StaffId id, Role role) {
    return {ActorKind::Staff, id, role};
}

const std::string& text_of(const CaseEvent& event, std::string_view name) {
    const auto found = event.texts.find(name);
    return found == event.texts.end() ? nothing : found->second.text;
}

const std::string& named_in(const CaseEvent& event, std::string_view name) {
    return event.texts.contains(name) ? text_of(event, name) : fact_of(event, name);
}

const std::string& fact_of(const CaseEvent& event, std::string_view name) {
    const auto found = event.facts.find(name);
    return found == event.facts.end() ? nothing : found->second;
}

const AddedFile* find_file(const Case& now, std::string_view id) {
    const auto found =
        std::find_if(now.files.begin(), now.files.end(), [id](const AddedFile& file) { return file.id == id; });
    return found == now.files.end() ? nullptr : &*found;
}

PublicWord public_word(State state) {
    switch (state) {
        case State::Received:
            return PublicWord::Received;
        case State::Acknowledged:
        case State::Assigned:
        case State::Referred:
            return PublicWord::SentToUnit;
        case State::InProgress:
        case State::AwaitingThirdParty:
        case State::UnderReview:
            return PublicWord::BeingWorkedOn;
        case State::AwaitingComplainant:
            return PublicWord::WaitingForYou;
        case State::Resolved:
        case State::ReviewDecided:
            return PublicWord::Answered;
        case State::Closed:
        case State::Withdrawn:
        case State::Duplicate:
            break;
    }
    return PublicWord::Closed;
}

bool is_open(State state) {
    switch (state) {
        case State::Resolved:
        case State::Closed:
        case State::ReviewDecided:
        case State::Withdrawn:
        case State::Duplicate:
            return false;
        default:
            return true;
    }
}

std::string_view key_of(State state) {
    return key_in(states, state);
}
std::string_view key_of(PublicWord word) {
    return key_in(public_words, word);
}
std::string_view key_of(Finding finding) {
    return key_in(findings, finding);
}
std::string_view key_of(Redress redress) {
    return key_in(redress_keys, redress);
}
std::string_view key_of(CaseChannel channel) {
    return key_in(channels, channel);
}
std::string_view key_of(ContactBy by) {
    return key_in(contact_ways, by);
}
std::string_view key_of(Role role) {
    return key_in(roles, role);
}
std::string_view key_of(Step step) {
    return key_in(steps, step);
}
std::string_view key_of(ActorKind kind) {
    return key_in(actor_kinds, kind);
}
std::string_view key_of(HoldReason reason) {
    return key_in(hold_reasons, reason);
}
std::string_view key_of(IdentityCheck check) {
    return key_in(identity_checks, check);
}
std::string_view key_of(ConsentWay way) {
    return key_in(consent_ways, way);
}
std::optional<State> find_state(std::string_view key) {
    return find_in(states, key);
}
std::optional<Finding> find_finding(std::string_view key) {
    return find_in(findings, key);
}
std::optional<Redress> find_redress(std::string_view key) {
    return find_in(redress_keys, key);
}
std::optional<CaseChannel> find_case_channel(std::string_view key) {
    return find_in(channels, key);
}
std::optional<ContactBy> find_contact_by(std::string_view key) {
    return find_in(contact_ways, key);
}
std::optional<Role> find_role(std::string_view key) {
    return find_in(roles, key);
}
std::optional<Step> find_step(std::string_view key) {
    return find_in(steps, key);
}
std::optional<IdentityCheck> find_identity_check(std::string_view key) {
    return find_in(identity_checks, key);
}
std::optional<ConsentWay> find_consent_way(std::string_view key) {
    return find_in(consent_ways, key);
}
std::optional<ActorKind> find_actor_kind(std::string_view key) {
    return find_in(actor_kinds, key);
}

const std::vector<State>& all_states() {
    static const std::vector<State> values = values_in(states);
    return values;
}
const std::vector<Finding>& all_findings() {
    static const std::vector<Finding> values = values_in(findings);
    return values;
}
const std::vector<Redress>& all_redress() {
    static const std::vector<Redress> values = values_in(redress_keys);
    return values;
}
const std::vector<CaseChannel>& all_case_channels() {
    static const std::vector<CaseChannel> values = values_in(channels);
    return values;
}
const std::vector<Role>& all_roles() {
    static const std::vector<Role> values = values_in(roles);
    return values;
}
const std::vector<Step>& all_steps() {
    static const std::vector<Step> values = values_in(steps);
    return values;
}
const std::vector<IdentityCheck>& all_identity_checks() {
    static const std::vector<IdentityCheck> values = values_in(identity_checks);
    return values;
}
const std::vector<ConsentWay>& all_consent_ways() {
    static const std::vector<ConsentWay> values = values_in(consent_ways);
    return values;
}

}  // namespace charter
