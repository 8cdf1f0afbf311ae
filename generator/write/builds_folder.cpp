#include "generator/write/builds_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <string>
#include <string_view>
#include <system_error>

#include "generator/write/below_folder.h"
#include "generator/write/publish.h"

namespace charter {

namespace fs = std::filesystem;

namespace {

bool is_number(std::string_view text) {
    return !text.empty() && text.size() < 10 &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

fs::path whole_path(const fs::path& out) {
    const fs::path whole = fs::absolute(out).lexically_normal();
    return whole.has_filename() ? whole : whole.parent_path();
}

fs::path builds_of(const fs::path& whole_out) {
    return whole_out.parent_path() / ("." + whole_out.filename().string() + ".builds");
}

std::optional<long> build_number(const fs::path& path) {
    const std::string stem = path.stem().string();
    const fs::path ending = path.extension();
    if (!is_number(stem) || !(ending.empty() || ending == ".carried" || ending == ".marks" || ending == ".pages"))
        return std::nullopt;
    return std::stol(stem);
}

std::optional<long> current_build(const fs::path& out, const fs::path& builds) {
    std::error_code error;
    const fs::file_status status = fs::symlink_status(out, error);
    if (status.type() == fs::file_type::not_found) return std::nullopt;
    if (error) throw std::system_error(error, "cannot look at " + out.string());
    if (status.type() == fs::file_type::symlink) {
        const fs::path target = fs::read_symlink(out);
        const auto number = build_number(target.filename());
        if (target.parent_path() == builds.filename() && number) return number;
        throw PublishRefused(out.string() + " is a link to " + target.string() +
                             ", which is not a build of this program; remove the link or give another --out");
    }
    if (status.type() != fs::file_type::directory)
        throw PublishRefused(out.string() + " is a file; give another --out");
    if (!fs::is_empty(out))
        throw PublishRefused(out.string() + " is a folder with something in it; remove it or give another --out");
    return std::nullopt;
}

void make_builds_folder(const fs::path& out, const fs::path& builds) {
    std::error_code error;
    fs::create_directories(builds, error);
    if (!error && ::access(builds.c_str(), W_OK | X_OK) != 0) error.assign(errno, std::generic_category());
    if (!error) return;
    throw PublishRefused("nothing can be written beside " + out.string() + " (" + error.message() +
                         "); give another --out, in a folder that you may write to");
}

Descriptor take_lock(const fs::path& path, const std::function<void()>& waiting) {
    Descriptor lock(::open(path.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0644));
    if (lock.number() < 0) fail_at(errno, "open", path);
    if (::flock(lock.number(), LOCK_EX | LOCK_NB) == 0) return lock;
    if (errno != EWOULDBLOCK) fail_at(errno, "lock", path);
    if (waiting) waiting();
    int result = 0;
    do {
        result = ::flock(lock.number(), LOCK_EX);
    } while (result != 0 && errno == EINTR);
    if (result != 0) fail_at(errno, "lock", path);
    return lock;
}

}  // namespace charter
