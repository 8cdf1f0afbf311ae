// Folders and all that is below them, watched: which files changed, once the editor that saves them is done. An editor
// may write a file in place, write another and rename it over, or put the old one aside first; a file that is away or
// half written is waited for a little longer. Its helpers (names that begin with a dot or end in ~, 4913, #NAME#) are
// passed over. Links to folders are not followed. One thread, but for stop(). Uses inotify.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <set>
#include <string>

namespace charter {

struct FolderChanges {
    std::set<std::string> paths;  // files and folders that changed, are new or gone; a folder stands for what was in it
    bool is_everything = false;   // there were too many changes to name
    [[nodiscard]] bool empty() const { return paths.empty() && !is_everything; }
};

class FolderWatch {
  public:
    // Throws std::system_error, as add() and wait() do, with what to do if a limit of the system is reached.
    FolderWatch();
    ~FolderWatch();
    FolderWatch(const FolderWatch&) = delete;
    FolderWatch& operator=(const FolderWatch&) = delete;

    // Watches a folder and those below it; again for one that is watched already does nothing. Paths of changes begin
    // with `folder` as it is written here.
    void add(const std::filesystem::path& folder);
    // The next changes, or none if nothing changes for `most` or it was stopped.
    [[nodiscard]] FolderChanges wait(std::chrono::milliseconds most);
    // Any thread, also from a signal handler: wait() returns at once, now and later.
    void stop() noexcept;

  private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

}  // namespace charter
