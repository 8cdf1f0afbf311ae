// Threads that answer requests, with a bounded queue. Used by connections.h alone.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "server/http/request_framer.h"

namespace charter {

// What a connection brought: a whole request, or why there will be none.
struct Arrival {
    RawRequest request;  // only partly filled if refused
    std::optional<Refused> refused;
    std::string peer;   // the address of the other end
    bool last = false;  // the connection is closed behind the answer, which must say so
};

struct Answer {
    std::string bytes;  // head and body, ready to send
    std::chrono::milliseconds delay{};
};

// Never throws. Each thread has its own, so it may keep state between calls.
using Answerer = std::function<Answer(const Arrival&)>;

class WorkerPool {
  public:
    using ConnectionId = std::uint64_t;
    // Called in a worker's thread.
    using OnDone = std::function<void(ConnectionId, Answer)>;

    WorkerPool(std::size_t workers, std::size_t waiting_max, const std::function<Answerer()>& new_answerer,
               OnDone on_done);
    // Forgets what waits; returns when no thread runs any more.
    ~WorkerPool();
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;

    // False if as many wait as may; `arrival` is then as it was.
    [[nodiscard]] bool submit(ConnectionId id, Arrival& arrival);

  private:
    struct Job {
        ConnectionId id = 0;
        Arrival arrival;
    };
    void work(const Answerer& answer);

    std::size_t waiting_max_;
    OnDone on_done_;
    std::mutex lock_;
    std::condition_variable arrived_;
    std::deque<Job> waiting_;
    bool ends_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace charter
