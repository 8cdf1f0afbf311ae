#include "server/store/writer.h"

#include <fmt/format.h>

namespace charter {
namespace {

constexpr std::size_t largest_batch = 256;

StoreError not_written(const std::exception& fault) {
    return StoreError(fmt::format("the database could not be written: {}", fault.what()));
}

}  // namespace

Writer::Writer(std::unique_ptr<Connection> connection, Open open, std::size_t queue_limit)
    : connection_(std::move(connection)),
      open_(std::move(open)),
      queue_limit_(queue_limit),
      thread_([this] { run(); }) {}

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
    for (Batch batch = next_batch(); !batch.empty(); batch = next_batch()) write_batch(batch);
}

// Waits for work; empty once the writer stops and nothing waits.
Writer::Batch Writer::next_batch() {
    std::unique_lock hold(lock_);
    wake_.wait(hold, [this] { return stopping_ || !queue_.empty(); });
    Batch batch;
    while (!queue_.empty() && batch.size() < largest_batch) {
        batch.push_back(std::move(queue_.front()));
        queue_.pop_front();
    }
    return batch;
}

void Writer::do_job(Job& job) {
    connection_->query("SAVEPOINT job").run();
    try {
        job.work(*connection_);
    } catch (const std::exception& fault) {
        const bool ours = dynamic_cast<const SQLite::Exception*>(&fault) == nullptr;
        job.failure = ours ? std::current_exception() : std::make_exception_ptr(not_written(fault));
        if (connection_->is_idle()) throw;  // SQLite gave up the whole transaction
        connection_->query("ROLLBACK TO job").run();
    }
    connection_->query("RELEASE job").run();
}

// Without savepoints, which cost about as much as the work itself. False if a job failed; then nothing is kept.
bool Writer::commit_together(Batch& batch) {
    connection_->query("BEGIN IMMEDIATE").run();
    try {
        for (const auto& job : batch) job->work(*connection_);
    } catch (const std::exception&) {
        if (!connection_->is_idle()) connection_->query("ROLLBACK").run();
        return false;
    }
    connection_->query("COMMIT").run();
    return true;
}

// Each job in a savepoint of its own, to find out which one fails and keep the others.
void Writer::commit_apart(Batch& batch) {
    connection_->query("BEGIN IMMEDIATE").run();
    for (const auto& job : batch) do_job(*job);
    connection_->query("COMMIT").run();
}

void Writer::write_batch(Batch& batch) {
    std::exception_ptr failed;
    try {
        if (!connection_) connection_ = open_();
        if (batch.size() == 1 || !commit_together(batch)) commit_apart(batch);
        connection_->empty_log_if_due();
        set_trouble({});
    } catch (const std::exception& fault) {
        failed = std::make_exception_ptr(not_written(fault));
        set_trouble(fault.what());
        connection_.reset();  // takes back what was not committed
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
