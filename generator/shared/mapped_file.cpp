#include "generator/shared/mapped_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <utility>

namespace charter {

MappedFile::MappedFile(const std::filesystem::path& file) {
    const int number = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (number < 0) return;
    struct stat found {};
    if (::fstat(number, &found) == 0 && S_ISREG(found.st_mode) && found.st_size > 0) {
        const auto size = static_cast<std::size_t>(found.st_size);
        void* const begin = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, number, 0);
        if (begin != MAP_FAILED) {
            begin_ = static_cast<const char*>(begin);
            size_ = size;
        }
    }
    ::close(number);
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : begin_(std::exchange(other.begin_, nullptr)), size_(std::exchange(other.size_, 0)) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
    std::swap(begin_, other.begin_);
    std::swap(size_, other.size_);
    return *this;
}

MappedFile::~MappedFile() {
    if (begin_ != nullptr) ::munmap(const_cast<char*>(begin_), size_);
}

}  // namespace charter
