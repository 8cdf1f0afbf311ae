#include "generator/shared/files.h"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <limits>
#include <system_error>

#include "generator/shared/atomic_file.h"

namespace charter {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t first_read = 4096;  // of what does not say how long it is

[[noreturn]] void throw_errno(const std::string& what, const fs::path& path) {
    throw std::system_error(errno, std::generic_category(), what + " " + path.string());
}

bool is_inside(const fs::path& root, const fs::path& path) {
    const auto [end, unused] = std::mismatch(root.begin(), root.end(), path.begin(), path.end());
    static_cast<void>(unused);
    return end == root.end();
}

}  // namespace

std::string read_file(const fs::path& path) {
    return read_file_up_to(path, std::numeric_limits<std::size_t>::max());
}

std::string read_file_up_to(const fs::path& path, std::size_t most) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) throw_errno("cannot read", path);
    struct stat found {};
    const bool is_known = ::fstat(file, &found) == 0 && found.st_size > 0;
    // One byte more than there should be, so that the first read shows the end.
    std::string text(std::min(most, is_known ? static_cast<std::size_t>(found.st_size) + 1 : first_read), '\0');
    std::size_t size = 0;
    while (size < most) {
        if (size == text.size()) text.resize(std::min(most, size + std::max<std::size_t>(size / 2, first_read)));
        const ssize_t got = ::read(file, text.data() + size, text.size() - size);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) {
            const int error = errno;
            ::close(file);
            errno = error;
            throw_errno("cannot read", path);
        }
        size += static_cast<std::size_t>(got);
        if (got == 0 || (is_known && S_ISREG(found.st_mode) && size < text.size())) break;
    }
    ::close(file);
    text.resize(size);
    return text;
}

std::vector<std::string> list_files(const fs::path& root) {
    std::vector<std::string> found;
    for (auto it = fs::recursive_directory_iterator(root); it != fs::recursive_directory_iterator(); ++it) {
        if (it->path().filename().string().starts_with('.')) {
            if (it->is_directory() && !it->is_symlink()) it.disable_recursion_pending();
            continue;
        }
        std::error_code broken_link;
        if (it->is_regular_file(broken_link)) found.push_back(it->path().lexically_relative(root).generic_string());
    }
    std::sort(found.begin(), found.end());
    return found;
}

void write_file_atomically(const fs::path& path, std::string_view content) {
    AtomicFile file(path);
    file.write(content);
    file.commit();
}

void write_file_for_owner(const fs::path& path, std::string_view content) {
    const mode_t usual = ::umask(S_IRWXG | S_IRWXO);
    write_file_atomically(path, content);
    ::umask(usual);
}

std::optional<fs::path> join_under(const fs::path& root, std::string_view relative) {
    if (relative.empty() || relative.front() == '/') return std::nullopt;
    if (relative.find('\0') != std::string_view::npos || relative.find('\\') != std::string_view::npos)
        return std::nullopt;
    const fs::path part{std::string(relative)};
    if (std::any_of(part.begin(), part.end(), [](const fs::path& name) { return name == ".."; })) return std::nullopt;
    const fs::path real_root = fs::weakly_canonical(root);
    const fs::path joined = fs::weakly_canonical(real_root / part);
    if (!is_inside(real_root, joined)) return std::nullopt;
    return joined;
}

std::string content_hash(std::string_view content) {
    std::array<unsigned char, 32> hash{};
    crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(content.data()), content.size(),
                       nullptr, 0);
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    for (const unsigned char byte : hash) {
        out += digits[byte >> 4U];
        out += digits[byte & 15U];
    }
    return out;
}

}  // namespace charter
