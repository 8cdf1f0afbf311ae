#include "server/http/connections.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <mutex>
#include <optional>
#include <set>
#include <system_error>
#include <unordered_map>
#include <utility>
#include <vector>

#include "generator/shared/descriptor.h"
#include "server/http/connection.h"

namespace charter {
namespace {

using SteadyClock = std::chrono::steady_clock;
using Time = ClientConnection::Time;
using Id = WorkerPool::ConnectionId;
using State = ClientConnection::State;
using Progress = ClientConnection::Progress;

constexpr Id listener_id = 0;
constexpr Id wake_id = 1;
constexpr std::chrono::milliseconds accept_pause{100};  // when the system has no descriptors left
constexpr int accept_batch = 64;  // then the others have their turn; who still waits is seen again
constexpr std::chrono::milliseconds drain_time{1000};
constexpr std::chrono::milliseconds drain_time_stopping{200};

Descriptor opened(int number) {
    if (number < 0) throw std::system_error(errno, std::generic_category(), "cannot watch connections");
    return Descriptor(number);
}

std::string address_text(const sockaddr_storage& address) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    const void* bytes = address.ss_family == AF_INET6
                            ? static_cast<const void*>(&reinterpret_cast<const sockaddr_in6&>(address).sin6_addr)
                            : static_cast<const void*>(&reinterpret_cast<const sockaddr_in&>(address).sin_addr);
    const char* written = inet_ntop(address.ss_family, bytes, text.data(), text.size());
    return written == nullptr ? "" : written;
}

// Answers that workers have made, for the thread of the connections.
class DoneAnswers {
  public:
    explicit DoneAnswers(int wake) : wake_(wake) {}

    void put(Id id, Answer answer) {
        bool first = false;
        {
            const std::lock_guard hold(lock_);
            first = answers_.empty();
            answers_.emplace_back(id, std::move(answer));
        }
        if (first) eventfd_write(wake_, 1);
    }

    [[nodiscard]] std::vector<std::pair<Id, Answer>> take() {
        const std::lock_guard hold(lock_);
        return std::exchange(answers_, {});
    }

  private:
    int wake_;
    std::mutex lock_;
    std::vector<std::pair<Id, Answer>> answers_;
};

}  // namespace

struct Connections::Inside {
    Inside(int listening_socket, const ConnectionLimits& given, std::function<Answerer()> make_answerer)
        : limits(given),
          new_answerer(std::move(make_answerer)),
          answer_busy(new_answerer()),
          listening(listening_socket),
          watch(opened(epoll_create1(EPOLL_CLOEXEC))),
          wake(opened(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC))) {
        watch_socket(listening.number(), listener_id, EPOLLIN);
        watch_socket(wake.number(), wake_id, EPOLLIN);
    }

    void watch_socket(int socket, Id id, std::uint32_t events, int change = EPOLL_CTL_ADD) const {
        epoll_event event{};
        event.events = events;
        event.data.u64 = id;
        if (epoll_ctl(watch.number(), change, socket, &event) != 0)
            throw std::system_error(errno, std::generic_category(), "cannot watch a connection");
    }

    // The deadlines.
    void set_deadline(Id id, ClientConnection& connection, std::chrono::milliseconds from_now) {
        deadlines.erase({connection.deadline, id});
        connection.deadline = SteadyClock::now() + from_now;
        deadlines.emplace(connection.deadline, id);
    }
    [[nodiscard]] int wait_time() const;
    void expire();

    // New and old connections.
    void accept_all();
    void pause_accepting();
    bool make_room();
    void add(int socket, std::string peer);
    void close(Id id);

    // One connection.
    void on_event(Id id);
    void read(Id id, ClientConnection& connection);
    void hand_over(Id id, ClientConnection& connection);
    void on_answer(Id id, Answer answer);
    void send(Id id, ClientConnection& connection);
    void after_sending(Id id, ClientConnection& connection);
    void drain(Id id, ClientConnection& connection);

    void begin_to_stop();
    [[nodiscard]] bool is_finished() const;

    ConnectionLimits limits;
    std::function<Answerer()> new_answerer;
    Answerer answer_busy;
    Descriptor listening;
    Descriptor watch;
    Descriptor wake;
    DoneAnswers done{wake.number()};
    std::unordered_map<Id, std::unique_ptr<ClientConnection>> connections;
    std::set<std::pair<Time, Id>> deadlines;
    Id next_id = wake_id + 1;
    WorkerPool* pool = nullptr;
    std::atomic<bool> stop_asked{false};
    bool stopping = false;
    Time stop_deadline{};
};

