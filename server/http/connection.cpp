#include "server/http/connection.h"

#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <string_view>
#include <utility>

namespace charter {
namespace {

constexpr std::size_t read_bytes = std::size_t{16} * 1024;
constexpr std::size_t drain_max = std::size_t{32} * 1024 * 1024;
constexpr std::string_view continue_line = "HTTP/1.1 100 Continue\r\n\r\n";

bool would_block() {
    return errno == EAGAIN || errno == EWOULDBLOCK;
}

}  // namespace

ClientConnection::ClientConnection(int socket, std::string peer, FrameLimits limits)
    : socket_(socket), peer_(std::move(peer)), framer_(std::move(limits)) {}

ClientConnection::Progress ClientConnection::receive() {
    std::array<char, read_bytes> bytes;  // NOLINT(*-member-init): recv fills it
    while (true) {
        const auto state_now = framer_.state();
        if (state_now == RequestFramer::State::Whole || state_now == RequestFramer::State::Broken)
            return Progress::Done;
        const auto count = ::recv(socket_.number(), bytes.data(), bytes.size(), 0);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return would_block() ? Progress::Waiting : Progress::Gone;
        if (count == 0) return Progress::Gone;
        framer_.feed({bytes.data(), static_cast<std::size_t>(count)});
        // So short a line always fits; if not, the client asks in vain and sends its body all the same.
        if (framer_.take_continue() &&
            ::send(socket_.number(), continue_line.data(), continue_line.size(), MSG_NOSIGNAL) < 0 && !would_block())
            return Progress::Gone;
    }
}

void ClientConnection::put_answer(std::string bytes) {
    answer_ = std::move(bytes);
    sent_ = 0;
}

ClientConnection::Progress ClientConnection::send(bool& moved) {
    while (sent_ < answer_.size()) {
        const auto count = ::send(socket_.number(), answer_.data() + sent_, answer_.size() - sent_, MSG_NOSIGNAL);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return would_block() ? Progress::Waiting : Progress::Gone;
        sent_ += static_cast<std::size_t>(count);
        moved = true;
    }
    answer_ = {};
    return Progress::Done;
}

void ClientConnection::end_sending() {
    ::shutdown(socket_.number(), SHUT_WR);
}

ClientConnection::Progress ClientConnection::drain() {
    std::array<char, read_bytes> bytes;  // NOLINT(*-member-init): recv fills it
    while (drained_ < drain_max) {
        const auto count = ::recv(socket_.number(), bytes.data(), bytes.size(), 0);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return would_block() ? Progress::Waiting : Progress::Gone;
        if (count == 0) return Progress::Gone;
        drained_ += static_cast<std::size_t>(count);
    }
    return Progress::Gone;
}

}  // namespace charter
