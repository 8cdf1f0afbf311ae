// Dependencies point one way, and each third-party library is known in one place. Both are read off every #include.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "generator/shared/files.h"
#include "generator/shared/source.h"

namespace charter::layering_test {
namespace {

using Names = std::set<std::string>;

// A folder -> the folders whose headers it may include besides its own.
const std::map<std::string, Names>& allowed_folders() {
    static const std::map<std::string, Names> allowed = [] {
        std::map<std::string, Names> rules;
        const Names shared = {"generator/shared"};
        rules["generator/shared"] = {};
        rules["generator/content"] = shared;
        rules["generator/model"] = {"generator/shared", "generator/content"};
        rules["generator/check"] = {"generator/shared", "generator/content", "generator/model"};
        rules["generator/render"] = {"generator/shared", "generator/content", "generator/model"};
        rules["generator/write"] = shared;
        rules["generator/build"] = {"generator/shared", "generator/content", "generator/model",
                                    "generator/check",  "generator/render",  "generator/write"};
        rules["generator/editions"] = {"generator/shared", "generator/content", "generator/model",
                                       "generator/check",  "generator/write",   "generator/build"};
        rules["generator/print"] = {"generator/shared", "generator/content", "generator/model", "generator/render",
                                    "generator/build"};
        // The preview alone stands on both programs: it shows the server's forms over a site that is being edited.
        rules["generator/serve"] = {"generator/shared", "generator/content", "generator/model",    "generator/check",
                                    "generator/render", "generator/build",   "generator/editions", "server",
                                    "server/http",      "server/handlers",   "server/staff",       "server/store",
                                    "server/uploads"};
        rules["generator"] = {"generator/shared",   "generator/content", "generator/model",
                              "generator/check",    "generator/write",   "generator/build",
                              "generator/editions", "generator/serve",   "generator/print"};
        rules["server/http"] = shared;
        rules["server/cases"] = shared;
        rules["server/uploads"] = {"generator/shared", "server/cases"};
        rules["server/photo"] = {"server/uploads", "server/cases"};
        rules["server/staff"] = {"generator/shared", "server/cases"};
        rules["server/forms"] = {"generator/shared", "server/http", "server/cases", "server/staff"};
        rules["server/store"] = {"generator/shared", "server/cases", "server/staff"};
        rules["server/pages"] = {"generator/shared", "server/cases", "server/staff", "server/forms", "server/store"};
        rules["server/handlers"] = {"generator/shared", "server/http",  "server/cases", "server/staff",
                                    "server/forms",     "server/store", "server/pages", "server/uploads"};
        rules["server/demo"] = {"generator/shared", "server/http",  "server/cases", "server/staff",
                                "server/forms",     "server/store", "server/pages", "server/handlers"};
        rules["server"] = {"server/uploads", "generator/shared", "server/http",  "server/cases",    "server/staff",
                           "server/forms",   "server/store",     "server/pages", "server/handlers", "server/demo"};
        return rules;
    }();
    return allowed;
}

struct Library {
    std::string name;
    std::regex header;
    std::regex place;  // files that may include it
};

const std::vector<Library>& libraries() {
    static const std::vector<Library> list = [] {
        const auto library = [](std::string name, const char* header, const char* place) {
            return Library{std::move(name), std::regex(header), std::regex(place)};
        };
        return std::vector<Library>{
            library("mustache", "kainjow/.*", "generator/shared/template\\.cpp"),
            library("yaml-cpp", "yaml-cpp/.*", "generator/shared/yaml\\.cpp"),
            library("date", "date/.*", "generator/shared/time_zones\\.cpp"),
            library("cmark-gfm", "cmark-gfm.*", "generator/content/markdown_tree\\.cpp"),
            library("zlib", "zlib\\.h", "generator/write/compress\\.cpp"),
            library("brotli", "brotli/.*", "generator/write/compress\\.cpp"),
            library("CLI11", "CLI/.*", "(generator|server)/main\\.cpp|generator/[a-z]*_commands\\.cpp"),
            library("libvips", "vips/.*", "server/photo/reencode\\.cpp"),
            library("xxHash", "xxhash\\.h", "generator/shared/fingerprint\\.cpp"),
            library("mimalloc", "mimalloc\\.h", "generator/main\\.cpp"),
            library("libqrencode", "qrencode\\.h", "generator/shared/qr_code\\.cpp"),
            library("cpp-httplib", "httplib\\.h", "server/http/listener\\.cpp"),
            // Two databases, each with one place: the cases, and the search index that both programs know.
            library("SQLiteCpp", "SQLiteCpp/.*|sqlite3\\.h",
                    "server/store/.*|generator/shared/(write_)?search_index\\.cpp"),
            library("libsodium", "sodium.*", "generator/shared/(files|signature)\\.cpp|server/staff/.*\\.cpp"),
            library("OpenSSL", "openssl/.*", "server/staff/one_time_code\\.cpp"),
            library("spdlog", "spdlog/.*", "server/[^/]*\\.cpp"),
            // JSON is a language of both programs' edges; its header is slow, so no header of ours may hold it.
            library("nlohmann-json", "nlohmann/.*", ".*\\.cpp"),
            library("fmt", "fmt/.*", ".*\\.cpp"),
        };
    }();
    return list;
}

struct Include {
    std::string file;
    std::size_t line = 0;
    std::string header;
    bool ours = false;  // written in quotes
};

std::string folder_of(const std::string& path) {
    return path.substr(0, path.rfind('/'));
}

bool is_code(const std::string& path) {
    return path.ends_with(".h") || path.ends_with(".cpp");
}

std::vector<Include> includes_of(const std::string& path, const std::string& text) {
    static const std::regex pattern("^\\s*#\\s*include\\s*([<\"])([^>\"]+)[>\"]");
    std::vector<Include> includes;
    const Source source{path, text};
    const auto lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
    for (std::size_t line = 1; line <= lines; ++line) {
        const std::string content(line_text(source, line));
        std::smatch match;
        if (std::regex_search(content, match, pattern))
            includes.push_back({path, line, match[2].str(), match[1].str() == "\""});
    }
    return includes;
}

std::vector<Include> all_includes() {
    const std::filesystem::path root = CHARTER_SOURCE_DIR;
    std::vector<Include> includes;
    for (const std::string top : {"generator", "server"})
        for (const std::string& file : list_files(root / top)) {
            if (!is_code(file)) continue;
            std::string path = top;
            path.append("/").append(file);
            for (Include& include : includes_of(path, read_file(root / path))) includes.push_back(std::move(include));
        }
    return includes;
}

std::string shown(const Include& include) {
    return include.file + ":" + std::to_string(include.line) + " includes " + include.header;
}

// What is wrong with an include, or nothing.
std::string fault_of(const Include& include) {
    const std::string folder = folder_of(include.file);
    const auto rule = allowed_folders().find(folder);
    if (rule == allowed_folders().end()) return folder + " is no layer of allowed_folders()";
    if (include.ours) {
        const std::string other = folder_of(include.header);
        return other == folder || rule->second.contains(other) ? "" : folder + " may not use " + other;
    }
    for (const Library& library : libraries())
        if (std::regex_match(include.header, library.header) && !std::regex_match(include.file, library.place))
            return library.name + " belongs in one place";
    return "";
}

}  // namespace

TEST_CASE("every include obeys the direction of the layers and the place of its library", "[layering]") {
    const std::vector<Include> includes = all_includes();
    REQUIRE(includes.size() > 100);
    for (const Include& include : includes) {
        CAPTURE(shown(include));
        CHECK(fault_of(include) == "");
    }
}

TEST_CASE("every third-party library in use is named in the list of places", "[layering]") {
    static const std::regex standard(
        "[a-z_0-9]+|sys/[a-z]+\\.h|(fcntl|unistd|pthread|signal|arpa/inet|netinet/"
        "[a-z]+|poll|csignal|spawn|malloc|linux/[a-z]+)\\.h");
    for (const Include& include : all_includes()) {
        if (include.ours || std::regex_match(include.header, standard)) continue;
        CAPTURE(shown(include));
        const bool known = std::any_of(libraries().begin(), libraries().end(), [&](const Library& library) {
            return std::regex_match(include.header, library.header);
        });
        CHECK(known);
    }
}

TEST_CASE("an include against the direction, or a library in a second place, is a fault", "[layering]") {
    CHECK(fault_of({"server/pages/page.cpp", 1, "generator/model/site.h", true}) ==
          "server/pages may not use generator/model");
    CHECK(fault_of({"generator/content/markdown.cpp", 1, "generator/model/site.h", true}) ==
          "generator/content may not use generator/model");
    CHECK(fault_of({"generator/model/build_model.cpp", 1, "yaml-cpp/yaml.h", false}) ==
          "yaml-cpp belongs in one place");
    CHECK(fault_of({"generator/new/x.cpp", 1, "vector", false}) == "generator/new is no layer of allowed_folders()");
    CHECK(fault_of({"generator/model/build_model.cpp", 1, "generator/content/markdown.h", true}) == "");
}

}  // namespace charter::layering_test
