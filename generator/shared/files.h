// Files: read, list in sorted order, write atomically, join under a root. The only place besides the store and the
// listener that touches the disk. Failures of the world throw std::system_error with the path in the text.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace charter {

[[nodiscard]] std::string read_file(const std::filesystem::path& path);
// The same, but no more than the first `most` bytes.
[[nodiscard]] std::string read_file_up_to(const std::filesystem::path& path, std::size_t most);

// Every regular file below `root`, as paths relative to it with '/' separators, sorted by bytes. Names that begin with
// a dot are passed over. Symbolic links to folders are not followed, so a link loop ends.
[[nodiscard]] std::vector<std::string> list_files(const std::filesystem::path& root);

// Writes beside `path`, then renames over it: readers see the old or the new content. Makes the parent folders.
void write_file_atomically(const std::filesystem::path& path, std::string_view content);
// The same for what its owner alone may read, from its first byte on. Not while other threads make files: it changes
// what this process gives to new ones.
void write_file_for_owner(const std::filesystem::path& path, std::string_view content);

// `relative` below `root`, or nothing if it is absolute, contains "..", a NUL or a backslash, or leaves the root
// through a link.
[[nodiscard]] std::optional<std::filesystem::path> join_under(const std::filesystem::path& root,
                                                              std::string_view relative);

// A hexadecimal hash of the content, the same on every machine; 64 characters (BLAKE2b-256).
[[nodiscard]] std::string content_hash(std::string_view content);

}  // namespace charter
