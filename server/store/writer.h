// The one thread that writes. Work of many callers is done in one transaction and committed together; a piece that
// fails takes back nothing of the others. A caller returns after the commit is on disk.
#pragma once

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
    using Open = std::function<std::unique_ptr<Connection>()>;

    // `open` is called again after a transaction failed: a connection whose disk failed is not used again.
    Writer(std::unique_ptr<Connection> connection, Open open, std::size_t queue_limit);
    ~Writer();
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    // Does the work and waits until it is on disk. StoreBusy: the queue is full or the store stops; nothing was done.
    // Throws what the work threw, or StoreError if the database could not be written: then nothing of it is kept. Any
    // thread. Work must not call write(), and may be done anew after it was taken back: it sets what it gives back.
    [[nodiscard]] std::optional<StoreBusy> write(Work work);
    // Why the last transaction failed; empty once one succeeds again.
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
    [[nodiscard]] Batch next_batch();
    void write_batch(Batch& batch);
    [[nodiscard]] bool commit_together(Batch& batch);
    void commit_apart(Batch& batch);
    void do_job(Job& job);
    void set_trouble(std::string trouble);

    std::unique_ptr<Connection> connection_;  // nothing after a failure, until it is opened again
    Open open_;
    std::size_t queue_limit_;
    mutable std::mutex lock_;
    std::condition_variable wake_;
    Batch queue_;
    bool stopping_ = false;
    std::string trouble_;
    std::thread thread_;
};

}  // namespace charter
