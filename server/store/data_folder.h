// The files beside the database: its lock and its master key.
#pragma once

#include <filesystem>
#include <string>

namespace charter {

[[nodiscard]] std::filesystem::path database_path(const std::filesystem::path& folder);
[[nodiscard]] std::filesystem::path key_path(const std::filesystem::path& folder);

// Makes the folder, for ourselves alone, if it is not there. Throws StoreError, as the functions below.
void make_folder(const std::filesystem::path& folder);
// Makes an empty database that only we may read, if there is none. SQLite gives the files beside it the same rights.
void make_database_file(const std::filesystem::path& folder);

// Held while a process may write. Released by the destructor, and by the system if the process dies.
class FolderLock {
  public:
    // Throws StoreError if another process holds it.
    explicit FolderLock(const std::filesystem::path& folder);
    ~FolderLock();
    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;

  private:
    int file_ = -1;
};

// The master key, made if the folder holds no database yet. Throws StoreError if it is missing, cut, or open to others.
[[nodiscard]] std::string make_or_read_key(const std::filesystem::path& folder);
[[nodiscard]] std::string read_key(const std::filesystem::path& folder);

}  // namespace charter
