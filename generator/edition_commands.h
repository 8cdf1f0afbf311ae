// The commands of charter about yearly editions: republish, approve, diff, as-of. Each is added to the program here and
// run by main.cpp if it was chosen.
#pragma once

#include <functional>
#include <optional>

#include "generator/build/build.h"

namespace CLI {
class App;
}

namespace charter {

// Adds the commands; the returned function runs the one that was chosen and gives its exit code, or nothing if none of
// them was. `program`: the running program's path. `today`: for records that do not name their day.
[[nodiscard]] std::function<std::optional<int>()> add_edition_commands(CLI::App& app, std::filesystem::path program,
                                                                       Date today);

}  // namespace charter
