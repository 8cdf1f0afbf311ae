#include "generator/write/below_folder.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <system_error>

namespace charter {
namespace {

void write_all(int file, std::string_view content, const std::string& path) {
    while (!content.empty()) {
        const ssize_t written = ::write(file, content.data(), content.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) fail_at(errno, "write", path);
        content.remove_prefix(static_cast<std::size_t>(written));
    }
}

}  // namespace

void fail_at(int error, const std::string& what, const std::filesystem::path& path) {
    throw std::system_error(error, std::generic_category(), "cannot " + what + " " + path.string());
}

Descriptor open_folder(const std::filesystem::path& folder) {
    Descriptor root(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (root.number() < 0) fail_at(errno, "open", folder);
    return root;
}

bool is_below(std::string_view path) {
    if (path.empty() || path.front() == '/' || path.find('\0') != std::string_view::npos) return false;
    for (std::size_t at = 0; at <= path.size();) {
        const std::size_t end = std::min(path.find('/', at), path.size());
        const std::string_view part = path.substr(at, end - at);
        if (part.empty() || part == "." || part == "..") return false;
        at = end + 1;
    }
    return true;
}

std::string_view parent_of(std::string_view path) {
    const auto slash = path.rfind('/');
    return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

void make_folders(int root, const std::string& folder) {
    if (folder.empty() || ::mkdirat(root, folder.c_str(), 0755) == 0 || errno == EEXIST) return;
    if (errno != ENOENT) fail_at(errno, "make the folder", folder);
    make_folders(root, std::string(parent_of(folder)));
    if (::mkdirat(root, folder.c_str(), 0755) != 0 && errno != EEXIST) fail_at(errno, "make the folder", folder);
}

bool holds(int root, const std::string& path, std::string_view content) {
    const Descriptor file(::openat(root, path.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
    if (file.number() < 0) return false;
    std::string text(content.size() + 1, '\0');
    std::size_t size = 0;
    while (size < text.size()) {
        const ssize_t got = ::read(file.number(), text.data() + size, text.size() - size);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) break;
        size += static_cast<std::size_t>(got);
    }
    return std::string_view(text).substr(0, size) == content;
}

FileMark write_new_file(int root, const std::string& path, std::string_view content) {
    const Descriptor file(::openat(root, path.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0644));
    if (file.number() < 0) fail_at(errno, "write", path);
    write_all(file.number(), content, path);
    struct stat found {};
    return ::fstat(file.number(), &found) == 0 ? file_mark(found) : FileMark();
}

}  // namespace charter
