// The one thread that writes. Work of many callers is done in one transaction and committed together; each piece has a
// savepoint of its own, so one that fails takes back nothing of the others. A caller returns after the commit is on
// disk.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "server/store/connection.h"

namespace charter {

class Writer {
  public:
    using Work = std::function<void(Connection&)>;

    Writer(std::unique_ptr<Connection> connection, std::size_t queue_limit);
    ~Writer();
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    // Does the work and waits until it is on disk. StoreBusy: the queue is full or the store stops; nothing was done.
    // Throws what the work threw, or StoreError if the commit failed: then nothing of it is kept. Any thread.
    [[nodiscard]] std::optional<StoreBusy> write(Work work);
    // Why the last commit failed; empty once one succeeds again.
    [[nodiscard]] std::string trouble() const;
    // What waits is still written. May be called twice.
    void stop();

  private:
    struct Job {
        Work work;
        std::promise<void> done;
        std::exception_ptr failure;
    };
    using Batch = std::deque<std::unique_ptr<Job>>;

    void run();
    void write_batch(Batch& batch);
    void do_job(Job& job);
    void set_trouble(std::string trouble);

    std::unique_ptr<Connection> connection_;
    std::size_t queue_limit_;
    mutable std::mutex lock_;
    std::condition_variable wake_;
    Batch queue_;
    bool stopping_ = false;
    std::string trouble_;
    std::thread thread_;
};

}  // namespace charter
