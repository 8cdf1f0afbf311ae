// The published site as answers: one build, opened on its real folder, so that a newer build is a newer value. Files
// are read when asked for and kept in a bounded cache; nothing is read at the start. Precompressed copies (.br, .gz)
// beside a file are sent to those who accept them. Any thread.
//
// Never served: names that begin with a dot (so .server/), anything reached through a link out of the folder, the
// compressed copies under their own names. What is not there is answered by the 404 page of the language that begins
// the path.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "server/http/message.h"

namespace charter {

// By the path's ending; what is unknown is "application/octet-stream".
[[nodiscard]] std::string_view content_type_of(std::string_view path);
// "assets/style.1a2b3c4d.css": a name with eight or more hexadecimal digits of its content before the ending, so that
// it may be kept for ever.
[[nodiscard]] bool is_hashed_asset(std::string_view path);

class StaticFiles {
  public:
    // `build` must stay in place as long as files are asked for; one that was removed gives 404. `languages`: first is
    // the one used where a path names none.
    StaticFiles(const std::filesystem::path& build, std::vector<std::string> languages,
                std::size_t cache_bytes = std::size_t{32} * 1024 * 1024);
    ~StaticFiles();
    StaticFiles(const StaticFiles&) = delete;
    StaticFiles& operator=(const StaticFiles&) = delete;

    // 200, 304, 301 to the address with a slash, or 404. The method is GET or HEAD.
    [[nodiscard]] Response serve(const Request& request) const;
    // The site's own page for what does not exist, in the language of the path, else in the one the reader likes best.
    [[nodiscard]] Response not_found(const Request& request) const;

  private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

}  // namespace charter
