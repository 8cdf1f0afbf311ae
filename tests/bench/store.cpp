// Lodgings a second against bare SQLite, in one run: `bench_store FOLDER SECONDS`.
// Both have one writer that commits what many clients ask for in one batch, WAL, synchronous FULL. Bare: one row of 600
// bytes with a unique index. Ours: case, event, its texts, hashes, sealed code. Also look-ups by reference and code.
// `bench_store FOLDER fill CASES` only lodges so many and prints the reference and code of each.
#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <filesystem>
#include <future>
#include <mutex>
#include <thread>
#include <vector>

#include "server/store/case_store.h"

namespace {

using namespace charter;
using Seconds = std::chrono::duration<double>;

constexpr int clients = 32;

struct Rate {
    double per_second = 0;
    double p99_ms = 0;
};

// Runs `work` on every client for so long; how often it was done and how long the slowest hundredth took.
template <typename Work>
Rate measure(double seconds, const Work& work) {
    std::vector<std::vector<double>> times(clients);
    const auto begin = std::chrono::steady_clock::now();
    {
        std::vector<std::jthread> threads;
        for (int client = 0; client < clients; ++client)
            threads.emplace_back([&, client] {
                for (std::size_t turn = 0; Seconds(std::chrono::steady_clock::now() - begin).count() < seconds;
                     ++turn) {
                    const auto started = std::chrono::steady_clock::now();
                    work(static_cast<std::size_t>(client), turn);
                    times[static_cast<std::size_t>(client)].push_back(
                        Seconds(std::chrono::steady_clock::now() - started).count() * 1000);
                }
            });
    }
    const double passed = Seconds(std::chrono::steady_clock::now() - begin).count();
    std::vector<double> all;
    for (const auto& each : times) all.insert(all.end(), each.begin(), each.end());
    std::sort(all.begin(), all.end());
    return {static_cast<double>(all.size()) / passed, all.empty() ? 0 : all[all.size() * 99 / 100]};
}

// One writer thread over plain SQLite, with the same way of batching.
class BareWriter {
  public:
    explicit BareWriter(const std::filesystem::path& file)
        : database_(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, 5000) {
        database_.exec(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
            "CREATE TABLE cases (id INTEGER PRIMARY KEY, reference TEXT NOT NULL UNIQUE, text TEXT NOT NULL) STRICT");
        insert_ = std::make_unique<SQLite::Statement>(database_, "INSERT INTO cases (reference, text) VALUES (?, ?)");
        thread_ = std::thread([this] { run(); });
    }
    ~BareWriter() {
        {
            const std::lock_guard hold(lock_);
            stopping_ = true;
        }
        wake_.notify_one();
        thread_.join();
    }
    void write(std::string reference) {
        std::promise<void> done;
        auto written = done.get_future();
        {
            const std::lock_guard hold(lock_);
            queue_.emplace_back(std::move(reference), std::move(done));
        }
        wake_.notify_one();
        written.get();
    }

  private:
    void run() {
        const std::string text(600, 'x');
        while (true) {
            std::deque<std::pair<std::string, std::promise<void>>> batch;
            {
                std::unique_lock hold(lock_);
                wake_.wait(hold, [this] { return stopping_ || !queue_.empty(); });
                if (queue_.empty()) return;
                batch.swap(queue_);
            }
            SQLite::Transaction transaction(database_, SQLite::TransactionBehavior::IMMEDIATE);
            for (auto& [reference, done] : batch) {
                insert_->reset();
                insert_->bind(1, reference);
                insert_->bind(2, text);
                insert_->exec();
            }
            transaction.commit();
            for (auto& [reference, done] : batch) done.set_value();
        }
    }

