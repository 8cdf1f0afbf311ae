// Publishing: a build is written to the side and switched into place by one rename, so that readers see the old site or
// the new one, never a mix, and a build that fails or is killed changes nothing.
//
//   public/SITE            a link to the newest build: .SITE.builds/8
//   public/.SITE.builds/   7/ (the build before), 8/, 8.carried, 8.marks, 8.pages, lock; beside a build that made every
//                          folder 9/ and 9.marks: the same files again, with which the next build begins
//
// A build may take over files of the one before: they are the same files under a second name (hard links), so they keep
// their time stamps. Nothing in a finished build is ever written to again.
//
// Used by main.cpp. Knows nothing of pages: only paths and bytes. Failures of the world throw std::system_error with
// the path in the text; the destructor then removes what was written.
#pragma once

#include <atomic>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace charter {

enum class Compression { Auto, Off };

// `out` holds something that is not ours to replace. The text says what, and what to do.
class PublishRefused : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

class Publication {
  public:
    // Starts a build beside `out`. One at a time: while another program builds the same `out`, calls `waiting` once and
    // waits for it. Throws PublishRefused if nothing can be written there, and if `out` is a file, a folder with
    // something in it, or a link that leads anywhere but to a build.
    [[nodiscard]] static Publication open(const std::filesystem::path& out, Compression compression,
                                          const std::function<void()>& waiting = {});
    Publication(Publication&&) noexcept;
    Publication& operator=(Publication&&) = delete;
    ~Publication();

    // From here on files of the build before may be taken over, if that was published with the same `stamp`: which
    // program made it, and how. `start_anew` takes over nothing, but lets the next build do so. Call one of them, or
    // none, before the first file.
    void take_over(std::string_view stamp);
    void start_anew(std::string_view stamp);
    // Where to keep what the next build should know of this one, and where it was kept for the build before; the latter
    // is empty if nothing may be taken over. Removed with the build.
    [[nodiscard]] std::filesystem::path memory_file() const;
    [[nodiscard]] std::filesystem::path memory_file_before() const;
    // Where the newest build keeps it now, for who reads it before open(); empty if there is none.
    [[nodiscard]] static std::filesystem::path find_memory_file(const std::filesystem::path& out);
    // Takes over a file of the build before with its compressed copies, unread. False, and nothing is done, if there is
    // none or it was touched since. Any thread.
    [[nodiscard]] bool keep(std::string_view path);

    // Writes one file of the new build, and with Compression::Auto its .br and .gz copies where they are smaller.
    // What has the same bytes in a build that may be taken over is kept.
    // `path` is relative, with '/'; parent folders are made. The same path twice is our own fault and throws.
    // Any thread.
    void add(std::string_view path, std::string_view content);

    // Keeps the hashed assets of the build before reachable, switches `out` to the new build, lays out what the next
    // one begins with, then removes builds older than the one before. Call once, when every add() has returned.
    void publish();

    [[nodiscard]] std::size_t file_count() const;

  private:
    struct Inside;
    explicit Publication(std::unique_ptr<Inside> inside);
    std::unique_ptr<Inside> inside_;
};

}  // namespace charter
