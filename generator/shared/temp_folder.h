// A folder of our own among the system's temporary files, removed with everything in it by the destructor.
#pragma once

#include <filesystem>
#include <string_view>

namespace charter {

class TempFolder {
  public:
    // `name` is part of the folder's, for whoever wonders whose it is. Throws std::system_error.
    explicit TempFolder(std::string_view name);
    ~TempFolder();
    TempFolder(const TempFolder&) = delete;
    TempFolder& operator=(const TempFolder&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

}  // namespace charter
