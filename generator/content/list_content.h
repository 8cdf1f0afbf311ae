// The names of a site's files, before any is read: what may be a part of the site, and what may not and why.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "generator/shared/diagnostics.h"

namespace charter {

// What a file is for, by its place and name alone.
enum class ContentPart { Settings, Data, Addresses, Page, Picture, None };

struct ContentFile {
    std::string path;  // relative to the site's folder, '/' separators
    ContentPart part = ContentPart::None;
};

// Sorted by path. Names that begin with a dot are passed over; a link to a folder is not followed, and one to a file
// only if that stands in the site too. Folders that others read (themes, rules) are left to them. Codes: linked-file,
// file-name, folder-depth, unknown-file (a warning). Throws std::filesystem::filesystem_error if a folder cannot be
// read.
[[nodiscard]] std::vector<ContentFile> list_content(const std::filesystem::path& site, Diagnostics& diagnostics);

}  // namespace charter
