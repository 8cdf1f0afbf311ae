// What holds for every history: the stored case is its replayed events, whoever wrote at the same time.
#include <fmt/format.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "server/cases/history.h"
#include "server/store/terms_text.h"
#include "tests/server/store/store_fixture.h"

namespace charter::store_properties_test {
namespace {

using std::chrono::hours;

std::vector<Actor> actors() {
    return {complainant(), officer(), supervisor(), staff_actor({9}, Role::HeadOffice)};
}

// Takes a step that is allowed, if there is one; gives whether it was stored.
bool walk_on(CaseStore& cases, const CaseReference& reference, Instant at, Random& random) {
    const Actor by = random.pick(actors());
    const auto file = cases.find_case(reference, everything);
    REQUIRE(file);
    std::vector<Step> allowed = allowed_steps(file->now, by, at);
    std::erase(allowed, Step::MarkDuplicate);
    if (allowed.empty()) return false;
    StepRequest request = plain_step(random.pick(allowed), by, at);
    const bool removes = request.step == Step::RemoveFile;
    request.file->id = removes ? random.pick(file->now.files).id : fmt::format("{:032x}", random.engine()());
    return std::holds_alternative<Taken>(cases.take_step(step_of(reference, request)));
}

}  // namespace

TEST_CASE("after any walk through the rules, what is stored is what the events replay to", "[store][property]") {
    const std::uint64_t seed = property_seed();
    CAPTURE(seed);
    Random random(seed);
    TestStore store;
    std::vector<CaseReference> references;
    std::map<std::string, std::size_t> events;
    for (int i = 0; i < 8; ++i) references.push_back(lodge(store->cases()).reference);
    for (int i = 0; i < 150; ++i) {
        const CaseReference& reference = random.pick(references);
        events[reference.text()] += walk_on(store->cases(), reference, morning + i * hours(6), random) ? 1 : 0;
    }
    store.reopen();
    for (const CaseReference& reference : references) {
        const auto file = store->cases().find_case(reference, everything);
        REQUIRE(file);
        CHECK(file->events.size() == events[reference.text()] + 1);
        CHECK(describe(file->now) == describe(replay(reference, file->now.terms, file->events)));
    }
    // The walk names files without bytes; all else is whole.
    for (const std::string& fault : verify(store.settings()).faults) CHECK(fault.ends_with(" is missing"));
}

TEST_CASE("many who lodge at the same time each get a case of their own", "[store]") {
    const TestStore store;
    std::mutex lock;
    std::set<std::string> references;
    std::vector<std::thread> callers;
    for (int caller = 0; caller < 8; ++caller)
        callers.emplace_back([&, caller] {
            for (int i = 0; i < 25; ++i) {
                LodgeRequest request = lodging_at(morning);
                request.form_token = fmt::format("{} {}", caller, i);
                auto outcome = store->cases().lodge(request);
                const std::lock_guard hold(lock);
                references.insert(std::get<Lodged>(outcome).reference.text());
            }
        });
    for (std::thread& caller : callers) caller.join();
    CHECK(references.size() == 200);
    CHECK(store->cases().count() == 200);
    CHECK(first_fault(store.settings()).empty());
}

TEST_CASE("of many who send the same form at once, one lodges and all get its reference", "[store]") {
    const TestStore store;
    std::mutex lock;
    std::set<std::string> references;
    std::atomic<int> fresh{0};
    std::vector<std::thread> callers;
    for (int caller = 0; caller < 12; ++caller)
        callers.emplace_back([&] {
            LodgeRequest request = lodging_at(morning);
            request.form_token = "the same";
            const auto outcome = store->cases().lodge(request);
            const auto& lodged = std::get<Lodged>(outcome);
            fresh += lodged.repeated ? 0 : 1;
            const std::lock_guard hold(lock);
            references.insert(lodged.reference.text() + lodged.code->text());
        });
    for (std::thread& caller : callers) caller.join();
    CHECK(references.size() == 1);
    CHECK(fresh == 1);
    CHECK(store->cases().count() == 1);
}

TEST_CASE("of many who take a step on what they saw, one takes it", "[store]") {
    const TestStore store;
    const CaseReference reference = lodge(store->cases()).reference;
    std::atomic<int> taken{0};
    std::atomic<int> conflicts{0};
    std::vector<std::thread> callers;
    for (int caller = 0; caller < 12; ++caller)
        callers.emplace_back([&] {
            const auto outcome =
                store->cases().take_step({reference, plain_step(Step::Note, officer(), morning), 1, {}});
            taken += std::holds_alternative<Taken>(outcome) ? 1 : 0;
            conflicts += std::holds_alternative<Conflict>(outcome) ? 1 : 0;
        });
    for (std::thread& caller : callers) caller.join();
    CHECK(taken == 1);
    CHECK(conflicts == 11);
}

TEST_CASE("readers see whole cases while others write, and verify agrees meanwhile", "[store]") {
    const TestStore store;
    const Lodged lodged = lodge(store->cases());
    std::atomic<bool> done{false};
    std::atomic<int> broken{0};
    std::vector<std::thread> readers;
    for (int reader = 0; reader < 3; ++reader)
        readers.emplace_back([&] {
            while (!done) {
                const auto file = store->cases().open_with_code(lodged.reference, *lodged.code);
                if (!file || check_chain(lodged.reference, file->events)) ++broken;
            }
        });
    for (int i = 0; i < 40; ++i) {
        (void)store->cases().take_step(step_of(lodged.reference, plain_step(Step::Note, officer(), morning)));
        if (i % 10 == 0) CHECK(first_fault(store.settings()).empty());
    }
    done = true;
    for (std::thread& reader : readers) reader.join();
    CHECK(broken == 0);
}

TEST_CASE("promises come back from their text as they were, and an altered text is refused", "[store]") {
    BoundCalendar calendar;
    calendar.hours = {450, 960};
    calendar.declared = {{day("2026-11-04"), "declared", {{"en", "Election \"day\""}, {"xh", "Usuku"}}, false}};
    std::vector<BoundPromise> promises = usual_promises();
    promises.front().title = {{"en", "We acknowledge"}, {"af", "Ons erken"}};
    promises.front().status = PromiseStatus::Adopted;
    promises.front().within = {90, LimitUnit::Minutes};
    const auto terms = make_terms(promises, calendar);
    const std::string text = to_text(*terms);
    const auto again = parse_terms(terms->id, text);
    CHECK(again->promises == terms->promises);
    CHECK(again->bound_calendar == terms->bound_calendar);
    CHECK_THROWS_AS(parse_terms(usual_terms()->id, text), StoreError);
    CHECK_THROWS_AS(parse_terms(terms->id, text.substr(1)), StoreError);
    CHECK_THROWS_AS(parse_terms(terms->id, "{}"), StoreError);
}

}  // namespace charter::store_properties_test
