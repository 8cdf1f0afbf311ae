// What a build remembers of the texts it read and the pages it drew, as a file beside it. It may be deleted at any
// time: the next build then reads and draws everything.
#pragma once

#include <filesystem>
#include <string>

#include "generator/content/text_memory.h"
#include "generator/render/page_memory.h"
#include "generator/shared/mapped_file.h"

namespace charter {

struct BuildMemory {
    MappedFile file;      // that it was read from: what was read is of its texts
    std::string program;  // which one read the texts
    TextMemory texts;     // those that need not be read again
    PageMemory pages;
};

void save_memory(const std::filesystem::path& file, const BuildMemory& memory);

// Nothing if there is no such file, or if it is not whole.
[[nodiscard]] BuildMemory load_memory(const std::filesystem::path& file);

}  // namespace charter
