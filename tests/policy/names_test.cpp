// One namespace for the project: two layers that give two types the same name would share their functions by accident,
// and the linker does not tell.
#include <catch2/catch.hpp>
#include <filesystem>
#include <map>
#include <regex>
#include <sstream>

#include "generator/shared/files.h"

namespace charter::names_test {

TEST_CASE("no two headers define a type of the same name", "[policy]") {
    const std::regex definition("^(class|struct|enum class) (\\w+) [^;]*\\{.*");
    std::map<std::string, std::string> first;  // type -> header
    for (const std::string folder : {"generator", "server"}) {
        const std::filesystem::path root = std::filesystem::path(CHARTER_SOURCE_DIR) / folder;
        for (const std::string& file : list_files(root)) {
            if (!file.ends_with(".h")) continue;
            std::istringstream lines(read_file(root / file));
            for (std::string line; std::getline(lines, line);) {
                std::smatch found;
                if (!std::regex_match(line, found, definition)) continue;
                const std::string header = folder + "/" + file;
                INFO(found[2] << " in " << header << " and " << first[found[2]]);
                const std::string& before = first.try_emplace(found[2], header).first->second;
                CHECK((before.empty() || before == header));
                first[found[2]] = header;
            }
        }
    }
    CHECK(first.size() > 100);
}

}  // namespace charter::names_test
