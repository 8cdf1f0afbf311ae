#include "generator/write/publish.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <set>
#include <system_error>
#include <utility>
#include <vector>

#include "generator/write/compress.h"

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

bool is_number(std::string_view text) {
    return !text.empty() && text.size() < 10 &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// The number of a build folder or of its list of carried files; nothing for other names.
std::optional<long> build_number(const fs::path& path) {
    const std::string stem = path.stem().string();
    if (!is_number(stem) || (path.has_extension() && path.extension() != ".carried")) return std::nullopt;
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

    void remove_unfinished() noexcept {
        std::error_code ignored;  // the next build tries again
        if (!folder.empty()) fs::remove_all(folder, ignored);
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
        root = Descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        if (root.number() < 0) fail(errno, "open", folder);
    }

    // Links the hashed assets that the build before made itself into this one. Those it had carried end here: one
    // edition longer is the promise.
    void carry_assets() const {
        if (!before || !fs::is_directory(builds / std::to_string(*before) / "assets")) return;
        const fs::path from = builds / std::to_string(*before);
        const auto carried_before = read_lines(builds / (std::to_string(*before) + ".carried"));
        std::string carried;
        for (const auto& entry : fs::recursive_directory_iterator(from / "assets")) {
            const std::string path = entry.path().lexically_relative(from).generic_string();
            if (!entry.is_regular_file() || !has_hashed_name(entry.path()) || carried_before.count(path) != 0) continue;
            const fs::path to = folder / path;
            if (fs::exists(to)) continue;
            fs::create_directories(to.parent_path());
            fs::create_hard_link(entry.path(), to);
            carried += path + "\n";
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
    inside->out = fs::absolute(out).lexically_normal();
    if (!inside->out.has_filename()) inside->out = inside->out.parent_path();
    inside->builds = inside->out.parent_path() / ("." + inside->out.filename().string() + ".builds");
    inside->compression = compression;
    (void)current_build(inside->out, inside->builds);  // refuses before anything is made
    fs::create_directories(inside->builds);
    inside->lock = take_lock(inside->builds / "lock", waiting);
    inside->before = current_build(inside->out, inside->builds);
    inside->start_folder();
    return Publication(std::move(inside));
}

void Publication::add(std::string_view path, std::string_view content) {
    const std::string name(path);
    const auto slash = name.rfind('/');
    const int root = inside_->root.number();
    if (slash != std::string::npos) make_folders(root, name.substr(0, slash));
    write_new_file(root, name, content);
    ++inside_->files;
    if (inside_->compression == Compression::Off || path.starts_with(".server/") || !is_compressible(path)) return;
    if (const auto packed = brotli(content)) write_new_file(root, name + ".br", *packed);
    if (const auto packed = gzip(content)) write_new_file(root, name + ".gz", *packed);
}

void Publication::publish() {
    inside_->carry_assets();
    inside_->switch_link();
    inside_->folder.clear();
    inside_->remove_builds_except(inside_->number, inside_->before);
}

std::size_t Publication::file_count() const {
    return inside_->files;
}

}  // namespace charter
