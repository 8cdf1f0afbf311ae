// A file that is written in pieces and appears whole or not at all.
#pragma once

#include <filesystem>
#include <string_view>

namespace charter {

// Writes beside `path`; commit() renames over it, so readers see the old or the new content. What was not committed is
// removed. Makes the parent folders. Failures throw std::system_error with the path in the text.
class AtomicFile {
  public:
    explicit AtomicFile(std::filesystem::path path);
    AtomicFile(const AtomicFile&) = delete;
    AtomicFile& operator=(const AtomicFile&) = delete;
    ~AtomicFile();

    void write(std::string_view piece);
    void commit();

  private:
    [[noreturn]] void fail() const;

    std::filesystem::path path_;
    std::filesystem::path beside_;
    int number_ = -1;
};

}  // namespace charter
