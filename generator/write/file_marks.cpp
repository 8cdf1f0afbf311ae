// The file: "charter-marks 1 HASH", HASH being that of all that follows; the stamp; then a line for each path:
//   INODE SIZE CHANGED PATH
// Paths with a line break are left out: such files are written anew each time.
#include "generator/write/file_marks.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <charconv>
#include <string>

#include "generator/shared/files.h"

namespace charter {
namespace {

constexpr std::string_view first_words = "charter-marks 1 ";

std::string_view take_until(std::string_view& text, char end) {
    const std::size_t at = std::min(text.find(end), text.size());
    const std::string_view taken = text.substr(0, at);
    text.remove_prefix(std::min(text.size(), at + 1));
    return taken;
}

template <typename Number>
bool read_number(std::string_view text, Number& number) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size();
}

}  // namespace

std::optional<FileMark> mark_of(int root, const std::string& path) {
    const bool is_folder = path.ends_with('/');
    const std::string name = path == "/" ? "." : path.substr(0, path.size() - (is_folder ? 1 : 0));
    struct stat found {};
    if (::fstatat(root, name.c_str(), &found, AT_SYMLINK_NOFOLLOW) != 0) return std::nullopt;
    if (is_folder ? !S_ISDIR(found.st_mode) : !S_ISREG(found.st_mode)) return std::nullopt;
    constexpr std::int64_t second = 1'000'000'000;
    return FileMark{found.st_ino, is_folder ? 0 : found.st_size, found.st_mtim.tv_sec * second + found.st_mtim.tv_nsec};
}

FileMarks load_marks(const std::filesystem::path& file, std::string_view stamp) {
    if (!std::filesystem::is_regular_file(file)) return {};
    const std::string whole = read_file(file);
    std::string_view text = whole;
    if (!text.starts_with(first_words)) return {};
    text.remove_prefix(first_words.size());
    const std::string_view hash = take_until(text, '\n');
    if (content_hash(text) != hash || take_until(text, '\n') != stamp) return {};
    FileMarks marks;
    while (!text.empty()) {
        std::string_view line = take_until(text, '\n');
        FileMark mark;
        if (!read_number(take_until(line, ' '), mark.inode) || !read_number(take_until(line, ' '), mark.size) ||
            !read_number(take_until(line, ' '), mark.changed) || line.empty())
            return {};
        marks.emplace_hint(marks.end(), line, mark);
    }
    return marks;
}

void save_marks(const std::filesystem::path& file, std::string_view stamp, const FileMarks& marks) {
    std::string text = fmt::format("{}\n", stamp);
    for (const auto& [path, mark] : marks) {
        if (path.find('\n') == std::string::npos)
            fmt::format_to(std::back_inserter(text), "{} {} {} {}\n", mark.inode, mark.size, mark.changed, path);
    }
    write_file_atomically(file, fmt::format("{}{}\n{}", first_words, content_hash(text), text));
}

bool folders_are_untouched(int root, const FileMarks& marks) {
    return !marks.empty() && std::all_of(marks.begin(), marks.end(), [&](const auto& entry) {
        return !entry.first.ends_with('/') || mark_of(root, entry.first) == entry.second;
    });
}

}  // namespace charter
