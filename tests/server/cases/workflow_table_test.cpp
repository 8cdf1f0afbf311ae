// The table of steps against the same rules written a second time, as a handbook would: all states, steps and people.
#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "server/cases/workflow.h"
#include "tests/server/cases/case_fixture.h"

namespace charter::workflow_table_test {
namespace {

struct NamedActor {
    std::string name;
    Actor actor;
};

// Everyone who can touch a case. The ids of staff are new to the case.
std::vector<NamedActor> everyone() {
    std::vector<NamedActor> all = {{"complainant", complainant()}, {"system", system_actor()}};
    std::int64_t id = 100;
    for (const Role role : all_roles()) all.push_back({std::string(key_of(role)), staff_actor({++id}, role)});
    return all;
}

// The whole machine once more, written as the handbook would: state, step, state after, and who may.
// c complainant, s system, a assistant, o officer, v supervisor, h head office.
struct Row {
    const char* from;
    const char* step;
    const char* to;
    const char* who;
};
const std::vector<Row>& handbook() {
    static const std::vector<Row> rows = {
        {"received", "acknowledge", "acknowledged", "aovh"},
        {"received", "assign", "received", "saovh"},
        {"received", "answer", "resolved", "aovh"},
        {"received", "refer", "referred", "aovh"},
        {"received", "mark-duplicate", "duplicate", "aovh"},
        {"received", "add-information", "received", "caovh"},
        {"received", "withdraw", "withdrawn", "c"},
        {"received", "escalate", "received", "saovh"},
        {"received", "reissue-code", "received", "aovh"},
        {"received", "correct", "received", "svh"},
        {"received", "note", "received", "aovh"},
        {"received", "add-file", "received", "caovh"},
        {"received", "remove-file", "received", "vh"},

        {"acknowledged", "assign", "assigned", "saovh"},
        {"acknowledged", "work", "in-progress", "aovh"},
        {"acknowledged", "ask", "awaiting-complainant", "aovh"},
        {"acknowledged", "await-third-party", "awaiting-third-party", "aovh"},
        {"acknowledged", "answer", "resolved", "aovh"},
        {"acknowledged", "refer", "referred", "aovh"},
        {"acknowledged", "mark-duplicate", "duplicate", "aovh"},
        {"acknowledged", "add-information", "acknowledged", "caovh"},
        {"acknowledged", "withdraw", "withdrawn", "c"},
        {"acknowledged", "escalate", "acknowledged", "saovh"},
        {"acknowledged", "reissue-code", "acknowledged", "aovh"},
        {"acknowledged", "correct", "acknowledged", "svh"},
        {"acknowledged", "note", "acknowledged", "aovh"},
        {"acknowledged", "add-file", "acknowledged", "caovh"},
        {"acknowledged", "remove-file", "acknowledged", "vh"},

        {"assigned", "assign", "assigned", "saovh"},
        {"assigned", "work", "in-progress", "aovh"},
        {"assigned", "ask", "awaiting-complainant", "aovh"},
        {"assigned", "await-third-party", "awaiting-third-party", "aovh"},
        {"assigned", "answer", "resolved", "aovh"},
        {"assigned", "refer", "referred", "aovh"},
        {"assigned", "mark-duplicate", "duplicate", "aovh"},
        {"assigned", "add-information", "assigned", "caovh"},
        {"assigned", "withdraw", "withdrawn", "c"},
        {"assigned", "escalate", "assigned", "saovh"},
        {"assigned", "reissue-code", "assigned", "aovh"},
        {"assigned", "correct", "assigned", "svh"},
        {"assigned", "note", "assigned", "aovh"},
        {"assigned", "add-file", "assigned", "caovh"},
        {"assigned", "remove-file", "assigned", "vh"},

        {"in-progress", "assign", "in-progress", "saovh"},
        {"in-progress", "ask", "awaiting-complainant", "aovh"},
        {"in-progress", "await-third-party", "awaiting-third-party", "aovh"},
        {"in-progress", "answer", "resolved", "aovh"},
        {"in-progress", "refer", "referred", "aovh"},
        {"in-progress", "mark-duplicate", "duplicate", "aovh"},
        {"in-progress", "add-information", "in-progress", "caovh"},
        {"in-progress", "withdraw", "withdrawn", "c"},
        {"in-progress", "escalate", "in-progress", "saovh"},
        {"in-progress", "reissue-code", "in-progress", "aovh"},
        {"in-progress", "correct", "in-progress", "svh"},
        {"in-progress", "note", "in-progress", "aovh"},
        {"in-progress", "add-file", "in-progress", "caovh"},
        {"in-progress", "remove-file", "in-progress", "vh"},

        {"awaiting-complainant", "assign", "awaiting-complainant", "saovh"},
        {"awaiting-complainant", "work", "in-progress", "aovh"},
        {"awaiting-complainant", "ask", "awaiting-complainant", "aovh"},
        {"awaiting-complainant", "reply", "in-progress", "caovh"},
        {"awaiting-complainant", "question-lapsed", "in-progress", "s"},
        {"awaiting-complainant", "answer", "resolved", "aovh"},
        {"awaiting-complainant", "refer", "referred", "aovh"},
        {"awaiting-complainant", "withdraw", "withdrawn", "c"},
        {"awaiting-complainant", "escalate", "awaiting-complainant", "saovh"},
        {"awaiting-complainant", "reissue-code", "awaiting-complainant", "aovh"},
        {"awaiting-complainant", "correct", "awaiting-complainant", "svh"},
        {"awaiting-complainant", "note", "awaiting-complainant", "aovh"},
        {"awaiting-complainant", "add-file", "awaiting-complainant", "caovh"},
        {"awaiting-complainant", "remove-file", "awaiting-complainant", "vh"},

        {"awaiting-third-party", "assign", "awaiting-third-party", "saovh"},
        {"awaiting-third-party", "work", "in-progress", "aovh"},
        {"awaiting-third-party", "ask", "awaiting-complainant", "aovh"},
        {"awaiting-third-party", "answer", "resolved", "aovh"},
        {"awaiting-third-party", "refer", "referred", "aovh"},
        {"awaiting-third-party", "mark-duplicate", "duplicate", "aovh"},
        {"awaiting-third-party", "add-information", "awaiting-third-party", "caovh"},
        {"awaiting-third-party", "withdraw", "withdrawn", "c"},
        {"awaiting-third-party", "escalate", "awaiting-third-party", "saovh"},
        {"awaiting-third-party", "reissue-code", "awaiting-third-party", "aovh"},
        {"awaiting-third-party", "correct", "awaiting-third-party", "svh"},
        {"awaiting-third-party", "note", "awaiting-third-party", "aovh"},
        {"awaiting-third-party", "add-file", "awaiting-third-party", "caovh"},
        {"awaiting-third-party", "remove-file", "awaiting-third-party", "vh"},

        {"referred", "referral-confirmed", "referred", "aovh"},
        {"referred", "take-back", "in-progress", "aovh"},
        {"referred", "escalate", "referred", "saovh"},
        {"referred", "assign", "referred", "s"},
        {"referred", "add-information", "referred", "caovh"},
        {"referred", "withdraw", "withdrawn", "c"},
        {"referred", "reissue-code", "referred", "aovh"},
        {"referred", "correct", "referred", "svh"},
        {"referred", "note", "referred", "aovh"},
        {"referred", "add-file", "referred", "caovh"},
        {"referred", "remove-file", "referred", "vh"},

        {"resolved", "agree", "closed", "c"},
        {"resolved", "dispute", "in-progress", "caovh"},
        {"resolved", "review", "under-review", "cvh"},
        {"resolved", "close", "closed", "s"},
        {"resolved", "add-information", "resolved", "caovh"},
        {"resolved", "reissue-code", "resolved", "aovh"},
        {"resolved", "correct", "resolved", "svh"},
        {"resolved", "note", "resolved", "aovh"},
        {"resolved", "add-file", "resolved", "caovh"},
        {"resolved", "remove-file", "resolved", "vh"},

        {"closed", "review", "under-review", "cvh"},
        {"closed", "reissue-code", "closed", "aovh"},
        {"closed", "correct", "closed", "svh"},
        {"closed", "note", "closed", "aovh"},
        {"closed", "add-file", "closed", "aovh"},
        {"closed", "remove-file", "closed", "vh"},

        {"under-review", "assign", "under-review", "svh"},
        {"under-review", "decide", "review-decided", "vh"},
        {"under-review", "add-information", "under-review", "caovh"},
        {"under-review", "withdraw", "withdrawn", "c"},
        {"under-review", "escalate", "under-review", "saovh"},
        {"under-review", "reissue-code", "under-review", "aovh"},
        {"under-review", "correct", "under-review", "svh"},
        {"under-review", "note", "under-review", "aovh"},
        {"under-review", "add-file", "under-review", "caovh"},
        {"under-review", "remove-file", "under-review", "vh"},

        {"review-decided", "reissue-code", "review-decided", "aovh"},
        {"review-decided", "correct", "review-decided", "svh"},
        {"review-decided", "note", "review-decided", "aovh"},
        {"review-decided", "add-file", "review-decided", "aovh"},
        {"review-decided", "remove-file", "review-decided", "vh"},
        {"withdrawn", "reissue-code", "withdrawn", "aovh"},
        {"withdrawn", "correct", "withdrawn", "svh"},
        {"withdrawn", "note", "withdrawn", "aovh"},
        {"withdrawn", "add-file", "withdrawn", "aovh"},
        {"withdrawn", "remove-file", "withdrawn", "vh"},
        {"duplicate", "take-back", "in-progress", "saovh"},
        {"duplicate", "answer", "resolved", "s"},
        {"duplicate", "refer", "referred", "s"},
        {"duplicate", "mark-duplicate", "duplicate", "s"},
        {"duplicate", "withdraw", "withdrawn", "c"},
        {"duplicate", "add-information", "duplicate", "caovh"},
        {"duplicate", "consent", "duplicate", "caovh"},
        {"duplicate", "reissue-code", "duplicate", "aovh"},
        {"duplicate", "correct", "duplicate", "svh"},
        {"duplicate", "note", "duplicate", "aovh"},
        {"duplicate", "add-file", "duplicate", "caovh"},
        {"duplicate", "remove-file", "duplicate", "vh"},

        {"received", "consent", "received", "caovh"},
        {"received", "withdraw-consent", "received", "caovh"},
        {"acknowledged", "consent", "acknowledged", "caovh"},
        {"acknowledged", "withdraw-consent", "acknowledged", "caovh"},
        {"assigned", "consent", "assigned", "caovh"},
        {"assigned", "withdraw-consent", "assigned", "caovh"},
        {"in-progress", "consent", "in-progress", "caovh"},
        {"in-progress", "withdraw-consent", "in-progress", "caovh"},
        {"awaiting-complainant", "consent", "awaiting-complainant", "caovh"},
        {"awaiting-complainant", "withdraw-consent", "awaiting-complainant", "caovh"},
        {"awaiting-third-party", "consent", "awaiting-third-party", "caovh"},
        {"awaiting-third-party", "withdraw-consent", "awaiting-third-party", "caovh"},
        {"referred", "consent", "referred", "caovh"},
        {"referred", "withdraw-consent", "referred", "caovh"},
        {"resolved", "consent", "resolved", "caovh"},
        {"resolved", "withdraw-consent", "resolved", "caovh"},
        {"closed", "consent", "closed", "caovh"},
        {"closed", "withdraw-consent", "closed", "caovh"},
        {"under-review", "consent", "under-review", "caovh"},
        {"under-review", "withdraw-consent", "under-review", "caovh"},
        {"review-decided", "consent", "review-decided", "caovh"},
        {"review-decided", "withdraw-consent", "review-decided", "caovh"},
        {"withdrawn", "withdraw-consent", "withdrawn", "caovh"},
        {"duplicate", "withdraw-consent", "duplicate", "caovh"},

        {"received", "join", "received", "s"},
        {"acknowledged", "join", "acknowledged", "s"},
        {"assigned", "join", "assigned", "s"},
        {"in-progress", "join", "in-progress", "s"},
        {"awaiting-complainant", "join", "awaiting-complainant", "s"},
        {"awaiting-third-party", "join", "awaiting-third-party", "s"},
        {"received", "part", "received", "s"},
        {"acknowledged", "part", "acknowledged", "s"},
        {"assigned", "part", "assigned", "s"},
        {"in-progress", "part", "in-progress", "s"},
        {"awaiting-complainant", "part", "awaiting-complainant", "s"},
        {"awaiting-third-party", "part", "awaiting-third-party", "s"},
        {"referred", "part", "referred", "s"},
        {"resolved", "part", "resolved", "s"},
        {"closed", "part", "closed", "s"},
        {"under-review", "part", "under-review", "s"},
        {"review-decided", "part", "review-decided", "s"},
        {"withdrawn", "part", "withdrawn", "s"},
        {"duplicate", "part", "duplicate", "s"},

        {"received", "name-official", "received", "aovh"},
        {"acknowledged", "name-official", "acknowledged", "aovh"},
        {"assigned", "name-official", "assigned", "aovh"},
        {"in-progress", "name-official", "in-progress", "aovh"},
        {"awaiting-complainant", "name-official", "awaiting-complainant", "aovh"},
        {"awaiting-third-party", "name-official", "awaiting-third-party", "aovh"},
        {"referred", "name-official", "referred", "aovh"},
        {"resolved", "name-official", "resolved", "aovh"},
        {"closed", "name-official", "closed", "aovh"},
        {"under-review", "name-official", "under-review", "aovh"},
        {"review-decided", "name-official", "review-decided", "aovh"},
        {"withdrawn", "name-official", "withdrawn", "aovh"},
        {"duplicate", "name-official", "duplicate", "aovh"},
        {"received", "erase", "closed", "h"},
        {"acknowledged", "erase", "closed", "h"},
        {"assigned", "erase", "closed", "h"},
        {"in-progress", "erase", "closed", "h"},
        {"awaiting-complainant", "erase", "closed", "h"},
        {"awaiting-third-party", "erase", "closed", "h"},
        {"referred", "erase", "closed", "h"},
        {"resolved", "erase", "closed", "h"},
        {"closed", "erase", "closed", "h"},
        {"under-review", "erase", "closed", "h"},
        {"review-decided", "erase", "review-decided", "h"},
        {"withdrawn", "erase", "withdrawn", "h"},
        {"duplicate", "erase", "closed", "h"},
        {"closed", "delete", "closed", "s"},
        {"review-decided", "delete", "review-decided", "s"},
        {"withdrawn", "delete", "withdrawn", "s"},
    };
    return rows;
}

const Row* find_row(State state, Step step) {
    const auto found = std::find_if(handbook().begin(), handbook().end(), [&](const Row& row) {
        return row.from == key_of(state) && row.step == key_of(step);
    });
    return found == handbook().end() ? nullptr : &*found;
}

bool names(const Row& row, const Actor& actor) {
    static const std::map<Role, char> letters = {{Role::CustomerCareAssistant, 'a'},
                                                 {Role::CustomerCareOfficer, 'o'},
                                                 {Role::Supervisor, 'v'},
                                                 {Role::HeadOffice, 'h'},
                                                 {Role::Auditor, '-'},
                                                 {Role::Administrator, '-'}};
    const char letter = actor.kind == ActorKind::Complainant ? 'c'
                        : actor.kind == ActorKind::System    ? 's'
                                                             : letters.at(*actor.role);
    return std::string_view(row.who).find(letter) != std::string_view::npos;
}

// The moment at which a step's window allows it.
Instant moment_for(Step step) {
    return step == Step::Close || step == Step::QuestionLapsed ? after_window : in_window;
}

// With a file to be removed, and a sensitive subject: the person consents to nothing yet, or did.
enum class Consent { Open, Given };
Case case_with_file_in(State state, Consent consent = Consent::Open) {
    Case now = case_in(state);
    now.files.push_back(some_file());
    now.files.back().hash = std::string(64, 'b');  // not the one that is to be added
    now.lodging.sensitive = true;
    now.office_consent = consent == Consent::Given;
    return now;
}

}  // namespace

TEST_CASE("every state, every step, everyone: the table is the handbook's", "[workflow]") {
    for (const State state : all_states()) {
        for (const Step step : all_steps()) {
            const Case now = case_with_file_in(state, step == Step::WithdrawConsent ? Consent::Given : Consent::Open);
            const Row* row = find_row(state, step);
            for (const NamedActor& who : everyone()) {
                CAPTURE(key_of(state), key_of(step), who.name);
                const std::string expected = row == nullptr           ? "not in this state"
                                             : names(*row, who.actor) ? row->to
                                                                      : "not this actor";
                REQUIRE(try_step(now, step, who.actor, moment_for(step)) == expected);
            }
        }
    }
}

TEST_CASE("the steps offered are those that can be taken", "[workflow]") {
    const Consent consent = GENERATE(Consent::Open, Consent::Given);
    for (const State state : all_states()) {
        const Case now = case_with_file_in(state, consent);
        for (const NamedActor& who : everyone()) {
            for (const Instant at : {in_window, after_window}) {
                const std::vector<Step> offered = allowed_steps(now, who.actor, at);
                for (const Step step : all_steps()) {
                    CAPTURE(key_of(state), key_of(step), who.name, to_iso(at));
                    const auto outcome = take_step(now, request_for(now, step, who.actor, at));
                    const auto times = std::count(offered.begin(), offered.end(), step);
                    REQUIRE(times == (std::holds_alternative<CaseEvent>(outcome) ? 1 : 0));
                }
            }
        }
    }
}

TEST_CASE("the table has one row for a step in a state, and never lets lodging follow", "[workflow]") {
    std::set<std::pair<State, Step>> seen;
    for (const StepRule& rule : step_rules()) {
        CAPTURE(key_of(rule.step));
        CHECK(rule.step != Step::Lodge);
        CHECK((rule.complainant || rule.system || !rule.roles.empty()));
        CHECK(std::count(rule.roles.begin(), rule.roles.end(), Role::Auditor) == 0);
        CHECK(std::count(rule.roles.begin(), rule.roles.end(), Role::Administrator) == 0);
        for (const State state : rule.from) {
            CHECK(seen.emplace(state, rule.step).second);
            CHECK(find_rule(state, rule.step) == &rule);
        }
    }
    CHECK(find_rule(State::Received, Step::Lodge) == nullptr);
    CHECK(seen.size() == handbook().size());
}

}  // namespace charter::workflow_table_test
