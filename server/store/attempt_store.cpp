#include "server/store/attempt_store.h"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <mutex>
#include <set>
#include <vector>

#include "server/staff/device.h"
#include "server/store/parts.h"

namespace charter {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr double half_life_seconds = 30 * 60;
constexpr double quiet_total = 200;      // tries from everywhere before all are slowed
constexpr double total_for_most = 1000;  // ... at which they wait longest
constexpr milliseconds most_wait{2000};
constexpr milliseconds too_soon_wait{1000};

// What is free, and how far the pause between two more doubles.
struct Allowance {
    double free_tries;
    double longest_pause;  // seconds
};
constexpr Allowance of_subject{5, 15 * 60};    // one address at one reference or user name, or one device
constexpr Allowance of_address{50, 60};        // one address at all of them: many people may share it
constexpr Allowance of_comments{20, 15 * 60};  // from one address: a library, a meeting
constexpr Allowance of_name{10, 30};           // one user name from everywhere
constexpr double forgotten_score = 0.05;
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

seconds pause_after(double score, const Allowance& allowance) {
    if (score < allowance.free_tries) return seconds(0);
    const double pause = std::ceil(std::exp2(score - allowance.free_tries));
    return seconds(static_cast<std::int64_t>(std::min(allowance.longest_pause, pause)));
}

std::string_view door_name(Door door) {
    switch (door) {
        case Door::Track:
            return "track";
        case Door::SignIn:
            return "sign-in";
        case Door::Comment:
            break;
    }
    return "comment";
}

}  // namespace

// Counters live in memory and are written down by forget_expired(), which the server's timer calls each second: a try
// costs no write of its own, and a crash forgets at most the last second.
struct AttemptStore::Parts {
    explicit Parts(Desk& shared) : desk(shared) {
        for (const Door door : {Door::Track, Door::SignIn, Door::Comment})
            totals.at(static_cast<std::size_t>(door)) = key(fmt::format("{} total", door_name(door)), "");
    }

    Desk& desk;
    std::mutex lock;
    std::map<std::string, Counter> counters;  // by keyed hash
    std::set<std::string> changed;            // keys of those that are not written down yet
    std::array<std::string, 3> totals;        // the keys of all tries at each door

    [[nodiscard]] std::string key(std::string_view what, std::string_view subject) const {
        return desk.secrets.keyed_hash(Purpose::Attempts, fmt::format("{}\n{}", what, subject));
    }

    // What a try is counted under, each with what it allows. A device that signed in with that name before is counted
    // by itself alone, so that nobody else can slow it down.
    struct CountedUnder {
        std::string key;
        Allowance allowance;
    };
    [[nodiscard]] std::vector<CountedUnder> counted_under(const Try& attempt, Instant now) const {
        const std::string_view door = door_name(attempt.door);
        if (attempt.door == Door::SignIn && is_device_of(desk.secrets, attempt.device, attempt.subject, now))
            return {{key("device", attempt.device), of_subject}};
        const std::string address = address_key(attempt.address);
        if (attempt.door == Door::Comment) return {{key("comment address", address), of_comments}};
        std::vector<CountedUnder> all = {
            {key(fmt::format("{} subject", door), fmt::format("{}\n{}", attempt.subject, address)), of_subject},
            {key(fmt::format("{} address", door), address), of_address}};
        if (attempt.door == Door::SignIn) all.push_back({key("name", attempt.subject), of_name});
        return all;
    }
    [[nodiscard]] const std::string& total(Door door) const { return totals.at(static_cast<std::size_t>(door)); }

    void add(const std::string& subject, double amount, Instant now) {
        Counter& counter = counters[subject];
        counter.score = std::max(0.0, faded(counter, now) + amount);
        counter.counted_at = now;
        if (amount > 0) counter.tried_at = now;
        changed.insert(subject);
    }

    [[nodiscard]] Counter find(const std::string& subject) const {
        const auto found = counters.find(subject);
        return found == counters.end() ? Counter{} : found->second;
    }

    // How long this try must still wait; zero: it may go on. A clock that went back forgives.
    [[nodiscard]] seconds still_to_wait(const std::vector<CountedUnder>& all, Instant now) const {
        seconds longest{0};
        for (const CountedUnder& one : all) {
            const Counter counter = find(one.key);
            if (counter.tried_at > now) continue;
            const seconds pause = pause_after(faded(counter, now), one.allowance);
            longest = std::max(longest, counter.tried_at + pause - now);
        }
        return longest;
    }

    void read_all() {
        const auto connection = desk.readers.lend();
        Query scores = connection->query("SELECT subject, score, counted_at, tried_at FROM attempts");
        while (scores.next())
            counters[scores.blob_at(0)] = {scores.real_at(1), scores.moment_at(2), scores.moment_at(3)};
    }

    // Keys are hashes, so the first is any.
    void drop_any() {
        changed.insert(counters.begin()->first);
        counters.erase(counters.begin());
    }

    void drop_faded(Instant now) {
        std::erase_if(counters, [&](const auto& entry) {
            if (faded(entry.second, now) >= forgotten_score) return false;
            changed.insert(entry.first);
            return true;
        });
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
        for (const std::string& subject : subjects_)
            connection.query("DELETE FROM attempts WHERE subject = ?").blob(subject).run();
        for (const auto& [subject, counter] : counters_)
            connection.query("INSERT INTO attempts (subject, score, counted_at, tried_at) VALUES (?, ?, ?, ?)")
                .blob(subject)
                .real(counter.score)
                .moment(counter.counted_at)
                .moment(counter.tried_at)
                .run();
    }
    void set_written() { written_ = true; }

  private:
    AttemptStore::Parts& parts_;
    std::set<std::string> subjects_;
    std::map<std::string, Counter> counters_;
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

// Keys are hashed before the lock is taken: every look-up and sign-in waits for it.
Pace AttemptStore::begin(const Try& attempt, Instant now) {
    const auto all = parts_->counted_under(attempt, now);
    const std::string& total = parts_->total(attempt.door);
    const std::lock_guard hold(parts_->lock);
    const seconds left = parts_->still_to_wait(all, now);
    if (left.count() > 0) return {true, left, too_soon_wait};
    if (parts_->counters.size() >= most_counters) parts_->drop_any();
    for (const auto& one : all) parts_->add(one.key, 1, now);
    parts_->add(total, 1, now);
    const double over = faded(parts_->find(total), now) - quiet_total;
    const double share = std::clamp(over / (total_for_most - quiet_total), 0.0, 1.0);
    return {false, {}, milliseconds(static_cast<std::int64_t>(share * static_cast<double>(most_wait.count())))};
}

void AttemptStore::succeeded(const Try& attempt, Instant now) {
    const auto all = parts_->counted_under(attempt, now);
    const std::lock_guard hold(parts_->lock);
    for (const auto& one : all) parts_->add(one.key, -1, now);
    parts_->add(parts_->total(attempt.door), -1, now);
}

void AttemptStore::forget_expired(Instant now) {
    Changes changes(*parts_, now);
    if (changes.empty()) return;
    const auto busy = parts_->desk.write([&](Connection& connection) { changes.write(connection); });
    if (!busy) changes.set_written();
}

}  // namespace charter
