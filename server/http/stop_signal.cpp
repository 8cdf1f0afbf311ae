#include "server/http/stop_signal.h"

#include <pthread.h>

#include <utility>

namespace charter {
namespace {

sigset_t stop_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    return signals;
}

}  // namespace

StopSignal::StopSignal(std::function<void()> stop) : signals_(stop_signals()) {
    thread_ = std::thread([this, stop = std::move(stop)] {
        int received = 0;
        sigwait(&signals_, &received);
        stop();
    });
}

StopSignal::~StopSignal() {
    pthread_kill(thread_.native_handle(), SIGINT);  // wakes sigwait(); it ends nothing, being blocked
    thread_.join();
}

void StopSignal::block() {
    const sigset_t signals = stop_signals();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

}  // namespace charter
