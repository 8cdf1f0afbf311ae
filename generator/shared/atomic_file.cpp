#include "generator/shared/atomic_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <string>
#include <system_error>
#include <utility>

namespace charter {

AtomicFile::AtomicFile(std::filesystem::path path) : path_(std::move(path)), beside_(path_) {
    beside_ += ".new";
    if (path_.has_parent_path()) std::filesystem::create_directories(path_.parent_path());
    constexpr mode_t everyone = 0666;  // less what the umask takes away
    number_ = ::open(beside_.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, everyone);
    if (number_ < 0) fail();
}

AtomicFile::~AtomicFile() {
    if (number_ < 0) return;
    ::close(number_);
    ::unlink(beside_.c_str());
}

void AtomicFile::write(std::string_view piece) {
    while (!piece.empty()) {
        const ssize_t written = ::write(number_, piece.data(), piece.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) fail();
        piece.remove_prefix(static_cast<std::size_t>(written));
    }
}

void AtomicFile::commit() {
    if (::close(std::exchange(number_, -1)) != 0) {
        const int error = errno;
        ::unlink(beside_.c_str());
        errno = error;
        fail();
    }
    std::filesystem::rename(beside_, path_);
}

void AtomicFile::fail() const {
    throw std::system_error(errno, std::generic_category(), "cannot write " + beside_.string());
}

}  // namespace charter
