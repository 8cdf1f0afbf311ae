// The bytes of files, each under its id in a folder of its own beside the database. A file is whole and on disk before
// the database names it; what the database does not name is swept away when it is opened. Used by the stores and
// verify.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace charter {

[[nodiscard]] std::filesystem::path files_path(const std::filesystem::path& data);

// A file that is being written. Unless it is kept, it goes with this object.
class NewFile {
  public:
    NewFile(std::filesystem::path path, int descriptor);
    NewFile(NewFile&& other) noexcept;
    NewFile& operator=(NewFile&&) = delete;
    ~NewFile();

    [[nodiscard]] std::string id() const { return path_.filename().string(); }
    // Open to be read and written; it is closed with this object.
    [[nodiscard]] int descriptor() const { return descriptor_; }
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    // The database names it now.
    void keep() { kept_ = true; }

  private:
    std::filesystem::path path_;
    int descriptor_ = -1;
    bool kept_ = false;
};

struct FileFacts {
    std::uint64_t size = 0;
    std::string hash;
    bool operator==(const FileFacts&) const = default;
};

class FileFolder {
  public:
    explicit FileFolder(std::filesystem::path path) : path_(std::move(path)) {}

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    // Makes it, for ourselves alone. Throws StoreError.
    void make() const;
    // Nothing if the disk is full or fails.
    [[nodiscard]] std::optional<NewFile> begin() const;
    // Brings it to disk, with its name, and measures it. Nothing if that fails: it is not kept.
    [[nodiscard]] std::optional<FileFacts> flush(const NewFile& file) const;
    // Nothing if there is none. Throws std::system_error if it cannot be read.
    [[nodiscard]] std::optional<std::string> read(std::string_view id) const;
    // One that cannot be removed now is swept away later.
    void remove(std::string_view id) const;
    // Removes what is not known; whatever else lies in the folder too. Throws StoreError.
    void sweep(const std::function<bool(const std::string& id)>& is_known) const;

  private:
    std::filesystem::path path_;
};

}  // namespace charter
