#include "server/http/listener.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <httplib.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <system_error>
#include <utility>
#include <variant>

#include "server/http/connections.h"
#include "server/http/content_coding.h"
#include "server/http/form_data.h"
#include "server/http/security_headers.h"

namespace charter {
namespace {

constexpr int backlog = 1024;  // the library's own is 5
constexpr std::size_t requests_max = 1000;
constexpr std::size_t log_line_max = 1000;
constexpr std::size_t compress_from = 1024;  // bytes; shorter ones fit into one packet anyway

// Exception texts may hold anything, and a log line must stay one line.
std::string log_text(std::string_view text) {
    std::string out;
    for (const char sign : text.substr(0, log_line_max)) {
        const auto byte = static_cast<unsigned char>(sign);
        if (byte < 0x20 || byte == 0x7f)
            out += fmt::format("\\x{:02x}", byte);
        else
            out += sign;
    }
    return out;
}

std::string http_date(std::chrono::sys_seconds moment) {
    static constexpr std::array<std::string_view, 7> days = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::array<std::string_view, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                                "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto day = std::chrono::floor<std::chrono::days>(moment);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss time(moment - day);
    return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", days[std::chrono::weekday(day).c_encoding()],
                       static_cast<unsigned>(date.day()), months[static_cast<unsigned>(date.month()) - 1],
                       static_cast<int>(date.year()), time.hours().count(), time.minutes().count(),
                       time.seconds().count());
}

std::string_view plain_sentence(int status) {
    switch (status) {
        case 405:
            return "This address can be read or sent a form, nothing else.";
        case 413:
            return "What was sent is too long.";
        case 414:
        case 431:
            return "The request is too long.";
        case 415:
            return "What was sent is in a form that is not read here.";
        case 500:
            return "Something went wrong here.";
        case 503:
            return "Too many people ask at once. Try again in a few seconds.";
        default:
            return "The request was not understood.";
    }
}

Response plain_failure(const Failure& failure) {
    const std::string reference = failure.reference.empty() ? "" : fmt::format(" Reference: {}.", failure.reference);
    return plain_text(fmt::format("{} Nothing was changed.{}\n", plain_sentence(failure.status), reference));
}

bool has_header(const Response& response, std::string_view name) {
    return std::any_of(response.headers.begin(), response.headers.end(),
                       [name](const auto& header) { return header.first == name; });
}

// The library reads a request from here and writes its answer here.
class MemoryStream final : public httplib::Stream {
  public:
    MemoryStream(std::string request, std::string peer) : request_(std::move(request)), peer_(std::move(peer)) {}

    [[nodiscard]] bool is_readable() const override { return true; }
    [[nodiscard]] bool is_writable() const override { return true; }
    ssize_t read(char* bytes, size_t size) override {
        const std::size_t count = std::min(size, request_.size() - read_);
        request_.copy(bytes, count, read_);
        read_ += count;
        return static_cast<ssize_t>(count);
    }
    ssize_t write(const char* bytes, size_t size) override {
        answer_.append(bytes, size);
        return static_cast<ssize_t>(size);
    }
    void get_remote_ip_and_port(std::string& address, int& port) const override {
        address = peer_;
        port = 0;
    }
    void get_local_ip_and_port(std::string& address, int& port) const override {
        address.clear();
        port = 0;
    }
    [[nodiscard]] socket_t socket() const override { return INVALID_SOCKET; }

    [[nodiscard]] std::string take_answer() { return std::move(answer_); }

  private:
    std::string request_;
    std::string peer_;
    std::size_t read_ = 0;
    std::string answer_;
};

// One request through the handler and the library: the library compresses and writes the answer. Each worker has its
// own, since the library's handler has no room for our request.
class Exchange final : private httplib::Server {
  public:
    Exchange(const ListenSettings& settings, const ListenHooks& hooks) : settings_(settings), hooks_(hooks) {
        set_keep_alive_max_count(requests_max);
        set_keep_alive_timeout(std::chrono::duration_cast<std::chrono::seconds>(settings.idle_time).count());
        set_pre_routing_handler([this](const httplib::Request&, httplib::Response& answer) {
            put_answer(answer);
            return HandlerResponse::Handled;
        });
    }

