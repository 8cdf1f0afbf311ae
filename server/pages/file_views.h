// Files as pages show them: name, kind and size in words.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "server/pages/page.h"

namespace charter {

// "340 KB", "3 MB": rounded up.
[[nodiscard]] std::string size_text(const Words& words, std::uint64_t bytes);
// The name its sender gave, or a word for a file without one.
[[nodiscard]] std::string file_name_text(const Words& words, const AddedFile& file);
// {name, kind, size}
[[nodiscard]] View file_view(const Words& words, const AddedFile& file);
// The names alone, for a row: "a.jpg, b.pdf".
[[nodiscard]] std::string file_names(const Words& words, const std::vector<AddedFile>& files);

}  // namespace charter
