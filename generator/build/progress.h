// "4,000 of 10,000 pages" on a terminal, for work long enough that a person wonders. Silent in a pipe.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdio>
#include <mutex>
#include <string_view>

namespace charter {

class ProgressLine {
  public:
    using Time = std::chrono::steady_clock::time_point;
    using Now = Time (*)();

    // Writes to `stream` if it is a terminal. `now` is the clock; `things` are what is counted.
    ProgressLine(std::FILE* stream, Now now, std::string_view things = "pages");
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;
    // Wipes the line.
    ~ProgressLine();

    // Any thread, as often as you like: it is drawn at most twice a second, first after two seconds.
    void show(std::size_t done, std::size_t all);

  private:
    std::FILE* stream_;
    Now now_;
    std::string_view things_;
    bool is_terminal_;
    bool drawn_ = false;
    Time next_;
    std::mutex lock_;
};

}  // namespace charter
