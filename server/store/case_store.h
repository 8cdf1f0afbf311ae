// Cases on disk: lodge, find, take a step, list. Every write returns after its commit is on disk, so what a caller
// shows is kept. Texts of citizens are in one place (event_texts) and nowhere else. Any thread.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "server/cases/case.h"
#include "server/cases/deadline.h"
#include "server/cases/scope.h"
#include "server/cases/workflow.h"
#include "server/cases/worklist.h"
#include "server/store/store.h"

namespace charter {

struct LodgeRequest {
    Lodging lodging;
    std::shared_ptr<const Terms> terms;  // bind_terms()
    Actor by = complainant();            // staff who captured it at the desk
    Instant received_at{};
    std::optional<LaterRecord> later;  // written down after it was received; the code is fresh from then on
    std::string form_token;            // a repeat with the same token is the same case; empty: never a repeat
    std::string draft;                 // the files of this draft go into the case; may be empty
    std::string import_key;            // the same of what another system recorded, for ever; empty: not imported
};

struct Lodged {
    CaseReference reference;
    std::optional<CaseCode> code;  // nothing on a repeat more than 30 minutes later
    bool repeated = false;
    bool differs = false;  // a repeat that says something else than what was stored
};

struct TakeStep {
    CaseReference reference;
    StepRequest step;
    // The last event the person saw; if there are newer ones the step is not taken. Nothing: whatever there is.
    std::optional<int> expected_sequence;
    std::string form_token;  // a repeat with the same token changes nothing and gives the case as it is; may be empty
    CaseScope scope{};       // what the person may see: a case that the step names must be open and within it
};

struct Taken {
    CaseFile file;
    bool repeated = false;
};
struct NoSuchCase {};
struct Conflict {  // someone was faster: what changed since
    std::vector<CaseEvent> since;
};

using LodgeOutcome = std::variant<Lodged, StoreBusy>;
using StepOutcome = std::variant<Taken, Refusal, Conflict, NoSuchCase, StoreBusy>;

struct WorklistRow {
    CaseReference reference;
    CaseKind kind = CaseKind::Complaint;
    std::string service{};
    std::string about{};  // the first 120 characters of the description
    std::string office{};
    State state = State::Received;
    std::optional<StaffId> assignee{};
    int level = 0;  // of escalation; 0: never
    std::optional<StaffId> escalated_to{};
    Instant received_at{};
    int last_sequence = 0;
    DueGroup group = DueGroup::Nothing;
    std::optional<ClockStatus> due{};       // what we owe next; nothing once nothing is owed
    std::optional<Instant> paused_since{};  // while we wait for the complainant
    bool sealed = false;                    // `about` is for those who give a reason
    bool withheld = false;                  // from its office: the head office works on it
};

// How many cases of the scope fit the filter, in each part of what is open, and in the part that was asked for.
struct WorklistCounts {
    std::size_t overdue = 0;
    std::size_t today = 0;
    std::size_t ours = 0;
    std::size_t theirs = 0;
    std::size_t unassigned = 0;
    std::size_t escalated = 0;
    std::size_t open = 0;
    std::size_t chosen = 0;
    bool is_at_least =
        false;  // there are more ended cases than were counted; what is open is always counted to the end
};

struct Worklist {
    std::vector<WorklistRow> rows;  // what is due first, then what waits for the complainant, then the rest
    WorklistCounts counts;
    std::size_t before = 0;              // rows of the pages before
    std::optional<WorklistPlace> after;  // where the next page begins; nothing on the last
    // More cases than are looked through have the words: the newest of them were.
    bool too_many_found = false;
};

// The moment for which a list is made, and when its day ends by the site's calendar.
struct WorklistMoment {
    Instant now;
    Instant day_ends;
};
inline constexpr std::size_t most_found = 200;  // cases that a question in words finds

// What is said of a case beside another one.
struct RelatedCase {
    CaseReference reference;
    CaseKind kind = CaseKind::Complaint;
    State state = State::Received;
    std::string office{};
    Instant received_at{};
};
// A case that follows another and waits for its answer.
struct FollowingCase {
    RelatedCase which;
    std::string language{};            // in which its person reads the answer
    std::optional<ClockStatus> due{};  // what it was promised, if that still runs
    Instant changed_at{};
    bool is_visible = false;  // within the scope
};
struct RelatedCases {
    std::vector<FollowingCase> following;  // in the order they were joined; also those beyond the scope
    std::optional<RelatedCase> followed;   // the case that this one follows, if it is within the scope
    std::vector<RelatedCase> of_person;    // newest first, at most 20
    std::vector<RelatedCase> similar;      // open, newest first, at most 5
};

// Where a walk over the cases with a promise that runs has come to: behind this due moment and id.
struct DuePlace {
    std::int64_t due_at = 0;  // seconds since 1970
    std::int64_t id = 0;
    bool operator==(const DuePlace&) const = default;
};
struct DueCase {
    CaseReference reference;
    DuePlace place;
};

// A case in which a window ended; the timer closes it, or takes it back to work.
struct EndedWindow {
    CaseReference reference;
    Step step = Step::Close;  // Close or QuestionLapsed
};

// A case that happened elsewhere, or never: its events are sealed and chained (history.h), `now` is what they replay
// to.
struct CaseHistory {
    Case now;
    std::vector<CaseEvent> events;
    CaseCode code;
};

class CaseStore {
  public:
    struct Parts;
    explicit CaseStore(std::unique_ptr<Parts> parts);
    ~CaseStore();

