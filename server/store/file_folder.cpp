#include "server/store/file_folder.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

#include "generator/shared/files.h"
#include "server/staff/secrets.h"
#include "server/store/data_folder.h"
#include "server/store/store.h"

namespace charter {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t id_bytes = 16;

bool is_flushed(const fs::path& folder) {
    const int opened = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (opened < 0) return false;
    const bool flushed = ::fsync(opened) == 0;
    ::close(opened);
    return flushed;
}

}  // namespace

fs::path files_path(const fs::path& data) {
    return data / "files";
}

NewFile::NewFile(fs::path path, int descriptor) : path_(std::move(path)), descriptor_(descriptor) {}

NewFile::NewFile(NewFile&& other) noexcept
    : path_(std::move(other.path_)), descriptor_(std::exchange(other.descriptor_, -1)), kept_(other.kept_) {}

NewFile::~NewFile() {
    if (descriptor_ < 0) return;
    ::close(descriptor_);
    if (!kept_) ::unlink(path_.c_str());
}

void FileFolder::make() const {
    make_folder(path_);
}

std::optional<NewFile> FileFolder::begin() const {
    fs::path path = path_ / random_hex(id_bytes);
    const int file = ::open(path.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
    if (file < 0) return std::nullopt;
    return NewFile(std::move(path), file);
}

std::optional<FileFacts> FileFolder::flush(const NewFile& file) const {
    if (::fsync(file.descriptor()) != 0 || !is_flushed(path_)) return std::nullopt;
    const std::string bytes = read_file(file.path());
    return FileFacts{bytes.size(), content_hash(bytes)};
}

std::optional<std::string> FileFolder::read(std::string_view id) const {
    const fs::path path = path_ / fs::path(id);
    if (!fs::exists(path)) return std::nullopt;
    return read_file(path);
}

void FileFolder::remove(std::string_view id) const {
    ::unlink((path_ / fs::path(id)).c_str());
}

void FileFolder::sweep(const std::function<bool(const std::string& id)>& is_known) const {
    std::error_code fault;
    for (auto entry = fs::directory_iterator(path_, fault); !fault && entry != fs::directory_iterator();
         entry.increment(fault)) {
        if (!is_known(entry->path().filename().string())) ::unlink(entry->path().c_str());
    }
    if (fault) throw StoreError(fmt::format("cannot list {}: {}", path_.string(), fault.message()));
}

}  // namespace charter
