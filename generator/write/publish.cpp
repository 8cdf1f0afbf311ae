#include "generator/write/publish.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <deque>
#include <fstream>
#include <functional>
#include <mutex>
#include <set>
#include <unordered_set>
#include <utility>
#include <vector>

#include "generator/shared/descriptor.h"
#include "generator/shared/parallel.h"
#include "generator/write/below_folder.h"
#include "generator/write/builds_folder.h"
#include "generator/write/compress.h"
#include "generator/write/file_marks.h"

namespace charter {
namespace {

namespace fs = std::filesystem;

// "style.1a2b3c4d.css": a name that changes with its content, so that an older page may still ask for it.
bool has_hashed_name(const fs::path& path) {
    const std::string name = path.filename().string();
    const auto first = name.find('.');
    const auto second = first == std::string::npos ? first : name.find('.', first + 1);
    if (second == std::string::npos || second - first < 9) return false;
    return std::all_of(name.begin() + static_cast<long>(first) + 1, name.begin() + static_cast<long>(second),
                       [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

std::set<std::string> read_lines(const fs::path& path) {
    std::set<std::string> lines;
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) lines.insert(line);
    return lines;
}

}  // namespace

struct Publication::Inside {
    fs::path out;
    fs::path builds;
    Descriptor lock;
    std::optional<long> before;
    long number = 1;
    fs::path folder;  // of the new build; empty once published
    Descriptor root;
    std::optional<long> spare;  // the number of what the next build may begin with, once it is laid out
    Compression compression = Compression::Off;
    std::atomic<std::size_t> files = 0;

    // Only if the build before may be taken over.
    std::string stamp;
    KeptMarks before_marks;
    Descriptor before_root;
    KeptMarks left;  // what stood in the folder when this build began: the build that was one older
    std::mutex marks_lock;
    FileMarks marks;                             // of this build's files
    std::deque<std::string> own_paths;           // those of the marks that the build before had not
    std::set<std::string, std::less<>> touched;  // folders ("en/a/", "/") in which an entry came or went

    void remove_unfinished() noexcept {
        std::error_code ignored;  // the next build tries again
        if (folder.empty()) return;
        fs::remove_all(folder, ignored);
        for (const char* ending : {".carried", ".marks", ".pages"})
            fs::remove(builds / (std::to_string(number) + ending), ignored);
    }

    // What a killed build left behind goes too.
    void remove_older_builds() const {
        for (const auto& entry : fs::directory_iterator(builds)) {
            const auto found = build_number(entry.path());
            if (found && found != number && found != before && found != spare) fs::remove_all(entry.path());
        }
    }

    void start_folder() {
        for (const auto& entry : fs::directory_iterator(builds))
            number = std::max(number, build_number(entry.path()).value_or(0) + 1);
        folder = builds / std::to_string(number);
        fs::create_directory(folder);
        root = open_folder(folder);
    }

    [[nodiscard]] fs::path marks_of(long build) const { return builds / (std::to_string(build) + ".marks"); }

    void take_over_before() {
        if (!before) return;
        before_marks = load_marks(marks_of(*before), stamp);
        marks.reserve(before_marks.marks.size());
        if (!before_marks.marks.empty()) before_root = open_folder(builds / std::to_string(*before));
    }

    // A build older than the one before, which nobody reads any more, or a spare copy of that one, is a better
    // beginning than an empty folder: most of its files are the very files wanted.
    void begin_with_another() {
        if (before_marks.marks.empty()) return;
        for (const auto& entry : fs::directory_iterator(builds)) {
            const auto found = build_number(entry.path());
            if (entry.is_directory() && found && found != before && found != number && begin_with(*found)) return;
        }
    }
    bool begin_with(long other) {
        const fs::path old = builds / std::to_string(other);
        KeptMarks old_marks = load_marks(marks_of(other), stamp);
        if (!folders_are_untouched(open_folder(old).number(), old_marks.marks)) return false;
        fs::rename(old, folder);  // over this build's own, which is empty
        root = open_folder(folder);
        left = std::move(old_marks);
        return true;
    }

    // Takes away what an older build left where `path` is to be.
    void clear_way(const std::string& path) const {
        const FileMarks& old = left.marks;
        if (old.empty()) return;
        for (auto slash = path.find('/'); slash != std::string::npos; slash = path.find('/', slash + 1)) {
            if (old.contains(std::string_view(path).substr(0, slash)))
                ::unlinkat(root.number(), path.substr(0, slash).c_str(), 0);
        }
        if (old.contains(path + "/")) fs::remove_all(folder / path);
        if (old.contains(path) && ::unlinkat(root.number(), path.c_str(), 0) != 0 && errno != ENOENT)
            fail_at(errno, "remove", folder / path);
    }

    // `path` lives as long as the marks.
    void claim(std::string_view path, const FileMark& mark) {
        const std::lock_guard hold(marks_lock);
        if (!marks.emplace(path, mark).second) fail_at(EEXIST, "write", path);
    }
    // Its mark, which the caller alone writes to.
    FileMark& claim_own(const std::string& path) {
        const std::lock_guard hold(marks_lock);
        const auto [place, is_new] = marks.emplace(own_paths.emplace_back(path), FileMark());
        if (!is_new) fail_at(EEXIST, "write", path);
        return place->second;
    }

    // With the folders above: a new folder is an entry too. In a folder that was empty all are marked at the end.
    void touch(std::string_view path) {
        if (left.marks.empty()) return;
        const std::lock_guard hold(marks_lock);
        touched.insert("/");
        for (std::string_view parent = parent_of(path); !parent.empty(); parent = parent_of(parent))
            if (!touched.insert(std::string(parent) + "/").second) return;
    }

    void write(const std::string& path, std::string_view content) {
        FileMark* const mark = stamp.empty() ? nullptr : &claim_own(path);
        touch(path);
        clear_way(path);
        make_folders(root.number(), std::string(parent_of(path)));
        const FileMark written = write_new_file(root.number(), path, content);
        if (mark != nullptr) *mark = written;
    }

    // The file is in the folder already, the very one of the build before.
    [[nodiscard]] bool has_same(std::string_view path, const FileMark& mark) const {
        const auto found = left.marks.find(path);
        return found != left.marks.end() && found->second == mark && mark_of(root.number(), path) == mark;
    }

    // From the folder of the build before.
    void take(const std::string& path) {
        touch(path);
        clear_way(path);
        make_folders(root.number(), std::string(parent_of(path)));
        if (::linkat(before_root.number(), path.c_str(), root.number(), path.c_str(), 0) != 0)
            fail_at(errno, "link", folder / path);
    }

    [[nodiscard]] bool keep(const std::string& path) {
        std::vector<FileMarks::const_iterator> wanted;
        for (const std::string_view ending : {"", ".br", ".gz"}) {
            if (!ending.empty() && compression == Compression::Off) break;  // the build before had none either
            const auto found = before_marks.marks.find(ending.empty() ? path : path + std::string(ending));
            if (found != before_marks.marks.end())
                wanted.push_back(found);
            else if (ending.empty())
                return false;
        }
        std::vector<std::string_view> elsewhere;
        for (const auto& file : wanted) {
            const auto& [name, mark] = *file;
            if (has_same(name, mark)) continue;
            if (mark_of(before_root.number(), name) != mark) return false;
            elsewhere.push_back(name);
        }
        for (const auto& file : wanted) claim(file->first, file->second);
        for (const std::string_view name : elsewhere) take(std::string(name));
        ++files;
        return true;
    }

    [[nodiscard]] bool is_same_as_before(const std::string& path, std::string_view content) const {
        const auto found = before_marks.marks.find(path);
        return found != before_marks.marks.end() && found->second.size == static_cast<std::int64_t>(content.size()) &&
               holds(before_root.number(), path, content);
    }

    // The folders that hold this build's files, as the beginnings of their paths: "en/a/".
    [[nodiscard]] std::unordered_set<std::string_view> folders_in_use() const {
        std::unordered_set<std::string_view> used = {"/"};
        used.reserve(marks.size());
        for (const auto& [path, mark] : marks) {
            for (std::string_view parent = parent_of(path); !parent.empty(); parent = parent_of(parent))
                if (!used.insert(path.substr(0, parent.size() + 1)).second) break;
        }
        return used;
    }

    void remove_what_is_left(const std::unordered_set<std::string_view>& used) {
        std::vector<std::string_view> unwanted;
        for (const auto& [path, mark] : left.marks)
            if (path.ends_with('/') ? !used.contains(path) : !marks.contains(path)) unwanted.push_back(path);
        // What is in a folder before the folder.
        std::sort(unwanted.begin(), unwanted.end(), std::greater<>());
        for (const std::string_view path : unwanted) {
            const bool is_folder = path.ends_with('/');
            const std::string name(path.substr(0, path.size() - (is_folder ? 1 : 0)));
            touch(name);
            if (::unlinkat(root.number(), name.c_str(), is_folder ? AT_REMOVEDIR : 0) != 0 && errno != ENOENT &&
                errno != ENOTDIR)
                fail_at(errno, "remove", folder / name);
        }
    }

    // Of folders in the build, or in a copy of it.
    [[nodiscard]] std::vector<std::optional<FileMark>> marks_now(int below,
                                                                 const std::vector<std::string_view>& folders) const {
        std::vector<std::optional<FileMark>> now(folders.size());
        for_each_index(folders.size(), available_jobs(), [&](std::size_t at, std::size_t /*worker*/) {
            const auto as_left = left.marks.find(folders[at]);
            if (as_left != left.marks.end() && !touched.contains(folders[at]))
                now[at] = as_left->second;
            else
                now[at] = mark_of(below, folders[at]);
        });
        return now;
    }

    void save_marks_as(long build, int below, const std::unordered_set<std::string_view>& used) {
        const std::vector<std::string_view> folders(used.begin(), used.end());
        const auto now = marks_now(below, folders);
        for (std::size_t at = 0; at < folders.size(); ++at)
            if (now[at]) marks.insert_or_assign(folders[at], *now[at]);
        save_marks(marks_of(build), stamp, marks);
    }

    // After a build that had to make every folder: a second tree of the same files, so that the next build, mostly
    // after one edit, has not. It is a convenience: where it cannot be made, the next build makes its folders itself.
    void lay_out_spare(const std::unordered_set<std::string_view>& used) {
        if (stamp.empty() || !left.marks.empty()) return;
        const long other = number + 1;
        const fs::path place = builds / std::to_string(other);
        try {
            fs::create_directory(place);
            const Descriptor copy = open_folder(place);
            link_files(copy);
            save_marks_as(other, copy.number(), used);
            spare = other;
        } catch (const std::system_error&) {
            std::error_code ignored;  // the next build tries again
            fs::remove_all(place, ignored);
        }
    }

    void link_files(const Descriptor& to) const {
        std::vector<std::string_view> paths;
        for (const auto& [path, mark] : marks)
            if (!path.ends_with('/')) paths.push_back(path);
        for_each_index(paths.size(), available_jobs(), [&](std::size_t at, std::size_t /*worker*/) {
            const std::string path(paths[at]);
            make_folders(to.number(), std::string(parent_of(path)));
            if (::linkat(root.number(), path.c_str(), to.number(), path.c_str(), 0) != 0) fail_at(errno, "link", path);
        });
    }

    // Links the hashed assets that the build before made itself into this one. Those it had carried end here: one
    // edition longer is the promise. False if there are none.
    bool carry_assets() {
        if (!before || !fs::is_directory(builds / std::to_string(*before) / "assets")) return false;
        const fs::path from = builds / std::to_string(*before);
        const auto carried_before = read_lines(builds / (std::to_string(*before) + ".carried"));
        std::string carried;
        for (const auto& entry : fs::recursive_directory_iterator(from / "assets")) {
            const std::string path = entry.path().lexically_relative(from).generic_string();
            if (!entry.is_regular_file() || !has_hashed_name(entry.path()) || carried_before.count(path) != 0) continue;
            const fs::path to = folder / path;
            if (fs::exists(to)) continue;
            touch(path);
            fs::create_directories(to.parent_path());
            fs::create_hard_link(entry.path(), to);
            carried += path + "\n";
            if (!stamp.empty()) claim_own(path) = mark_of(root.number(), path).value_or(FileMark());
        }
        if (carried.empty()) return false;
        std::ofstream list(builds / (std::to_string(number) + ".carried"));
        if (!(list << carried << std::flush)) fail_at(EIO, "write", builds / (std::to_string(number) + ".carried"));
        return true;
    }

    void switch_link() const {
        const fs::path link = builds / "next";
        fs::remove(link);
        fs::create_symlink(fs::path(builds.filename()) / std::to_string(number), link);
        if (!before && fs::is_directory(fs::symlink_status(out))) fs::remove(out);  // an empty folder
        fs::rename(link, out);
    }
};

Publication::Publication(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
Publication::Publication(Publication&&) noexcept = default;

Publication::~Publication() {
    if (inside_) inside_->remove_unfinished();
}

Publication Publication::open(const fs::path& out, Compression compression, const std::function<void()>& waiting) {
    auto inside = std::make_unique<Inside>();
    inside->out = whole_path(out);
    inside->builds = builds_of(inside->out);
    inside->compression = compression;
    (void)current_build(inside->out, inside->builds);  // refuses before anything is made
    make_builds_folder(inside->out, inside->builds);
    inside->lock = take_lock(inside->builds / "lock", waiting);
    inside->before = current_build(inside->out, inside->builds);
    inside->start_folder();
    return Publication(std::move(inside));
}

void Publication::take_over(std::string_view stamp) {
    inside_->stamp = stamp;
    inside_->take_over_before();
    inside_->begin_with_another();
}

void Publication::start_anew(std::string_view stamp) {
    inside_->stamp = stamp;
}

fs::path Publication::memory_file() const {
    return inside_->builds / (std::to_string(inside_->number) + ".pages");
}

fs::path Publication::memory_file_before() const {
    if (inside_->before_marks.marks.empty()) return {};
    return inside_->builds / (std::to_string(*inside_->before) + ".pages");
}

fs::path Publication::find_memory_file(const fs::path& out) {
    std::error_code error;  // what is no link of ours leads to no build
    const fs::path whole = whole_path(out);
    const fs::path target = fs::read_symlink(whole, error);
    if (error || !build_number(target.filename())) return {};
    return builds_of(whole) / (target.filename().string() + ".pages");
}

bool Publication::keep(std::string_view path) {
    return inside_->keep(std::string(path));
}

void Publication::add(std::string_view path, std::string_view content) {
    const std::string name(path);
    if (!is_below(path)) throw PublishRefused(name + " is not a path below the site");
    if (inside_->is_same_as_before(name, content) && inside_->keep(name)) return;
    inside_->write(name, content);
    ++inside_->files;
    if (inside_->compression == Compression::Off || path.starts_with(".server/") || !is_compressible(path)) return;
    if (const auto packed = brotli(content)) inside_->write(name + ".br", *packed);
    if (const auto packed = gzip(content)) inside_->write(name + ".gz", *packed);
}

void Publication::publish() {
    auto folders = inside_->folders_in_use();
    inside_->remove_what_is_left(folders);
    if (inside_->carry_assets()) folders = inside_->folders_in_use();
    if (!inside_->stamp.empty()) inside_->save_marks_as(inside_->number, inside_->root.number(), folders);
    inside_->switch_link();
    inside_->folder.clear();
    inside_->lay_out_spare(folders);
    inside_->remove_older_builds();
}

std::size_t Publication::file_count() const {
    return inside_->files;
}

}  // namespace charter
