#include "generator/write/manifest.h"

#include <algorithm>
#include <map>
#include <set>
#include <system_error>

#include "generator/shared/files.h"
#include "generator/shared/text.h"
#include "generator/write/compress.h"

namespace charter {
namespace {

namespace fs = std::filesystem;
constexpr std::string_view title = "charter manifest 1";
constexpr std::size_t hash_length = 64;

bool is_manifest(std::string_view path) {
    return path == manifest_path || path == manifest_signature_path;
}

std::string_view value_of(std::string_view line, std::string_view key) {
    if (!line.starts_with(key) || line.size() <= key.size() || line[key.size()] != ' ') return {};
    return line.substr(key.size() + 1);
}

struct Read {
    std::string root;
    std::string list;                           // the lines the root is of
    std::map<std::string, std::string> hashes;  // by path
};

Read read_manifest(std::string_view text) {
    Read read;
    bool in_list = false;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        const std::string_view line = text.substr(at, end - at);
        if (in_list) {
            read.list.append(line).append("\n");
            if (line.size() > hash_length + 2)
                read.hashes.emplace(line.substr(hash_length + 2), line.substr(0, hash_length));
        } else if (const std::string_view root = value_of(line, "root"); !root.empty()) {
            read.root = root;
            in_list = true;
        }
        at = end + 1;
    }
    return read;
}

std::string list_text(const std::vector<std::pair<std::string, std::string>>& hashes) {
    std::vector<std::pair<std::string_view, std::string_view>> sorted(hashes.begin(), hashes.end());
    std::sort(sorted.begin(), sorted.end());
    std::string text;
    for (const auto& [path, hash] : sorted) text.append(hash).append("  ").append(path).append("\n");
    return text;
}

// "assets/style.1a2b3c4d.css": what the name says of the content.
std::string_view hash_in_name(std::string_view path) {
    const std::size_t name = path.rfind('/') + 1;
    const std::size_t first = path.find('.', name);
    const std::size_t second = first == std::string_view::npos ? first : path.find('.', first + 1);
    return second == std::string_view::npos ? std::string_view() : path.substr(first + 1, second - first - 1);
}

bool is_kept_asset(std::string_view path, const std::string& content) {
    const std::string_view hash = hash_in_name(path);
    return path.starts_with("assets/") && hash.size() >= 8 && content_hash(content).starts_with(hash);
}

// A compressed copy of `original` that holds the same.
bool is_true_copy(const fs::path& folder, const std::string& path) {
    const fs::path original = folder / path.substr(0, path.size() - 3);
    if (!fs::exists(original)) return false;
    const std::string packed = read_file(folder / path);
    const auto text = path.ends_with(".br") ? unbrotli(packed) : gunzip(packed);
    return text && *text == read_file(original);
}

bool is_packed(std::string_view path) {
    return path.ends_with(".br") || path.ends_with(".gz");
}

// Also what begins with a dot, unlike list_files(): an added file may try to hide.
std::vector<std::string> all_files(const fs::path& folder) {
    std::vector<std::string> paths;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (!entry.is_directory()) paths.push_back(entry.path().lexically_relative(folder).generic_string());
    std::sort(paths.begin(), paths.end());
    return paths;
}

}  // namespace

void Manifest::add(std::string_view path, std::string_view content) {
    std::string hash = content_hash(content);
    add_hash(std::string(path), std::move(hash));
}

void Manifest::add_hash(std::string path, std::string hash) {
    const std::lock_guard guard(lock_);
    hashes_.emplace_back(std::move(path), std::move(hash));
}

std::string Manifest::text(const ManifestHead& head) const {
    const std::string list = list_text(hashes_);
    std::string text(title);
    text.append("\nsite ").append(head.site).append("\n");
    if (!head.edition.empty()) text.append("edition ").append(head.edition).append("\n");
    if (!head.previous_root.empty())
        text.append("previous ").append(head.previous_edition).append(" ").append(head.previous_root).append("\n");
    return text.append("root ").append(content_hash(list)).append("\n").append(list);
}

std::string manifest_root(std::string_view text) {
    return text.starts_with(title) ? read_manifest(text).root : std::string();
}

std::vector<Found> verify_folder(const fs::path& folder) {
    // A published site is a link to its newest build.
    const fs::path root = fs::canonical(folder);
    const std::string text = read_file(root / manifest_path);
    const Read read = read_manifest(text);
    std::vector<Found> found;
    if (!text.starts_with(title) || content_hash(read.list) != read.root)
        found.push_back({Difference::ManifestAltered, std::string(manifest_path)});
    std::set<std::string> seen;
    for (const std::string& path : all_files(root)) {
        if (is_manifest(path)) continue;
        const auto listed = read.hashes.find(path);
        if (listed != read.hashes.end()) {
            seen.insert(path);
            if (content_hash(read_file(root / path)) != listed->second) found.push_back({Difference::Altered, path});
        } else if (is_packed(path)) {
            if (!is_true_copy(root, path)) found.push_back({Difference::StaleCopy, path});
        } else if (!is_kept_asset(path, read_file(root / path))) {
            found.push_back({Difference::Unknown, path});
        }
    }
    for (const auto& [path, hash] : read.hashes)
        if (!seen.contains(path)) found.push_back({Difference::Missing, path});
    std::sort(found.begin(), found.end(), [](const Found& a, const Found& b) { return a.path < b.path; });
    return found;
}

}  // namespace charter
