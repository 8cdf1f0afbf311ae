// The first stage: a site's folder to texts, read in parallel and sorted, so that every later stage works in memory.
// Says nothing of what the texts mean.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "generator/content/text_memory.h"
#include "generator/shared/diagnostics.h"
#include "generator/shared/source.h"

namespace charter {

struct SiteFiles {
    std::string site_id;                        // the folder's name: "western-cape-dsd"
    Source settings;                            // site.yaml; empty text if there is none (reported)
    std::vector<Source> data;                   // data/*.yaml, sorted by path
    Source addresses;                           // data/addresses.txt; empty text if there is none
    std::vector<Source> pages;                  // every other *.md but those below data/ and themes/, sorted by path
    std::vector<Source> pictures;               // other files beside the pages (bytes, not checked), sorted by path
    std::set<std::string, std::less<>> faulty;  // files that are here only as far as they can be read
};

// Paths are relative to the site's folder. A text with a fault is reported once and goes on as far as it can be read
// (its wrong bytes replaced, its end cut off), so that nobody misses what it would have said. Codes: missing-settings,
// not-utf8 (at the byte), nul-byte, file-too-big (over 1 MiB). Throws std::system_error if the folder cannot be read.
[[nodiscard]] SiteFiles read_content(const std::filesystem::path& site, unsigned jobs, Diagnostics& diagnostics);

// The same, but texts that are as they were known are not read again.
[[nodiscard]] SiteFiles read_content(const std::filesystem::path& site, unsigned jobs, TextReading& reading,
                                     Diagnostics& diagnostics);

// The same for who reads on while the folder changes: what was found in each file that cannot be used whole, by its
// path, and in the listing of the folder, by "".
using FileFindings = std::map<std::string, Diagnostics>;
[[nodiscard]] SiteFiles read_content(const std::filesystem::path& site, unsigned jobs, FileFindings& findings);
// Takes in these files as they are now, or takes them out if they are gone. Those of them that are different.
std::vector<std::string> read_again(const std::filesystem::path& site, const std::vector<std::string>& paths,
                                    SiteFiles& files, FileFindings& findings);
// All that was found in the files; then they know which of them are faulty.
void report_files(SiteFiles& files, const FileFindings& findings, Diagnostics& diagnostics);

}  // namespace charter
