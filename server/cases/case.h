// A case: what a citizen lodged, where it stands, and the events that brought it there. Plain values, read by every
// layer of the server. State is stored once, as the newest event's; lateness is never stored (deadline.h). Display
// words live in the theme: the keys here are what code, SQL, the API and [data-status] use.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "generator/shared/calendar.h"
#include "generator/shared/escalation_rule.h"
#include "generator/shared/service.h"
#include "server/cases/file_kind.h"
#include "server/cases/promises.h"
#include "server/cases/reference.h"

namespace charter {

enum class State {
    Received,
    Acknowledged,
    Assigned,
    InProgress,
    AwaitingComplainant,
    AwaitingThirdParty,
    Referred,
    Resolved,
    Closed,
    UnderReview,
    ReviewDecided,
    Withdrawn,
    Duplicate
};

// The six words citizens see.
enum class PublicWord { Received, SentToUnit, BeingWorkedOn, WaitingForYou, Answered, Closed };

enum class Finding { Upheld, PartlyUpheld, NotUpheld, NoFinding, InformationGiven, ComplimentPassedOn };
enum class Redress {
    Apology,
    Explanation,
    ServiceDelivered,
    DecisionChanged,
    Payment,
    StaffAction,
    ProcedureChanged,
    None
};

// How the person told us that they consent, where staff wrote it down.
enum class ConsentWay { Phone, InPerson, Writing };

// How a case reached us. (`Channel` is what the site offers; this is what was used.)
enum class CaseChannel {
    Web,
    FrontDesk,
    CallCentre,
    AfterHoursLine,
    PresidentialHotline,
    Telephone,
    Email,
    Sms,
    PleaseCallMe,
    WhatsApp,
    SocialMedia,
    Letter,
    SuggestionBox,
    Outreach,
    InternalCustomer,
    Open311
};

enum class ContactBy { NotAtAll, Phone, Sms, WhatsApp, Email, Post };

enum class Role { CustomerCareAssistant, CustomerCareOfficer, Supervisor, HeadOffice, Auditor, Administrator };

// What can happen to a case; workflow.h says when and by whom.
enum class Step {
    Lodge,
    Acknowledge,
    Assign,
    Work,
    Ask,
    Reply,
    QuestionLapsed,
    AwaitThirdParty,
    Refer,
    ReferralConfirmed,
    TakeBack,
    Answer,
    Agree,
    Dispute,
    Review,
    Decide,
    Close,
    Withdraw,
    MarkDuplicate,
    AddInformation,
    Escalate,
    ReissueCode,
    Correct,
    AddFile,
    RemoveFile,
    Consent,          // the person lets the office complained of see the case and who they are
    WithdrawConsent,  // and no longer
    Join,             // another case follows this one from now on
    Part,             // and no longer
    NameOfficial,     // whose account it is that the person complains of
    Note,
    Erase,  // at the request of the person
    Delete  // the time for which the kind is kept is over
};

// How an officer made sure that the person is the one who lodged the case.
enum class IdentityCheck { CalledBack, Document, Questions };

struct StaffId {
    std::int64_t value = 0;
    auto operator<=>(const StaffId&) const = default;  // NOLINT(modernize-use-nullptr): its zero is no pointer
};

enum class ActorKind { Complainant, Staff, System };

// Who did it. Only a Staff actor has an id and a role; the role is the one held at that time.
struct Actor {
    ActorKind kind = ActorKind::System;
    std::optional<StaffId> staff;
    std::optional<Role> role;
    bool operator==(const Actor&) const = default;
};
[[nodiscard]] Actor complainant();
[[nodiscard]] Actor system_actor();
[[nodiscard]] Actor staff_actor(StaffId id, Role role);

// Words that a person wrote. They enter the chain as hash(salt, text), so that text and salt can be destroyed later and
// the chain still verifies. An erased text is empty and has no salt.
struct PersonalText {
    std::string text;
    std::string salt;  // 32 hexadecimal digits; empty until sealed and after erasure
    std::string hash;  // 64 hexadecimal digits; empty until sealed
    bool erased = false;
    bool operator==(const PersonalText&) const = default;
};

// Names of an event's texts and facts: one list, so that no layer spells them by hand.
struct TextName {
    static constexpr std::string_view description = "description";
    static constexpr std::string_view place = "place";
    static constexpr std::string_view when = "when";
    static constexpr std::string_view on_behalf_of = "on-behalf-of";
    static constexpr std::string_view name = "name";
    static constexpr std::string_view phone = "phone";
    static constexpr std::string_view email = "email";
    static constexpr std::string_view public_note = "public-note";      // the complainant reads it
    static constexpr std::string_view internal_note = "internal-note";  // staff alone read it
    static constexpr std::string_view evidence = "evidence";            // what shows it is done; staff alone
    static constexpr std::string_view file_name = "file-name";          // as its sender calls it
    // Of another body. Older events have the three as facts.
    static constexpr std::string_view body = "body";  // referred to, waited for, or next to turn to
    static constexpr std::string_view body_reference = "body-reference";
    static constexpr std::string_view source_reference = "source-reference";  // of the line or body it came through
};
struct FactName {
    static constexpr std::string_view kind = "kind";
    static constexpr std::string_view channel = "channel";
    static constexpr std::string_view language = "language";
    static constexpr std::string_view service = "service";
    static constexpr std::string_view standard = "standard";
    static constexpr std::string_view office = "office";
    static constexpr std::string_view about_official = "about-official";
    static constexpr std::string_view sensitive = "sensitive";            // its subject was when it was recorded
    static constexpr std::string_view office_consent = "office-consent";  // the office complained of may see it
    static constexpr std::string_view anonymous = "anonymous";
    static constexpr std::string_view consent = "consent";
    static constexpr std::string_view contact_by = "contact-by";
    static constexpr std::string_view terms = "terms";
    static constexpr std::string_view assignee = "assignee";  // a staff id
    static constexpr std::string_view finding = "finding";
    static constexpr std::string_view redress = "redress";    // keys joined by a space, in the order of the enum
    static constexpr std::string_view body_due = "body-due";  // the day by which they mean to answer
    static constexpr std::string_view duplicate_of = "duplicate-of";
    static constexpr std::string_view joined = "joined";            // the reference of a case that follows this one
    static constexpr std::string_view joined_due = "joined-due";    // late from this moment, if an answer was promised
    static constexpr std::string_view date_moved = "date-moved";    // it was joined before, and its date is another now
    static constexpr std::string_view source_date = "source-date";  // theirs, "2026-11-22"
    static constexpr std::string_view level = "level";              // of escalation: 1, 2, ...
    static constexpr std::string_view proposed_by = "proposed-by";  // staff ids, as the next
    static constexpr std::string_view confirmed_by = "confirmed-by";
    static constexpr std::string_view rule = "rule";                  // of the site, followed by the timer
    static constexpr std::string_view to_role = "to-role";            // whom that rule names
    static constexpr std::string_view identity = "identity";          // how it was checked
    static constexpr std::string_view consent_way = "consent-way";    // of consent, or of its end
    static constexpr std::string_view consented_at = "consented-at";  // when the person said so
    static constexpr std::string_view file = "file";                  // its id
    static constexpr std::string_view file_kind = "file-kind";
    static constexpr std::string_view file_size = "file-size";  // bytes
    static constexpr std::string_view file_hash = "file-hash";
    static constexpr std::string_view recorded_at = "recorded-at";  // when it was written down, if later than received
    static constexpr std::string_view only_day = "only-day";    // nobody said at what time of the day it was received
    static constexpr std::string_view corrected = "corrected";  // names, see correction.h
    static constexpr std::string_view received_at = "received-at";      // as it should have been recorded
    static constexpr std::string_view moved = "moved";                  // dates, see correction.h
    static constexpr std::string_view complained_of = "complained-of";  // staff ids joined by a space
    static constexpr std::string_view kept_from = "kept-from";          // likewise: those, and who supervised them
    static constexpr std::string_view unassigned = "unassigned";        // the step took the case from its officer
};

struct CaseEvent {
    int sequence = 0;  // 1, 2, ... within the case; the order, whatever the clock says
    Instant at{};
    Actor by;
    Step step = Step::Note;
    std::optional<State> from;  // nothing for Lodge
    State to = State::Received;
    std::map<std::string, std::string, std::less<>> facts;
    std::map<std::string, PersonalText, std::less<>> texts;
    std::string hash;  // of the chain up to and with this event (history.h); empty until chained
    bool operator==(const CaseEvent&) const = default;
};

// "" if the event has none, or it was erased.
[[nodiscard]] const std::string& text_of(const CaseEvent& event, std::string_view name);
[[nodiscard]] const std::string& fact_of(const CaseEvent& event, std::string_view name);
// What was typed of another body: its text, in older events a fact.
[[nodiscard]] const std::string& named_in(const CaseEvent& event, std::string_view name);

struct Contact {
    std::string name;
    std::string phone;
    std::string email;
    ContactBy by = ContactBy::NotAtAll;
    bool operator==(const Contact&) const = default;
};

// What the citizen gave, as written. Checked by the form before it comes here.
struct Lodging {
    CaseKind kind = CaseKind::Complaint;
    CaseChannel channel = CaseChannel::Web;
    std::string language;     // of the page, and of what we write back
    std::string service;      // ids of the catalogue; may be empty
    std::string standard;     // the promise complained about; may be empty
    std::string office;       // the office that has the case first; never empty
    std::string description;  // as written, up to 4,000 characters
    std::string place;
    std::string when;          // when it happened, in the citizen's words or a date
    std::string on_behalf_of;  // empty: for oneself
    bool about_official = false;
    bool sensitive = false;       // the service was, when it was recorded: a later edition unseals nothing
    bool office_consent = false;  // the office complained of may see it, though it is sensitive
    bool anonymous = false;
    bool consent = false;  // to keep what is known of the person
    Contact contact;
    std::string source_reference;  // of the line or body that sent it to us; may be empty
    std::string source_date;       // theirs, "2026-11-22"; may be empty
    bool operator==(const Lodging&) const = default;
};

// Why a promise's clock stood still from one moment to another.
enum class HoldReason { AwaitingComplainant, Answered, Referred };
struct Hold {
    Instant from{};
    std::optional<Instant> until;  // nothing: still held
    HoldReason reason = HoldReason::AwaitingComplainant;
    bool operator==(const Hold&) const = default;
};

// The answer that stands: of the office, or of the review.
struct CaseAnswer {
    Instant at{};
    Finding finding = Finding::NoFinding;
    std::vector<Redress> redress;
    std::string reason;     // the words to the complainant
    std::string next_body;  // whom to turn to next; only after a review
    bool operator==(const CaseAnswer&) const = default;
};

struct Referral {
    Instant at{};
    std::string body;
    std::string body_reference;  // theirs; may be empty
    std::optional<Instant> confirmed_at;
    std::optional<Date> body_due{};  // their own day to answer by: no promise of ours
    bool operator==(const Referral&) const = default;
};

// The last time a case was brought to someone above; the first is level 1.
struct Escalation {
    int level = 0;
    std::optional<StaffId> officer;  // nothing: a rule found nobody of its role
    Instant at{};
    std::optional<Role> role;  // whom a rule of the site names; nothing where a person brought it
    bool operator==(const Escalation&) const = default;
};

// A case that follows this one, and is answered with it: its own promise is kept or missed by that answer.
struct JoinedCase {
    std::string reference;
    std::optional<Instant> late_from;  // its answer; nothing if none was promised
    bool operator==(const JoinedCase&) const = default;
};

// A photo or another file that stands by a case. Its bytes are in the store, under its id.
struct AddedFile {
    std::string id;  // 32 hexadecimal digits
    FileKind kind = FileKind::Jpeg;
    std::uint64_t size = 0;  // bytes as they are kept
    std::string hash;        // of those bytes, as content_hash() gives it
    std::string name;        // as its sender calls it: to show, never a path; may be empty
    Instant at{};            // when it was added
    Actor by{};
    bool operator==(const AddedFile&) const = default;
};

// A new code for a person who lost theirs: when, and who gave it.
struct CodeRenewal {
    Instant at{};
    StaffId by{};
    bool operator==(const CodeRenewal&) const = default;
};

// Where a case stands: history.h makes it by replaying the events, nothing else does.
struct Case {
    CaseReference reference;
    std::shared_ptr<const Terms> terms;  // promises and calendar bound at receipt; never null
    Lodging lodging{};
    Instant received_at{};
    bool only_day = false;  // of the receipt the time is not known
    Instant recorded_at{};  // when it was written down; never corrected
    State state = State::Received;
    int last_sequence = 0;
    Instant changed_at{};
    std::string office{};  // now; lodging.office is the first
    std::optional<StaffId> assignee{};
    std::optional<Instant> acknowledged_at{};
    std::vector<Hold> holds{};           // of the resolve clock, in order; at most the last is open
    std::optional<Instant> asked_at{};   // of the question that is open
    std::optional<CaseAnswer> answer{};  // the office's; a dispute takes it away
    int reopenings = 0;
    bool office_consent = false;         // given with the lodging or later, and not withdrawn since
    std::optional<Referral> referral{};  // taking the case back takes it away
    std::optional<Escalation> escalation{};
    std::optional<EscalationWhen> rule_followed{};  // the farthest
    std::optional<Instant> review_started_at{};
    std::optional<CaseAnswer> decision{};
    std::optional<Instant> ended_at{};     // withdrawn or closed
    std::string duplicate_of{};            // the case that this one follows
    std::vector<JoinedCase> joined{};      // those that follow this one and wait for its answer, in the order they came
    bool erased = false;                   // what people had written was
    std::optional<Instant> deleted_at{};   // only dates are left
    std::vector<AddedFile> files{};        // those that are there, in the order they were added
    std::vector<StaffId> involved{};       // staff who worked on it before any review, sorted
    std::vector<StaffId> complained_of{};  // accounts of the officials it is about, sorted
    std::vector<StaffId> kept_from{};      // they, and who supervised them when they were named, sorted
    std::optional<CodeRenewal> code_renewed{};  // the last
};

struct CaseFile {
    Case now;
    std::vector<CaseEvent> events;  // oldest first
};

// nullptr if the case has no such file.
[[nodiscard]] const AddedFile* find_file(const Case& now, std::string_view id);
[[nodiscard]] PublicWord public_word(State state);
// Work is still owed: not resolved, closed, decided, withdrawn or duplicate.
[[nodiscard]] bool is_open(State state);

[[nodiscard]] std::string_view key_of(State state);
[[nodiscard]] std::string_view key_of(PublicWord word);  // "received", "sent-to-unit", ...
[[nodiscard]] std::string_view key_of(Finding finding);
[[nodiscard]] std::string_view key_of(Redress redress);
[[nodiscard]] std::string_view key_of(CaseChannel channel);
[[nodiscard]] std::string_view key_of(ContactBy by);
[[nodiscard]] std::string_view key_of(Role role);
[[nodiscard]] std::string_view key_of(Step step);
[[nodiscard]] std::string_view key_of(ActorKind kind);
[[nodiscard]] std::string_view key_of(HoldReason reason);
[[nodiscard]] std::string_view key_of(IdentityCheck check);
[[nodiscard]] std::string_view key_of(ConsentWay way);
[[nodiscard]] std::optional<State> find_state(std::string_view key);
[[nodiscard]] std::optional<Finding> find_finding(std::string_view key);
[[nodiscard]] std::optional<Redress> find_redress(std::string_view key);
[[nodiscard]] std::optional<CaseChannel> find_case_channel(std::string_view key);
[[nodiscard]] std::optional<ContactBy> find_contact_by(std::string_view key);
[[nodiscard]] std::optional<Role> find_role(std::string_view key);
[[nodiscard]] std::optional<Step> find_step(std::string_view key);
[[nodiscard]] std::optional<IdentityCheck> find_identity_check(std::string_view key);
[[nodiscard]] std::optional<ConsentWay> find_consent_way(std::string_view key);
[[nodiscard]] std::optional<ActorKind> find_actor_kind(std::string_view key);

// Every value, in the order of the enum: for forms, tables and tests.
[[nodiscard]] const std::vector<State>& all_states();
[[nodiscard]] const std::vector<Finding>& all_findings();
[[nodiscard]] const std::vector<Redress>& all_redress();
[[nodiscard]] const std::vector<CaseChannel>& all_case_channels();
[[nodiscard]] const std::vector<Role>& all_roles();
[[nodiscard]] const std::vector<Step>& all_steps();
[[nodiscard]] const std::vector<IdentityCheck>& all_identity_checks();
[[nodiscard]] const std::vector<ConsentWay>& all_consent_ways();

}  // namespace charter
