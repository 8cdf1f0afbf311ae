// SIGTERM and SIGINT, waited for on a thread of its own, so that nothing has to happen within a signal handler.
#pragma once

#include <signal.h>

#include <functional>
#include <thread>

namespace charter {

class StopSignal {
  public:
    // Calls `stop` once when such a signal comes.
    explicit StopSignal(std::function<void()> stop);
    ~StopSignal();
    StopSignal(const StopSignal&) = delete;
    StopSignal& operator=(const StopSignal&) = delete;

    // Before any thread starts, so that all of them inherit it.
    static void block();

  private:
    sigset_t signals_{};
    std::thread thread_;
};

}  // namespace charter
