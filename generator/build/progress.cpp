#include "generator/build/progress.h"

#include <unistd.h>

namespace charter {
namespace {

constexpr std::chrono::milliseconds first{2000};
constexpr std::chrono::milliseconds between{500};

}  // namespace

ProgressLine::ProgressLine(std::FILE* stream, Now now, std::string_view things)
    : stream_(stream),
      now_(now),
      things_(things),
      is_terminal_(::isatty(::fileno(stream)) == 1),
      next_(now() + first) {}

ProgressLine::~ProgressLine() {
    if (!drawn_) return;
    std::fputs("\r\x1b[K", stream_);
    std::fflush(stream_);
}

void ProgressLine::show(std::size_t done, std::size_t all) {
    if (!is_terminal_) return;
    const std::unique_lock hold(lock_, std::try_to_lock);  // a thread that finds it busy has better things to do
    if (!hold || now_() < next_) return;
    next_ = now_() + between;
    drawn_ = true;
    std::fprintf(stream_, "\r\x1b[K%zu of %zu %.*s", done, all, static_cast<int>(things_.size()), things_.data());
    std::fflush(stream_);
}

}  // namespace charter