    [[nodiscard]] LodgeOutcome lodge(const LodgeRequest& request);
    // The case that was made of that record before; nothing if none was.
    [[nodiscard]] std::optional<CaseReference> find_imported(std::string_view import_key) const;

    // For the citizen: nothing if there is no such reference or the code is not its own; the two cost the same.
    [[nodiscard]] std::optional<CaseFile> open_with_code(const CaseReference& reference, const CaseCode& code) const;
    // When that code, which was once the code of the case, was renewed. Asked whenever open_with_code gave nothing.
    [[nodiscard]] std::optional<Instant> code_renewed_at(const CaseReference& reference, const CaseCode& code) const;
    // The case that a duplicate is answered with; nothing if it is no duplicate.
    [[nodiscard]] std::optional<Case> answered_with(const Case& duplicate) const;
    // For staff: nothing if there is no such case or it is outside the scope; the two are the same.
    [[nodiscard]] std::optional<CaseFile> find_case(const CaseReference& reference, const CaseScope& scope) const;
    // Within the scope, those with that telephone or that e-mail in its normal form, oldest first; empty for neither.
    [[nodiscard]] std::vector<CaseFile> cases_of_contact(std::string_view phone, std::string_view email,
                                                         const CaseScope& scope) const;
    // Within 30 minutes of lodging; nothing afterwards. The caller must know the draft that lodged it.
    [[nodiscard]] std::optional<CaseCode> fresh_code(const CaseReference& reference, Instant now) const;

    // The rules of workflow.h are asked on the case as it stands in the same transaction that stores the event.
    [[nodiscard]] StepOutcome take_step(const TakeStep& request);

    // Stores whole cases in one transaction, for demonstrations. Throws StoreError if a reference is there already, or
    // the store is too busy; then none is kept.
    void add_histories(std::span<const CaseHistory> histories);

    // Cases outside the scope are neither shown nor counted.
    [[nodiscard]] Worklist worklist(const CaseScope& scope, const WorklistFilter& filter,
                                    const WorklistMoment& moment) const;

    // Within the scope: other cases with the same telephone or e-mail, where the person agreed to be known in both; and
    // open ones of the same office and service in much the same words. A case that ended has no similar ones.
    // Whose the sealed ones are is said only to who could search for them. `at`: for what is due.
    [[nodiscard]] RelatedCases related_cases(const Case& now, const CaseScope& scope, const Searcher& searcher,
                                             Instant at) const;

    // Cases in which a clock or a window runs, oldest first; also those that follow another and wait for its answer.
    [[nodiscard]] std::vector<CaseReference> running_cases() const;

    // Open ones that have an officer, chosen by who that is and by the office of the case.
    [[nodiscard]] std::vector<CaseReference> assigned_cases(
        const std::function<bool(StaffId, std::string_view office)>& chosen) const;

    // Cases behind the place in which a promise of ours runs, what is due first before the others.
    [[nodiscard]] std::vector<DueCase> due_cases(const DuePlace& after, std::size_t limit) const;
    // How many open cases were brought to each person by name; to others none.
    [[nodiscard]] std::map<StaffId, std::size_t> brought_counts() const;

    // Cases whose window ended before `trusted_now` (trusted_clock.h), oldest first.
    [[nodiscard]] std::vector<EndedWindow> ended_windows(Instant trusted_now, std::size_t limit) const;
    // Takes those steps as the system; gives how many. None unless both moments are within office hours, as with
    // escalation: nobody's case closes in the night, nor by a clock that jumped.
    std::size_t close_ended_windows(const Calendar& calendar, Instant trusted_now, Instant now,
                                    std::size_t limit = 500);
    // Fresh codes and form tokens whose time is over.
    void forget_expired(Instant now);

    // What the timer was told last, kept across restarts.
    [[nodiscard]] std::optional<Instant> trusted_time() const;
    void remember_trusted_time(Instant trusted);

    [[nodiscard]] std::size_t count() const;

  private:
    std::unique_ptr<Parts> parts_;
};

}  // namespace charter
