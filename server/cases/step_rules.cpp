#include "server/cases/step_rules.h"

#include <algorithm>

#include "generator/shared/contains.h"
#include "generator/shared/keys.h"
#include "server/cases/permissions.h"

namespace charter {
namespace {

constexpr Keys<Need, 22> need_keys = {{{Need::PublicNote, "public-note"},
                                       {Need::Text, "text"},
                                       {Need::Finding, "finding"},
                                       {Need::Redress, "redress"},
                                       {Need::Assignee, "assignee"},
                                       {Need::Officer, "officer"},
                                       {Need::Identity, "identity"},
                                       {Need::TwoPersons, "two-persons"},
                                       {Need::Body, "body"},
                                       {Need::OtherCase, "other-case"},
                                       {Need::WindowOpen, "window-open"},
                                       {Need::WindowOver, "window-over"},
                                       {Need::QuestionOver, "question-over"},
                                       {Need::NewFile, "new-file"},
                                       {Need::KnownFile, "known-file"},
                                       {Need::Unshared, "unshared"},
                                       {Need::Shared, "shared"},
                                       {Need::ConsentTold, "consent-told"},
                                       {Need::NotInvolved, "not-involved"},
                                       {Need::Unconfirmed, "unconfirmed"},
                                       {Need::Officials, "officials"},
                                       {Need::Correction, "correction"}}};

enum class By {
    Complainant,
    CaseDesk,
    Both,
    Reviewers,
    ComplainantOrReviewers,
    ReviewersOrSystem,
    Rights,
    CaseDeskOrTimer,
    Timer
};

StepRule rule(Step step, std::vector<State> from, std::optional<State> to, By by, std::vector<Need> needs) {
    StepRule made{step, std::move(from), to, false, false, {}, std::move(needs)};
    made.complainant = by == By::Complainant || by == By::Both || by == By::ComplainantOrReviewers;
    made.system = by == By::Timer || by == By::ReviewersOrSystem || by == By::CaseDeskOrTimer;
    if (by == By::CaseDesk || by == By::Both || by == By::CaseDeskOrTimer)
        made.roles = roles_with(Permission::WorkOnCases);
    if (by == By::Reviewers || by == By::ComplainantOrReviewers || by == By::ReviewersOrSystem)
        made.roles = roles_with(Permission::ReviewCases);
    if (by == By::Rights) made.roles = roles_with(Permission::AnswerRights);
    return made;
}

// A complainant's words that came by another channel are written down by the case desk, so those steps are open to
// both. Saying that the answer is accepted, and taking a case back, are the complainant's alone: an office that could
// do either could close what it did not solve.
std::vector<StepRule> make_rules() {
    using enum State;
    const std::optional<State> stays;
    return {
        rule(Step::Acknowledge, {Received}, Acknowledged, By::CaseDesk, {}),
        // Before it is acknowledged a case may go to the right office, but its acknowledge clock runs on.
        rule(Step::Assign, {Acknowledged, Assigned}, Assigned, By::CaseDeskOrTimer, {Need::Assignee}),
        rule(Step::Assign, {Received, InProgress, AwaitingComplainant, AwaitingThirdParty}, stays, By::CaseDeskOrTimer,
             {Need::Assignee}),
        rule(Step::Assign, {UnderReview}, stays, By::ReviewersOrSystem, {Need::Assignee}),
        // The timer only takes a case from an officer who cannot work on it any more.
        rule(Step::Assign, {Referred}, stays, By::Timer, {Need::Assignee}),
        rule(Step::Work, {Acknowledged, Assigned, AwaitingComplainant, AwaitingThirdParty}, InProgress, By::CaseDesk,
             {Need::Text}),
        // Asking again gives the complainant the whole time anew.
        rule(Step::Ask, {Acknowledged, Assigned, InProgress, AwaitingThirdParty, AwaitingComplainant},
             AwaitingComplainant, By::CaseDesk, {Need::PublicNote}),
        rule(Step::Reply, {AwaitingComplainant}, InProgress, By::Both, {Need::Text}),
        rule(Step::QuestionLapsed, {AwaitingComplainant}, InProgress, By::Timer, {Need::QuestionOver}),
        rule(Step::AwaitThirdParty, {Acknowledged, Assigned, InProgress}, AwaitingThirdParty, By::CaseDesk,
             {Need::Body}),
        rule(Step::Answer, {Received, Acknowledged, Assigned, InProgress, AwaitingComplainant, AwaitingThirdParty},
             Resolved, By::CaseDesk, {Need::Finding, Need::Redress, Need::PublicNote}),
        // With the answer of the case that it follows.
        rule(Step::Answer, {Duplicate}, Resolved, By::Timer, {Need::Finding, Need::Redress, Need::PublicNote}),
        rule(Step::Refer, {Received, Acknowledged, Assigned, InProgress, AwaitingComplainant, AwaitingThirdParty},
             Referred, By::CaseDesk, {Need::Body, Need::PublicNote}),
        // With the case that it follows.
        rule(Step::Refer, {Duplicate}, Referred, By::Timer, {Need::Body, Need::PublicNote}),
        rule(Step::ReferralConfirmed, {Referred}, stays, By::CaseDesk, {Need::Unconfirmed, Need::Text}),
        rule(Step::TakeBack, {Referred}, InProgress, By::CaseDesk, {Need::PublicNote}),
        // The timer's: when the case that it follows is withdrawn, or the same people may no longer see both.
        rule(Step::TakeBack, {Duplicate}, InProgress, By::CaseDeskOrTimer, {Need::PublicNote}),
        rule(Step::Agree, {Resolved}, Closed, By::Complainant, {}),
        rule(Step::Dispute, {Resolved}, InProgress, By::Both, {Need::Text, Need::WindowOpen}),
        rule(Step::Review, {Resolved, Closed}, UnderReview, By::ComplainantOrReviewers, {Need::Text}),
        rule(Step::Decide, {UnderReview}, ReviewDecided, By::Reviewers,
             {Need::Finding, Need::Redress, Need::PublicNote, Need::Body, Need::NotInvolved}),
        rule(Step::Close, {Resolved}, Closed, By::Timer, {Need::WindowOver}),
        rule(Step::MarkDuplicate, {Received, Acknowledged, Assigned, InProgress, AwaitingThirdParty}, Duplicate,
             By::CaseDesk, {Need::OtherCase, Need::PublicNote}),
        // The case that it follows was joined with another.
        rule(Step::MarkDuplicate, {Duplicate}, stays, By::Timer, {Need::OtherCase, Need::PublicNote}),
        // Written into the case that stays, when another is joined with it, changes its date, or is taken back.
        rule(Step::Join, {Received, Acknowledged, Assigned, InProgress, AwaitingComplainant, AwaitingThirdParty}, stays,
             By::Timer, {Need::OtherCase}),
        rule(Step::Part, all_states(), stays, By::Timer, {Need::OtherCase}),
        // While a question is open, what the complainant adds is the reply.
        rule(Step::AddInformation,
             {Received, Acknowledged, Assigned, InProgress, AwaitingThirdParty, Referred, Resolved, UnderReview,
              Duplicate},
             stays, By::Both, {Need::Text}),
        rule(Step::Withdraw,
             {Duplicate, Received, Acknowledged, Assigned, InProgress, AwaitingComplainant, AwaitingThirdParty,
              Referred, UnderReview},
             Withdrawn, By::Complainant, {}),
        // The one above is told by the list of work; the case stays with whom it is. The timer follows the rules of the
        // site, which is its reason, and may find nobody to name.
        rule(Step::Escalate,
             {Received, Acknowledged, Assigned, InProgress, AwaitingComplainant, AwaitingThirdParty, Referred,
              UnderReview},
             stays, By::CaseDeskOrTimer, {Need::Officer, Need::Text}),
        // A person without the code may need it in any state: to read the answer, to ask for a review.
        rule(Step::ReissueCode, all_states(), stays, By::CaseDesk, {Need::Identity}),
        // What was recorded wrongly is wrong in any state, and people may have what is known of them put right
        // (Protection of Personal Information Act 4 of 2013, section 24). The system corrects what a new holiday moves.
        rule(Step::Correct, all_states(), stays, By::ReviewersOrSystem, {Need::Correction, Need::Text}),
        // Bytes that are gone cannot be looked at again, so someone above says that they go.
        rule(Step::AddFile,
             {Received, Acknowledged, Assigned, InProgress, AwaitingComplainant, AwaitingThirdParty, Referred, Resolved,
              UnderReview, Duplicate},
             stays, By::Both, {Need::NewFile}),
        rule(Step::AddFile, {Closed, ReviewDecided, Withdrawn}, stays, By::CaseDesk, {Need::NewFile}),
        rule(Step::RemoveFile, all_states(), stays, By::Reviewers, {Need::KnownFile, Need::Text}),
        // The consent is the person's: staff only write down what they were told. It can be taken back in any state.
        rule(Step::Consent,
             {Received, Acknowledged, Assigned, InProgress, AwaitingComplainant, AwaitingThirdParty, Referred, Resolved,
              Closed, UnderReview, ReviewDecided, Duplicate},
             stays, By::Both, {Need::Unshared, Need::ConsentTold}),
        rule(Step::WithdrawConsent, all_states(), stays, By::Both, {Need::Shared, Need::ConsentTold}),
        // Whoever learns it writes it down. Often nobody knew at the lodging which account that is, if any.
        rule(Step::NameOfficial, all_states(), stays, By::CaseDesk, {Need::Officials}),
        rule(Step::Note, all_states(), stays, By::CaseDesk, {Need::Text}),
        // The words go, the dates stay: what happened can still be shown and verified.
        // Without them nothing can be worked on, so an open case ends.
        rule(Step::Erase,
             {Received, Acknowledged, Assigned, InProgress, AwaitingComplainant, AwaitingThirdParty, Referred, Resolved,
              UnderReview, Duplicate},
             Closed, By::Rights, {Need::Identity, Need::Text}),
        rule(Step::Erase, {Closed, ReviewDecided, Withdrawn}, stays, By::Rights, {Need::Identity, Need::Text}),
        rule(Step::Delete, {Closed, ReviewDecided, Withdrawn}, stays, By::Timer, {Need::TwoPersons}),
    };
}

const std::vector<StepRule>& rules() {
    static const std::vector<StepRule> table = make_rules();
    return table;
}

}  // namespace

std::span<const StepRule> step_rules() {
    return rules();
}

bool tells_body_due(Step step) {
    return step == Step::Refer || step == Step::ReferralConfirmed;
}

const StepRule* find_rule(State state, Step step) {
    const auto found = std::find_if(rules().begin(), rules().end(), [&](const StepRule& each) {
        return each.step == step && contains(each.from, state);
    });
    return found == rules().end() ? nullptr : &*found;
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
    return actor.staff && actor.role && contains(rule.roles, *actor.role);
}

std::string_view key_of(Need need) {
    return key_in(need_keys, need);
}

}  // namespace charter
