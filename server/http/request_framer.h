// Cuts the bytes of one connection into whole requests, strictly: what is not exactly HTTP/1.1 as a browser or a proxy
// writes it is refused, so that nobody in front can disagree with us about where a request ends. The grammar stands in
// request_framer.cpp. Each byte is looked at once, however slowly it comes. Pure; one thread at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/http/spool_file.h"

namespace charter {

// One request as sent, framing checked and removed.
struct RawRequest {
    std::string method;
    std::string target;                                        // begins with '/'; visible ASCII
    std::vector<std::pair<std::string, std::string>> headers;  // names in lower case, values trimmed, in order
    std::string body;                                          // chunks put together
    std::shared_ptr<SpoolFile> spool;  // holds the body of a form with files; `body` is then empty
    bool wants_close = false;          // no other request follows on this connection
};

// nullptr if there is none; the first if there are several. `name` in lower case.
[[nodiscard]] const std::string* find_header(const RawRequest& request, std::string_view name);

struct Refused {
    int status = 400;
    std::string_view reason;  // a short English sentence
};

struct FrameLimits {
    std::size_t head_max = std::size_t{8} * 1024;
    std::size_t lines_max = 64;
    std::size_t target_max = std::size_t{2} * 1024;
    std::size_t body_max = std::size_t{64} * 1024;
    // Forms with files (multipart/form-data) go to a file instead of memory, at addresses that take them. Without the
    // two functions there are none. `open_spool` gives nullptr when there is no room: 503.
    std::size_t upload_max = std::size_t{26} * 1024 * 1024;  // 5 files of 5 MiB, and what stands around them
    std::function<bool(std::string_view target)> takes_files{};
    std::function<std::shared_ptr<SpoolFile>()> open_spool{};
};

class RequestFramer {
  public:
    enum class State {
        Empty,  // nothing of a request has come
        Head,   // part of a head
        Body,   // part of a body
        Whole,  // take() it
        Broken  // refused(); the connection is of no more use
    };

    explicit RequestFramer(FrameLimits limits);

    // More bytes. Those behind a whole request wait until it was taken.
    void feed(std::string_view bytes);
    [[nodiscard]] State state() const { return state_; }
    // The whole request; the framer goes on with what came behind it.
    [[nodiscard]] RawRequest take();
    [[nodiscard]] const Refused& refused() const { return refused_; }
    // What was understood before the refusal: at most method and target.
    [[nodiscard]] const RawRequest& partial() const { return request_; }
    // True once for a request that waits for "100 Continue" before it sends its body.
    [[nodiscard]] bool take_continue();

  private:
    enum class Chunk { Size, Bytes, BytesEnd, Trailer };

    void advance();
    [[nodiscard]] std::string_view unused() const;
    void scan_head();
    bool end_line();
    void parse_head(std::string_view head);
    bool parse_request_line(std::string_view line);
    bool parse_header_line(std::string_view line);
    void decide_framing();
    bool check_host();
    [[nodiscard]] bool is_upload() const;
    [[nodiscard]] std::size_t longest_body() const;
    bool open_spool();
    bool put_body(std::string_view bytes);
    bool check_length();
    bool check_codings();
    void take_known_length();
    void take_chunks();
    bool take_chunk_size();
    bool take_chunk_bytes();
    bool take_chunk_end(Chunk next);
    bool refuse(int status, std::string_view reason);

    FrameLimits limits_;
    State state_ = State::Empty;
    Refused refused_;
    RawRequest request_;
    std::string bytes_;        // come and not yet taken
    std::size_t used_ = 0;     // of bytes_
    std::size_t scanned_ = 0;  // of bytes_, in a head
    std::size_t lines_ = 0;    // of the head, so far
    std::size_t awaited_ = 0;  // of a body of known length, or of the present chunk
    std::size_t come_ = 0;     // of the body
    bool upload_ = false;
    bool old_version_ = false;  // HTTP/1.0
    bool chunked_ = false;
    bool continue_asked_ = false;
    Chunk chunk_ = Chunk::Size;
};

}  // namespace charter
