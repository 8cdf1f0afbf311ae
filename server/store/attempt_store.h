// Slows down guessing of codes and passwords. Each try is counted when it begins and forgiven when it succeeds, so
// tries at the same time are counted too. Counters fade with a half-life, survive a restart (written down by
// forget_expired(), called each second), and are kept by keyed hash: no address is stored. Any thread.
//
// Per address: some tries are free, then the pause between two doubles, up to 15 minutes. In total: when many fail
// everywhere, every try is answered up to 2 seconds later, and none is refused. Per user name: after many failures,
// tries from addresses that did not sign in with that name within 90 days must keep 30 seconds apart; an address that
// did is not affected. So no one can lock out another.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "generator/shared/calendar.h"
#include "server/store/store.h"

namespace charter {

enum class Door { Track, SignIn };

struct Try {
    Door door = Door::Track;
    std::string_view address;  // of the client: IPv4, or IPv6 (counted by its /64)
    std::string_view subject;  // SignIn: the user name as typed; Track: unused
};

struct Pace {
    bool too_soon = false;               // refuse with 429; the try does not count
    std::chrono::seconds retry_after{};  // if too_soon
    std::chrono::milliseconds wait{};    // else: answer this much later
};

class AttemptStore {
  public:
    struct Parts;
    explicit AttemptStore(std::unique_ptr<Parts> parts);
    ~AttemptStore();

    [[nodiscard]] Pace begin(const Try& attempt, Instant now);
    void succeeded(const Try& attempt, Instant now);
    // Drops what has faded and writes down what changed since the last call.
    void forget_expired(Instant now);

  private:
    std::unique_ptr<Parts> parts_;
};

}  // namespace charter
