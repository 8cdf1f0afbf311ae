// A file's bytes as they lie in the system's memory, without a copy of our own: for large files that are replaced as a
// whole and never written to in place (those of write_file_atomically() and AtomicFile).
#pragma once

#include <cstddef>
#include <filesystem>
#include <string_view>

namespace charter {

class MappedFile {
  public:
    MappedFile() = default;  // no bytes
    // No bytes if there is no such file, or if it cannot be read.
    explicit MappedFile(const std::filesystem::path& file);
    MappedFile(MappedFile&& other) noexcept;
    MappedFile& operator=(MappedFile&& other) noexcept;
    ~MappedFile();

    // Valid as long as this object, and the one that it is moved to, live.
    [[nodiscard]] std::string_view bytes() const { return {begin_, size_}; }

  private:
    const char* begin_ = nullptr;
    std::size_t size_ = 0;
};

}  // namespace charter
