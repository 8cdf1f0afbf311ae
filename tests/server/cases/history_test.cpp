#include "server/cases/history.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "tests/server/cases/case_fixture.h"

namespace charter::history_test {
namespace {

Lodging full_lodging() {
    Lodging lodging;
    lodging.kind = CaseKind::Report;
    lodging.channel = CaseChannel::FrontDesk;
    lodging.language = "xh";
    lodging.service = "grant";
    lodging.standard = "answer-complaint";
    lodging.office = "north";
    lodging.description = "Akukho mntu uphendulayo \xF0\x9F\x98\x80\n0:,";
    lodging.place = "At the gate";
    lodging.when = "Monday";
    lodging.on_behalf_of = "My mother";
    lodging.about_official = true;
    lodging.sensitive = true;
    lodging.office_consent = true;
    lodging.anonymous = false;
    lodging.consent = true;
    lodging.contact = {"N. N.", "021 000 0000", "n@example.org", ContactBy::WhatsApp};
    lodging.source_reference = "PH 2026/118";
    lodging.source_date = "2026-11-20";
    return lodging;
}

MakeSalt counting_salt() {
    return [next = 0]() mutable { return fmt::format("{:032x}", ++next); };
}

// As the store does: seals each event, and links it to the one before.
std::vector<CaseEvent> chained(std::vector<CaseEvent> events) {
    const MakeSalt make_salt = counting_salt();
    std::string previous = chain_start(some_reference());
    for (CaseEvent& event : events) {
        seal_texts(event, make_salt);
        event.hash = chain_hash(previous, event);
        previous = event.hash;
    }
    return events;
}

std::vector<CaseEvent> whole_story() {
    TestCase made(local("2026-11-26 10:00"), usual_terms(), full_lodging());
    made.take(Step::Acknowledge, officer(), "2026-11-27 09:00")
        .take(Step::Assign, officer(), "2026-11-27 10:00")
        .take(Step::Ask, officer(), "2026-12-04 15:00")
        .take(Step::Reply, complainant(), "2026-12-09 09:00")
        .take(Step::Answer, officer(), "2026-12-17 09:00");
    return chained(made.events());
}

std::string fault_text(const std::vector<CaseEvent>& events) {
    const auto fault = check_chain(some_reference(), events);
    return fault ? fmt::format("{}: {}", fault->sequence, fault->what) : "sound";
}

}  // namespace

TEST_CASE("what was lodged comes back from its event", "[history]") {
    const Actor by = staff_actor({4}, Role::CustomerCareAssistant);
    const CaseEvent event = lodge_event(full_lodging(), *usual_terms(), by, local("2026-11-26 10:00"));
    const Case now = begin_case(some_reference(), usual_terms(), event);
    CHECK(now.lodging == full_lodging());
    CHECK(describe(now) == fmt::format("{} received 1 received 2026-11-26T08:00:00Z changed 2026-11-26T08:00:00Z "
                                       "office north reopened 0 sensitive shared",
                                       some_reference().text()));
    CHECK(fact_of(event, FactName::terms) == usual_terms()->id);
    CHECK(event.by == by);
    CHECK_FALSE(event.from.has_value());
}

TEST_CASE("each escalation is one level higher and leaves the case with whom it is", "[history]") {
    TestCase made(local("2026-11-26 10:00"));
    made.take(Step::Acknowledge, officer(), "2026-11-27 09:00").take(Step::Assign, officer(), "2026-11-27 10:00");
    StepRequest request = request_for(Step::Escalate, officer(), local("2026-12-01 10:00"));
    request.assignee = StaffId{9};
    made.take(request);
    request.assignee = StaffId{10};
    request.at = local("2026-12-02 10:00");
    made.take(request);
    CHECK(made.now().escalation == Escalation{2, StaffId{10}, local("2026-12-02 10:00"), std::nullopt});
    CHECK(made.now().assignee == StaffId{8});
    CHECK(made.now().state == State::Assigned);
    CHECK(describe(replay(some_reference(), usual_terms(), made.events())) == describe(made.now()));
}

TEST_CASE("who hands out a new code may still review the case", "[history]") {
    TestCase made(local("2026-11-26 10:00"));
    made.take(Step::ReissueCode, supervisor(), "2026-11-27 09:00");
    CHECK(made.now().involved.empty());
    CHECK(fact_of(made.events().back(), FactName::identity) == "questions");
}

TEST_CASE("a lodging with the least comes back too", "[history]") {
    Lodging least;
    least.office = "north";
    const CaseEvent event = lodge_event(least, *usual_terms(), complainant(), local("2026-11-26 10:00"));
    CHECK(begin_case(some_reference(), usual_terms(), event).lodging == least);
    CHECK(event.texts.empty());
}

TEST_CASE("a case begins with its lodging and no other event", "[history]") {
    CaseEvent event = lodge_event(complaint(), *usual_terms(), complainant(), {});
    event.step = Step::Note;
    CHECK_THROWS_AS(begin_case(some_reference(), usual_terms(), event), std::logic_error);
    CHECK_THROWS_AS(replay(some_reference(), usual_terms(), {}), std::logic_error);
}

TEST_CASE("an event with a word that is unknown is not guessed at", "[history]") {
    CaseEvent event = lodge_event(complaint(), *usual_terms(), complainant(), {});
    event.facts.find(FactName::kind)->second = "moan";
    CHECK_THROWS_WITH(begin_case(some_reference(), usual_terms(), event), "event 1 holds an unknown kind");
}

TEST_CASE("each step leaves its mark on the case", "[history]") {
    TestCase made(local("2026-11-26 10:00"));
    StepRequest assign = request_for(Step::Assign, officer(), local("2026-11-27 10:00"));
    assign.office = "south";
    made.take(Step::Acknowledge, officer(), "2026-11-27 09:00").take(assign);
    CHECK(made.now().office == "south");
    CHECK(made.now().lodging.office == "north");
    CHECK(made.now().assignee == StaffId{8});

    made.take(Step::Ask, officer(), "2026-12-04 15:00");
    CHECK(made.now().asked_at == local("2026-12-04 15:00"));
    CHECK_FALSE(made.now().holds.back().until);
    made.take(Step::Reply, complainant(), "2026-12-09 09:00");
    CHECK_FALSE(made.now().asked_at);
    CHECK(made.now().holds ==
          std::vector<Hold>{{local("2026-12-04 15:00"), local("2026-12-09 09:00"), HoldReason::AwaitingComplainant}});

    made.take(Step::Answer, officer(), "2026-12-17 09:00");
    const CaseAnswer answer{
        local("2026-12-17 09:00"), Finding::Upheld, {Redress::Apology, Redress::Explanation}, "To you.", ""};
    CHECK(made.now().answer == answer);
    made.take(Step::Dispute, complainant(), "2026-12-18 09:00");
    CHECK_FALSE(made.now().answer);
    CHECK(made.now().reopenings == 1);

    made.take(Step::Answer, officer(), "2026-12-21 09:00")
        .take(Step::Review, complainant(), "2026-12-22 09:00")
        .take(Step::Decide, supervisor(), "2027-01-05 09:00");
    CHECK(made.now().answer->at == local("2026-12-21 09:00"));
    CHECK(made.now().decision->next_body == "Police");
    CHECK(made.now().involved == std::vector<StaffId>{{7}});
}

TEST_CASE("a move to another office without a name leaves the case with nobody", "[history]") {
    TestCase made(local("2026-11-26 10:00"));
    made.take(Step::Acknowledge, officer(), "2026-11-27 09:00").take(Step::Assign, officer(), "2026-11-27 10:00");
    StepRequest move = request_for(Step::Assign, officer(), local("2026-11-27 11:00"));
    move.assignee.reset();
    move.office = "south";
    made.take(move);
    CHECK(made.now().office == "south");
    CHECK_FALSE(made.now().assignee);
}

TEST_CASE("a date that the other body said at once stays where it says none when it accepts", "[history]") {
    TestCase made(local("2026-11-26 10:00"));
    made.take(Step::Refer, officer(), "2026-11-27 09:00");
    StepRequest confirm = request_for(Step::ReferralConfirmed, officer(), local("2026-11-30 09:00"));
    confirm.body_due.reset();
    made.take(confirm);
    CHECK(made.now().referral->body_due == parse_date("2027-01-15"));
}

TEST_CASE("a referral keeps the other body's reference and date, the later ones if there are two", "[history]") {
    TestCase made(local("2026-11-26 10:00"));
    made.take(Step::Refer, officer(), "2026-11-27 09:00");
    const Date said_first = *parse_date("2027-01-15");
    CHECK(made.now().referral == Referral{local("2026-11-27 09:00"), "Police", "P 12", {}, said_first});
    StepRequest confirm = request_for(Step::ReferralConfirmed, officer(), local("2026-11-30 09:00"));
    confirm.body_reference = "P 99";
    confirm.body_due = parse_date("2027-02-01");
    made.take(confirm);
    CHECK(made.now().referral ==
          Referral{local("2026-11-27 09:00"), "Police", "P 99", local("2026-11-30 09:00"), parse_date("2027-02-01")});
    made.take(Step::TakeBack, officer(), "2026-12-01 09:00");
    CHECK_FALSE(made.now().referral);
    CHECK(made.now().holds.back() == Hold{local("2026-11-27 09:00"), local("2026-12-01 09:00"), HoldReason::Referred});
}

TEST_CASE("whatever ends an open question ends its hold", "[history]") {
    const auto [step, by] = GENERATE(table<Step, Actor>({{Step::Work, officer()},
                                                         {Step::Answer, officer()},
                                                         {Step::Refer, officer()},
                                                         {Step::Withdraw, complainant()},
                                                         {Step::QuestionLapsed, system_actor()}}));
    TestCase made(local("2026-11-26 10:00"));
    made.take(Step::Acknowledge, officer(), "2026-11-27 09:00")
        .take(Step::Ask, officer(), "2026-11-30 09:00")
        .take(step, by, "2027-01-20 09:00");
    CAPTURE(key_of(step));
    CHECK_FALSE(made.now().asked_at);
    CHECK(made.now().holds.front().until == local("2027-01-20 09:00"));
}

TEST_CASE("a chain as it was written is sound", "[history]") {
    CHECK(fault_text(whole_story()) == "sound");
    CHECK(check_chain(some_reference(1), whole_story()).has_value());
}

TEST_CASE("an erased text leaves the chain sound", "[history]") {
    std::vector<CaseEvent> events = whole_story();
    PersonalText& text = events.front().texts.find(TextName::description)->second;
    text.text.clear();
    text.salt.clear();
    text.erased = true;
    CHECK(fault_text(events) == "sound");
    text.salt = std::string(32, '0');
    CHECK(fault_text(events) == "1: its text \"description\" was altered");
}

TEST_CASE("an event that was altered is named", "[history]") {
    using Change = void (*)(std::vector<CaseEvent>&);
    const auto [sequence, change] = GENERATE(table<int, Change>({
        {3, [](std::vector<CaseEvent>& e) { e[2].at += std::chrono::seconds(1); }},
        {3, [](std::vector<CaseEvent>& e) { e[2].by.staff->value += 1; }},
        {3, [](std::vector<CaseEvent>& e) { e[2].by.role = Role::Supervisor; }},
        {3, [](std::vector<CaseEvent>& e) { e[2].by = complainant(); }},
        {3, [](std::vector<CaseEvent>& e) { e[2].step = Step::Work; }},
        {3, [](std::vector<CaseEvent>& e) { e[2].to = State::InProgress; }},
        {3, [](std::vector<CaseEvent>& e) { e[2].from = State::Received; }},
        {3, [](std::vector<CaseEvent>& e) { e[2].sequence = 4; }},
        {3, [](std::vector<CaseEvent>& e) { e[2].facts.begin()->second = "9"; }},
        {3, [](std::vector<CaseEvent>& e) { e[2].facts.clear(); }},
        {3, [](std::vector<CaseEvent>& e) { e[2].facts.emplace("body", "Police"); }},
        {3, [](std::vector<CaseEvent>& e) { e[2].texts.begin()->second.text += "!"; }},
        {3, [](std::vector<CaseEvent>& e) { e[2].texts.clear(); }},
        {3, [](std::vector<CaseEvent>& e) { e[2].hash.back() = e[2].hash.back() == '0' ? '1' : '0'; }},
        {3, [](std::vector<CaseEvent>& e) { e.erase(e.begin() + 2); }},
        {3, [](std::vector<CaseEvent>& e) { std::swap(e[2], e[3]); }},
        {1, [](std::vector<CaseEvent>& e) { e.erase(e.begin()); }},
        {4, [](std::vector<CaseEvent>& e) { e.insert(e.begin() + 3, e[2]); }},
    }));
    std::vector<CaseEvent> events = whole_story();
    change(events);
    const auto fault = check_chain(some_reference(), events);
    REQUIRE(fault);
    CHECK(fault->sequence == sequence);
    CHECK_FALSE(fault->what.empty());
}

TEST_CASE("a text and its hash replaced together still break the chain", "[history]") {
    std::vector<CaseEvent> events = whole_story();
    PersonalText& text = events.front().texts.find(TextName::description)->second;
    text.text = "All is well.";
    text.hash = text_hash(text.salt, text.text);
    CHECK(fault_text(events) == "1: it, or an event before it, was altered, added or removed");
}

TEST_CASE("fields cannot flow into one another", "[history]") {
    CHECK(text_hash("a", "bc") != text_hash("ab", "c"));
    CaseEvent one;
    one.facts = {{"a", "b"}, {"c", "d"}};
    CaseEvent other;
    other.facts = {{"a", "b,1:c,1:d"}};
    CHECK(canonical_bytes(one) != canonical_bytes(other));
}

TEST_CASE("every text gets a salt of its own", "[history]") {
    std::set<std::string> salts;
    std::size_t texts = 0;
    for (const CaseEvent& event : whole_story()) {
        for (const auto& [name, text] : event.texts) {
            ++texts;
            salts.insert(text.salt);
            CHECK(text.hash.size() == 64);
        }
    }
    CHECK(salts.size() == texts);
    CHECK(texts == 18);
}

namespace {

// A step of anyone's, at random: most are refused.
std::optional<StepRequest> random_step(const Case& now, Random& random, Instant at) {
    std::vector<Actor> actors = {complainant(), system_actor()};
    for (const Role role : all_roles())
        actors.push_back(staff_actor({static_cast<std::int64_t>(random.between(1, 6))}, role));
    StepRequest request = request_for(random.pick(all_steps()), random.pick(actors), at);
    if (random.between(0, 3) == 0) request.public_note.clear();
    if (random.between(0, 5) == 0) request.office = random.pick(std::vector<std::string>{"north", "south"});
    if (std::holds_alternative<Refusal>(take_step(now, request))) return std::nullopt;
    return request;
}

}  // namespace

TEST_CASE("any walk reaches only states the table allows, and its events give the same case again",
          "[history][workflow][property]") {
    const std::uint64_t seed = property_seed();
    CAPTURE(seed);
    Random random(seed);
    std::set<State> reached;
    for (int walk = 0; walk < 200; ++walk) {
        Instant at = local("2026-11-26 10:00");
        TestCase made(at);
        for (int tries = 0; tries < 250; ++tries) {
            at += std::chrono::minutes(random.between(0, 3000));
            const State before = made.now().state;
            const auto request = random_step(made.now(), random, at);
            if (!request) continue;
            const StepRule* rule = find_rule(before, request->step);
            REQUIRE(rule != nullptr);
            REQUIRE(may_take(*rule, request->by));
            made.take(*request);
            REQUIRE(made.now().state == rule->to.value_or(before));
            reached.insert(made.now().state);
        }
        const auto& events = made.events();
        REQUIRE(describe(replay(some_reference(), usual_terms(), events)) == describe(made.now()));
        REQUIRE(fault_text(chained(events)) == "sound");
        const auto open_holds = std::count_if(made.now().holds.begin(), made.now().holds.end(),
                                              [](const Hold& hold) { return !hold.until; });
        REQUIRE(open_holds == (made.now().state == State::AwaitingComplainant ? 1 : 0));
        REQUIRE(made.now().asked_at.has_value() == (made.now().state == State::AwaitingComplainant));
        for (const ClockStatus& status : clock_statuses(made.now(), at)) REQUIRE(status.used + status.left > 0);
        // A duplicate's promise runs until the case that it follows is answered.
        if (running_promise(made.now(), at) && made.now().state != State::Duplicate) REQUIRE(is_open(made.now().state));
    }
    CHECK(reached.size() == all_states().size());
}

}  // namespace charter::history_test
