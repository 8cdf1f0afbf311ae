#include "server/http/site_folder.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "generator/shared/files.h"

namespace charter {
namespace {

constexpr std::size_t entry_cost = 256;  // of an entry besides its bytes, roughly
constexpr std::size_t etag_digits = 22;

[[noreturn]] void throw_errno(const std::string& what) {
    throw std::system_error(errno, std::generic_category(), what);
}

// Also what a name too long, or a link or a file on the way, comes to.
bool is_absence(int error) {
    return error == ENOENT || error == ENOTDIR || error == ELOOP || error == ENAMETOOLONG || error == EACCES ||
           error == ENXIO;
}

std::string read_all(int file, std::size_t size, const std::string& path) {
    std::string bytes(size, '\0');
    std::size_t done = 0;
    while (done < size) {
        const auto count = ::read(file, bytes.data() + done, size - done);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) throw_errno("cannot read " + path);
        if (count == 0) break;
        done += static_cast<std::size_t>(count);
    }
    bytes.resize(done);
    return bytes;
}

}  // namespace

SiteFolder::SiteFolder(const std::filesystem::path& folder, std::size_t cache_bytes)
    : folder_(::open(folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC)), cache_bytes_(cache_bytes) {
    if (!folder_.is_open()) throw_errno("cannot open " + folder.string());
}

// Folder by folder, so that a link on the way is seen and not followed.
Descriptor SiteFolder::open_file(const std::string& path) const {
    Descriptor folder;
    const auto at = [&] { return folder.is_open() ? folder.number() : folder_.number(); };
    std::size_t begin = 0;
    for (auto slash = path.find('/'); slash != std::string::npos; slash = path.find('/', begin)) {
        const std::string name = path.substr(begin, slash - begin);
        Descriptor below(::openat(at(), name.c_str(), O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
        if (!below.is_open()) return below;
        folder = std::move(below);
        begin = slash + 1;
    }
    return Descriptor(::openat(at(), path.c_str() + begin, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK));
}

std::shared_ptr<const SiteFile> SiteFolder::find(const std::string& path) const {
    if (auto kept = find_kept(path)) return kept;
    const Descriptor opened = open_file(path);
    if (!opened.is_open()) {
        if (is_absence(errno)) return nullptr;
        throw_errno("cannot open " + path);
    }
    struct stat about {};
    if (::fstat(opened.number(), &about) != 0) throw_errno("cannot read " + path);
    if (!S_ISREG(about.st_mode)) return nullptr;
    auto file = std::make_shared<SiteFile>();
    file->bytes = read_all(opened.number(), static_cast<std::size_t>(about.st_size), path);
    file->etag = '"' + content_hash(file->bytes).substr(0, etag_digits) + '"';
    keep(path, file);
    return file;
}

bool SiteFolder::has(const std::string& path) const {
    struct stat about {};
    const Descriptor opened = open_file(path);
    return opened.is_open() && ::fstat(opened.number(), &about) == 0 && S_ISREG(about.st_mode);
}

std::shared_ptr<const SiteFile> SiteFolder::find_kept(const std::string& path) const {
    const std::lock_guard hold(lock_);
    const auto found = kept_.find(path);
    if (found == kept_.end()) return nullptr;
    used_.splice(used_.begin(), used_, found->second);
    return found->second->second;
}

void SiteFolder::keep(const std::string& path, const std::shared_ptr<const SiteFile>& file) const {
    const auto cost = [](const Entry& entry) { return entry_cost + entry.first.size() + entry.second->bytes.size(); };
    // One large file must not push out all the others.
    if (file->bytes.size() > cache_bytes_ / 8) return;
    const std::lock_guard hold(lock_);
    if (kept_.contains(path)) return;
    used_.emplace_front(path, file);
    kept_.emplace(used_.front().first, used_.begin());
    kept_bytes_ += cost(used_.front());
    while (kept_bytes_ > cache_bytes_) {
        kept_bytes_ -= cost(used_.back());
        kept_.erase(used_.back().first);
        used_.pop_back();
    }
}

}  // namespace charter
