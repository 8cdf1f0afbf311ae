#include "generator/model/former_address.h"

#include <algorithm>
#include <array>

namespace charter {
namespace {

constexpr std::array<std::string_view, 2> taken_folders = {"assets", "data"};
// At the root or in the folder of a language, also packed.
constexpr std::array<std::string_view, 8> taken_files = {"index.html",   "404.html",       "robots.txt",
                                                         "sitemap.xml",  "catalogue.json", "manifest.txt",
                                                         "calendar.ics", "changes.atom"};

bool is_plain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
           c == '.' || c == '~';
}

template <typename Names>
bool holds(const Names& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

std::string_view without_ending(std::string_view name, std::string_view ending) {
    return name.ends_with(ending) ? name.substr(0, name.size() - ending.size()) : name;
}

}  // namespace

bool is_former_address(std::string_view address) {
    if (address.size() < 3 || address.front() != '/' || address.back() != '/') return false;
    char before = 0;
    for (const char c : address) {
        if (c != '/' && !is_plain(c)) return false;
        if (before == '/' && (c == '/' || c == '.')) return false;
        before = c;
    }
    return true;
}

bool is_taken_by_build(std::string_view address) {
    if (address.size() < 2) return true;
    address.remove_prefix(1);
    if (holds(taken_folders, address.substr(0, address.find('/')))) return true;
    for (int depth = 0; depth < 2 && !address.empty(); ++depth) {
        const std::size_t slash = std::min(address.find('/'), address.size());
        const std::string_view name = address.substr(0, slash);
        if (holds(taken_files, without_ending(without_ending(name, ".br"), ".gz"))) return true;
        address.remove_prefix(std::min(address.size(), slash + 1));
    }
    return false;
}

}  // namespace charter
