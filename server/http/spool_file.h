// Bodies of requests that are too long for memory: forms with files. Each is in a file without a name, so that it goes
// when nobody holds it any more, also when the process dies. A file is written by one thread and read by one after it.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "generator/shared/descriptor.h"

namespace charter {

class SpoolFile {
  public:
    // Takes over an open file, which is empty.
    explicit SpoolFile(Descriptor file) : file_(std::move(file)) {}

    // False if the disk is full or fails: the file is of no more use.
    [[nodiscard]] bool append(std::string_view bytes);
    [[nodiscard]] std::uint64_t size() const { return size_; }
    // Up to `most` bytes from `at` on; fewer at the end. Throws std::system_error.
    [[nodiscard]] std::string read(std::uint64_t at, std::size_t most) const;

  private:
    Descriptor file_;
    std::uint64_t size_ = 0;
};

class SpoolFolder {
  public:
    // `most`: files that may be open at once.
    SpoolFolder(std::filesystem::path folder, std::size_t most);

    // nullptr if as many are open as may, or no file can be made. Any thread.
    [[nodiscard]] std::shared_ptr<SpoolFile> open();

  private:
    std::filesystem::path folder_;
    std::size_t most_;
    std::shared_ptr<std::atomic<std::size_t>> open_count_ = std::make_shared<std::atomic<std::size_t>>(0);
};

}  // namespace charter
