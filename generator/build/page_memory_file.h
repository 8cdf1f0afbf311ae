// What is remembered of drawn pages, as a file beside the build it belongs to. It may be deleted at any time: the next
// build then draws every page.
#pragma once

#include <filesystem>
#include <string_view>

#include "generator/render/page_memory.h"

namespace charter {

void save_page_memory(const std::filesystem::path& file, std::string_view stamp, const PageMemory& memory);

// Nothing if there is no such file, if it is not whole, or if its stamp is another: which program drew with what theme.
[[nodiscard]] PageMemory load_page_memory(const std::filesystem::path& file, std::string_view stamp);

}  // namespace charter
