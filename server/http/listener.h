// The server's door: binds a loopback address, lets whole and well-formed requests through to one function, sends its
// answers. It knows nothing above it. listener.cpp alone includes httplib.
//
// A connection waits in one thread, whatever it does: idle, sending a head byte by byte, reading an answer slowly, or
// held back by Response::delay. Workers see only requests that have arrived whole, so a slow client occupies none.
//
// Refused with a page and closed: heads over 8 KiB or 64 lines (431), addresses over 2 KiB (414), bodies over 64 KiB
// (413; forms with files over 26 MiB, where they are taken), unknown methods (405), content codings (415), broken
// framing of any kind (400). Head within 10 s, body within 30 s, an answer that is not read for 10 s: closed. Over the
// limit of connections the one idle longest goes, else the one whose request takes longest; over the limit of waiting
// requests: 503 with Retry-After.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "server/http/interpret.h"
#include "server/http/message.h"
#include "server/http/spool_file.h"

namespace charter {

struct ListenSettings {
    std::string host = "127.0.0.1";  // loopback only
    int port = 8080;                 // 0: any that is free
    ProxyTrust proxy = ProxyTrust::None;
    std::size_t workers = 64;
    std::size_t connections_max = 1024;
    std::size_t waiting_max = 512;
    std::size_t body_max = std::size_t{64} * 1024;
    std::size_t upload_max = std::size_t{26} * 1024 * 1024;  // of a form with files
    std::chrono::milliseconds head_time{10'000};
    std::chrono::milliseconds body_time{30'000};
    std::chrono::milliseconds write_stall{10'000};
    std::chrono::milliseconds idle_time{15'000};
    std::chrono::milliseconds stop_time{1'500};  // for answers under way when stop() is called
};

// Why no handler was asked, or could not answer.
struct Failure {
    int status = 500;
    std::string reference;  // of the log line, for 500; else empty
};

struct ListenHooks {
    std::function<Response(const Request&)> handle;
    // The page for 400, 405, 413, 414, 415, 417, 431, 500, 503, 505. The request holds what was understood before the
    // refusal, at least a path of "/". It must not wait for anything. Empty, or throwing: a plain English line.
    std::function<Response(const Request&, const Failure&)> failure_page;
    // Whether forms sent to this path may bring files; they go to where `open_spool` says (request_framer.h). Without
    // the two, no form may. Neither may wait for anything, or throw.
    std::function<bool(std::string_view path)> takes_files{};
    std::function<std::shared_ptr<SpoolFile>()> open_spool{};
    // What the log calls a path: some hold a secret, or say who a case is about. Without it, the path itself.
    std::function<std::string(std::string_view path)> logged_path{};
    // One line for the operator, without line breaks or control characters; never what a citizen wrote.
    std::function<void(std::string_view line)> log;
    // A short random reference for a 500 page and its log line.
    std::function<std::string()> new_reference;
    // The moment for the Date header.
    std::function<std::chrono::sys_seconds()> now;
};

class Listener {
  public:
    // Binds. Throws std::runtime_error with a sentence: not a loopback address, the port is taken, ...
    [[nodiscard]] static Listener open(ListenSettings settings, ListenHooks hooks);
    Listener(Listener&&) noexcept;
    Listener& operator=(Listener&&) = delete;
    ~Listener();

    [[nodiscard]] int port() const;
    // Serves until stop(); returns when no handler runs any more, at most stop_time after that if handlers return.
    void run();
    // Any thread, and from a signal handler; also before run(), which then returns at once.
    void stop() noexcept;

  private:
    struct Inside;
    explicit Listener(std::unique_ptr<Inside> inside);
    std::unique_ptr<Inside> inside_;
};

}  // namespace charter
