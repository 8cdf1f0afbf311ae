// The command of charter for editors at work: serve a site's preview.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>

#include "generator/shared/calendar.h"

namespace CLI {
class App;
}

namespace charter {

// As in edition_commands.h. `program`: the running program, beside which themes are looked for.
[[nodiscard]] std::function<std::optional<int>()> add_serve_command(CLI::App& app, const std::filesystem::path& program,
                                                                    const std::function<Instant()>& now);

}  // namespace charter