    SQLite::Database database_;
    std::unique_ptr<SQLite::Statement> insert_;
    std::mutex lock_;
    std::condition_variable wake_;
    std::deque<std::pair<std::string, std::promise<void>>> queue_;
    bool stopping_ = false;
    std::thread thread_;
};

LodgeRequest sample_request(Instant now) {
    BoundPromise promise;
    promise.clock = Clock::Resolve;
    promise.standard = "answer-complaint";
    promise.within = {25, LimitUnit::WorkingDays};
    LodgeRequest request;
    request.lodging.language = "en";
    request.lodging.office = "example";
    request.lodging.description = std::string(600, 'x');
    request.lodging.place = "Made up for measuring";
    request.terms = make_terms({promise}, BoundCalendar{});
    request.received_at = now;
    return request;
}

void print(const char* what, const Rate& ours, const Rate& bare) {
    fmt::print("{:<28} {:>10.0f}/s  p99 {:>6.1f} ms   bare {:>10.0f}/s  p99 {:>6.1f} ms   ratio {:.2f}\n", what,
               ours.per_second, ours.p99_ms, bare.per_second, bare.p99_ms, ours.per_second / bare.per_second);
}

void run(const std::filesystem::path& folder, double seconds) {
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    StoreSettings settings;
    settings.folder = folder / "store";
    const auto store = Store::open(settings);
    const LodgeRequest request = sample_request(now);
    std::mutex lock;
    std::vector<std::pair<CaseReference, CaseCode>> lodged;
    const Rate ours = measure(seconds, [&](std::size_t, std::size_t) {
        const auto outcome = store->cases().lodge(request);
        const Lodged& one = std::get<Lodged>(outcome);
        const std::lock_guard hold(lock);
        lodged.emplace_back(one.reference, *one.code);
    });
    BareWriter bare(folder / "bare.db");
    const Rate plain =
        measure(seconds, [&](std::size_t client, std::size_t turn) { bare.write(fmt::format("{}-{}", client, turn)); });
    print("lodgings, on disk", ours, plain);

    const Rate opened = measure(seconds, [&](std::size_t client, std::size_t turn) {
        const auto& [reference, code] = lodged[(client * 7919 + turn * 104729) % lodged.size()];
        if (!store->cases().open_with_code(reference, code)) std::abort();
    });
    SQLite::Database reader((folder / "bare.db").string(), SQLite::OPEN_READONLY);
    std::mutex reading;
    SQLite::Statement query(reader, "SELECT text FROM cases WHERE reference = ?");
    const Rate found = measure(seconds, [&](std::size_t client, std::size_t turn) {
        const std::lock_guard hold(reading);
        query.reset();
        query.bind(1, fmt::format("{}-{}", client, turn % 100));
        (void)query.executeStep();
    });
    print(fmt::format("look-ups among {} cases", lodged.size()).c_str(), opened, found);
}

void fill(const std::filesystem::path& folder, unsigned long cases) {
    StoreSettings settings;
    settings.folder = folder / "store";
    const auto store = Store::open(settings);
    const LodgeRequest request =
        sample_request(std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()));
    std::atomic<unsigned long> next = 0;
    std::mutex printing;
    std::vector<std::jthread> threads;
    for (int client = 0; client < clients; ++client)
        threads.emplace_back([&] {
            while (next++ < cases) {
                const auto outcome = store->cases().lodge(request);
                const Lodged& one = std::get<Lodged>(outcome);
                const std::lock_guard hold(printing);
                fmt::print("{} {}\n", one.reference.text(), one.code->text());
            }
        });
}

}  // namespace

int main(int argc, char** argv) {
    const bool fills = argc == 4 && std::string_view(argv[2]) == "fill";
    if (argc != 3 && !fills) {
        std::fputs("usage: bench_store FOLDER SECONDS | bench_store FOLDER fill CASES\n", stderr);
        return 2;
    }
    try {
        ready_secrets();
        std::filesystem::create_directories(argv[1]);
        if (fills)
            fill(argv[1], std::strtoul(argv[3], nullptr, 10));
        else
            run(argv[1], std::strtod(argv[2], nullptr));
    } catch (const std::exception& fault) {
        std::fprintf(stderr, "bench_store: %s\n", fault.what());
        return 3;
    }
    return 0;
}
