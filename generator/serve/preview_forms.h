// The server's own pages over a site that is being edited: lodging, tracking, search. They are the very handlers of
// charterd, in this program, with a database marked as a demonstration's, which lives as long as the preview. What they
// read of the site is written beside it when they are asked for and something changed since. Any thread.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "generator/serve/preview_site.h"
#include "server/http/message.h"

namespace charter {

class PreviewForms {
  public:
    // Writes below `folder`, at the first show().
    PreviewForms(std::filesystem::path folder, std::function<Instant()> now);
    ~PreviewForms();
    PreviewForms(const PreviewForms&) = delete;
    PreviewForms& operator=(const PreviewForms&) = delete;

    // Makes the pages those of `site`, which is drawable. `version` names its state: the same one does nothing twice.
    // Throws std::runtime_error if the server could not use such a site.
    void show(const PreviewSite& site, const std::string& version, bool with_search);
    // After a show().
    [[nodiscard]] Response answer(const Request& request);

  private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

}  // namespace charter
