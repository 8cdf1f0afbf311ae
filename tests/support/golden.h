// Golden files: what a test made against what was approved. UPDATE_GOLDEN=1 rewrites the approved files; the reviewer
// reads the difference.
#pragma once

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "generator/shared/files.h"
#include "tests/support/temp_dir.h"

namespace charter {

// Path -> text.
using FileTexts = std::map<std::string, std::string>;

inline FileTexts read_files(const std::filesystem::path& folder) {
    FileTexts files;
    if (std::filesystem::is_directory(folder))
        for (const std::string& path : list_files(folder)) files.emplace(path, slurp(folder / path));
    return files;
}

inline std::string first_line_at(std::string_view text, std::size_t at) {
    const auto begin = at == 0 ? 0 : text.rfind('\n', at - 1) + 1;
    return std::string(text.substr(begin, text.find('\n', begin) - begin));
}

// Empty if the texts are the same; else the first line that differs.
inline std::string first_difference(std::string_view actual, std::string_view approved) {
    if (actual == approved) return {};
    std::size_t at = 0;
    while (at < actual.size() && at < approved.size() && actual[at] == approved[at]) ++at;
    return "made:     " + first_line_at(actual, at) + "\napproved: " + first_line_at(approved, at);
}

inline void check_golden(const FileTexts& actual, const std::filesystem::path& approved_folder) {
    if (const char* update = std::getenv("UPDATE_GOLDEN"); update != nullptr && std::string_view(update) == "1") {
        std::filesystem::remove_all(approved_folder);
        for (const auto& [path, text] : actual) spill(approved_folder / path, text);
    }
    const FileTexts approved = read_files(approved_folder);
    REQUIRE_FALSE(approved.empty());
    for (const auto& [path, text] : actual) {
        INFO(path);
        const auto found = approved.find(path);
        CHECK(found != approved.end());
        if (found != approved.end()) CHECK(first_difference(text, found->second) == "");
    }
    for (const auto& [path, text] : approved) {
        INFO(path);
        CHECK(actual.contains(path));
    }
}

}  // namespace charter
