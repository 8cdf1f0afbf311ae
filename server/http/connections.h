// All connections of the server, in one thread: accepts, waits for whole requests, has workers answer them, sends the
// answers. Every wait has an end, and no client can make another one wait. Used by listener.h alone.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>

#include "server/http/request_framer.h"
#include "server/http/worker_pool.h"

namespace charter {

struct ConnectionLimits {
    FrameLimits frame;
    std::size_t workers = 1;
    std::size_t connections_max = 1;
    std::size_t waiting_max = 1;
    std::size_t requests_max = 1;  // on one connection
    std::chrono::milliseconds head_time{};
    std::chrono::milliseconds body_time{};
    std::chrono::milliseconds write_stall{};
    std::chrono::milliseconds idle_time{};
    std::chrono::milliseconds stop_time{};
};

class Connections {
  public:
    // Takes over a socket that listens. One answerer is made for each worker, and one for the 503 given when too many
    // requests wait. Throws std::system_error.
    Connections(int listening_socket, const ConnectionLimits& limits, std::function<Answerer()> new_answerer);
    ~Connections();
    Connections(const Connections&) = delete;
    Connections& operator=(const Connections&) = delete;

    void run();
    void stop() noexcept;  // any thread, and from a signal handler

  private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

}  // namespace charter
