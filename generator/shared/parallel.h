// Work on many items over several threads. The caller's function runs once for each index, on any thread, in no set
// order; what it writes must belong to that index alone. An exception from it stops the rest and comes out here.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace charter {

// The threads to use if the user names none.
[[nodiscard]] inline unsigned available_jobs() {
    return std::max(1U, std::thread::hardware_concurrency());
}

// Calls each(index, worker) for every index below `count`; `worker` is below `jobs` and one worker is one thread, so a
// worker may keep a workbench of its own. With jobs 1 all runs on the calling thread, in order.
template <typename Each>
void for_each_index(std::size_t count, unsigned jobs, const Each& each) {
    const std::size_t workers = std::max<std::size_t>(1, std::min<std::size_t>(jobs, count));
    if (workers == 1) {
        for (std::size_t index = 0; index < count; ++index) each(index, std::size_t{0});
        return;
    }
    std::atomic<std::size_t> next = 0;
    std::exception_ptr failure;
    std::mutex failure_lock;
    auto work = [&](std::size_t worker) {
        try {
            for (std::size_t index = next++; index < count; index = next++) each(index, worker);
        } catch (const std::exception&) {
            next = count;
            const std::lock_guard hold(failure_lock);
            if (!failure) failure = std::current_exception();
        }
    };
    {
        std::vector<std::jthread> threads;
        for (std::size_t worker = 1; worker < workers; ++worker) threads.emplace_back(work, worker);
        work(0);
    }
    if (failure) std::rethrow_exception(failure);
}

}  // namespace charter
