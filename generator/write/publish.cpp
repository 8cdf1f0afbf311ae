#include "generator/write/publish.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <mutex>
#include <set>
#include <system_error>
#include <utility>
#include <vector>

#include "generator/write/compress.h"
#include "generator/write/file_marks.h"

namespace charter {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(int error, const std::string& what, const fs::path& path) {
    throw std::system_error(error, std::generic_category(), "cannot " + what + " " + path.string());
}

// A file descriptor that closes itself.
class Descriptor {
  public:
    Descriptor() = default;
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    [[nodiscard]] int number() const { return number_; }

  private:
    int number_ = -1;
};

Descriptor take_lock(const fs::path& path, const std::function<void()>& waiting) {
    Descriptor lock(::open(path.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0644));
    if (lock.number() < 0) fail(errno, "open", path);
    if (::flock(lock.number(), LOCK_EX | LOCK_NB) == 0) return lock;
    if (errno != EWOULDBLOCK) fail(errno, "lock", path);
    if (waiting) waiting();
    int result = 0;
    do {
        result = ::flock(lock.number(), LOCK_EX);
    } while (result != 0 && errno == EINTR);
    if (result != 0) fail(errno, "lock", path);
    return lock;
}

fs::path whole_path(const fs::path& out) {
    const fs::path whole = fs::absolute(out).lexically_normal();
    return whole.has_filename() ? whole : whole.parent_path();
}

fs::path builds_of(const fs::path& whole_out) {
    return whole_out.parent_path() / ("." + whole_out.filename().string() + ".builds");
}

bool is_number(std::string_view text) {
    return !text.empty() && text.size() < 10 &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// The number of a build folder, or of a file that belongs to it; nothing for other names.
std::optional<long> build_number(const fs::path& path) {
    const std::string stem = path.stem().string();
    const fs::path ending = path.extension();
    if (!is_number(stem) || !(ending.empty() || ending == ".carried" || ending == ".marks" || ending == ".pages"))
        return std::nullopt;
    return std::stol(stem);
}

// Where `out` leads: the number of a build of ours, or nothing if there is no site yet.
std::optional<long> current_build(const fs::path& out, const fs::path& builds) {
    std::error_code error;
    const fs::file_status status = fs::symlink_status(out, error);
    if (status.type() == fs::file_type::not_found) return std::nullopt;
    if (error) throw std::system_error(error, "cannot look at " + out.string());
    if (status.type() == fs::file_type::symlink) {
        const fs::path target = fs::read_symlink(out);
        const auto number = build_number(target.filename());
        if (target.parent_path() == builds.filename() && number) return number;
        throw PublishRefused(out.string() + " is a link to " + target.string() +
                             ", which is not a build of this program; remove the link or give another --out");
    }
    if (status.type() != fs::file_type::directory)
        throw PublishRefused(out.string() + " is a file; give another --out");
    if (!fs::is_empty(out))
        throw PublishRefused(out.string() + " is a folder with something in it; remove it or give another --out");
    return std::nullopt;
}

// The folder of the builds, beside `out`.
void make_place(const fs::path& out, const fs::path& builds) {
    std::error_code error;
    fs::create_directories(builds, error);
    if (!error && ::access(builds.c_str(), W_OK | X_OK) != 0) error.assign(errno, std::generic_category());
    if (!error) return;
    throw PublishRefused("nothing can be written beside " + out.string() + " (" + error.message() +
                         "); give another --out, in a folder that you may write to");
}

// The last gate, whatever was checked before: nothing is ever written beside the build.
bool is_below(std::string_view path) {
    if (path.empty() || path.front() == '/' || path.find('\0') != std::string_view::npos) return false;
    for (std::size_t at = 0; at <= path.size();) {
        const std::size_t end = std::min(path.find('/', at), path.size());
        const std::string_view part = path.substr(at, end - at);
        if (part.empty() || part == "." || part == "..") return false;
        at = end + 1;
    }
    return true;
}

// Makes `folder` and its parents below the open folder `root`.
void make_folders(int root, const std::string& folder) {
    if (folder.empty() || ::mkdirat(root, folder.c_str(), 0755) == 0 || errno == EEXIST) return;
    if (errno != ENOENT) fail(errno, "make the folder", folder);
    const auto slash = folder.rfind('/');
    make_folders(root, slash == std::string::npos ? std::string() : folder.substr(0, slash));
    if (::mkdirat(root, folder.c_str(), 0755) != 0 && errno != EEXIST) fail(errno, "make the folder", folder);
}

void write_all(int file, std::string_view content, const std::string& path) {
    while (!content.empty()) {
        const ssize_t written = ::write(file, content.data(), content.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) fail(errno, "write", path);
        content.remove_prefix(static_cast<std::size_t>(written));
    }
}

std::string parent_of(const std::string& path) {
    const auto slash = path.rfind('/');
    return slash == std::string::npos ? std::string() : path.substr(0, slash);
}

Descriptor open_folder(const fs::path& folder) {
    Descriptor root(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (root.number() < 0) fail(errno, "open", folder);
    return root;
}

bool holds(int root, const std::string& path, std::string_view content) {
    const Descriptor file(::openat(root, path.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
    if (file.number() < 0) return false;
    std::string text(content.size() + 1, '\0');
    std::size_t size = 0;
    while (size < text.size()) {
        const ssize_t got = ::read(file.number(), text.data() + size, text.size() - size);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) break;
        size += static_cast<std::size_t>(got);
    }
    return std::string_view(text).substr(0, size) == content;
}

void write_new_file(int root, const std::string& path, std::string_view content) {
    const Descriptor file(::openat(root, path.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0644));
    if (file.number() < 0) fail(errno, "write", path);
    write_all(file.number(), content, path);
}

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
    Compression compression = Compression::Off;
    std::atomic<std::size_t> files = 0;

    // Only if the build before may be taken over.
    std::string stamp;
    FileMarks before_marks;
    Descriptor before_root;
    FileMarks left;  // what stood in the folder when this build began: the build that was one older
    std::mutex marks_lock;
    FileMarks marks;                // of this build's files
    std::set<std::string> touched;  // folders ("en/a/", "/") in which an entry came or went

    void remove_unfinished() noexcept {
        std::error_code ignored;  // the next build tries again
        if (folder.empty()) return;
        fs::remove_all(folder, ignored);
        for (const char* ending : {".carried", ".marks", ".pages"})
            fs::remove(builds / (std::to_string(number) + ending), ignored);
    }

    // Removes every build but the two given; what a killed build left behind goes too.
    void remove_builds_except(std::optional<long> one, std::optional<long> other) const {
        for (const auto& entry : fs::directory_iterator(builds)) {
            const auto found = build_number(entry.path());
            if (found && found != one && found != other) fs::remove_all(entry.path());
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
        if (!before_marks.empty()) before_root = open_folder(builds / std::to_string(*before));
    }

    // A build older than the one before, which nobody reads any more, is a better beginning than an empty folder: most
    // of its files are the very files wanted.
    void begin_with_oldest() {
        if (before_marks.empty()) return;
        std::optional<long> oldest;
        for (const auto& entry : fs::directory_iterator(builds)) {
            const auto found = build_number(entry.path());
            if (entry.is_directory() && found && *found < *before) oldest = found;
        }
        if (!oldest) return;
        const fs::path old = builds / std::to_string(*oldest);
        FileMarks old_marks = load_marks(marks_of(*oldest), stamp);
        if (!folders_are_untouched(open_folder(old).number(), old_marks)) return;
        fs::rename(old, folder);  // over this build's own, which is empty
        root = open_folder(folder);
        left = std::move(old_marks);
    }

    // Takes away what an older build left where `path` is to be.
    void clear_way(const std::string& path) const {
        if (left.empty()) return;
        for (auto slash = path.find('/'); slash != std::string::npos; slash = path.find('/', slash + 1)) {
            if (left.contains(path.substr(0, slash))) ::unlinkat(root.number(), path.substr(0, slash).c_str(), 0);
        }
        if (left.contains(path + "/")) fs::remove_all(folder / path);
        if (left.contains(path) && ::unlinkat(root.number(), path.c_str(), 0) != 0 && errno != ENOENT)
            fail(errno, "remove", folder / path);
    }

    void claim(const std::string& path, const FileMark& mark) {
        const std::lock_guard hold(marks_lock);
        if (!marks.emplace(path, mark).second) fail(EEXIST, "write", path);
    }

    // With the folders above: a new folder is an entry too.
    void touch(const std::string& path) {
        const std::lock_guard hold(marks_lock);
        touched.insert("/");
        for (std::string parent = parent_of(path); !parent.empty() && touched.insert(parent + "/").second;)
            parent = parent_of(parent);
    }

    void write(const std::string& path, std::string_view content) {
        if (!stamp.empty()) claim(path, {});
        touch(path);
        clear_way(path);
        make_folders(root.number(), parent_of(path));
        write_new_file(root.number(), path, content);
        if (stamp.empty()) return;
        const auto mark = mark_of(root.number(), path);
        const std::lock_guard hold(marks_lock);
        marks[path] = mark.value_or(FileMark());
    }

    // The file is in the folder already, the very one of the build before.
    [[nodiscard]] bool has_same(const std::string& path, const FileMark& mark) const {
        const auto found = left.find(path);
        return found != left.end() && found->second == mark && mark_of(root.number(), path) == mark;
    }

    // From the folder of the build before.
    void take(const std::string& path) {
        touch(path);
        clear_way(path);
        make_folders(root.number(), parent_of(path));
        if (::linkat(before_root.number(), path.c_str(), root.number(), path.c_str(), 0) != 0)
            fail(errno, "link", folder / path);
    }

    [[nodiscard]] bool keep(const std::string& path) {
        std::vector<std::pair<std::string, FileMark>> wanted;
        for (const std::string& name : {path, path + ".br", path + ".gz"}) {
            const auto found = before_marks.find(name);
            if (found != before_marks.end()) wanted.emplace_back(name, found->second);
        }
        if (wanted.empty() || wanted.front().first != path) return false;
        std::vector<std::string> elsewhere;
        for (const auto& [name, mark] : wanted) {
            if (has_same(name, mark)) continue;
            if (mark_of(before_root.number(), name) != mark) return false;
            elsewhere.push_back(name);
        }
        for (const auto& [name, mark] : wanted) claim(name, mark);
        for (const std::string& name : elsewhere) take(name);
        ++files;
        return true;
    }

    [[nodiscard]] bool is_same_as_before(const std::string& path, std::string_view content) const {
        const auto found = before_marks.find(path);
        return found != before_marks.end() && found->second.size == static_cast<std::int64_t>(content.size()) &&
               holds(before_root.number(), path, content);
    }

    // The folders that hold this build's files.
    [[nodiscard]] std::set<std::string> folders_in_use() const {
        std::set<std::string> used = {"/"};
        for (const auto& [path, mark] : marks) {
            std::string parent = parent_of(path);
            while (!parent.empty() && used.insert(parent + "/").second) parent = parent_of(parent);
        }
        return used;
    }

    void remove_what_is_left() {
        const std::set<std::string> used = folders_in_use();
        for (auto entry = left.rbegin(); entry != left.rend(); ++entry) {  // what is in a folder before the folder
            const std::string& path = entry->first;
            const bool is_folder = path.ends_with('/');
            if (is_folder ? used.contains(path) : marks.contains(path)) continue;
            touch(is_folder ? path.substr(0, path.size() - 1) : path);
            if (::unlinkat(root.number(), path.c_str(), is_folder ? AT_REMOVEDIR : 0) != 0 && errno != ENOENT &&
                errno != ENOTDIR)
                fail(errno, "remove", folder / path);
        }
    }

    void save_own_marks() {
        for (const std::string& path : folders_in_use()) {
            const auto as_left = touched.contains(path) ? left.end() : left.find(path);
            if (as_left != left.end())
                marks[path] = as_left->second;
            else if (const auto mark = mark_of(root.number(), path))
                marks[path] = *mark;
        }
        save_marks(marks_of(number), stamp, marks);
    }

    // Links the hashed assets that the build before made itself into this one. Those it had carried end here: one
    // edition longer is the promise.
    void carry_assets() {
        if (!before || !fs::is_directory(builds / std::to_string(*before) / "assets")) return;
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
            if (!stamp.empty()) claim(path, mark_of(root.number(), path).value_or(FileMark()));
        }
        if (carried.empty()) return;
        std::ofstream list(builds / (std::to_string(number) + ".carried"));
        if (!(list << carried << std::flush)) fail(EIO, "write", builds / (std::to_string(number) + ".carried"));
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
    make_place(inside->out, inside->builds);
    inside->lock = take_lock(inside->builds / "lock", waiting);
    inside->before = current_build(inside->out, inside->builds);
    inside->start_folder();
    return Publication(std::move(inside));
}

void Publication::take_over(std::string_view stamp) {
    inside_->stamp = stamp;
    inside_->take_over_before();
    inside_->begin_with_oldest();
}

void Publication::start_anew(std::string_view stamp) {
    inside_->stamp = stamp;
}

fs::path Publication::memory_file() const {
    return inside_->builds / (std::to_string(inside_->number) + ".pages");
}

fs::path Publication::memory_file_before() const {
    if (inside_->before_marks.empty()) return {};
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
    inside_->remove_what_is_left();
    inside_->carry_assets();
    if (!inside_->stamp.empty()) inside_->save_own_marks();
    inside_->switch_link();
    inside_->folder.clear();
    inside_->remove_builds_except(inside_->number, inside_->before);
}

std::size_t Publication::file_count() const {
    return inside_->files;
}

}  // namespace charter