    Answer answer(const Arrival& arrival) {
        prepare(arrival);
        MemoryStream stream(library_request(arrival), arrival.peer);
        bool closed = false;
        process_request(stream, arrival.last, closed, {});
        request_.spool.reset();
        return {stream.take_answer(), response_.delay};
    }

  private:
    void prepare(const Arrival& arrival) {
        request_ = partly_interpreted(arrival.request);
        try {
            response_ = respond(arrival);
            headers_ = headers_of(response_);
        } catch (const std::exception& fault) {
            prepare_broken(fault.what());
        } catch (...) {
            prepare_broken("something that is no std::exception was thrown");
        }
        if (hooks_.now) headers_.emplace_back("Date", http_date(hooks_.now()));
        compress_ = may_compress();
        if (compress_) headers_.emplace_back("Vary", "Accept-Encoding");
    }

    Response respond(const Arrival& arrival) {
        if (arrival.refused) return failure_response({arrival.refused->status, {}});
        auto meant = interpret(arrival.request, arrival.peer, settings_.proxy);
        if (const auto* refused = std::get_if<Refused>(&meant)) return failure_response({refused->status, {}});
        request_ = std::move(std::get<Request>(meant));
        return hooks_.handle(request_);
    }

    void prepare_broken(std::string_view what) {
        const std::string reference = hooks_.new_reference ? hooks_.new_reference() : "";
        log(fmt::format("500 {} {} {}: {}", reference, request_.method, logged_path(), what));
        response_ = failure_response({500, reference});
        headers_ = headers_of(response_);
    }

    Response failure_response(const Failure& failure) {
        Response response = failure_page(failure);
        response.status = failure.status;
        if (failure.status == 405 && !has_header(response, "Allow"))
            response.headers.emplace_back("Allow", "GET, HEAD, POST");
        if (failure.status == 503 && !has_header(response, "Retry-After"))
            response.headers.emplace_back("Retry-After", "5");
        return response;
    }

    // A page that cannot be drawn must not hide what it was for.
    Response failure_page(const Failure& failure) {
        if (!hooks_.failure_page) return plain_failure(failure);
        try {
            Response page = hooks_.failure_page(request_, failure);
            static_cast<void>(headers_of(page));
            return page;
        } catch (const std::exception& fault) {
            log(fmt::format("the page for {} failed: {}", failure.status, fault.what()));
        } catch (...) {
            log(fmt::format("the page for {} failed", failure.status));
        }
        return plain_failure(failure);
    }

    [[nodiscard]] bool may_compress() const {
        return response_.body.size() >= compress_from && is_text(response_.content_type) &&
               !has_header(response_, "Content-Encoding") && !has_header(response_, "Vary") &&
               choose_coding(header_of(request_, "accept-encoding"), {.gzip = true}) == Coding::Gzip;
    }

    // What the library needs to know, and nothing of what else a client may have sent.
    [[nodiscard]] std::string library_request(const Arrival& arrival) const {
        const RawRequest& raw = arrival.request;
        return fmt::format("{} {} HTTP/1.1\r\nHost: charter\r\n{}\r\n", raw.method == "HEAD" ? "HEAD" : "GET",
                           raw.target.empty() ? "/" : raw.target, compress_ ? "Accept-Encoding: gzip\r\n" : "");
    }

    void put_answer(httplib::Response& answer) {
        answer.status = response_.status;
        for (const auto& [name, value] : headers_) answer.set_header(name, value);
        // The library would offer ranges in answers to HEAD, which we do not serve.
        if (request_.method == "HEAD") answer.set_header("Accept-Ranges", "none");
        if (response_.content_type.empty()) return;
        answer.set_header("Content-Type", response_.content_type);
        answer.body = std::move(response_.body);
    }

    [[nodiscard]] std::string logged_path() const {
        return hooks_.logged_path ? hooks_.logged_path(request_.path) : request_.path;
    }
    void log(std::string_view line) const {
        if (hooks_.log) hooks_.log(log_text(line));
    }

