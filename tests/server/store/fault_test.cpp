// What holds when the disk or a statement fails: nothing half written, everyone answered, and writing goes on once the
// fault is gone.
#include <sys/resource.h>
#include <unistd.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <csignal>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "server/store/draft_store.h"
#include "tests/server/store/store_fixture.h"

namespace charter::fault_test {
namespace {

// Lets statements pass until one fails, then lets them pass again.
struct FaultPlan {
    std::atomic<int> until_fault{-1};  // negative: none
    std::atomic<int> statements{0};

    void before_statement() {
        ++statements;
        if (until_fault >= 0 && until_fault-- == 0) throw StoreError("the disk failed");
    }
};

TestStore store_with(FaultPlan& plan) {
    return TestStore(
        [&plan](StoreSettings& settings) { settings.before_statement = [&plan] { plan.before_statement(); }; });
}

std::string lodge_or_reason(CaseStore& cases, const LodgeRequest& request) {
    try {
        const auto outcome = cases.lodge(request);
        if (const auto* lodged = std::get_if<Lodged>(&outcome)) return lodged->reference.text();
        return "busy";
    } catch (const StoreError& fault) {
        return fault.what();
    }
}

// No file of this process may grow beyond `size` while this lives: a full disk.
class FullDisk {
  public:
    explicit FullDisk(rlim_t size) {
        std::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &before_);
        const rlimit limit{size, before_.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FullDisk() { ::setrlimit(RLIMIT_FSIZE, &before_); }
    FullDisk(const FullDisk&) = delete;
    FullDisk& operator=(const FullDisk&) = delete;

  private:
    rlimit before_{};
};

}  // namespace

TEST_CASE("whichever statement of a lodging fails, nothing of it is kept and the next one is", "[fault]") {
    FaultPlan plan;
    const TestStore store = store_with(plan);
    LodgeRequest request = lodging_at(morning);
    (void)lodge(store->cases(), request);  // writes down the promises, which later ones share
    request.form_token = "first";
    plan.statements = 0;
    (void)lodge(store->cases(), request);
    const int all = plan.statements;
    REQUIRE(all > 8);
    for (int fails_at = 0; fails_at < all; ++fails_at) {
        CAPTURE(fails_at);
        request.form_token = "form " + std::to_string(fails_at);
        const std::size_t before = store->cases().count();
        plan.until_fault = fails_at;
        const std::string reason = lodge_or_reason(store->cases(), request);
        plan.until_fault = -1;
        CHECK(reason.find("the disk failed") != std::string::npos);
        CHECK(store->cases().count() == before);
        CHECK_FALSE(lodge(store->cases(), request).repeated);
    }
    CHECK(store->trouble().empty());
    CHECK(first_fault(store.settings()).empty());
}

TEST_CASE("whichever statement of a step fails, the case stays as it was", "[fault]") {
    FaultPlan plan;
    const TestStore store = store_with(plan);
    const StepRequest step = plain_step(Step::Acknowledge, officer(), morning);
    const CaseReference first = lodge(store->cases()).reference;
    plan.statements = 0;
    (void)store->cases().take_step(step_of(first, step));
    const int all = plan.statements;
    REQUIRE(all > 8);
    for (int fails_at = 0; fails_at < all; ++fails_at) {
        CAPTURE(fails_at);
        const CaseReference reference = lodge(store->cases()).reference;
        plan.until_fault = fails_at;
        CHECK_THROWS_AS(store->cases().take_step(step_of(reference, step)), StoreError);
        plan.until_fault = -1;
        CHECK(store->cases().find_case(reference, everything)->events.size() == 1);
        CHECK(outcome_text(store->cases().take_step(step_of(reference, step))) == "acknowledged");
    }
    CHECK(first_fault(store.settings()).empty());
}

TEST_CASE("a failure is told until a write succeeds again", "[fault]") {
    FaultPlan plan;
    const TestStore store = store_with(plan);
    CHECK(store->trouble().empty());
    plan.until_fault = 0;
    CHECK(lodge_or_reason(store->cases(), lodging_at(morning)) == "the database could not be written: the disk failed");
    CHECK(store->trouble() == "the disk failed");
    (void)lodge(store->cases());
    CHECK(store->trouble().empty());
}

TEST_CASE("a full disk refuses writes, keeps reads, and recovers by itself", "[fault]") {
    const TestStore store;
    const CaseReference kept = lodge(store->cases()).reference;
    std::string reason;
    {
        // The write-ahead log may not grow by more than a page or two.
        const FullDisk full(std::filesystem::file_size(database_path(store.folder()).string() + "-wal") + 5000);
        Lodging large = complaint();
        large.description = std::string(100'000, 'x');
        reason = lodge_or_reason(store->cases(), lodging_at(morning, large));
        CHECK(store->cases().find_case(kept, everything).has_value());
        CHECK_FALSE(store->trouble().empty());
    }
    CHECK(reason.find("the database could not be written: ") == 0);
    CHECK(store->cases().count() == 1);
    (void)lodge(store->cases());
    CHECK(store->trouble().empty());
    CHECK(first_fault(store.settings()).empty());
}

TEST_CASE("every caller that waits is answered when transactions fail at random", "[fault][property]") {
    const std::uint64_t seed = property_seed();
    CAPTURE(seed);
    std::atomic<bool> failing{true};
    Random random(seed);
    const TestStore store([&](StoreSettings& settings) {
        // Called by the thread that writes alone, once the store is open.
        settings.before_statement = [&random, &failing, count = 0]() mutable {
            if (++count > 50 && failing && random.between(0, 40) == 0) throw StoreError("the disk failed");
        };
    });
    std::mutex lock;
    std::set<std::string> acknowledged;
    std::vector<std::thread> callers;
    for (int caller = 0; caller < 8; ++caller)
        callers.emplace_back([&] {
            for (int i = 0; i < 20; ++i) {
                const std::string answer = lodge_or_reason(store->cases(), lodging_at(morning));
                const std::lock_guard hold(lock);
                if (answer.size() == 9) acknowledged.insert(answer);
            }
        });
    for (std::thread& caller : callers) caller.join();
    failing = false;
    CHECK(store->cases().count() == acknowledged.size());
    for (const std::string& reference : acknowledged) {
        const auto parsed = std::get<CaseReference>(CaseReference::parse(reference));
        CHECK(store->cases().find_case(parsed, everything).has_value());
    }
    CHECK(first_fault(store.settings()).empty());
}

TEST_CASE("a stopped store writes what waited, then says that it is busy", "[fault]") {
    const TestStore store;
    std::atomic<int> lodged{0};
    std::atomic<int> busy{0};
    std::vector<std::thread> callers;
    for (int caller = 0; caller < 8; ++caller)
        callers.emplace_back([&] {
            for (int i = 0; i < 30; ++i) {
                const auto outcome = store->cases().lodge(lodging_at(morning));
                ++(std::holds_alternative<Lodged>(outcome) ? lodged : busy);
            }
        });
    while (lodged < 20) std::this_thread::yield();
    store->stop();
    store->stop();
    for (std::thread& caller : callers) caller.join();
    CHECK(lodged + busy == 240);
    CHECK(store->cases().count() == static_cast<std::size_t>(lodged));
    CHECK(std::holds_alternative<StoreBusy>(store->cases().lodge(lodging_at(morning))));
    CHECK(std::holds_alternative<StoreBusy>(store->drafts().start(morning)));
}

TEST_CASE("a queue that is full refuses at once", "[fault]") {
    const TestStore store([](StoreSettings& settings) { settings.queue_limit = 0; });
    CHECK(std::holds_alternative<StoreBusy>(store->cases().lodge(lodging_at(morning))));
    CHECK(store->cases().count() == 0);
    CHECK_THROWS_AS(store->staff().sign_out("token"), StoreError);
}

TEST_CASE("a staff session outlives a disk that cannot be written", "[fault]") {
    FaultPlan plan;
    const TestStore store = store_with(plan);
    (void)add_staff(store->staff());
    const auto signed_in = store->staff().sign_in("thandi", "correct horse battery", morning);
    const std::string token = std::get<StaffSession>(signed_in).token;
    plan.until_fault = 0;
    CHECK(store->staff().find_session(token, morning + std::chrono::minutes(5)));
    CHECK(plan.until_fault < 0);
}

}  // namespace charter::fault_test
