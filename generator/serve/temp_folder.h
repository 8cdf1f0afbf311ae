// A folder of our own among the system's temporary files, removed with everything in it by the destructor.
#pragma once

#include <filesystem>

namespace charter {

class TempFolder {
  public:
    // Throws std::system_error.
    TempFolder();
    ~TempFolder();
    TempFolder(const TempFolder&) = delete;
    TempFolder& operator=(const TempFolder&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

}  // namespace charter