    const ListenSettings& settings_;
    const ListenHooks& hooks_;
    Request request_;
    Response response_;
    std::vector<std::pair<std::string, std::string>> headers_;
    bool compress_ = false;
};

// The library binds; its accept loop is not used, so the socket is taken out of it.
class Binder final : private httplib::Server {
  public:
    // The listening socket and its port.
    std::pair<int, int> bind(const std::string& host, int port) {
        set_socket_options([](socket_t socket) {
            // Not SO_REUSEPORT, which lets a second server take half the traffic.
            const int yes = 1;
            setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
        });
        errno = 0;
        const int bound = port == 0 ? bind_to_any_port(host) : (bind_to_port(host, port) ? port : -1);
        const int socket = svr_sock_.exchange(INVALID_SOCKET);
        if (bound <= 0 || socket < 0 || ::listen(socket, backlog) != 0 ||
            fcntl(socket, F_SETFL, fcntl(socket, F_GETFL) | O_NONBLOCK) < 0)
            throw std::runtime_error(trouble(host, port));
        return {socket, bound};
    }

  private:
    static std::string trouble(const std::string& host, int port) {
        if (errno == EADDRINUSE)
            return fmt::format("cannot listen on {}:{}: another program has this port; stop it or choose another port",
                               host, port);
        return fmt::format("cannot listen on {}:{}: {}", host, port,
                           errno == 0 ? "the port cannot be had" : std::strerror(errno));
    }
};

std::string loopback_address(const std::string& host) {
    if (host == "localhost") return "127.0.0.1";
    in_addr four{};
    in6_addr six{};
    const bool is_four = inet_pton(AF_INET, host.c_str(), &four) == 1 && (ntohl(four.s_addr) >> 24U) == 127;
    const bool is_six = inet_pton(AF_INET6, host.c_str(), &six) == 1 && IN6_IS_ADDR_LOOPBACK(&six);
    if (is_four || is_six) return host;
    throw std::runtime_error(
        fmt::format("will not listen on {}: this server is made to stand behind a proxy such as nginx on the same "
                    "machine, which keeps hostile clients away from it; use 127.0.0.1",
                    host));
}

// An address that cannot be decoded takes nothing: it is refused once its body has come.
std::function<bool(std::string_view)> takes_files_at_target(const ListenHooks& hooks) {
    if (!hooks.takes_files) return {};
    return [&hooks](std::string_view target) {
        const auto path = percent_decode(target.substr(0, target.find('?')));
        return path && hooks.takes_files(*path);
    };
}

ConnectionLimits limits_of(const ListenSettings& settings, const ListenHooks& hooks) {
    ConnectionLimits limits;
    limits.frame.body_max = settings.body_max;
    limits.frame.upload_max = settings.upload_max;
    limits.frame.takes_files = takes_files_at_target(hooks);
    limits.frame.open_spool = hooks.open_spool;
    limits.workers = settings.workers;
    limits.connections_max = settings.connections_max;
    limits.waiting_max = settings.waiting_max;
    limits.requests_max = requests_max;
    limits.head_time = settings.head_time;
    limits.body_time = settings.body_time;
    limits.write_stall = settings.write_stall;
    limits.idle_time = settings.idle_time;
    limits.stop_time = settings.stop_time;
    return limits;
}

}  // namespace

struct Listener::Inside {
    Inside(ListenSettings given, ListenHooks given_hooks) : settings(std::move(given)), hooks(std::move(given_hooks)) {
        const auto [socket, bound] = Binder().bind(loopback_address(settings.host), settings.port);
        port = bound;
        connections = std::make_unique<Connections>(socket, limits_of(settings, hooks), [this]() -> Answerer {
            auto exchange = std::make_shared<Exchange>(settings, hooks);
            return [exchange](const Arrival& arrival) { return exchange->answer(arrival); };
        });
    }

    ListenSettings settings;
    ListenHooks hooks;
    int port = 0;
    std::unique_ptr<Connections> connections;
};

Listener Listener::open(ListenSettings settings, ListenHooks hooks) {
    return Listener(std::make_unique<Inside>(std::move(settings), std::move(hooks)));
}

Listener::Listener(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
Listener::Listener(Listener&&) noexcept = default;
Listener::~Listener() = default;

int Listener::port() const {
    return inside_->port;
}
void Listener::run() {
    inside_->connections->run();
}
void Listener::stop() noexcept {
    inside_->connections->stop();
}

}  // namespace charter
