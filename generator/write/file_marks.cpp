// The file: "charter-marks 2\n", then packed as in packed_fields.h: the stamp, and for each file and folder its path,
// inode, size and time. The last 16 bytes are the fingerprint of all before them.
#include "generator/write/file_marks.h"

#include <fcntl.h>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <vector>

#include "generator/shared/atomic_file.h"
#include "generator/shared/fingerprint.h"
#include "generator/shared/packed_fields.h"
#include "generator/shared/parallel.h"

namespace charter {
namespace {

constexpr std::string_view first_line = "charter-marks 2\n";
constexpr std::size_t print_length = 16;

}  // namespace

FileMark file_mark(const struct stat& found) {
    constexpr std::int64_t second = 1'000'000'000;
    return {found.st_ino, S_ISDIR(found.st_mode) ? 0 : found.st_size,
            found.st_mtim.tv_sec * second + found.st_mtim.tv_nsec};
}

std::optional<FileMark> mark_of(int root, std::string_view path) {
    const bool is_folder = path.ends_with('/');
    const std::string name(path == "/" ? "." : path.substr(0, path.size() - (is_folder ? 1 : 0)));
    struct stat found {};
    if (::fstatat(root, name.c_str(), &found, AT_SYMLINK_NOFOLLOW) != 0) return std::nullopt;
    if (is_folder ? !S_ISDIR(found.st_mode) : !S_ISREG(found.st_mode)) return std::nullopt;
    return file_mark(found);
}

KeptMarks load_marks(const std::filesystem::path& file, std::string_view stamp) {
    KeptMarks kept{MappedFile(file), {}};
    const std::string_view whole = kept.file.bytes();
    if (!whole.starts_with(first_line) || whole.size() < first_line.size() + print_length) return {};
    const std::string_view signed_part = whole.substr(0, whole.size() - print_length);
    if (fingerprint(signed_part) != whole.substr(signed_part.size())) return {};
    FieldUnpacker reading(signed_part.substr(first_line.size()));
    if (reading.text() != stamp) return {};
    const std::size_t count = reading.count();
    kept.marks.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        FileMark mark;
        const std::string_view path = reading.text();
        mark.inode = reading.number();
        mark.size = static_cast<std::int64_t>(reading.number());
        mark.changed = static_cast<std::int64_t>(reading.number());
        kept.marks.emplace(path, mark);
    }
    return reading.is_whole() ? std::move(kept) : KeptMarks();
}

void save_marks(const std::filesystem::path& file, std::string_view stamp, const FileMarks& marks) {
    FieldPacker writing;
    writing.text(stamp);
    writing.number(marks.size());
    for (const auto& [path, mark] : marks) {
        writing.text(path);
        writing.number(mark.inode);
        writing.number(static_cast<std::size_t>(mark.size));
        writing.number(static_cast<std::size_t>(mark.changed));
    }
    RunningFingerprint print;
    print.add(first_line);
    print.add(writing.bytes());
    AtomicFile out(file);
    out.write(first_line);
    out.write(writing.bytes());
    out.write(print.value());
    out.commit();
}

bool folders_are_untouched(int root, const FileMarks& marks) {
    if (marks.empty()) return false;
    std::vector<const FileMarks::value_type*> folders;
    for (const auto& entry : marks)
        if (entry.first.ends_with('/')) folders.push_back(&entry);
    std::atomic<bool> are_untouched = true;
    for_each_index(folders.size(), available_jobs(), [&](std::size_t at, std::size_t /*worker*/) {
        if (are_untouched && mark_of(root, folders[at]->first) != folders[at]->second) are_untouched = false;
    });
    return are_untouched;
}

}  // namespace charter
