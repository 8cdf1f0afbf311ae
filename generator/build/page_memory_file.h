// What is remembered of drawn pages, as a file beside the build it belongs to. It may be deleted at any time: the next
// build then draws every page.
#pragma once

#include <filesystem>

#include "generator/render/page_memory.h"

namespace charter {

void save_page_memory(const std::filesystem::path& file, const PageMemory& memory);

// Nothing if there is no such file, or if it is not whole.
[[nodiscard]] PageMemory load_page_memory(const std::filesystem::path& file);

}  // namespace charter
