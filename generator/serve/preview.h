// The preview of a site as a web server answers it: pages from memory, the server's forms over the edited site, the
// page of mistakes over all of it; and the thread that follows the editor's changes. Knows nothing of sockets.
#pragma once

#include <condition_variable>
#include <filesystem>
#include <functional>
#include <mutex>
#include <shared_mutex>
#include <string>

#include "generator/serve/folder_watch.h"
#include "generator/serve/preview_forms.h"
#include "generator/serve/preview_page.h"
#include "generator/serve/preview_site.h"
#include "generator/shared/temp_folder.h"
#include "server/http/message.h"

namespace charter {

struct PreviewSettings {
    CheckOptions check;  // with a day in `today`, the forms live on that day too
    std::function<Instant()> now;
    std::filesystem::path published{};      // a built site to compare with; may be empty
    std::filesystem::path photo_program{};  // charter-photo: without it the forms keep no photo
};

class Preview {
  public:
    // Reads the site and watches its folders. Throws std::system_error if they cannot be watched, std::runtime_error if
    // `published` holds no site.
    explicit Preview(PreviewSettings settings);

    // Any thread. A request for changes is answered when there are some, or after 25 s.
    [[nodiscard]] Response answer(const Request& request);

    // As in ListenHooks.
    [[nodiscard]] bool takes_files(std::string_view path) const { return forms_.takes_files(path); }
    [[nodiscard]] std::shared_ptr<SpoolFile> open_spool() { return forms_.open_spool(); }

    // Follows what changes in the folders until stop(). One thread. Throws as FolderWatch does.
    void follow();
    // Any thread: follow() returns, and so does every request that waits for changes.
    void stop() noexcept;

  private:
    void take(const FolderChanges& changes);
    void show_findings();
    void watch_folders();
    void announce();
    [[nodiscard]] std::string version();
    [[nodiscard]] Response answer_changes(const Request& request);
    [[nodiscard]] Response answer_form(const Request& request, const std::string& version);
    // While the site does not change.
    [[nodiscard]] bool is_covered(const Request& request) const;
    [[nodiscard]] Response cover(const Request& request, const std::string& version) const;
    [[nodiscard]] Response answer_from_site(const Request& request, const std::string& version) const;

    [[nodiscard]] Against has_published() const;
    [[nodiscard]] Response answer_consequences(const Request& request, const std::string& version) const;

    std::filesystem::path published_;
    TempFolder folder_{"preview"};
    FolderWatch watch_;
    PreviewSite site_;
    PreviewForms forms_;
    std::string started_;  // tells this run from the one before

    std::shared_mutex site_lock_;  // held alone while the site changes
    std::mutex version_lock_;
    std::condition_variable changed_;
    unsigned number_ = 1;
    bool stopping_ = false;
};

}  // namespace charter
