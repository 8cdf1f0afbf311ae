// Files and folders below an open folder, by paths relative to it with '/'. Failures throw std::system_error with the
// path in the text.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "generator/shared/descriptor.h"
#include "generator/write/file_marks.h"

namespace charter {

// "cannot WHAT PATH: " and what the system says of `error`.
[[noreturn]] void fail_at(int error, const std::string& what, const std::filesystem::path& path);

[[nodiscard]] Descriptor open_folder(const std::filesystem::path& folder);

// Not empty, not absolute, without "." and ".." and NUL: it cannot lead out of the folder.
[[nodiscard]] bool is_below(std::string_view path);

// "en/a/index.html" -> "en/a"; "" for what lies in the folder itself.
[[nodiscard]] std::string_view parent_of(std::string_view path);

// Makes `folder` and its parents where they are missing.
void make_folders(int root, const std::string& folder);

// True if there is a file with just this content.
[[nodiscard]] bool holds(int root, const std::string& path, std::string_view content);

// What was there before is never written over: that throws. How the new file looks.
FileMark write_new_file(int root, const std::string& path, std::string_view content);

}  // namespace charter
