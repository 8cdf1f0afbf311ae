// Slows down guessing of codes and passwords. Each try is counted when it begins and forgiven when it succeeds, so
// tries at the same time are counted too. Counters fade with a half-life, survive a restart (written down by
// forget_expired(), called each second), and are kept by keyed hash: no address is stored. Any thread.
//
// One address at one reference or one user name: some tries are free, then the pause between two doubles, up to 15
// minutes. One address at all of them: many free tries, then pauses of up to a minute, for a whole office or town may
// share it. One user name from everywhere: after some failures tries keep up to 30 seconds apart. In total: when many
// fail everywhere, every try is answered up to 2 seconds later, and none is refused.
// At Door::Comment there is nothing to guess and no success: one address may send a number of comments at once, then
// the pause between two more doubles.
// So that nobody can lock out another: at Door::Track a code that is right opens its case whatever the pace says (it
// has 59 bits: 10,000 guesses a second for a year find one with a chance of one in a million, and each that came too
// soon is answered a second later), and at Door::SignIn a device that signed in with that name before is counted by
// itself.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "generator/shared/calendar.h"
#include "server/store/store.h"

namespace charter {

enum class Door { Track, SignIn, Comment };

struct Try {
    Door door = Door::Track;
    std::string_view address;  // of the client: IPv4, or IPv6 (counted by its /64)
    std::string_view subject;  // SignIn: the user name as typed; Track: the reference; Comment: nothing
    std::string_view device;   // SignIn: what the browser's cookie of staff/device.h says, if anything
};

struct Pace {
    bool too_soon = false;               // refuse with 429 (Track: if it is wrong); the try does not count
    std::chrono::seconds retry_after{};  // if too_soon
    std::chrono::milliseconds wait{};    // answer this much later, whatever the answer
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
