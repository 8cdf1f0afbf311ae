// One client's socket: what has come of a request, what is still to be sent. Never blocks. Used by connections.h alone.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

#include "generator/shared/descriptor.h"
#include "server/http/request_framer.h"

namespace charter {

class ClientConnection {
  public:
    using Time = std::chrono::steady_clock::time_point;
    enum class State {
        Reading,   // a request is awaited, or part of it has come
        Working,   // a worker makes the answer
        Delayed,   // the answer is held back
        Sending,   // the client reads the answer
        Draining,  // all is sent; what still comes is thrown away, so that the client reads the answer before the end
    };
    enum class Progress { Waiting, Done, Gone };

    // Takes over the socket, which must not block.
    ClientConnection(int socket, std::string peer, FrameLimits limits);

    // Done: the framer is Whole or Broken. Gone: the client went.
    [[nodiscard]] Progress receive();
    // Done: everything was sent. `moved` tells whether anything was.
    [[nodiscard]] Progress send(bool& moved);
    // Gone: the client closed, or keeps sending too much.
    [[nodiscard]] Progress drain();
    // Tells the client that nothing more follows.
    void end_sending();

    void put_answer(std::string bytes);
    [[nodiscard]] RequestFramer& framer() { return framer_; }
    [[nodiscard]] const RequestFramer& framer() const { return framer_; }
    [[nodiscard]] const std::string& peer() const { return peer_; }

    State state = State::Reading;
    RequestFramer::State awaited = RequestFramer::State::Empty;  // for which the deadline was set
    Time deadline{};
    bool close_after = false;
    std::size_t requests = 0;

  private:
    Descriptor socket_;
    std::string peer_;
    RequestFramer framer_;
    std::string answer_;
    std::size_t sent_ = 0;
    std::size_t drained_ = 0;
};

}  // namespace charter
