// The server's own pages over a site that is being edited: lodging, tracking, search. They are the very handlers of
// charterd, in this program, with a database marked as a demonstration's, which lives as long as the preview. What they
// read of the site is written beside it when they are asked for and something changed since. Photos and other files
// are taken as charterd takes them. Any thread.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "generator/serve/preview_site.h"
#include "server/http/message.h"
#include "server/http/spool_file.h"

namespace charter {

struct FormSettings {
    std::filesystem::path folder;  // of the preview's own: written below it, at the first show()
    std::function<Instant()> now;
    std::optional<Date> today;            // the day it is to be, at the time of day that `now` says
    std::filesystem::path photo_program;  // charter-photo: without it no photo can be kept
};

class PreviewForms {
  public:
    explicit PreviewForms(FormSettings settings);
    ~PreviewForms();
    PreviewForms(const PreviewForms&) = delete;
    PreviewForms& operator=(const PreviewForms&) = delete;

    // Makes the pages those of `site`, which is drawable. `version` names its state: the same one does nothing twice.
    // Throws std::runtime_error if the server could not use such a site.
    void show(const PreviewSite& site, const std::string& version, bool with_search);
    // After a show().
    [[nodiscard]] Response answer(const Request& request);

    // As in ListenHooks: whether forms sent to this path may bring files, and where these are kept while they are read.
    [[nodiscard]] bool takes_files(std::string_view path) const;
    [[nodiscard]] std::shared_ptr<SpoolFile> open_spool();

  private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

}  // namespace charter
