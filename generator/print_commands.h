// The commands of charter that make papers: poster, booklet and distribution. They write into a folder of their own and
// change nothing of the site.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>

#include "generator/shared/calendar.h"

namespace CLI {
class App;
}

namespace charter {

// Adds them to the program. The function that comes back runs the one that was typed, if any, and gives the exit code.
[[nodiscard]] std::function<std::optional<int>()> add_print_commands(CLI::App& app,
                                                                     const std::filesystem::path& program,
                                                                     const std::function<Instant()>& now);

}  // namespace charter
