// The files and folders of one finished build as they were written, so that the next build can take them over without
// reading them. What does not look exactly as it was marked is written anew, never taken over.
#pragma once

#include <sys/stat.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "generator/shared/mapped_file.h"

namespace charter {

struct FileMark {
    std::uint64_t inode = 0;
    std::int64_t size = 0;     // of a file; 0 for a folder
    std::int64_t changed = 0;  // its time stamp in nanoseconds
    bool operator==(const FileMark&) const = default;
};

// Path in the build -> mark. A folder's path ends with '/'; the build's own is "/". Of paths that live elsewhere.
using FileMarks = std::unordered_map<std::string_view, FileMark>;

struct KeptMarks {
    MappedFile file;  // that they were read from
    FileMarks marks;
};

// What the system says of a regular file or a folder.
[[nodiscard]] FileMark file_mark(const struct stat& found);

// How the file or folder looks now below the open folder `root`; nothing if there is none, or something else.
[[nodiscard]] std::optional<FileMark> mark_of(int root, std::string_view path);

// The marks kept in a file, if it was written whole and for this `stamp` (which program wrote them, and how); else
// none.
[[nodiscard]] KeptMarks load_marks(const std::filesystem::path& file, std::string_view stamp);
void save_marks(const std::filesystem::path& file, std::string_view stamp, const FileMarks& marks);

// True if every folder of the marks is there with the entries it had, and no other.
[[nodiscard]] bool folders_are_untouched(int root, const FileMarks& marks);

}  // namespace charter
