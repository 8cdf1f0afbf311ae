// Cases that follow another: what becomes of them when either changes, is handed on or moves its date.
#include <catch2/catch.hpp>
#include <functional>

#include "server/cases/correction.h"
#include "server/cases/sight.h"
#include "tests/server/store/store_fixture.h"

namespace charter::joined_cases_test {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

StepRequest answer_with(const std::string& words, Instant at) {
    StepRequest answer = plain_step(Step::Answer, officer(), at);
    answer.finding = Finding::Upheld;
    answer.redress = {Redress::Apology};
    answer.public_note = words;
    return answer;
}

struct Joining {
    TestStore store;
    Instant at = morning;

    Joining() { REQUIRE(add_staff(store->staff()) == StaffId{1}); }

    CaseStore& cases() { return store->cases(); }
    CaseReference lodge_one(const std::function<void(Lodging&)>& change = {}, Instant received = morning) {
        Lodging lodging = complaint();
        if (change) change(lodging);
        return lodge(cases(), lodging_at(received, lodging)).reference;
    }
    [[nodiscard]] CaseFile file_of(const CaseReference& reference) { return *cases().find_case(reference, everything); }
    [[nodiscard]] Case now_of(const CaseReference& reference) { return file_of(reference).now; }
    std::string take(const CaseReference& reference, StepRequest step) {
        step.at = at += minutes(1);
        return outcome_text(cases().take_step(step_of(reference, step)));
    }
    std::string take(const CaseReference& reference, Step step) {
        return take(reference, plain_step(step, officer(), at));
    }
    std::string join(const CaseReference& one, const CaseReference& other) {
        StepRequest step = plain_step(Step::MarkDuplicate, officer(), at);
        step.duplicate_of = other;
        return take(one, step);
    }
    [[nodiscard]] std::string last_steps(const CaseReference& reference, std::size_t count) {
        const CaseFile file = file_of(reference);
        std::string steps;
        for (std::size_t place = file.events.size() - std::min(count, file.events.size()); place < file.events.size();
             ++place)
            steps += (steps.empty() ? "" : " ") + std::string(key_of(file.events[place].step));
        return steps;
    }
};

// A change of who may see a case, after which the two are not seen by the same people any more.
struct Change {
    const char* name;
    std::function<void(Lodging&)> lodged;  // both
    std::function<StepRequest(const Case&)> step;
    bool when_joined = true;  // a joined case can change so too
};

StepRequest corrected(const Case& now, const std::function<void(CaseCorrection&)>& change) {
    StepRequest step = plain_step(Step::Correct, supervisor(), morning);
    step.correction = no_correction(now);
    change(*step.correction);
    return step;
}

StepRequest named(std::vector<StaffId> officials) {
    StepRequest step = plain_step(Step::NameOfficial, officer(), morning);
    step.complained_of = officials;
    step.kept_from = std::move(officials);
    return step;
}

std::vector<Change> changes() {
    const auto as_it_is = [](Lodging&) {};
    const auto sensitive = [](Lodging& lodging) { lodging.sensitive = true; };
    const auto shared = [](Lodging& lodging) { lodging.sensitive = lodging.office_consent = true; };
    const auto about_official = [](Lodging& lodging) { lodging.about_official = true; };
    return {
        {"an official is named", as_it_is, [](const Case&) { return named({StaffId{1}}); }},
        {"an official is named in what was sealed", about_official, [](const Case&) { return named({StaffId{1}}); }},
        {"it is about an official", as_it_is,
         [](const Case& now) { return corrected(now, [](CaseCorrection& to) { to.about_official = true; }); }},
        {"it is about no official", about_official,
         [](const Case& now) { return corrected(now, [](CaseCorrection& to) { to.about_official = false; }); }},
        {"its subject is sensitive", as_it_is,
         [](const Case& now) {
             return corrected(now, [](CaseCorrection& to) {
                 to.service = "shelter";
                 to.sensitive = true;
             });
         }},
        {"the consent is taken back", shared,
         [](const Case&) { return plain_step(Step::WithdrawConsent, complainant(), morning); }},
        {"the person consents", sensitive,
         [](const Case&) { return plain_step(Step::Consent, complainant(), morning); }},
        {"the office is another", as_it_is,
         [](const Case&) {
             StepRequest step = plain_step(Step::Assign, officer(), morning);
             step.office = "south";
             return step;
         },
         false},
    };
}

}  // namespace

