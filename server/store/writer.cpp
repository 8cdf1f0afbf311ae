#include "server/store/writer.h"

#include <fmt/format.h>

namespace charter {
namespace {

constexpr std::size_t largest_batch = 256;

}  // namespace

Writer::Writer(std::unique_ptr<Connection> connection, std::size_t queue_limit)
    : connection_(std::move(connection)), queue_limit_(queue_limit), thread_([this] { run(); }) {}

Writer::~Writer() {
    stop();
}

std::optional<StoreBusy> Writer::write(Work work) {
    auto job = std::make_unique<Job>();
    job->work = std::move(work);
    std::future<void> done = job->done.get_future();
    {
        const std::lock_guard hold(lock_);
        if (stopping_ || queue_.size() >= queue_limit_) return StoreBusy{};
        queue_.push_back(std::move(job));
    }
    wake_.notify_one();
    done.get();
    return std::nullopt;
}

std::string Writer::trouble() const {
    const std::lock_guard hold(lock_);
    return trouble_;
}

void Writer::set_trouble(std::string trouble) {
    const std::lock_guard hold(lock_);
    trouble_ = std::move(trouble);
}

void Writer::stop() {
    {
        const std::lock_guard hold(lock_);
        stopping_ = true;
    }
    wake_.notify_one();
    if (thread_.joinable()) thread_.join();
}

void Writer::run() {
    while (true) {
        Batch batch;
        {
            std::unique_lock hold(lock_);
            wake_.wait(hold, [this] { return stopping_ || !queue_.empty(); });
            if (queue_.empty()) return;
            while (!queue_.empty() && batch.size() < largest_batch) {
                batch.push_back(std::move(queue_.front()));
                queue_.pop_front();
            }
        }
        write_batch(batch);
    }
}

void Writer::do_job(Job& job) {
    connection_->run("SAVEPOINT job");
    try {
        job.work(*connection_);
    } catch (const std::exception&) {
        job.failure = std::current_exception();
        if (connection_->is_idle()) throw;  // SQLite gave up the whole transaction
        connection_->run("ROLLBACK TO job");
    }
    connection_->run("RELEASE job");
}

void Writer::write_batch(Batch& batch) {
    std::exception_ptr failed;
    try {
        connection_->run("BEGIN IMMEDIATE");
        for (const auto& job : batch) do_job(*job);
        connection_->run("COMMIT");
        set_trouble({});
    } catch (const std::exception& fault) {
        failed =
            std::make_exception_ptr(StoreError(fmt::format("the database could not be written: {}", fault.what())));
        set_trouble(fault.what());
        try {
            if (!connection_->is_idle()) connection_->run("ROLLBACK");
        } catch (const std::exception& second) {
            set_trouble(second.what());
        }
    }
    for (const auto& job : batch) {
        if (job->failure)
            job->done.set_exception(job->failure);
        else if (failed)
            job->done.set_exception(failed);
        else
            job->done.set_value();
    }
}

}  // namespace charter
