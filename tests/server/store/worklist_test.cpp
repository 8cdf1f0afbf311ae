#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "tests/server/store/store_fixture.h"

namespace charter::worklist_test {
namespace {

using std::chrono::days;
using std::chrono::minutes;

// Cases are known in these tests by their description.
CaseReference lodge_named(CaseStore& cases, const std::string& name, Instant at = morning,
                          const std::string& office = "north") {
    Lodging lodging = complaint();
    lodging.description = name;
    lodging.office = office;
    return lodge(cases, lodging_at(at, lodging)).reference;
}

void take(CaseStore& cases, const CaseReference& reference, Step step, Instant at) {
    const StepOutcome outcome = cases.take_step(step_of(reference, plain_step(step, officer(), at)));
    REQUIRE(std::holds_alternative<Taken>(outcome));
}

std::string describe(const Worklist& list) {
    static const std::vector<std::string> groups = {"overdue", "today", "soon", "later", "paused", "nothing"};
    std::string text = fmt::format("{}:", list.counts.chosen);
    for (const WorklistRow& row : list.rows)
        text += fmt::format(" {} {}", row.about, groups[static_cast<std::size_t>(row.group)]);
    return text;
}

WorklistMoment moment_of(Instant now) {
    const Calendar& calendar = usual_terms()->calendar;
    return {now, calendar.instant_of(calendar.local_date(now) + days(1), 0)};
}

std::string list_of(const TestStore& store, const CaseScope& scope, const WorklistFilter& filter = {},
                    Instant now = morning) {
    return describe(store->cases().worklist(scope, filter, moment_of(now)));
}

WorklistFilter in_office(const std::string& office) {
    WorklistFilter filter;
    filter.offices = {office};
    return filter;
}

// How SQLite finds the rows, line by line.
std::string query_plan(const std::filesystem::path& folder, const std::string& sql) {
    Connection connection(database_path(folder), Access::ReadOnly);
    Query query = connection.query("EXPLAIN QUERY PLAN " + sql);
    std::string plan;
    while (query.next()) plan += query.text_at(3) + "\n";
    return plan;
}

}  // namespace

TEST_CASE("a worklist is ordered by what is due first, and grouped", "[worklist]") {
    const TestStore store;
    CaseStore& cases = store->cases();
    const Instant now = local("2026-11-25 12:00");
    const auto later = lodge_named(cases, "later", now);
    take(cases, later, Step::Acknowledge, now);
    (void)lodge_named(cases, "soon", now - days(1));   // to acknowledge by Friday
    (void)lodge_named(cases, "today", now - days(5));  // from Friday, three working days
    (void)lodge_named(cases, "overdue", now - days(9));
    (void)lodge_named(cases, "oldest", now - days(20));
    const auto asked = lodge_named(cases, "asked", now - days(2));
    take(cases, asked, Step::Acknowledge, now - days(2));
    take(cases, asked, Step::Ask, now - days(1));
    const auto ended = lodge_named(cases, "ended", now - days(2));
    const StepOutcome withdrawn = cases.take_step(step_of(ended, plain_step(Step::Withdraw, complainant(), now)));
    REQUIRE(std::holds_alternative<Taken>(withdrawn));

    CHECK(list_of(store, everything, {}, now) ==
          "6: oldest overdue overdue overdue today today soon soon later later asked paused");
    WorklistFilter with_ended;
    with_ended.view = WorklistView::All;
    CHECK(list_of(store, everything, with_ended, now) ==
          "7: oldest overdue overdue overdue today today soon soon later later asked paused ended nothing");
}

TEST_CASE("a worklist holds the cases of the scope alone", "[worklist]") {
    const TestStore store;
    (void)lodge_named(store->cases(), "n", morning, "north");
    (void)lodge_named(store->cases(), "s", morning, "south");
    (void)lodge_named(store->cases(), "w", morning, "west");
    Lodging about = complaint();
    about.description = "official";
    about.about_official = true;
    (void)lodge(store->cases(), lodging_at(morning + minutes(1), about));

    const WorklistFilter south = in_office("south");
    CHECK(list_of(store, {false, {"north"}, false}) == "1: n soon");
    CHECK(list_of(store, {false, {"north"}, true}) == "2: n soon official soon");
    CHECK(list_of(store, {false, {"north", "south"}, false}) == "2: n soon s soon");
    CHECK(list_of(store, everything) == "4: n soon s soon w soon official soon");
    CHECK(list_of(store, everything, south) == "1: s soon");
    CHECK(list_of(store, {false, {"north", "south"}, false}, south) == "1: s soon");
    CHECK(list_of(store, {false, {"north"}, true}, south) == "0:");
    CHECK(list_of(store, {}) == "0:");
}

TEST_CASE("what a long case is about is cut between words and marked as cut", "[worklist]") {
    const TestStore store;
    std::string text;
    for (int each = 0; each < 40; ++each) text += "wéé ";
    lodge_named(store->cases(), text + "end");
    const Worklist list = store->cases().worklist(everything, {}, moment_of(morning));
    REQUIRE(list.rows.size() == 1);
    const std::string& about = list.rows.front().about;
    CHECK(about.ends_with(" wéé…"));
    CHECK(about == text.substr(0, about.size() - std::string("…").size()) + "…");
}

TEST_CASE("a worklist is filtered by state, kind, person and the beginning of a reference", "[worklist]") {
    const TestStore store;
    CaseStore& cases = store->cases();
    const StaffId thandi = add_staff(store->staff());
    const auto assigned = lodge_named(cases, "assigned");
    take(cases, assigned, Step::Acknowledge, morning);
    StepRequest assign = plain_step(Step::Assign, officer(), morning);
    assign.assignee = thandi;
    REQUIRE(std::holds_alternative<Taken>(cases.take_step(step_of(assigned, assign))));
    Lodging enquiry = complaint();
    enquiry.kind = CaseKind::Enquiry;
    enquiry.description = "enquiry";
    const auto asked = lodge(cases, lodging_at(morning, enquiry)).reference;

    WorklistFilter filter;
    filter.state = State::Assigned;
    CHECK(list_of(store, everything, filter) == "1: assigned later");
    filter = {};
    filter.kind = CaseKind::Enquiry;
    CHECK(list_of(store, everything, filter) == "1: enquiry soon");
    filter = {};
    filter.assignee = thandi;
    CHECK(list_of(store, everything, filter) == "1: assigned later");
    filter.assignee = StaffId{thandi.value + 1};
    CHECK(list_of(store, everything, filter) == "0:");
    filter = {};
    filter.view = WorklistView::Unassigned;
    CHECK(list_of(store, everything, filter) == "1: enquiry soon");
    filter = {};
    filter.question.reference = asked;
    CHECK(list_of(store, everything, filter) == "1: enquiry soon");
    filter = {};
    filter.question.reference_beginning = asked.text().substr(0, 4);
    CHECK(list_of(store, everything, filter) == "1: enquiry soon");
    filter.offices = {"north"};
    CHECK(list_of(store, everything, filter) == "1: enquiry soon");
    filter.offices = {"south"};
    CHECK(list_of(store, everything, filter) == "0:");
}

TEST_CASE("a state that has ended is found without asking for ended cases", "[worklist]") {
    const TestStore store;
    const auto reference = lodge_named(store->cases(), "withdrawn");
    (void)store->cases().take_step(step_of(reference, plain_step(Step::Withdraw, complainant(), morning)));
    WorklistFilter filter;
    CHECK(list_of(store, everything, filter) == "0:");
    filter.state = State::Withdrawn;
    CHECK(list_of(store, everything, filter) == "1: withdrawn nothing");
}

TEST_CASE("a worklist gives the most urgent rows and says how many there are", "[worklist]") {
    const TestStore store;
    for (int i = 0; i < 10; ++i) (void)lodge_named(store->cases(), std::to_string(i), morning - days(i));
    WorklistFilter filter;
    filter.limit = 3;
    CHECK(list_of(store, everything, filter) == "10: 9 overdue 8 overdue 7 overdue");
}

TEST_CASE("each page of a worklist begins behind the one before, and says how many rows were before it", "[worklist]") {
    const TestStore store;
    CaseStore& cases = store->cases();
    for (int i = 0; i < 5; ++i) (void)lodge_named(cases, fmt::format("d{}", i), morning - days(i / 2));
    for (int i = 0; i < 3; ++i) {
        const auto asked = lodge_named(cases, fmt::format("p{}", i), morning - days(1));
        take(cases, asked, Step::Acknowledge, morning);
        take(cases, asked, Step::Ask, morning);
    }
    for (int i = 0; i < 2; ++i) {
        const auto ended = lodge_named(cases, fmt::format("e{}", i));
        (void)cases.take_step(step_of(ended, plain_step(Step::Withdraw, complainant(), morning)));
    }
    const auto pages = [&](const CaseScope& scope) {
        WorklistFilter filter;
        filter.view = WorklistView::All;
        filter.limit = 3;
        std::string text;
        for (bool more = true; more;) {
            const Worklist list = cases.worklist(scope, filter, moment_of(morning));
            text += fmt::format("{}+", list.before);
            for (const WorklistRow& row : list.rows) text += " " + row.about;
            text += fmt::format(" of {}; ", list.counts.chosen);
            filter.after = list.after;
            more = list.after.has_value();
        }
        return text;
    };
    const std::string expected = "0+ d4 d2 d3 of 10; 3+ d0 d1 p0 of 10; 6+ p1 p2 e1 of 10; 9+ e0 of 10; ";
    CHECK(pages(everything) == expected);
    CHECK(pages({false, {"north"}, true}) == expected);
}

TEST_CASE("the parts of a worklist are counted, within the scope and the filter", "[worklist]") {
    const TestStore store;
    CaseStore& cases = store->cases();
    const Instant now = local("2026-11-25 12:00");
    const StaffId thandi = add_staff(store->staff());
    (void)lodge_named(cases, "today", now - days(5));
    (void)lodge_named(cases, "overdue", now - days(9));
    (void)lodge_named(cases, "elsewhere", now - days(9), "south");
    const auto asked = lodge_named(cases, "asked", now - days(2));
    take(cases, asked, Step::Acknowledge, now - days(2));
    StepRequest assign = plain_step(Step::Assign, officer(), now - days(2));
    assign.assignee = thandi;
    REQUIRE(std::holds_alternative<Taken>(cases.take_step(step_of(asked, assign))));
    take(cases, asked, Step::Ask, now - days(1));
    Lodging about = complaint();
    about.about_official = true;
    (void)lodge(cases, lodging_at(now - days(9), about));

    const auto counts = [&](const CaseScope& scope, const WorklistFilter& filter = {}) {
        const WorklistCounts c = cases.worklist(scope, filter, moment_of(now)).counts;
        return fmt::format("{} overdue {} today {} ours {} theirs {} unassigned {} open", c.overdue, c.today, c.ours,
                           c.theirs, c.unassigned, c.open);
    };
    CHECK(counts(everything) == "3 overdue 1 today 4 ours 1 theirs 4 unassigned 5 open");
    CHECK(counts({false, {"north"}, false}) == "1 overdue 1 today 2 ours 1 theirs 2 unassigned 3 open");
    CHECK(counts(everything, in_office("south")) == "1 overdue 0 today 1 ours 0 theirs 1 unassigned 1 open");
    WorklistFilter hers;
    hers.assignee = thandi;
    CHECK(counts(everything, hers) == "0 overdue 0 today 0 ours 1 theirs 0 unassigned 1 open");
}

TEST_CASE("what was brought to someone above is a part of the list, with its count", "[worklist]") {
    TestStore store;
    CaseStore& cases = store->cases();
    const StaffId above = add_staff(store->staff(), "sipho", Role::Supervisor);
    const auto escalated = [&](const std::string& name, const std::string& office) {
        const CaseReference reference = lodge_named(cases, name, morning, office);
        StepRequest request = plain_step(Step::Escalate, officer(), morning);
        request.assignee = above;
        REQUIRE(std::holds_alternative<Taken>(cases.take_step(step_of(reference, request))));
        return reference;
    };
    (void)lodge_named(cases, "plain");
    const CaseReference first = escalated("first", "north");
    (void)escalated("south", "south");
    const CaseReference ended = escalated("ended", "north");
    REQUIRE(std::holds_alternative<Taken>(
        cases.take_step(step_of(ended, plain_step(Step::Withdraw, complainant(), morning)))));
    WorklistFilter filter;
    filter.view = WorklistView::Escalated;
    CHECK(list_of(store, everything, filter) == "2: first soon south soon");
    CHECK(list_of(store, {false, {"north"}, false}, filter) == "1: first soon");
    CHECK(cases.worklist(everything, {}, moment_of(morning)).counts.escalated == 2);
    CHECK(cases.worklist({false, {"north"}, false}, {}, moment_of(morning)).counts.escalated == 1);
    filter.limit = 1;
    const Worklist page = cases.worklist(everything, filter, moment_of(morning));
    REQUIRE(page.after);
    filter.after = page.after;
    CHECK(list_of(store, everything, filter) == "2: south soon");
    filter = {};
    filter.view = WorklistView::Escalated;
    filter.languages = {"en"};
    filter.question.words = "first";
    CHECK(list_of(store, everything, filter) == "1: first soon");
    filter.question.words = "plain";
    CHECK(list_of(store, everything, filter) == "0:");
    CHECK(first_fault(store.settings()).empty());
    store.alter("UPDATE cases SET level = 0 WHERE reference = '" + first.text() + "'");
    CHECK_FALSE(first_fault(store.settings()).empty());
}

TEST_CASE("what a row says of a text ends at 120 characters, not within one", "[worklist]") {
    const TestStore store;
    std::string text;
    for (int i = 0; i < 130; ++i) text += "\xC3\xA9";
    (void)lodge_named(store->cases(), text);
    const auto list = store->cases().worklist(everything, {}, moment_of(morning));
    REQUIRE(list.rows.size() == 1);
    CHECK(list.rows.front().about == text.substr(0, 240) + "…");
}

TEST_CASE("a worklist is counted and found from indexes alone", "[worklist]") {
    const TestStore store;
    const auto [condition, index] = GENERATE(table<std::string, std::string>({
        {"INDEXED BY cases_by_lane WHERE lane = 0 AND due_at > 5 AND withheld = 0 AND kind = 'enquiry'",
         "COVERING INDEX cases_by_lane (lane=? AND due_at>?)"},
        {"INDEXED BY cases_by_lane WHERE lane = 1 AND id > 7 AND assignee IS NULL AND service = 'x' AND channel = "
         "'web'",
         "COVERING INDEX cases_by_lane (lane=?)"},
        {"INDEXED BY cases_open WHERE lane = 0 AND lane < 3 AND due_at > 5 AND withheld = 0",
         "COVERING INDEX cases_open (lane=? AND due_at>?)"},
        {"INDEXED BY cases_by_office WHERE lane = 0 AND due_at > 5 AND office IN (SELECT value FROM "
         "json_each('[\"north\"]')) AND state = 'received'",
         "COVERING INDEX cases_by_office (office=? AND lane=? AND due_at>?)"},
        {"INDEXED BY cases_escalated WHERE lane = 0 AND due_at > 5 AND withheld = 0 AND kind = 'enquiry' AND level > 0",
         "COVERING INDEX cases_escalated (lane=? AND due_at>?)"},
    }));
    const std::string plan = query_plan(store.folder(), "SELECT count(*), count(assignee) FROM cases " + condition);
    CAPTURE(plan);
    CHECK(plan.find(index) != std::string::npos);
}

}  // namespace charter::worklist_test
