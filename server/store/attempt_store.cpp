#include "server/store/attempt_store.h"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <mutex>
#include <set>

#include "server/store/parts.h"

namespace charter {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr double half_life_seconds = 30 * 60;
constexpr double free_tries = 5;           // of one address
constexpr double longest_pause = 15 * 60;  // seconds
constexpr double quiet_total = 200;        // tries from everywhere before all are slowed
constexpr double total_for_most = 1000;    // ... at which they wait longest
constexpr milliseconds most_wait{2000};
constexpr double free_name_tries = 10;
constexpr seconds name_pause{30};
constexpr double forgotten_score = 0.05;
constexpr std::chrono::hours known_life{24 * 90};  // how long an address that signed in is known
constexpr std::size_t most_counters = 200'000;

struct Counter {
    double score = 0;
    Instant counted_at{};
    Instant tried_at{};
};

double faded(const Counter& counter, Instant now) {
    const auto age = static_cast<double>(std::max<std::int64_t>(0, (now - counter.counted_at).count()));
    return counter.score * std::exp2(-age / half_life_seconds);
}

// One network of an IPv6 customer counts as one address.
std::string address_key(std::string_view address) {
    std::string text(address);
    std::array<unsigned char, 16> bytes{};
    if (inet_pton(AF_INET6, text.c_str(), bytes.data()) != 1) return text;
    return "net " + std::string(reinterpret_cast<const char*>(bytes.data()), 8);
}

seconds pause_after(double score) {
    if (score < free_tries) return seconds(0);
    return seconds(static_cast<std::int64_t>(std::min(longest_pause, std::ceil(std::exp2(score - free_tries)))));
}

std::string_view door_name(Door door) {
    return door == Door::Track ? "track" : "sign-in";
}

}  // namespace

// Counters live in memory and are written down by forget_expired(), which the server's timer calls each second: a try
// costs no write of its own, and a crash forgets at most the last second.
struct AttemptStore::Parts {
    explicit Parts(Desk& shared) : desk(shared) {}

    Desk& desk;
    std::mutex lock;
    std::map<std::string, Counter> counters;  // by keyed hash
    std::map<std::string, Instant> known;     // user name with address, by keyed hash: until when
    std::set<std::string> changed;            // keys of either that are not written down yet

    [[nodiscard]] std::string key(std::string_view what, std::string_view subject) const {
        return desk.secrets.keyed_hash(Purpose::Attempts, fmt::format("{}\n{}", what, subject));
    }
    [[nodiscard]] std::string address(const Try& attempt) const {
        return key(fmt::format("{} address", door_name(attempt.door)), address_key(attempt.address));
    }
    [[nodiscard]] std::string total(const Try& attempt) const {
        return key(fmt::format("{} total", door_name(attempt.door)), "");
    }
    [[nodiscard]] std::string name(const Try& attempt) const { return key("name", attempt.subject); }
    [[nodiscard]] std::string pair(const Try& attempt) const {
        return key("known", fmt::format("{}\n{}", attempt.subject, address_key(attempt.address)));
    }

    void add(const std::string& subject, double amount, Instant now) {
        Counter& counter = counters[subject];
        counter.score = std::max(0.0, faded(counter, now) + amount);
        counter.counted_at = now;
        if (amount > 0) counter.tried_at = now;
        changed.insert(subject);
    }

    [[nodiscard]] bool is_known(const Try& attempt, Instant now) const {
        const auto found = known.find(pair(attempt));
        return found != known.end() && now < found->second;
    }

    [[nodiscard]] Counter find(const std::string& subject) const {
        const auto found = counters.find(subject);
        return found == counters.end() ? Counter{} : found->second;
    }

    // How long this try must still wait; zero: it may go on. A clock that went back forgives.
    [[nodiscard]] seconds still_to_wait(const Try& attempt, Instant now) const {
        const Counter by_address = find(address(attempt));
        seconds left = by_address.tried_at + pause_after(faded(by_address, now)) - now;
        if (attempt.door == Door::SignIn && !is_known(attempt, now)) {
            const Counter by_name = find(name(attempt));
            if (faded(by_name, now) >= free_name_tries) left = std::max(left, by_name.tried_at + name_pause - now);
        }
        const seconds longest(static_cast<std::int64_t>(longest_pause));
        return by_address.tried_at > now ? seconds(0) : std::min(left, longest);
    }

    void read_all() {
        const auto connection = desk.readers.lend();
        Query scores = connection->query("SELECT subject, score, counted_at, tried_at FROM attempts");
        while (scores.next())
            counters[scores.blob_at(0)] = {scores.real_at(1), scores.moment_at(2), scores.moment_at(3)};
        Query addresses = connection->query("SELECT pair, until FROM known_addresses");
        while (addresses.next()) known[addresses.blob_at(0)] = addresses.moment_at(1);
    }

