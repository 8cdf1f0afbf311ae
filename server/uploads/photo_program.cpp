#include "server/uploads/photo_program.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

namespace charter {
namespace {

constexpr std::chrono::milliseconds reap_time{2000};

// What the program starts with: input, output, nothing else that is open here, and no signal held back.
class SpawnPlan {
  public:
    SpawnPlan(int photo, int result) {
        posix_spawn_file_actions_init(&actions_);
        posix_spawn_file_actions_adddup2(&actions_, photo, STDIN_FILENO);
        posix_spawn_file_actions_adddup2(&actions_, result, STDOUT_FILENO);
        posix_spawn_file_actions_addopen(&actions_, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
        posix_spawn_file_actions_addclosefrom_np(&actions_, STDERR_FILENO + 1);
        posix_spawnattr_init(&attributes_);
        sigset_t none;
        sigemptyset(&none);
        posix_spawnattr_setsigmask(&attributes_, &none);
        posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK);
    }
    ~SpawnPlan() {
        posix_spawnattr_destroy(&attributes_);
        posix_spawn_file_actions_destroy(&actions_);
    }
    SpawnPlan(const SpawnPlan&) = delete;
    SpawnPlan& operator=(const SpawnPlan&) = delete;

    // Our own environment stays here.
    [[nodiscard]] std::optional<pid_t> run(const std::string& program) const {
        std::string name = program;
        std::string locale = "LC_ALL=C";
        std::array<char*, 2> arguments = {name.data(), nullptr};
        std::array<char*, 2> environment = {locale.data(), nullptr};
        pid_t child = 0;
        const int fault =
            posix_spawn(&child, name.c_str(), &actions_, &attributes_, arguments.data(), environment.data());
        return fault == 0 ? std::optional(child) : std::nullopt;
    }

  private:
    posix_spawn_file_actions_t actions_{};
    posix_spawnattr_t attributes_{};
};

bool ends_within(int process, std::chrono::milliseconds time) {
    const auto until = std::chrono::steady_clock::now() + time;
    while (true) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
        pollfd wait{process, POLLIN, 0};
        const int ready = ::poll(&wait, 1, static_cast<int>(std::max<std::int64_t>(left.count(), 0)));
        if (ready >= 0 || errno != EINTR) return ready > 0;
    }
}

PhotoOutcome wait_for(pid_t child, std::chrono::milliseconds deadline) {
    const int process = static_cast<int>(::syscall(SYS_pidfd_open, child, 0));
    const bool ended = process >= 0 && ends_within(process, deadline);
    if (!ended) {
        ::kill(child, SIGKILL);
        if (process >= 0) static_cast<void>(ends_within(process, reap_time));
    }
    if (process >= 0) ::close(process);
    int status = 0;
    pid_t reaped = 0;
    do {
        reaped = ::waitpid(child, &status, 0);
    } while (reaped < 0 && errno == EINTR);
    if (!ended || reaped != child || !WIFEXITED(status)) return PhotoOutcome::Failed;
    const int code = WEXITSTATUS(status);
    return code >= 0 && code < static_cast<int>(PhotoOutcome::Failed) ? static_cast<PhotoOutcome>(code)
                                                                      : PhotoOutcome::Failed;
}

}  // namespace

std::filesystem::path photo_program_path() {
    return std::filesystem::read_symlink("/proc/self/exe").parent_path() / "charter-photo";
}

PhotoProgram::PhotoProgram(std::filesystem::path program, std::chrono::milliseconds deadline, std::size_t at_once)
    : program_(std::move(program)), deadline_(deadline), places_(static_cast<std::ptrdiff_t>(at_once)) {}

PhotoOutcome PhotoProgram::redraw(int photo, int result) {
    // Who waits that long is behind others who use all the time they may.
    if (!places_.try_acquire_for(deadline_)) return PhotoOutcome::Failed;
    const SpawnPlan plan(photo, result);
    const auto child = plan.run(program_.string());
    const PhotoOutcome outcome = child ? wait_for(*child, deadline_) : PhotoOutcome::Failed;
    places_.release();
    return outcome;
}

bool PhotoProgram::is_there() const {
    return ::access(program_.c_str(), X_OK) == 0;
}

}  // namespace charter
