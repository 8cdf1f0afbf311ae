// The pages of the handbook as the tests read them: sections, what their lists name, the blocks of code. And the lists
// that the handbook is held against, read from the programs' help and from their sources, never written a second time.
#pragma once

#include <catch2/catch.hpp>
#include <filesystem>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "generator/shared/files.h"
#include "generator/shared/text.h"

namespace charter {

using Names = std::set<std::string>;

inline std::filesystem::path handbook_file(std::string_view page) {
    return std::filesystem::path(CHARTER_SOURCE_DIR) / "content/handbook/en" / (std::string(page) + ".md");
}

inline std::string source_text(std::string_view path) {
    return read_file(std::filesystem::path(CHARTER_SOURCE_DIR) / path);
}

// Everything that the first group of `pattern` matches.
inline Names names_in(const std::string& text, const std::regex& pattern) {
    Names names;
    for (std::sregex_iterator at(text.begin(), text.end(), pattern); at != std::sregex_iterator(); ++at)
        names.insert((*at)[1]);
    return names;
}

// Heading -> the text below it, up to the next heading of the same level or a higher one. "": the whole page.
inline std::map<std::string, std::string> sections_of(const std::string& page) {
    struct Open {
        std::size_t level = 0;
        std::string heading;
    };
    std::map<std::string, std::string> sections;
    std::vector<Open> open = {{0, ""}};
    for (const std::string& line : split(page, '\n')) {
        const std::size_t level = line.find_first_not_of('#');
        if (level != std::string::npos && level > 0 && line[level] == ' ') {
            while (open.back().level >= level) open.pop_back();
            open.push_back({level, line.substr(level + 1)});
        }
        for (const Open& each : open) sections[each.heading] += line + "\n";
    }
    return sections;
}

// What the items of a text's lists explain: the code before the first colon, without what follows a name in it. Of
// "- `--site FOLDER`, `--data`: ..." "--site" and "--data".
inline Names explained_in(const std::string& text) {
    static const std::regex name("`([^` ]+)[^`]*`");
    Names names;
    for (const std::string& line : split(text, '\n')) {
        if (!line.starts_with("- `")) continue;
        const std::size_t end = line.find("`:");
        names.merge(names_in(line.substr(0, end == std::string::npos ? line.size() : end + 1), name));
    }
    return names;
}

inline void check_explains(const std::string& text, const Names& wanted) {
    const Names explained = explained_in(text);
    for (const std::string& name : wanted) {
        CAPTURE(name);
        CHECK(explained.contains(name));
    }
}

// The lines of a text's blocks of code, without what they are moved in by.
inline std::string code_in(const std::string& text) {
    std::string code;
    for (const std::string& line : split(text, '\n'))
        if (line.starts_with("    ")) code += line.substr(4) + "\n";
    return code;
}

// The keys that each function of a source asks Fields for, itself or through the functions of the same source that it
// calls.
std::map<std::string, Names> fields_by_function(const std::string& source);

// What a command of build/PROGRAM says of itself.
struct CommandHelp {
    std::string name;  // "user add"; "": the program
    Names commands;    // its subcommands
    Names arguments;
    Names flags;
};
// The program and every command of it, whatever its depth.
std::vector<CommandHelp> help_of_all(const std::string& program);
std::string output_of(const std::string& program, const std::string& arguments);

}  // namespace charter
