#include "server/store/data_folder.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "server/staff/secrets.h"
#include "server/store/store.h"

namespace charter {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(std::string_view what, const fs::path& path) {
    throw StoreError(fmt::format("cannot {} {}: {}", what, path.string(), std::strerror(errno)));
}

void flush_folder(const fs::path& folder) {
    const int open_folder = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (open_folder < 0) fail("open", folder);
    const int result = ::fsync(open_folder);
    ::close(open_folder);
    if (result != 0) fail("flush", folder);
}

// The key is whole and on disk before anything is encrypted with it: written to the side, then named.
void write_key(const fs::path& folder, const std::string& key) {
    const fs::path path = key_path(folder);
    fs::path beside = path;
    beside += ".new";
    ::unlink(beside.c_str());  // of a start that was cut off
    const int file = ::open(beside.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
    if (file < 0) fail("make", beside);
    const bool written =
        ::write(file, key.data(), key.size()) == static_cast<ssize_t>(key.size()) && ::fsync(file) == 0;
    ::close(file);
    if (!written || ::rename(beside.c_str(), path.c_str()) != 0) fail("write", path);
    flush_folder(folder);
}

}  // namespace

fs::path database_path(const fs::path& folder) {
    return folder / "charterd.db";
}

fs::path key_path(const fs::path& folder) {
    return folder / "charterd.key";
}

void make_folder(const fs::path& folder) {
    const fs::path named = folder.has_filename() ? folder : folder.parent_path();  // without a slash at the end
    std::error_code error;
    if (named.has_parent_path()) fs::create_directories(named.parent_path(), error);
    if (error) throw StoreError(fmt::format("cannot make the folder {}: {}", named.string(), error.message()));
    if (::mkdir(named.c_str(), 0700) != 0 && errno != EEXIST) fail("make the folder", named);
}

void make_database_file(const fs::path& folder) {
    const fs::path path = database_path(folder);
    const int file = ::open(path.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
    if (file < 0) fail("open", path);
    ::close(file);
}

FolderLock::FolderLock(const fs::path& folder) {
    const fs::path path = folder / "charterd.lock";
    file_ = ::open(path.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
    if (file_ < 0) fail("open", path);
    if (::flock(file_, LOCK_EX | LOCK_NB) == 0) return;
    const bool taken = errno == EWOULDBLOCK;
    ::close(file_);
    if (!taken) fail("lock", path);
    throw StoreError(
        fmt::format("{} is in use by another charterd; stop it first, or give another --data", folder.string()));
}

FolderLock::~FolderLock() {
    ::close(file_);
}

std::string read_key(const fs::path& folder) {
    const fs::path path = key_path(folder);
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        if (errno == ENOENT && !fs::exists(database_path(folder)))
            throw StoreError(fmt::format("there is no database in {}; give the folder that charterd serves with --data",
                                         folder.string()));
        if (errno == ENOENT)
            throw StoreError(fmt::format("{} is missing; put it back from the backup: without it no case can be opened",
                                         path.string()));
        fail("open", path);
    }
    struct stat facts {};
    std::string key(master_key_bytes + 1, '\0');
    const bool known = ::fstat(file, &facts) == 0;
    const ssize_t size = ::read(file, key.data(), key.size());
    ::close(file);
    if (!known || size < 0) fail("read", path);
    if (size != static_cast<ssize_t>(master_key_bytes))
        throw StoreError(fmt::format("{} is not a key of 32 bytes; put it back from the backup", path.string()));
    if ((facts.st_mode & 077) != 0)
        throw StoreError(fmt::format("{} can be read by others; run: chmod 600 {}", path.string(), path.string()));
    key.resize(master_key_bytes);
    return key;
}

std::string make_or_read_key(const fs::path& folder) {
    if (!fs::exists(key_path(folder)) && !fs::exists(database_path(folder)))
        write_key(folder, random_bytes(master_key_bytes));
    return read_key(folder);
}

}  // namespace charter
