#include "generator/content/list_content.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <set>
#include <string_view>
#include <system_error>
#include <utility>

#include "generator/shared/text.h"

namespace charter {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t deepest = 32;
// Folders of a site that hold no pages: what is in them is read by others, or kept.
constexpr std::array<std::string_view, 3> other_folders = {"themes", "theme", "rules"};
// Files that a page may show or offer; they are published as they are.
constexpr auto published_endings = std::to_array<std::string_view>(
    {"png",  "jpg", "jpeg", "gif", "webp", "avif", "svg",  "ico", "html", "pdf", "csv",
     "json", "xml", "ics",  "zip", "mp3",  "mp4",  "webm", "vtt", "ods",  "odt", "epub"});

std::string_view last_part(std::string_view path) {
    return path.substr(path.rfind('/') + 1);
}

std::string ending_of(std::string_view path) {
    const std::string_view name = last_part(path);
    const std::size_t dot = name.rfind('.');
    return dot == std::string_view::npos ? std::string() : to_lower(name.substr(dot + 1));
}

std::string_view first_folder(std::string_view path) {
    return path.substr(0, std::min(path.find('/'), path.size()));
}

ContentPart part_of(std::string_view path) {
    if (path == "site.yaml") return ContentPart::Settings;
    if (path == "data/addresses.txt") return ContentPart::Addresses;
    if (path.find('/') == std::string_view::npos) return ContentPart::None;  // beside site.yaml: a README, a licence
    const std::string_view folder = first_folder(path);
    if (folder == "data") return path.ends_with(".yaml") ? ContentPart::Data : ContentPart::None;
    if (path.ends_with(".md")) return ContentPart::Page;
    return folder == "editions" ? ContentPart::None : ContentPart::Picture;
}

// A file that was meant to be a page and has another ending than .md.
bool is_page_in_disguise(std::string_view path) {
    const std::string ending = ending_of(path);
    return (ending == "md" && !path.ends_with(".md")) || ending == "markdown" || ending == "mdown" || ending == "mkd";
}

bool is_plain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
           c == '.' || c == '/';
}

// True for a page's name without its ending, or a folder's, as it stands in an address.
bool is_address_part(std::string_view name) {
    const auto is_small = [](char c) { return is_plain(c) && c != '.' && c != '/' && (c < 'A' || c > 'Z'); };
    return !name.starts_with('-') && !name.ends_with('-') && std::all_of(name.begin(), name.end(), is_small);
}

// A path without an ending as it may be, for a hint: "en/My Page" -> "en/my-page".
std::string plain_stem(std::string_view stem) {
    std::string plain;
    for (const std::string& part : split(stem, '/')) {
        std::string name = is_address_part(part) ? part : slug(part);
        std::erase_if(name, [](char c) { return !is_plain(c); });
        name.erase(0, std::min(name.find_first_not_of('-'), name.size()));
        name.erase(name.find_last_not_of('-') + 1);
        plain += (plain.empty() ? "" : "/") + (name.empty() ? "page" : name);
    }
    return plain;
}

std::string plain_path(std::string_view path) {
    return plain_stem(path.substr(0, path.rfind('.'))) + ".md";
}

// A name that is not UTF-8 cannot be printed as it is.
std::string printable(std::string_view path) {
    std::string shown(path);
    while (const auto fault = find_invalid_utf8(shown)) shown.replace(*fault, 1, "\xEF\xBF\xBD");
    for (char& c : shown)
        if (static_cast<unsigned char>(c) < ' ') c = '?';
    return shown;
}

class Listing {
  public:
    Listing(const fs::path& site, Diagnostics& diagnostics)
        : site_(site), real_site_(fs::canonical(site)), diagnostics_(diagnostics) {}

    std::vector<ContentFile> list() {
        folders_.push_back({{}, 0});
        while (!folders_.empty()) {
            const Folder folder = std::move(folders_.back());
            folders_.pop_back();
            for (const fs::directory_entry& entry : fs::directory_iterator(site_ / folder.path)) add(folder, entry);
        }
        std::sort(files_.begin(), files_.end(),
                  [](const ContentFile& a, const ContentFile& b) { return a.path < b.path; });
        return std::move(files_);
    }

  private:
    struct Folder {
        std::string path;
        std::size_t depth = 0;
    };