TEST_CASE("joined cases part when the same people may no longer see both", "[joined]") {
    for (const Change& change : changes()) {
        for (const bool in_leading : {true, false}) {
            if (!in_leading && !change.when_joined) continue;
            CAPTURE(change.name, in_leading);
            Joining made;
            const CaseReference joined = made.lodge_one(change.lodged, morning - hours(24 * 7));
            const CaseReference other = made.lodge_one(change.lodged);
            const CaseReference leading = made.lodge_one(change.lodged);
            const auto promise = running_promise(made.now_of(joined), morning)->due;
            REQUIRE(made.join(joined, leading) == "duplicate");
            REQUIRE(made.join(other, leading) == "duplicate");
            const CaseReference& changed = in_leading ? leading : joined;
            const std::string outcome = made.take(changed, change.step(made.now_of(changed)));
            REQUIRE(outcome == (in_leading ? made.now_of(leading).state == State::Assigned ? "assigned" : "received"
                                           : "in-progress"));

            CHECK(made.now_of(joined).state == State::InProgress);
            CHECK(made.now_of(joined).duplicate_of.empty());
            CHECK(made.last_steps(joined, 1) == "take-back");
            CHECK(made.file_of(joined).events.back().by == system_actor());
            // Its promise goes on from its own receipt; those who are seen alike stay together.
            const auto runs = clock_status(made.now_of(joined), Clock::Resolve, made.at);
            CHECK(runs->first_due == runs->due);
            CHECK(runs->run.started == morning - hours(24 * 7));
            CHECK(promise.date < runs->due.date);  // it was the acknowledgement that was due first
            const std::vector<JoinedCase> left = made.now_of(leading).joined;
            CHECK(left.size() == (in_leading ? 0 : 1));
            CHECK(made.last_steps(leading, in_leading ? 2 : 1) == (in_leading ? "part part" : "part"));

            // The answer of the one is no answer to the other.
            REQUIRE(made.take(leading, answer_with("For one alone.", made.at)) == "resolved");
            CHECK(made.now_of(joined).state == State::InProgress);
            CHECK(made.now_of(other).state == (in_leading ? State::InProgress : State::Resolved));
            made.store.close();
            CHECK(first_fault(made.store.settings()).empty());
        }
    }
}

TEST_CASE("only cases that the same people see are joined", "[joined]") {
    for (const Change& change : changes()) {
        CAPTURE(change.name);
        Joining made;
        const CaseReference one = made.lodge_one(change.lodged);
        const CaseReference other = made.lodge_one(change.lodged);
        (void)made.take(other, change.step(made.now_of(other)));
        CHECK(made.join(one, other) == "missing other-case");
        CHECK(made.join(other, one) == "missing other-case");
    }
}

TEST_CASE("a case that others follow takes them with it to a third one", "[joined]") {
    Joining made;
    const CaseReference first = made.lodge_one({}, morning - hours(24 * 60));
    const CaseReference second = made.lodge_one();
    const CaseReference third = made.lodge_one();
    REQUIRE(made.join(first, second) == "duplicate");
    REQUIRE(made.join(second, third) == "duplicate");
    CHECK(made.now_of(first).duplicate_of == third.text());
    CHECK(made.now_of(second).joined.empty());
    REQUIRE(made.now_of(third).joined.size() == 2);
    // Each with its own date.
    for (const JoinedCase& one : made.now_of(third).joined) {
        const Case now = made.now_of(one.reference == first.text() ? first : second);
        CHECK(one.late_from == clock_status(now, Clock::Resolve, made.at)->due.late_from);
    }
    const auto related = made.cases().related_cases(made.now_of(third), everything, {}, made.at);
    CHECK(related.following.size() == 2);
    CHECK(made.take(third, answer_with("To all.", made.at)) == "resolved");
    for (const CaseReference& each : {first, second}) CHECK(made.now_of(each).answer->reason == "To all.");
}

TEST_CASE("a joined case is referred with the one that it follows", "[joined]") {
    Joining made;
    const CaseReference joined = made.lodge_one();
    const CaseReference leading = made.lodge_one();
    REQUIRE(made.join(joined, leading) == "duplicate");
    StepRequest refer = plain_step(Step::Refer, officer(), morning);
    refer.public_note = "The police have it.";
    REQUIRE(made.take(leading, refer) == "referred");
    const Case now = made.now_of(joined);
    CHECK(now.state == State::Referred);
    CHECK(now.duplicate_of.empty());
    CHECK(now.referral->body == "Police");
    CHECK(now.referral->body_reference == "P 12");
    CHECK(now.referral->body_due == parse_date("2027-01-15"));
    CHECK(text_of(made.file_of(joined).events.back(), TextName::public_note) == "The police have it.");
    CHECK(made.now_of(leading).joined.empty());
    CHECK(running_promise(now, made.at)->clock == Clock::Refer);
    CHECK(made.take(joined, Step::ReferralConfirmed) == "referred");
    CHECK(made.take(joined, Step::TakeBack) == "in-progress");
    CHECK(made.now_of(leading).state == State::Referred);
    CHECK(first_fault(made.store.settings()).empty());
}

TEST_CASE("a correction of a joined case moves its date in the one that it follows", "[joined]") {
    Joining made;
    const auto at_desk = [](Lodging& lodging) { lodging.channel = CaseChannel::FrontDesk; };
    const CaseReference joined = made.lodge_one(at_desk);
    const CaseReference leading = made.lodge_one(at_desk);
    REQUIRE(made.join(joined, leading) == "duplicate");
    const auto steps = made.now_of(leading).last_sequence;
    StepRequest phone = corrected(made.now_of(joined), [](CaseCorrection& to) { to.contact.name = "Other Name"; });
    REQUIRE(made.take(joined, phone) == "duplicate");
    CHECK(made.now_of(leading).last_sequence == steps);
    const StepRequest earlier =
        corrected(made.now_of(joined), [](CaseCorrection& to) { to.received_at = morning - hours(24 * 21); });
    REQUIRE(made.take(joined, earlier) == "duplicate");
    const CaseFile file = made.file_of(leading);
    REQUIRE(file.now.joined.size() == 1);
    CHECK(file.now.joined.front().late_from ==
          clock_status(made.now_of(joined), Clock::Resolve, made.at)->due.late_from);
    CHECK(fact_of(file.events.back(), FactName::date_moved) == "yes");
    // The list of work knows it: the joined case stands among what runs.
    CHECK(list_place(file.now).due_at <= file.now.joined.front().late_from);
    CHECK(made.cases().running_cases().size() == 2);
}

}  // namespace charter::joined_cases_test
