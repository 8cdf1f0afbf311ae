#include "generator/shared/temp_folder.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstdlib>
#include <string>
#include <system_error>

namespace charter {

TempFolder::TempFolder(std::string_view name_of_use) {
    std::string name =
        (std::filesystem::temp_directory_path() / fmt::format("charter-{}-XXXXXX", name_of_use)).string();
    if (::mkdtemp(name.data()) == nullptr)
        throw std::system_error(errno, std::generic_category(), "cannot make the folder " + name);
    path_ = name;
}

TempFolder::~TempFolder() {
    std::error_code ignored;  // the system clears its temporary files
    std::filesystem::remove_all(path_, ignored);
}

}  // namespace charter