    void add(const Folder& folder, const fs::directory_entry& entry) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with('.')) return;
        std::string path = folder.path.empty() ? name : folder.path + "/" + name;
        if (entry.is_symlink()) return add_link(std::move(path), entry.path());
        if (entry.is_directory()) return add_folder(std::move(path), folder.depth + 1);
        if (entry.is_regular_file()) return add_file(std::move(path));
        if (part_of(path) != ContentPart::None)
            error(path, "linked-file", "this is neither a file nor a folder", "take it out of the site's folder");
    }

    void add_folder(std::string path, std::size_t depth) {
        if (std::find(other_folders.begin(), other_folders.end(), path) != other_folders.end()) return;
        if (depth <= deepest) {
            folders_.push_back({std::move(path), depth});
            return;
        }
        if (is_too_deep_) return;  // one finding says it
        is_too_deep_ = true;
        error(path, "folder-depth", fmt::format("folders may stand {} deep in each other", deepest),
              "move what is in it further up; what stands deeper is not read");
    }

    void add_link(std::string path, const fs::path& link) {
        std::error_code fault;
        const fs::path target = fs::canonical(link, fault);
        if (fault)
            return error(path, "linked-file", "the link leads nowhere, or back to itself",
                         "remove it, or put the file itself in its place");
        const auto [end, unused] = std::mismatch(real_site_.begin(), real_site_.end(), target.begin(), target.end());
        static_cast<void>(unused);
        if (end != real_site_.end())
            return error(path, "linked-file", "the link leads out of the site's folder",
                         "put the file itself in its place");
        if (fs::is_directory(target, fault))
            return error(path, "linked-file", "a link to a folder is not followed",
                         "put the folder itself in its place, or give its pages aliases");
        if (fs::is_regular_file(target, fault)) add_file(std::move(path));
    }

    void add_file(std::string path) {
        const ContentPart part = part_of(path);
        if (part != ContentPart::None && !is_named_well(path, part)) return;
        files_.push_back({std::move(path), part});
    }

    bool is_named_well(const std::string& path, ContentPart part) {
        const bool is_disguised = part == ContentPart::Picture && is_page_in_disguise(path);
        if (is_disguised || (part == ContentPart::Page && !std::all_of(path.begin(), path.end(), is_plain))) {
            error(path, "file-name",
                  is_disguised ? "a page's file name ends in .md"
                               : "a page's path is its address: it has small letters a to z, digits, hyphens and "
                                 "underscores",
                  hint_for(path));
            return false;
        }
        if (part == ContentPart::Page) report_unlike_addresses(path);
        if (part == ContentPart::Picture && find_invalid_utf8(path)) {
            error(path, "file-name", "the file's name is not UTF-8", "give it a name of letters a to z and digits");
            return false;
        }
        if (part != ContentPart::Picture || is_published(path)) return true;
        diagnostics_.add_to_file(Severity::Warning, printable(path), "unknown-file",
                                 fmt::format("nothing reads {}, and it is not published", printable(path)),
                                 "make it a page that ends in .md, or move it out of the folder of the language");
        return false;
    }

    // The folders and the name of a page that can be read, and should be written in another way. Not of a kept edition:
    // nobody may change that. A folder is told once.
    void report_unlike_addresses(const std::string& path) {
        constexpr std::string_view rule = "small letters a to z, digits, hyphens within, and underscores";
        if (first_folder(path) == "editions") return;
        const std::string_view stem = std::string_view(path).substr(0, path.size() - std::string_view(".md").size());
        for (std::size_t begin = 0; begin < stem.size();) {
            const std::size_t end = std::min(stem.find('/', begin), stem.size());
            const std::string_view name = stem.substr(begin, end - begin);
            const std::string_view whole = stem.substr(0, end);
            const bool is_folder = end < stem.size();
            begin = end + 1;
            if (is_address_part(name) || (is_folder && !told_folders_.emplace(whole).second)) continue;
            error(is_folder ? std::string(whole) : path, "file-name",
                  fmt::format("a {}'s name stands in an address: it has {}", is_folder ? "folder" : "page", rule),
                  is_folder ? fmt::format("name it {}", plain_stem(whole)) : hint_for(path));
        }
    }

    [[nodiscard]] std::string hint_for(const std::string& path) const {
        const std::string plain = plain_path(path);
        return fs::exists(site_ / plain)
                   ? fmt::format("{} is there already: put what is new into that one, or give this another name", plain)
                   : fmt::format("name it {}", plain);
    }

    static bool is_published(const std::string& path) {
        const std::string ending = ending_of(path);
        return std::find(published_endings.begin(), published_endings.end(), ending) != published_endings.end();
    }

    void error(const std::string& path, std::string_view code, std::string message, std::string hint) {
        diagnostics_.file_error(printable(path), code, std::move(message), std::move(hint));
    }

    const fs::path& site_;
    fs::path real_site_;
    Diagnostics& diagnostics_;
    std::vector<Folder> folders_;
    std::vector<ContentFile> files_;
    bool is_too_deep_ = false;
    std::set<std::string, std::less<>> told_folders_;
};

}  // namespace

std::vector<ContentFile> list_content(const fs::path& site, Diagnostics& diagnostics) {
    return Listing(site, diagnostics).list();
}

}  // namespace charter
