// `charter serve`: a site's preview on this machine alone, until SIGINT or SIGTERM.
#pragma once

#include <filesystem>
#include <functional>
#include <string_view>

#include "generator/build/build.h"

namespace charter {

struct ServeOptions {
    CheckOptions check;
    std::filesystem::path
        published;    // a built site: the preview tells what publishing would change of it; may be empty
    int port = 8081;  // 0: any that is free
    std::function<Instant()> now;
    std::function<void(std::string_view address)> ready;  // called once it answers
    std::function<void(std::string_view line)> log;       // what went wrong, for whoever started it
};

// Leaves no files behind. Throws with a sentence: the port is taken, the folders cannot be watched.
void serve_preview(const ServeOptions& options);

}  // namespace charter