int Connections::Inside::wait_time() const {
    if (deadlines.empty() && !stopping) return -1;
    Time until = stopping ? stop_deadline : Time::max();
    if (!deadlines.empty()) until = std::min(until, deadlines.begin()->first);
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - SteadyClock::now());
    return static_cast<int>(std::max<std::chrono::milliseconds::rep>(left.count(), 0));
}

void Connections::Inside::expire() {
    const Time now = SteadyClock::now();
    while (!deadlines.empty() && deadlines.begin()->first <= now) {
        const Id id = deadlines.begin()->second;
        deadlines.erase(deadlines.begin());
        if (id == listener_id) {
            if (!stopping) watch_socket(listening.number(), listener_id, EPOLLIN, EPOLL_CTL_MOD);
            continue;
        }
        const auto found = connections.find(id);
        if (found == connections.end()) continue;
        if (found->second->state == State::Delayed)
            send(id, *found->second);
        else
            close(id);
    }
}

void Connections::Inside::accept_all() {
    for (int accepted = 0; accepted < accept_batch && !stopping; ++accepted) {
        sockaddr_storage address{};
        socklen_t size = sizeof address;
        const int socket =
            accept4(listening.number(), reinterpret_cast<sockaddr*>(&address), &size, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (socket >= 0) {
            add(socket, address_text(address));
            continue;
        }
        if (errno == EAGAIN || errno == EWOULDBLOCK) return;
        if ((errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) && !make_room()) {
            pause_accepting();
            return;
        }
    }
}

void Connections::Inside::pause_accepting() {
    watch_socket(listening.number(), listener_id, 0, EPOLL_CTL_MOD);
    deadlines.emplace(SteadyClock::now() + accept_pause, listener_id);
}

// The one idle longest, which is the one whose idle time ends first; else the one whose request takes longest to come.
bool Connections::Inside::make_room() {
    std::optional<Id> slow;
    for (const auto& [deadline, id] : deadlines) {
        const auto found = connections.find(id);
        if (found == connections.end() || found->second->state != State::Reading) continue;
        if (found->second->framer().state() == RequestFramer::State::Empty) {
            close(id);
            return true;
        }
        if (!slow) slow = id;
    }
    if (slow) close(*slow);
    return slow.has_value();
}

void Connections::Inside::add(int socket, std::string peer) {
    auto connection = std::make_unique<ClientConnection>(socket, std::move(peer), limits.frame);
    if (connections.size() >= limits.connections_max && !make_room()) return;
    // Head and body leave in one piece; waiting for more would only delay the last one.
    const int yes = 1;
    setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    const Id id = next_id++;
    watch_socket(socket, id, EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET);
    ClientConnection& added = *connections.emplace(id, std::move(connection)).first->second;
    set_deadline(id, added, limits.idle_time);
}

void Connections::Inside::close(Id id) {
    const auto found = connections.find(id);
    if (found == connections.end()) return;
    deadlines.erase({found->second->deadline, id});
    connections.erase(found);
}

void Connections::Inside::on_event(Id id) {
    const auto found = connections.find(id);
    if (found == connections.end()) return;
    ClientConnection& connection = *found->second;
    switch (connection.state) {
        case State::Reading:
            read(id, connection);
            return;
        case State::Sending:
            send(id, connection);
            return;
        case State::Draining:
            drain(id, connection);
            return;
        case State::Working:
        case State::Delayed:
            return;  // looked at again when the answer was sent
    }
}

void Connections::Inside::read(Id id, ClientConnection& connection) {
    const Progress progress = connection.receive();
    if (progress == Progress::Gone) {
        close(id);
        return;
    }
    if (progress == Progress::Done) {
        hand_over(id, connection);
        return;
    }
    const auto awaited = connection.framer().state();
    if (awaited == connection.awaited) return;
    connection.awaited = awaited;
    set_deadline(id, connection, awaited == RequestFramer::State::Body ? limits.body_time : limits.head_time);
}

void Connections::Inside::hand_over(Id id, ClientConnection& connection) {
    deadlines.erase({connection.deadline, id});
    Arrival arrival;
    arrival.peer = connection.peer();
    if (connection.framer().state() == RequestFramer::State::Broken) {
        arrival.refused = connection.framer().refused();
        arrival.request = connection.framer().partial();
    } else {
        arrival.request = connection.framer().take();
    }
    ++connection.requests;
    arrival.last =
        stopping || arrival.refused || arrival.request.wants_close || connection.requests >= limits.requests_max;
    connection.close_after = arrival.last;
    connection.state = State::Working;
    if (pool->submit(id, arrival)) return;
    arrival.refused = Refused{503, "too many requests wait"};
    arrival.last = connection.close_after = true;
    on_answer(id, answer_busy(arrival));
}

void Connections::Inside::on_answer(Id id, Answer answer) {
    const auto found = connections.find(id);
    if (found == connections.end()) return;
    ClientConnection& connection = *found->second;
    connection.put_answer(std::move(answer.bytes));
    if (answer.delay.count() > 0 && !stopping) {
        connection.state = State::Delayed;
        set_deadline(id, connection, answer.delay);
        return;
    }
    send(id, connection);
}

void Connections::Inside::send(Id id, ClientConnection& connection) {
    bool moved = connection.state != State::Sending;
    connection.state = State::Sending;
    const Progress progress = connection.send(moved);
    if (progress == Progress::Gone)
        close(id);
    else if (progress == Progress::Done)
        after_sending(id, connection);
    else if (moved)
        set_deadline(id, connection, limits.write_stall);
}

void Connections::Inside::after_sending(Id id, ClientConnection& connection) {
    if (connection.close_after || stopping) {
        connection.end_sending();
        connection.state = State::Draining;
        set_deadline(id, connection, stopping ? drain_time_stopping : drain_time);
        drain(id, connection);
        return;
    }
    connection.state = State::Reading;
    connection.awaited = RequestFramer::State::Empty;
    set_deadline(id, connection, limits.idle_time);
    read(id, connection);
}

void Connections::Inside::drain(Id id, ClientConnection& connection) {
    if (connection.drain() == Progress::Gone) close(id);
}

void Connections::Inside::begin_to_stop() {
    stopping = true;
    stop_deadline = SteadyClock::now() + limits.stop_time;
    epoll_ctl(watch.number(), EPOLL_CTL_DEL, listening.number(), nullptr);
    listening.reset();
    std::vector<Id> ids;
    for (const auto& [id, connection] : connections) ids.push_back(id);
    for (const Id id : ids) {
        ClientConnection& connection = *connections.at(id);
        if (connection.state == State::Reading)
            close(id);
        else if (connection.state == State::Delayed)
            send(id, connection);
    }
}

bool Connections::Inside::is_finished() const {
    return stopping && (connections.empty() || SteadyClock::now() >= stop_deadline);
}

Connections::Connections(int listening_socket, const ConnectionLimits& limits, std::function<Answerer()> new_answerer)
    : inside_(std::make_unique<Inside>(listening_socket, limits, std::move(new_answerer))) {}

Connections::~Connections() = default;

void Connections::run() {
    Inside& inside = *inside_;
    WorkerPool pool(inside.limits.workers, inside.limits.waiting_max, inside.new_answerer,
                    [&inside](Id id, Answer answer) { inside.done.put(id, std::move(answer)); });
    inside.pool = &pool;
    std::array<epoll_event, 256> events{};
    while (!inside.is_finished()) {
        const int count = epoll_wait(inside.watch.number(), events.data(), events.size(), inside.wait_time());
        if (count < 0 && errno != EINTR)
            throw std::system_error(errno, std::generic_category(), "cannot wait for connections");
        for (int at = 0; at < count; ++at) {
            const Id id = events[static_cast<std::size_t>(at)].data.u64;
            eventfd_t ignored = 0;
            if (id == wake_id)
                eventfd_read(inside.wake.number(), &ignored);
            else if (id == listener_id)
                inside.accept_all();
            else
                inside.on_event(id);
        }
        for (auto& [id, answer] : inside.done.take()) inside.on_answer(id, std::move(answer));
        inside.expire();
        if (inside.stop_asked && !inside.stopping) inside.begin_to_stop();
    }
    inside.connections.clear();
    inside.deadlines.clear();
}

void Connections::stop() noexcept {
    inside_->stop_asked = true;
    eventfd_write(inside_->wake.number(), 1);
}

}  // namespace charter
