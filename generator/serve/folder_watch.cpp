#include "generator/serve/folder_watch.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <string_view>
#include <system_error>
#include <unordered_map>
#include <vector>

#include "generator/shared/descriptor.h"
#include "generator/shared/files.h"

namespace charter {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

constexpr milliseconds quiet{8};              // without a change, when every file is whole
constexpr milliseconds quiet_unsettled{120};  // while one is away or being written
constexpr int rounds_max = 40;                // changes that never end are taken in parts
constexpr std::uint32_t wanted_events = IN_CLOSE_WRITE | IN_MODIFY | IN_ATTRIB | IN_CREATE | IN_DELETE | IN_MOVED_FROM |
                                        IN_MOVED_TO | IN_ONLYDIR | IN_DONT_FOLLOW | IN_EXCL_UNLINK;

[[noreturn]] void fail(const std::string& what) {
    throw std::system_error(errno, std::generic_category(), what);
}

[[noreturn]] void fail_to_watch(const fs::path& folder) {
    if (errno == ENOSPC)
        fail("cannot watch " + folder.string() +
             ": the system watches no more folders; raise fs.inotify.max_user_watches");
    if (errno == EMFILE)
        fail("cannot watch " + folder.string() +
             ": too many programs watch folders; end one, or raise fs.inotify.max_user_instances");
    fail("cannot watch " + folder.string());
}

// What editors put beside a file for themselves while they save it.
bool is_helper(std::string_view name) {
    return name.starts_with('.') || name.ends_with('~') || name == "4913" ||
           (name.size() > 1 && name.starts_with('#') && name.ends_with('#'));
}

}  // namespace

struct FolderWatch::Inside {
    Descriptor events;
    Descriptor stopping;
    std::unordered_map<int, std::string> folders;

    // Of the changes being collected.
    FolderChanges changes;
    std::set<std::string> unsettled;  // away, or not written to the end
    std::set<std::string> made;       // not there before

    // False if the folder is gone already.
    bool watch_one(const fs::path& folder) {
        const int number = inotify_add_watch(events.number(), folder.c_str(), wanted_events);
        if (number < 0 && (errno == ENOENT || errno == ENOTDIR)) return false;
        if (number < 0) fail_to_watch(folder);
        folders[number] = folder.string();
        return true;
    }

    void watch_tree(const fs::path& folder) {
        if (!watch_one(folder)) return;
        std::error_code error;  // a folder that goes away meanwhile says so in an event
        for (fs::directory_iterator it(folder, error); !error && it != fs::directory_iterator(); it.increment(error)) {
            const bool is_folder = it->is_directory(error) && !it->is_symlink(error);
            if (!error && is_folder && !it->path().filename().string().starts_with('.')) watch_tree(it->path());
            error.clear();
        }
    }

    void forget_tree(const std::string& folder) {
        std::erase_if(folders, [&](const auto& watched) {
            const bool is_below = watched.second == folder || watched.second.starts_with(folder + "/");
            if (is_below) inotify_rm_watch(events.number(), watched.first);
            return is_below;
        });
    }

    void take_folder(const std::string& path, std::uint32_t what) {
        changes.paths.insert(path);
        if ((what & (IN_DELETE | IN_MOVED_FROM)) != 0) return forget_tree(path);
        if ((what & (IN_CREATE | IN_MOVED_TO)) == 0) return;
        watch_tree(path);  // before it is listed, so that no file comes in between
        if (!fs::is_directory(path)) return;
        for (const std::string& file : list_files(path)) changes.paths.insert(path + "/" + file);
    }

    void take_file(const std::string& path, std::uint32_t what) {
        if ((what & (IN_DELETE | IN_MOVED_FROM)) != 0) {
            if (made.erase(path) != 0) {  // came and went
                unsettled.erase(path);
                changes.paths.erase(path);
                return;
            }
            unsettled.insert(path);
        } else if ((what & (IN_CREATE | IN_MODIFY)) != 0) {
            if ((what & IN_CREATE) != 0 && !changes.paths.contains(path)) made.insert(path);
            unsettled.insert(path);
        } else {
            unsettled.erase(path);
        }
        changes.paths.insert(path);
    }

    void take(const inotify_event& event) {
        if ((event.mask & IN_Q_OVERFLOW) != 0) changes.is_everything = true;
        if ((event.mask & IN_IGNORED) != 0) folders.erase(event.wd);
        const auto folder = folders.find(event.wd);
        if (folder == folders.end() || event.len == 0) return;
        const std::string_view name = event.name;
        if (is_helper(name)) return;
        const std::string path = folder->second + "/" + std::string(name);
        if ((event.mask & IN_ISDIR) != 0)
            take_folder(path, event.mask);
        else
            take_file(path, event.mask);
    }

    void read_events() {
        alignas(inotify_event) std::array<char, std::size_t{64} * 1024> bytes{};
        const ssize_t size = ::read(events.number(), bytes.data(), bytes.size());
        if (size < 0 && (errno == EINTR || errno == EAGAIN)) return;
        if (size < 0) fail("cannot read the changes of folders");
        for (std::size_t at = 0; at + sizeof(inotify_event) <= static_cast<std::size_t>(size);) {
            inotify_event head{};
            std::memcpy(&head, bytes.data() + at, sizeof head);
            take(*reinterpret_cast<const inotify_event*>(bytes.data() + at));
            at += sizeof head + head.len;
        }
    }

    // True if there are events to read.
    [[nodiscard]] bool poll_for(milliseconds most) const {
        std::array<pollfd, 2> polled = {{{events.number(), POLLIN, 0}, {stopping.number(), POLLIN, 0}}};
        const int ready = ::poll(polled.data(), polled.size(), static_cast<int>(most.count()));
        if (ready < 0 && errno != EINTR) fail("cannot wait for changes of folders");
        return ready > 0 && polled[1].revents == 0 && polled[0].revents != 0;
    }
};

FolderWatch::FolderWatch() : inside_(std::make_unique<Inside>()) {
    inside_->events = Descriptor(inotify_init1(IN_CLOEXEC | IN_NONBLOCK));
    if (!inside_->events.is_open()) fail_to_watch("folders");
    inside_->stopping = Descriptor(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    if (!inside_->stopping.is_open()) fail("cannot make an event");
}

FolderWatch::~FolderWatch() = default;

void FolderWatch::add(const fs::path& folder) {
    for (const auto& [number, watched] : inside_->folders)
        if (watched == folder.string()) return;
    inside_->watch_tree(folder);
}

FolderChanges FolderWatch::wait(milliseconds most) {
    Inside& in = *inside_;
    in.changes = {};
    in.unsettled.clear();
    in.made.clear();
    if (!in.poll_for(most)) return {};
    in.read_events();
    for (int round = 0; round < rounds_max; ++round) {
        if (!in.poll_for(in.unsettled.empty() ? quiet : quiet_unsettled)) break;
        in.read_events();
    }
    return std::move(in.changes);
}

void FolderWatch::stop() noexcept {
    const std::uint64_t one = 1;
    // It fails only if it was stopped so often that the counter is full.
    [[maybe_unused]] const ssize_t written = ::write(inside_->stopping.number(), &one, sizeof one);
}

}  // namespace charter
