// The files of one published build, read when asked for and kept in a bounded cache. A build never changes, so what is
// kept stays true. Used by static_files.h alone. Any thread.
#pragma once

#include <cstddef>
#include <filesystem>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "generator/shared/descriptor.h"

namespace charter {

struct SiteFile {
    std::string bytes;
    std::string etag;  // strong, of these bytes; with its quotes
};

class SiteFolder {
  public:
    // Throws std::system_error if the folder cannot be opened. It is held open: a rename does not matter.
    SiteFolder(const std::filesystem::path& folder, std::size_t cache_bytes);

    // The regular file at `path` (segments joined by '/', none of them "", "." or ".."), or nullptr. No link is
    // followed. Throws std::system_error if it is there and cannot be read.
    [[nodiscard]] std::shared_ptr<const SiteFile> find(const std::string& path) const;
    // Whether there is such a file, without reading it.
    [[nodiscard]] bool has(const std::string& path) const;

  private:
    using Entry = std::pair<std::string, std::shared_ptr<const SiteFile>>;
    [[nodiscard]] Descriptor open_file(const std::string& path) const;
    [[nodiscard]] std::shared_ptr<const SiteFile> find_kept(const std::string& path) const;
    void keep(const std::string& path, const std::shared_ptr<const SiteFile>& file) const;

    Descriptor folder_;
    std::size_t cache_bytes_;
    mutable std::mutex lock_;
    mutable std::list<Entry> used_;                                                  // the one used last first
    mutable std::unordered_map<std::string_view, std::list<Entry>::iterator> kept_;  // keys point into used_
    mutable std::size_t kept_bytes_ = 0;
};

}  // namespace charter
