#include "server/http/worker_pool.h"

#include <optional>
#include <utility>

namespace charter {

WorkerPool::WorkerPool(std::size_t workers, std::size_t waiting_max, const std::function<Answerer()>& new_answerer,
                       OnDone on_done)
    : waiting_max_(waiting_max), on_done_(std::move(on_done)) {
    for (std::size_t number = 0; number < workers; ++number)
        threads_.emplace_back([this, answer = new_answerer()] { work(answer); });
}

WorkerPool::~WorkerPool() {
    {
        const std::lock_guard hold(lock_);
        ends_ = true;
        waiting_.clear();
    }
    arrived_.notify_all();
    for (std::thread& thread : threads_) thread.join();
}

bool WorkerPool::submit(ConnectionId id, Arrival& arrival) {
    {
        const std::lock_guard hold(lock_);
        if (waiting_.size() >= waiting_max_) return false;
        waiting_.push_back({id, std::move(arrival)});
    }
    arrived_.notify_one();
    return true;
}

void WorkerPool::work(const Answerer& answer) {
    while (true) {
        std::unique_lock hold(lock_);
        arrived_.wait(hold, [this] { return ends_ || !waiting_.empty(); });
        if (ends_) return;
        std::optional<Job> job(std::move(waiting_.front()));
        waiting_.pop_front();
        hold.unlock();
        const ConnectionId id = job->id;
        Answer done = answer(job->arrival);
        job.reset();  // whoever has read the answer may send the next form with files: this one's room is free
        on_done_(id, std::move(done));
    }
}

}  // namespace charter
