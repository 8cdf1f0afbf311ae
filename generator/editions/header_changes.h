// Puts an edited header block of a page in place, so that its translations stay as up to date as they were: their words
// are not touched by what stands in the first language alone.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "generator/model/site.h"

namespace charter {

// Keeps the site by reference. Throws std::system_error if a file cannot be written.
class HeaderChanges {
  public:
    HeaderChanges(const std::filesystem::path& folder, const Site& site) : folder_(folder), site_(site) {}

    // `page`: of the first language. The files written are added to `changed`, relative to the folder.
    void replace(const Page& page, const std::string& text, std::vector<std::string>& changed) const;

  private:
    void write(const Page& page, const std::string& text, std::vector<std::string>& changed) const;

    const std::filesystem::path& folder_;
    const Site& site_;
};

}  // namespace charter
