// The first stage: a site's folder to texts, read in parallel and sorted, so that every later stage works in memory.
// Says nothing of what the texts mean.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "generator/shared/diagnostics.h"
#include "generator/shared/source.h"

namespace charter {

struct SiteFiles {
    std::string site_id;           // the folder's name: "western-cape-dsd"
    Source settings;               // site.yaml; empty text if there is none (reported)
    std::vector<Source> data;      // data/*.yaml, sorted by path
    Source addresses;              // data/addresses.txt; empty text if there is none
    std::vector<Source> pages;     // every other *.md but those below data/ and themes/, sorted by path
    std::vector<Source> pictures;  // other files beside the pages (bytes, not checked), sorted by path
};

// Paths are relative to the site's folder. Files that cannot be used are reported and left out.
// Codes: missing-settings, not-utf8 (at the byte), file-too-big (over 1 MiB).
// Throws std::system_error if the folder cannot be read.
[[nodiscard]] SiteFiles read_content(const std::filesystem::path& site, unsigned jobs, Diagnostics& diagnostics);

}  // namespace charter
