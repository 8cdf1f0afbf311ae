// A client that sends bytes as they are, to see what a listener makes of them.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <stdexcept>
#include <string>
#include <string_view>

#include "generator/shared/descriptor.h"

namespace charter {

class RawClient {
  public:
    // `receive_buffer`: a small one makes a reader that is soon full; 0: as usual.
    explicit RawClient(int port, int receive_buffer = 0) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        if (receive_buffer > 0)
            setsockopt(socket_.number(), SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(static_cast<std::uint16_t>(port));
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (connect(socket_.number(), reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
            throw std::runtime_error("cannot connect");
    }

    // False if the server has closed.
    bool send(std::string_view bytes) {
        while (!bytes.empty()) {
            const auto count = ::send(socket_.number(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (count <= 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(count));
        }
        return true;
    }

    // What comes until the server closes, or `patience` passes without a byte.
    std::string read_all(std::chrono::milliseconds patience = std::chrono::milliseconds(3000)) {
        std::string text;
        while (read_some(text, patience)) {
        }
        return text;
    }

    // One answer: its head, and as much body as Content-Length says.
    std::string read_answer(std::chrono::milliseconds patience = std::chrono::milliseconds(3000)) {
        while (!is_whole() && read_some(kept_, patience)) {
        }
        const std::size_t size = std::min(answer_size(), kept_.size());
        std::string answer = kept_.substr(0, size);
        kept_.erase(0, size);
        return answer;
    }

    // Whether the server has closed; waits for it.
    bool is_closed(std::chrono::milliseconds patience = std::chrono::milliseconds(3000)) {
        std::string rest;
        while (read_some(rest, patience)) {
        }
        return closed_;
    }

  private:
    bool read_some(std::string& text, std::chrono::milliseconds patience) {
        pollfd wait{socket_.number(), POLLIN, 0};
        if (poll(&wait, 1, static_cast<int>(patience.count())) <= 0) return false;
        std::array<char, 4096> bytes{};
        const auto count = recv(socket_.number(), bytes.data(), bytes.size(), 0);
        closed_ = count <= 0;
        if (!closed_) text.append(bytes.data(), static_cast<std::size_t>(count));
        return !closed_;
    }
    [[nodiscard]] std::size_t answer_size() const {
        const auto head = kept_.find("\r\n\r\n");
        if (head == std::string::npos) return std::string::npos;
        const auto length = kept_.find("Content-Length: ");
        const std::size_t body = length < head ? std::stoul(kept_.substr(length + 16)) : 0;
        return head + 4 + body;
    }
    [[nodiscard]] bool is_whole() const { return answer_size() != std::string::npos && kept_.size() >= answer_size(); }

    Descriptor socket_;
    std::string kept_;
    bool closed_ = false;
};

inline std::string status_line(std::string_view answer) {
    return std::string(answer.substr(0, answer.find("\r\n")));
}

inline std::string body_of(std::string_view answer) {
    const auto head = answer.find("\r\n\r\n");
    return head == std::string_view::npos ? std::string() : std::string(answer.substr(head + 4));
}

}  // namespace charter