    // Keys are hashes, so the first is any.
    void drop_any() {
        changed.insert(counters.begin()->first);
        counters.erase(counters.begin());
    }

    void drop_faded(Instant now) {
        const auto drop = [this](auto& entries, const auto& is_over) {
            std::erase_if(entries, [&](const auto& entry) {
                if (!is_over(entry.second)) return false;
                changed.insert(entry.first);
                return true;
            });
        };
        drop(counters, [now](const Counter& counter) { return faded(counter, now) < forgotten_score; });
        drop(known, [now](Instant until) { return until <= now; });
    }
};

namespace {

// What is to be written down. A change that could not be written goes back to those that wait.
class Changes {
  public:
    Changes(AttemptStore::Parts& parts, Instant now) : parts_(parts) {
        const std::lock_guard hold(parts_.lock);
        parts_.drop_faded(now);
        subjects_.swap(parts_.changed);
        for (const std::string& subject : subjects_) {
            if (const auto counter = parts_.counters.find(subject); counter != parts_.counters.end())
                counters_.insert(*counter);
            if (const auto address = parts_.known.find(subject); address != parts_.known.end()) known_.insert(*address);
        }
    }
    ~Changes() {
        if (written_) return;
        const std::lock_guard hold(parts_.lock);
        parts_.changed.merge(subjects_);
    }
    Changes(const Changes&) = delete;
    Changes& operator=(const Changes&) = delete;

    [[nodiscard]] bool empty() const { return subjects_.empty(); }

    void write(Connection& connection) const {
        for (const std::string& subject : subjects_) {
            connection.query("DELETE FROM attempts WHERE subject = ?").blob(subject).run();
            connection.query("DELETE FROM known_addresses WHERE pair = ?").blob(subject).run();
        }
        for (const auto& [subject, counter] : counters_)
            connection.query("INSERT INTO attempts (subject, score, counted_at, tried_at) VALUES (?, ?, ?, ?)")
                .blob(subject)
                .real(counter.score)
                .moment(counter.counted_at)
                .moment(counter.tried_at)
                .run();
        for (const auto& [pair, until] : known_)
            connection.query("INSERT INTO known_addresses (pair, until) VALUES (?, ?)").blob(pair).moment(until).run();
    }
    void set_written() { written_ = true; }

  private:
    AttemptStore::Parts& parts_;
    std::set<std::string> subjects_;
    std::map<std::string, Counter> counters_;
    std::map<std::string, Instant> known_;
    bool written_ = false;
};

}  // namespace

AttemptStore::AttemptStore(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
AttemptStore::~AttemptStore() = default;

std::unique_ptr<AttemptStore> make_attempt_store(Desk& desk) {
    auto parts = std::make_unique<AttemptStore::Parts>(desk);
    parts->read_all();
    return std::make_unique<AttemptStore>(std::move(parts));
}

Pace AttemptStore::begin(const Try& attempt, Instant now) {
    const std::lock_guard hold(parts_->lock);
    const seconds left = parts_->still_to_wait(attempt, now);
    if (left.count() > 0) return {true, left, {}};
    if (parts_->counters.size() >= most_counters) parts_->drop_any();
    parts_->add(parts_->address(attempt), 1, now);
    parts_->add(parts_->total(attempt), 1, now);
    if (attempt.door == Door::SignIn) parts_->add(parts_->name(attempt), 1, now);
    const double over = faded(parts_->find(parts_->total(attempt)), now) - quiet_total;
    const double share = std::clamp(over / (total_for_most - quiet_total), 0.0, 1.0);
    return {false, {}, milliseconds(static_cast<std::int64_t>(share * static_cast<double>(most_wait.count())))};
}

void AttemptStore::succeeded(const Try& attempt, Instant now) {
    const std::lock_guard hold(parts_->lock);
    parts_->add(parts_->address(attempt), -1, now);
    parts_->add(parts_->total(attempt), -1, now);
    if (attempt.door != Door::SignIn) return;
    parts_->add(parts_->name(attempt), -1, now);
    parts_->known[parts_->pair(attempt)] = now + known_life;
    parts_->changed.insert(parts_->pair(attempt));
}

void AttemptStore::forget_expired(Instant now) {
    Changes changes(*parts_, now);
    if (changes.empty()) return;
    const auto busy = parts_->desk.write([&](Connection& connection) { changes.write(connection); });
    if (!busy) changes.set_written();
}

}  // namespace charter
